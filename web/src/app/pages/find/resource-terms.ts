import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { load } from '@core/load';
import { money } from '@core/money';
import * as time from '@core/time';
import { Icon } from '@ui/icon';

import { callTo } from '../booking/links';
import { WEEK, clockText, weekOf, weekdayName } from './hours';

/** Exceptions this many days ahead are worth telling. */
const SOON_DAYS = 60;

/** What it costs, when it is open, what bookings keep to and what cancelling gives back: all in plain words. */
@Component({
  selector: 'p-resource-terms',
  imports: [Icon, TranslocoDirective],
  template: `
    <div class="grid" *transloco="let t">
      <section>
        <h2><p-icon name="tag" />{{ t('find.terms.prices') }}</h2>
        <ul>
          @for (rate of rates(); track rate.key) { <li>{{ t('find.terms.' + rate.key, rate.values) }}</li> }
          @for (peak of peaks(); track $index) { <li class="muted">{{ t(peak.more ? 'find.terms.peak' : 'find.terms.offPeak', peak) }}</li> }
          @if (resource().tax.basisPoints && rates()[0].key !== 'noCost') { <li class="muted small">{{ t(resource().tax.inclusive ? 'find.terms.taxIn' : 'find.terms.taxOut', { percent: resource().tax.basisPoints / 100 }) }}</li> }
        </ul>
      </section>
      <section>
        <h2><p-icon name="clock" />{{ t('find.terms.hours') }}</h2>
        <dl>
          @for (line of week(); track line.days) { <div><dt>{{ line.days }}</dt><dd>{{ line.open || t('find.terms.closed') }}</dd></div> } @empty { <div><dt>{{ t('find.terms.always') }}</dt></div> }
          @for (line of exceptions(); track line.date) { <div class="small"><dt>{{ line.day }}</dt><dd>{{ line.open || t('find.terms.closed') }}@if (line.reason) { <span class="muted"> · {{ line.reason }}</span> }</dd></div> }
        </dl>
        @if (phone.value(); as number) { <p><a class="call" [href]="callTo(number)"><p-icon name="phone" [size]="18" />{{ t('find.terms.call', { place: resource().location.name, number }) }}</a></p> }
      </section>
      <section>
        <h2><p-icon name="undo-2" />{{ t('find.terms.cancelling') }}</h2>
        <ul>
          @for (tier of tiers(); track tier.before) { <li>{{ t(tier.key, tier) }}</li> }
          <li class="muted">{{ t(tiers().length ? 'find.terms.after' : 'find.terms.never') }}</li>
        </ul>
      </section>
      <section>
        <h2><p-icon name="calendar-check" />{{ t('find.terms.rules') }}</h2>
        <ul>
          <li>{{ t('find.terms.length', { min: lasts(resource().rules.minMinutes), max: lasts(resource().rules.maxMinutes) }) }}</li>
          <li>{{ t('find.terms.step', { step: lasts(resource().rules.granularityMinutes) }) }}</li>
          @if (resource().rules.leadMinutes) { <li>{{ t('find.terms.lead', { lead: lasts(resource().rules.leadMinutes) }) }}</li> }
          <li>{{ t('find.terms.horizon', { days: lasts(resource().rules.horizonDays * 1440) }) }}</li>
          @if (resource().rules.bufferBeforeMinutes + resource().rules.bufferAfterMinutes; as buffer) { <li class="muted">{{ t('find.terms.buffer', { buffer: lasts(buffer) }) }}</li> }
        </ul>
      </section>
    </div>
  `,
  styles: `
    .grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); gap: var(--s-6) var(--s-7); }
    section { display: grid; gap: var(--s-3); align-content: start; }
    h2 { display: flex; align-items: center; gap: var(--s-2); font-size: var(--t-lg); } h2 p-icon { color: var(--accent); }
    .call { display: inline-flex; gap: var(--s-2); align-items: center; min-height: var(--tap); font-weight: 600; }
    ul, dl { display: grid; gap: var(--s-2); }
    dl > div { display: flex; justify-content: space-between; gap: var(--s-4); } dd { text-align: end; } dt::first-letter { text-transform: uppercase; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ResourceTerms {
  private readonly language = inject(Language);
  private readonly api = inject(Api);
  readonly resource = input.required<Schema<'Resource'>>();
  protected readonly callTo = callTo;
  // Read once these terms are looked at, so that the page itself waits for nothing more.
  protected readonly phone = load(
    () => (this.resource().kind === 'person' ? undefined : this.resource().location.id),
    async (id) => (await this.api.ok(this.api.http.GET('/api/v1/locations/{id}', { params: { path: { id } } }))).phone,
  );

  protected readonly rates = computed(() => {
    const { rates } = this.resource();
    const locale = this.language.locale();
    const hours = (count: number): string => time.length(count * 60, locale);
    const lines = [
      rates.perHour && { key: 'perHour', values: { price: money(rates.perHour, locale) } },
      rates.perHalfDay && { key: 'perHalfDay', values: { price: money(rates.perHalfDay, locale), hours: hours(rates.halfDayHours ?? 4) } },
      rates.perDay && { key: 'perDay', values: { price: money(rates.perDay, locale), hours: hours(rates.dayHours ?? 10) } },
    ].filter((line) => line !== null);
    return lines.length ? [...lines, ...(lines.length > 1 ? [{ key: 'cheapest', values: {} }] : [])] : [{ key: 'noCost', values: {} }];
  });
  protected readonly peaks = computed(() => {
    const { rates } = this.resource();
    const locale = this.language.locale();
    if (!rates.perHour) return [];
    return (rates.peaks ?? []).map((peak) => ({ more: peak.percent >= 0, percent: Math.abs(peak.percent), days: daysText(peak.days, locale), from: clockText(peak.from, locale), to: clockText(peak.to, locale) }));
  });
  protected readonly week = computed(() => {
    const locale = this.language.locale();
    if (!this.resource().hours.weekly?.length) return [];
    return weekOf(this.resource().hours).map(({ first, last, open }) => ({
      days: first === last ? weekdayName(first, locale) : `${weekdayName(first, locale)} – ${weekdayName(last, locale)}`,
      open: open.map((one) => `${clockText(one.opens, locale)} – ${clockText(one.closes, locale)}`).join(', '),
    }));
  });
  protected readonly exceptions = computed(() => {
    const locale = this.language.locale();
    const zone = this.resource().location.timeZone;
    const today = time.dateIn(new Date(), zone);
    const until = time.addDays(today, SOON_DAYS);
    return (this.resource().hours.exceptions ?? [])
      .filter((one) => one.date >= today && one.date <= until)
      .map((one) => ({ date: one.date, day: time.day(`${one.date}T12:00:00Z`, 'UTC', locale), reason: one.reason ?? '', open: (one.intervals ?? []).map((open) => `${clockText(open.opens, locale)} – ${clockText(open.closes, locale)}`).join(', ') }));
  });
  protected readonly tiers = computed(() =>
    [...(this.resource().cancellation.tiers ?? [])].sort((a, b) => b.hoursBefore - a.hoursBefore).map((tier) => ({
      key: tier.hoursBefore === 0 ? 'find.terms.tierStart' : tier.refundPercent === 100 ? 'find.terms.tierFull' : 'find.terms.tier',
      before: time.length(tier.hoursBefore * 60, this.language.locale()),
      percent: tier.refundPercent,
    })),
  );

  protected lasts(minutes: number): string {
    return time.length(minutes, this.language.locale());
  }
}

// Neighbours are taken together: Mon – Fri.
function daysText(days: readonly string[], locale: string): string {
  const at = days.map((day) => WEEK.findIndex((one) => one === day)).sort((a, b) => a - b);
  const name = (day: number): string => weekdayName(day, locale, 'short');
  const unbroken = at.length > 2 && at[at.length - 1] - at[0] === at.length - 1;
  return unbroken ? `${name(at[0])} – ${name(at[at.length - 1])}` : at.map(name).join(', ');
}
