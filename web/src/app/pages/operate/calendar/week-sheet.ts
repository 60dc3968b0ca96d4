import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Language } from '@core/i18n';
import { addDays, dateIn, day, instant, range } from '@core/time';

import { Names } from '../bookings/people';
import { Entry, Subject, keyOf } from './layout';

/** A row's subject as it is named. */
interface Named extends Subject {
  name: string;
  place: string;
}

/** A week on paper: what is booked, resource by resource and day by day, in words. */
@Component({
  selector: 'p-week-sheet',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <p class="week">{{ heading() }}</p>
      @for (place of places(); track place.name) {
        @if (headings()) { <h2>{{ place.name }}</h2> }
        <div class="lists">
          @for (one of place.filled; track one.id) {
            <section>
              <h3>{{ one.name }}</h3>
              @for (group of one.days; track group.date) {
                <h4>{{ group.name }}</h4>
                @for (entry of group.entries; track entry.key) {
                  <p><span class="time">{{ entry.time }}</span><span><strong>{{ entry.who }}</strong>@if (entry.rest) { · {{ entry.rest }} }</span></p>
                }
              }
            </section>
          }
        </div>
        @if (place.free) { <p class="free">{{ t('operate.calendar.free') }} {{ place.free }}</p> }
      }
    </ng-container>
  `,
  styles: `
    :host { display: none; color: #000; line-height: 1.3; }
    @media print { :host { display: block; } }
    .week { font-size: 13pt; font-weight: 700; margin-bottom: 8pt; }
    h2 { font-size: 13pt; margin-block: 10pt 6pt; }
    .lists { columns: 17rem; column-gap: 18pt; }
    section { margin-bottom: 10pt; break-inside: avoid; }
    h3 { font-size: 11pt; border-bottom: 1px solid #000; break-after: avoid; }
    h4 { font-size: 9pt; font-weight: 700; margin-top: 4pt; break-after: avoid; }
    section p { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 6pt; font-size: 9pt; break-inside: avoid; }
    .time { min-width: 5.2rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .free { font-size: 9pt; margin-block: 4pt 8pt; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class WeekSheet {
  private readonly language = inject(Language);
  private readonly names = inject(Names);
  readonly lines = input.required<readonly Named[]>();
  readonly entries = input.required<ReadonlyMap<string, readonly Entry[]>>();
  readonly dates = input.required<readonly string[]>();
  readonly zone = input.required<string>();
  readonly headings = input(false);

  protected readonly heading = computed(() => {
    const dates = this.dates();
    const week = `${this.dayName(dates[0], 'long')} – ${this.dayName(dates[dates.length - 1], 'long')}`;
    const place = this.headings() ? null : this.lines()[0]?.place;
    return place ? `${place} · ${week}` : week;
  });
  protected readonly places = computed(() => {
    const places = new Map<string, { name: string; filled: { id: string; name: string; days: ReturnType<WeekSheet['days']> }[]; rest: string[] }>();
    for (const { id, placeId, name, place } of this.lines()) {
      const at = places.get(placeId) ?? { name: place, filled: [], rest: [] };
      places.set(placeId, at);
      const days = this.days(this.entries().get(id) ?? []);
      if (days.length) at.filled.push({ id, name, days });
      else at.rest.push(name);
    }
    const list = new Intl.ListFormat(this.language.locale());
    return [...places.values()].map(({ name, filled, rest }) => ({ name, filled, free: list.format(rest) }));
  });

  /** What has begun before is under the first day. */
  private days(entries: readonly Entry[]): { date: string; name: string; entries: { key: string; time: string; who: string; rest: string }[] }[] {
    const [dates, zone, locale] = [this.dates(), this.zone(), this.language.locale()];
    const last = dates[dates.length - 1];
    const [from, to] = [instant(dates[0], '00:00', zone).toISOString(), instant(addDays(last, 1), '00:00', zone).toISOString()];
    const shown = entries.filter((one) => Date.parse(one.endDateTime) > Date.parse(from) && Date.parse(one.startDateTime) < Date.parse(to));
    const of = (one: Entry): string => dateIn(Date.parse(one.startDateTime) < Date.parse(from) ? from : one.startDateTime, zone);
    return dates
      .map((date) => ({ date, name: this.dayName(date), entries: shown.filter((one) => of(one) === date) }))
      .filter((group) => group.entries.length)
      .map((group) => ({
        ...group,
        entries: group.entries.map((one) => {
          const early = Date.parse(one.startDateTime) < Date.parse(from) ? `${day(one.startDateTime, zone, locale)} ` : '';
          return { key: keyOf(one), time: early + range(one.startDateTime, one.endDateTime, zone, locale), ...this.words(one) };
        }),
      }));
  }

  private words(entry: Entry): { who: string; rest: string } {
    const closure = entry.kind === 'closure';
    const status = closure || !entry.status || entry.status === 'confirmed' ? '' : this.language.say('operate.bookings.status.' + entry.status);
    const who = closure ? this.language.say('operate.calendar.closed') : (this.names.name(entry.userId) ?? this.language.say('operate.bookings.unknown'));
    return { who, rest: [entry.title, status].filter(Boolean).join(' · ') };
  }

  private dayName(date: string, style: 'short' | 'long' = 'short'): string {
    return day(instant(date, '12:00', this.zone()), this.zone(), this.language.locale(), style);
  }
}
