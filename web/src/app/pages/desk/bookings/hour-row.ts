import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Language } from '@core/i18n';
import { HERE, day, dayAndRange, differs, range, zoneName } from '@core/time';
import { Icon } from '@ui/icon';
import { MoneyPipe } from '@ui/pipes';

import { HostedBooking, isObjected, leftOf } from '../../booking/hosting';

/** A booked hour of one's own: when, who, what it brings; all of it leads there. */
@Component({
  selector: 'li[p-hour]',
  imports: [Icon, MoneyPipe, RouterLink, TranslocoDirective],
  template: `
    <a [routerLink]="['/bookings', hour().id]" *transloco="let t">
      <span class="circle" [class.off]="off()"><p-icon [name]="off() ? 'calendar-x' : 'calendar-check'" /></span>
      <span class="words">
        <span class="strong">@if (dated()) { {{ times().date }}, }{{ times().there }}</span>
        @if (times().here) { <span class="muted tiny">{{ t('common.yourTime', { when: times().here, zone: mine }) }}</span> }
        <span class="small clip">{{ hour().userName || t('desk.bookings.somebody') }}@if (hour().purpose) { <span class="muted"> · {{ hour().purpose }}</span> }</span>
      </span>
      <span class="side">
        @if (brings(); as money) { <span class="number">{{ money | money }}</span> } @else if (hour().payment.refunded.amount) { <span class="small muted">{{ t('desk.bookings.money.refunded') }}</span> }
        @if (objected()) { <span class="badge" data-tone="warn">{{ t('desk.bookings.objected') }}</span> } @else if (hour().status !== 'confirmed') { <span class="badge" [attr.data-tone]="off() ? 'bad' : hour().status === 'completed' ? null : 'warn'">{{ t('desk.bookings.status.' + hour().status) }}</span> }
      </span>
      <p-icon class="go" name="chevron-right" />
    </a>
  `,
  styles: `
    :host { display: block; } :host(:not(:first-child)) { border-top: 1px solid var(--line); }
    a { display: flex; gap: var(--s-4); align-items: center; padding: var(--s-3) var(--s-5); color: var(--text); text-decoration: none; }
    a:hover { background: var(--surface-2); color: var(--text); } a:focus-visible { outline-offset: -3px; }
    .circle { flex: none; width: 2.75rem; height: 2.75rem; border-radius: 50%; display: grid; place-items: center; background: var(--brand-soft); color: var(--brand-strong); } .circle.off { background: var(--surface-2); color: var(--muted); }
    .words { display: grid; flex: 1; min-width: 0; gap: 1px; }
    .side { display: grid; justify-items: end; gap: var(--s-1); flex: none; }
    .go { color: var(--muted); }
    @media (max-width: 40rem) { a { padding: var(--s-3) var(--s-4); gap: var(--s-3); } .go { display: none; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HourRow {
  private readonly language = inject(Language);
  readonly hour = input.required<HostedBooking>();
  /** With its date, where no heading tells it. */
  readonly dated = input(false);
  protected readonly mine = zoneName(HERE);
  protected readonly off = computed(() => ['cancelled', 'expired', 'no_show'].includes(this.hour().status));
  /** Whether its money waits for an operator's decision; that says more than that the hour is over. */
  protected readonly objected = computed(() => isObjected(this.hour()));
  /** What is left of what was paid, or what is to be paid; of what comes to nothing there is nothing to say. */
  protected readonly brings = computed(() => {
    const { payment, price } = this.hour();
    const money = payment.paid.amount ? leftOf(this.hour()) : price;
    return money.amount && (payment.paid.amount || !this.off()) ? money : null;
  });
  protected readonly times = computed(() => {
    const { startDateTime: from, endDateTime: to, timeZone: zone } = this.hour();
    const locale = this.language.locale();
    return { date: day(from, zone, locale), there: range(from, to, zone, locale), here: differs(from, zone) ? dayAndRange(from, to, HERE, locale) : '' };
  });
}
