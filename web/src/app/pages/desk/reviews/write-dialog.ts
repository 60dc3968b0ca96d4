import { ChangeDetectionStrategy, Component, effect, inject, input, output, signal, untracked } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { Problem } from '@core/problem';
import { Dialog } from '@ui/dialog';
import { Control, Field } from '@ui/field';
import { Refusals } from '@ui/refusals';
import { Toasts } from '@ui/toasts';

const STARS = [1, 2, 3, 4, 5];

/** Says what one thinks of a person or a place: stars, aspects, words. */
@Component({
  selector: 'p-write-review',
  imports: [Control, Dialog, Field, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <p-dialog [open]="!!chance()" [heading]="t('desk.reviews.writeHeading')" (closed)="closed.emit()">
        @if (chance(); as chance) {
          <form class="stack" (submit)="$event.preventDefault(); send(text.value)">
            <p class="muted">{{ name() }}</p>
            @for (row of rows(); track row) {
              <fieldset [class.whole]="!row">
                <legend [class.strong]="!row">{{ row ? t('desk.reviews.aspects.' + row) : t('desk.reviews.whole') }}</legend>
                <span class="stars">
                  @for (number of stars; track number) {
                    <label [class.on]="number <= (given()[row] || 0)"><input type="radio" [name]="'stars-' + row" [value]="number" [checked]="given()[row] === number" (change)="give(row, number)" /><span class="visually-hidden">{{ t('desk.reviews.starsOf', { stars: number }) }}</span><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 1.8l3.1 6.5 7.1.9-5.2 4.9 1.3 7.1-6.3-3.5-6.3 3.5L7 14.1 1.8 9.2l7.1-.9z" /></svg></label>
                  }
                </span>
              </fieldset>
            }
            @if (wrong()) { <p class="bad small" role="alert">{{ wrong() }}</p> }
            <p-field [label]="t('desk.reviews.words')" [optional]="t('common.optional')" [hint]="chance.subjectKind === 'resource' || chance.host ? '' : t('desk.reviews.hiddenUntil')"><textarea #text pControl rows="4" maxlength="2000"></textarea></p-field>
            <div class="row end"><button type="submit" class="btn primary" [disabled]="busy()" [attr.aria-busy]="busy()">{{ t(busy() ? 'desk.reviews.sending' : 'desk.reviews.send') }}</button></div>
          </form>
        }
      </p-dialog>
    </ng-container>
  `,
  styles: `
    fieldset { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; } legend { float: inline-start; padding-block: var(--s-2); } .stars { display: flex; }
    label { position: relative; width: 2.75rem; height: 2.75rem; display: grid; place-items: center; } label input { position: absolute; inset: 0; opacity: 0; width: 100%; height: 100%; margin: 0; cursor: pointer; }
    svg { width: 1.6rem; height: 1.6rem; fill: var(--surface-2); stroke: var(--line-strong); stroke-width: 1.2; } .whole svg { width: 2rem; height: 2rem; } label.on svg { fill: light-dark(#c98a10, #f0c04a); stroke: light-dark(#8a5d05, #f0c04a); } label:has(:focus-visible) { outline: 3px solid var(--focus); border-radius: 6px; }
    .bad { color: var(--bad); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class WriteReview {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly refusals = inject(Refusals);
  private readonly toasts = inject(Toasts);
  readonly chance = input<Schema<'ReviewChance'> | null>(null);
  readonly name = input('');
  readonly closed = output<void>();
  readonly written = output<void>();
  protected readonly stars = STARS;
  protected readonly busy = signal(false);
  protected readonly wrong = signal('');
  /** Stars by aspect; the whole under the empty name. */
  protected readonly given = signal<Record<string, number>>({});

  constructor() {
    effect(() => {
      this.chance();
      untracked(() => (this.given.set({}), this.wrong.set('')));
    });
  }

  protected rows(): string[] {
    return ['', ...(this.chance()?.aspects ?? [])];
  }

  protected give(row: string, stars: number): void {
    this.given.update((given) => ({ ...given, [row]: stars }));
    this.wrong.set('');
  }

  protected async send(text: string): Promise<void> {
    const [chance, { '': rating, ...aspects }] = [this.chance(), this.given()];
    if (!chance || this.busy()) return;
    if (!rating) return this.wrong.set(this.language.say('desk.reviews.noStars'));
    this.busy.set(true);
    try {
      const { status } = await this.api.ok(this.api.http.POST('/api/v1/reviews', { body: { reference: chance.reference, rating, aspects, text } }));
      this.toasts.good(this.language.say(status === 'published' ? 'desk.reviews.writtenShown' : 'desk.reviews.written'));
      this.written.emit();
    } catch (error) {
      this.wrong.set(this.refusals.text(Problem.from(error)));
    } finally {
      this.busy.set(false);
    }
  }
}
