import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';

import { MOST, PackageDraft, newPackage } from './gig-draft';

/** One to three ways to buy it. */
@Component({
  selector: 'p-gig-packages',
  imports: [Control, Field, Icon, TranslocoDirective],
  template: `
    <section class="card stack" aria-labelledby="packages" *transloco="let t">
      <div class="stack tight"><h2 id="packages">{{ t('desk.gigs.packages') }}</h2><p class="muted small">{{ t('desk.gigs.packagesText') }}</p></div>
      <div class="list">
        @for (one of packages(); track $index; let at = $index) {
          <fieldset class="stack">
            <legend class="visually-hidden">{{ t('desk.gigs.packageOf', { number: at + 1 }) }}</legend>
            <p-field [label]="t('desk.gigs.packageName')" [error]="errors()['packages[' + at + '].name']"><input #name pControl maxlength="40" autocomplete="off" [value]="one.name" (input)="put(at, { name: name.value })" /></p-field>
            <p-field [label]="t('desk.gigs.packageText')" [error]="errors()['packages[' + at + '].description']"><textarea #text pControl rows="3" maxlength="500" [value]="one.description" (input)="put(at, { description: text.value })"></textarea></p-field>
            <p-field [label]="t('desk.gigs.price', { currency: currency() })" [error]="errors()['packages[' + at + '].price']"><input #price pControl inputmode="decimal" autocomplete="off" [value]="one.price" (input)="put(at, { price: price.value })" /></p-field>
            <div class="pair">
              <p-field [label]="t('desk.gigs.days')" [error]="errors()['packages[' + at + '].deliveryDays']"><input #days pControl type="number" inputmode="numeric" min="1" max="365" [value]="one.days" (input)="put(at, { days: days.value })" /></p-field>
              <p-field [label]="t('desk.gigs.revisions')" [error]="errors()['packages[' + at + '].revisions']"><input #revisions pControl type="number" inputmode="numeric" min="0" max="20" [value]="one.revisions" (input)="put(at, { revisions: revisions.value })" /></p-field>
            </div>
            @if (packages().length > 1) { <div><button type="button" class="btn small quiet" (click)="remove(at)"><p-icon name="trash-2" [size]="17" />{{ t('desk.gigs.packageRemove', { number: at + 1 }) }}</button></div> }
          </fieldset>
        }
      </div>
      @if (packages().length < most) { <div><button type="button" class="btn" (click)="changed.emit([...packages(), fresh()])"><p-icon name="plus" [size]="18" />{{ t('desk.gigs.packageAdd') }}</button></div> }
    </section>
  `,
  styles: `
    h2 { font-size: var(--t-lg); } .list { display: grid; gap: var(--s-4); grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); }
    fieldset { padding: var(--s-4); border: 1px solid var(--line); border-radius: var(--r-2); gap: var(--s-3); } .pair { display: grid; grid-template-columns: 1fr 1fr; gap: var(--s-3); align-items: end; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GigPackages {
  readonly packages = input.required<readonly PackageDraft[]>();
  readonly currency = input.required<string>();
  readonly errors = input.required<Record<string, string>>();
  readonly changed = output<PackageDraft[]>();
  protected readonly most = MOST.packages;
  protected readonly fresh = newPackage;

  protected put(at: number, part: Partial<PackageDraft>): void {
    this.changed.emit(this.packages().map((one, index) => (index === at ? { ...one, ...part } : one)));
  }

  protected remove(at: number): void {
    this.changed.emit(this.packages().filter((_, index) => index !== at));
  }
}
