import { ChangeDetectionStrategy, Component, computed, input, linkedSignal, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Icon } from '@ui/icon';
import { MoneyPipe } from '@ui/pipes';

/** The ways to buy a gig: side by side where there is room, one behind each tab on a phone. */
@Component({
  selector: 'p-gig-packages',
  imports: [Icon, MoneyPipe, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      @if (narrow() && packages().length > 1) {
        <div class="switch" role="tablist" [attr.aria-label]="t('hire.gig.packages')">
          @for (one of packages(); track one.id; let at = $index) {
            <button type="button" role="tab" [id]="'tab-' + one.id" [attr.aria-selected]="one.id === seen()" [attr.aria-controls]="'pack-' + one.id" [tabindex]="one.id === seen() ? 0 : -1" (click)="seen.set(one.id)" (keydown.arrowRight)="turn(1)" (keydown.arrowLeft)="turn(-1)"><span class="clip">{{ one.name }}</span><b>{{ one.price | money }}</b></button>
          }
        </div>
      }
      <div class="all" [style.--count]="packages().length">
        @for (one of shown(); track one.id) {
          <section class="pack" [class.on]="one.id === chosen()" [id]="'pack-' + one.id" [attr.role]="narrow() && packages().length > 1 ? 'tabpanel' : null" [attr.aria-labelledby]="narrow() && packages().length > 1 ? 'tab-' + one.id : 'name-' + one.id">
            <h3 [id]="'name-' + one.id">{{ one.name }}</h3>
            <p class="price">{{ one.price | money }}</p>
            @if (one.description) { <p class="words">{{ one.description }}</p> }
            <ul>
              <li><p-icon name="clock" [size]="18" />{{ one.deliveryDays === 1 ? t('hire.gigs.day') : t('hire.gigs.days', { count: one.deliveryDays }) }}</li>
              <li><p-icon name="refresh-cw" [size]="18" />{{ one.revisions === 0 ? t('hire.gig.noRevisions') : one.revisions === 1 ? t('hire.gig.revision') : t('hire.gig.revisions', { count: one.revisions }) }}</li>
            </ul>
            <button type="button" class="btn block" [class.primary]="!chosen()" [attr.aria-pressed]="one.id === chosen()" (click)="pick.emit(one.id)">
              @if (one.id === chosen()) { <p-icon name="check" [size]="18" />{{ t('hire.gig.chosen') }} } @else { {{ t('hire.gig.choose') }} }<span class="visually-hidden"> {{ one.name }}</span>
            </button>
          </section>
        }
      </div>
    </ng-container>
  `,
  styles: `
    :host { display: grid; gap: var(--s-3); }
    .all { display: grid; gap: var(--s-4); grid-template-columns: repeat(var(--count), minmax(0, 25rem)); }
    .pack { display: grid; grid-template-rows: auto auto 1fr auto auto; gap: var(--s-3); align-content: start; padding: var(--s-5); background: var(--surface); border: 1px solid var(--line); border-radius: var(--r-2); }
    .pack.on { border-color: var(--brand); box-shadow: 0 0 0 1px var(--brand); }
    .pack ul { grid-row: 4; } .pack .btn { grid-row: 5; }
    .price { font-size: var(--t-2xl); font-weight: 700; letter-spacing: -0.02em; line-height: 1.1; }
    .words { white-space: pre-line; text-wrap: pretty; }
    ul { display: grid; gap: var(--s-2); padding-top: var(--s-3); border-top: 1px solid var(--line); } li { display: flex; gap: var(--s-2); align-items: center; } li p-icon { color: var(--brand); }
    .switch { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; border: 1px solid var(--line-strong); border-radius: var(--r-2); overflow: clip; background: var(--surface); }
    .switch button { display: grid; justify-items: center; gap: 0; min-width: 0; min-height: 3.5rem; padding: var(--s-2); border: 0; background: none; font-size: var(--t-sm); } .switch .clip { max-width: 100%; }
    .switch button + button { border-inline-start: 1px solid var(--line); } .switch [aria-selected='true'] { background: var(--brand-soft); color: var(--brand-strong); } .switch button:focus-visible { outline-offset: -3px; }
    @media (max-width: 60rem) { .all { grid-template-columns: minmax(0, 1fr); } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GigPackages {
  readonly packages = input.required<readonly Schema<'GigPackage'>[]>();
  readonly chosen = input<string | null>(null);
  readonly narrow = input(false);
  readonly pick = output<string>();
  /** The tab in front. */
  protected readonly seen = linkedSignal(() => this.chosen() ?? this.packages()[0]?.id ?? null);
  protected readonly shown = computed(() => (this.narrow() ? this.packages().filter((one) => one.id === this.seen()) : this.packages()));

  protected turn(by: number): void {
    const all = this.packages();
    const next = all[(all.findIndex((one) => one.id === this.seen()) + by + all.length) % all.length];
    this.seen.set(next.id);
    setTimeout(() => document.getElementById('tab-' + next.id)?.focus());
  }
}
