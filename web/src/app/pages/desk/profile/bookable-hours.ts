import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Language } from '@core/i18n';

import { DAYS, Day, HoursDraft, weekday } from '../../operate/places/week';

/** When somebody works, one stretch a day: enough for most; what has more is left as it is until touched. */
@Component({
  selector: 'p-bookable-hours',
  imports: [TranslocoDirective],
  template: `
    <fieldset *transloco="let t">
      <legend class="label">{{ t('desk.bookable.hours') }}</legend>
      <ul>
        @for (day of days; track day) {
          @let span = hours().week[day][0];
          <li>
            <label class="check"><input type="checkbox" [checked]="!!span" (change)="toggle(day)" /><span class="day">{{ name(day) }}</span></label>
            @if (span) {
              <span class="span">
                <input #opens class="input" type="time" [value]="span.opens" [attr.aria-label]="t('desk.bookable.from', { day: name(day) })" (change)="edit(day, opens.value, span.closes)" />
                <span aria-hidden="true">–</span>
                <input #closes class="input" type="time" [value]="span.closes" [attr.aria-label]="t('desk.bookable.to', { day: name(day) })" (change)="edit(day, span.opens, closes.value)" />
              </span>
            } @else { <span class="muted small off">{{ t('desk.bookable.off') }}</span> }
          </li>
        }
      </ul>
    </fieldset>
  `,
  styles: `
    .label { font-weight: 600; font-size: var(--t-sm); margin-bottom: var(--s-1); }
    ul { border: 1px solid var(--line); border-radius: var(--r-1); } li { display: grid; grid-template-columns: 9rem minmax(0, 1fr); gap: var(--s-2); align-items: center; min-height: 3.25rem; padding: 0 var(--s-3); } li + li { border-top: 1px solid var(--line); }
    .day::first-letter { text-transform: uppercase; } .check { align-items: center; min-height: var(--tap); } .check input { margin: 0; }
    .span { display: flex; gap: var(--s-2); align-items: center; } .span .input { width: 8rem; }
    @media (max-width: 30rem) { li { grid-template-columns: 1fr; padding-block: var(--s-1); } .off { display: none; } .span { padding-bottom: var(--s-2); } .span .input { width: 100%; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BookableHours {
  private readonly language = inject(Language);
  readonly hours = input.required<HoursDraft>();
  readonly changed = output<HoursDraft>();
  protected readonly days = DAYS;
  private readonly names = computed(() => new Map(DAYS.map((day) => [day, weekday(day, this.language.locale())])));

  protected name(day: Day): string {
    return this.names().get(day) ?? day;
  }

  protected toggle(day: Day): void {
    this.put(day, this.hours().week[day].length ? [] : [{ opens: '09:00', closes: '18:00' }]);
  }

  protected edit(day: Day, opens: string, closes: string): void {
    if (opens && closes) this.put(day, [{ opens, closes }, ...this.hours().week[day].slice(1)]);
  }

  private put(day: Day, spans: HoursDraft['week'][Day]): void {
    this.changed.emit({ ...this.hours(), always: false, week: { ...this.hours().week, [day]: spans } });
  }
}
