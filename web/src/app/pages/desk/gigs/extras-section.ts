import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';

import { ExtraDraft, MOST, QuestionDraft } from './gig-draft';

/** What a buyer can add, and what they are asked. */
@Component({
  selector: 'p-gig-extras',
  imports: [Control, Field, Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <section class="card stack" aria-labelledby="extras">
        <div class="stack tight"><h2 id="extras">{{ t('desk.gigs.extras') }} <span class="small muted">{{ t('common.optional') }}</span></h2><p class="muted small">{{ t('desk.gigs.extrasText') }}</p></div>
        @for (one of extras(); track $index; let at = $index) {
          <fieldset class="line">
            <legend class="visually-hidden">{{ t('desk.gigs.extraOf', { number: at + 1 }) }}</legend>
            <p-field [label]="t('desk.gigs.extraName')" [error]="errors()['extras[' + at + '].name']"><input #name pControl maxlength="80" autocomplete="off" [value]="one.name" (input)="putExtra(at, { name: name.value })" /></p-field>
            <p-field [label]="t('desk.gigs.price', { currency: currency() })" [error]="errors()['extras[' + at + '].price']"><input #price pControl inputmode="decimal" autocomplete="off" [value]="one.price" (input)="putExtra(at, { price: price.value })" /></p-field>
            <p-field [label]="t('desk.gigs.extraDays')" [error]="errors()['extras[' + at + '].extraDays']"><input #days pControl type="number" inputmode="numeric" min="0" max="365" [value]="one.days" (input)="putExtra(at, { days: days.value })" /></p-field>
            <button type="button" class="btn icon quiet" [attr.aria-label]="t('desk.gigs.extraRemove', { number: at + 1 })" (click)="extrasChanged.emit(without(extras(), at))"><p-icon name="trash-2" [size]="18" /></button>
          </fieldset>
        }
        @if (extras().length < most.extras) { <div><button type="button" class="btn" (click)="extrasChanged.emit([...extras(), { id: null, name: '', price: '', days: '0' }])"><p-icon name="plus" [size]="18" />{{ t('desk.gigs.extraAdd') }}</button></div> }
      </section>
      <section class="card stack" aria-labelledby="questions">
        <div class="stack tight"><h2 id="questions">{{ t('desk.gigs.questions') }} <span class="small muted">{{ t('common.optional') }}</span></h2><p class="muted small">{{ t('desk.gigs.questionsText') }}</p></div>
        @for (one of questions(); track $index; let at = $index) {
          <fieldset class="line question">
            <legend class="visually-hidden">{{ t('desk.gigs.questionOf', { number: at + 1 }) }}</legend>
            <p-field [label]="t('desk.gigs.question')" [error]="errors()['questions[' + at + '].text']"><input #text pControl maxlength="300" autocomplete="off" [value]="one.text" (input)="putQuestion(at, { text: text.value })" /></p-field>
            <label class="check"><input type="checkbox" [checked]="one.required" #required (change)="putQuestion(at, { required: required.checked })" /><span>{{ t('desk.gigs.required') }}</span></label>
            <button type="button" class="btn icon quiet" [attr.aria-label]="t('desk.gigs.questionRemove', { number: at + 1 })" (click)="questionsChanged.emit(without(questions(), at))"><p-icon name="trash-2" [size]="18" /></button>
          </fieldset>
        }
        @if (questions().length < most.questions) { <div><button type="button" class="btn" (click)="questionsChanged.emit([...questions(), { id: null, text: '', required: true }])"><p-icon name="plus" [size]="18" />{{ t('desk.gigs.questionAdd') }}</button></div> }
      </section>
    </ng-container>
  `,
  styles: `
    :host { display: grid; gap: var(--s-5); } h2 { font-size: var(--t-lg); }
    .line { display: grid; grid-template-columns: minmax(0, 1fr) 8rem 8rem auto; gap: var(--s-3); align-items: end; } .question { grid-template-columns: minmax(0, 1fr) auto auto; } .check { min-height: var(--tap); align-items: center; } .check input { margin: 0; }
    .line:has(.error) { align-items: start; } .line:has(.error) button { margin-top: 1.6rem; }
    @media (max-width: 40rem) { .line { grid-template-columns: 1fr 1fr auto; padding-bottom: var(--s-3); border-bottom: 1px solid var(--line); } .line p-field:first-of-type { grid-column: 1 / -1; } .question { grid-template-columns: 1fr auto; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GigExtras {
  readonly extras = input.required<readonly ExtraDraft[]>();
  readonly questions = input.required<readonly QuestionDraft[]>();
  readonly currency = input.required<string>();
  readonly errors = input.required<Record<string, string>>();
  readonly extrasChanged = output<ExtraDraft[]>();
  readonly questionsChanged = output<QuestionDraft[]>();
  protected readonly most = MOST;

  protected putExtra(at: number, part: Partial<ExtraDraft>): void {
    this.extrasChanged.emit(this.extras().map((one, index) => (index === at ? { ...one, ...part } : one)));
  }

  protected putQuestion(at: number, part: Partial<QuestionDraft>): void {
    this.questionsChanged.emit(this.questions().map((one, index) => (index === at ? { ...one, ...part } : one)));
  }

  protected without<T>(list: readonly T[], at: number): T[] {
    return list.filter((_, index) => index !== at);
  }
}
