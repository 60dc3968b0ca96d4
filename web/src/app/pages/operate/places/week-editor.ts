import { ChangeDetectionStrategy, Component, computed, inject, input, model } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Language } from '@core/i18n';
import { Icon } from '@ui/icon';

import { DAYS, Day, HoursDraft, Span, allDay, overnight, weekIssues, weekday } from './week';

/** A week's opening hours: any number of stretches a day; Monday can be copied to the other weekdays. */
@Component({
  selector: 'p-week-editor',
  imports: [Icon, TranslocoDirective],
  template: `
    <fieldset class="stack" *transloco="let t">
      <legend class="visually-hidden">{{ t('operate.places.hours.legend') }}</legend>
      <div class="row between">
        <label class="check"><input type="checkbox" [checked]="hours().always" (change)="change({ always: !hours().always })" /><span>{{ t('operate.places.hours.always') }}</span></label>
        @if (!hours().always) {
          <button type="button" class="btn small" [disabled]="!hours().week.Mon.length" (click)="copyMonday()"><p-icon name="copy" [size]="17" />{{ t('operate.places.hours.copyMonday') }}</button>
        }
      </div>
      @if (!hours().always) {
        <ul class="week">
          @for (day of days; track day) {
            <li [class.closed]="!hours().week[day].length">
              <span class="day strong">{{ name(day) }}</span>
              <div class="spans">
                @for (span of hours().week[day]; track $index) {
                  <div class="span">
                    <input #opens class="input" type="time" [value]="span.opens" [attr.aria-label]="t('operate.places.hours.opens', { day: name(day) })" [attr.aria-invalid]="issues()[day] ? true : null" (change)="edit(day, $index, { opens: opens.value })" />
                    <span aria-hidden="true">–</span>
                    <input #closes class="input" type="time" [value]="span.closes" [attr.aria-label]="t('operate.places.hours.closes', { day: name(day) })" [attr.aria-invalid]="issues()[day] ? true : null" (change)="edit(day, $index, { closes: closes.value })" />
                    <button type="button" class="btn quiet icon" [attr.aria-label]="t('operate.places.hours.removeSpan', { day: name(day), number: $index + 1 })" (click)="remove(day, $index)"><p-icon name="x" [size]="18" /></button>
                    @if (isAllDay(span)) {
                      <span class="tiny muted note">{{ t('operate.places.hours.allDay') }}</span>
                    } @else if (isOvernight(span)) {
                      <span class="tiny muted note">{{ t('operate.places.hours.overnight') }}</span>
                    }
                  </div>
                } @empty {
                  <span class="muted none">{{ t('operate.places.hours.closed') }}</span>
                }
                @if (issues()[day]; as issue) {
                  <p class="error small">{{ t('operate.places.hours.issue.' + issue) }}</p>
                }
              </div>
              <button type="button" class="btn quiet icon add" [attr.aria-label]="t('operate.places.hours.addSpan', { day: name(day) })" (click)="add(day)"><p-icon name="plus" [size]="18" /></button>
            </li>
          }
        </ul>
      }
      @if (error()) {
        <p class="error small" data-wrong tabindex="-1">{{ error() }}</p>
      }
    </fieldset>
  `,
  styles: `
    .week { border: 1px solid var(--line); border-radius: var(--r-1); }
    li { display: grid; grid-template-columns: 7rem minmax(0, 1fr) auto; gap: var(--s-2) var(--s-3); padding: var(--s-2) var(--s-2) var(--s-2) var(--s-4); align-items: start; }
    li + li { border-top: 1px solid var(--line); }
    .closed { background: var(--surface-2); }
    .day, .none { min-height: var(--tap); display: block; align-content: center; }
    .day::first-letter { text-transform: uppercase; }
    .spans { display: grid; gap: var(--s-2); min-width: 0; }
    .span { display: flex; align-items: center; gap: var(--s-2); flex-wrap: wrap; }
    .span .input { width: 8.75rem; }
    .error { color: var(--bad); font-weight: 500; }
    @media (max-width: 34rem) {
      li { grid-template-columns: minmax(0, 1fr) auto; padding-inline-start: var(--s-3); }
      .day { grid-column: 1; grid-row: 1; } .add { grid-column: 2; grid-row: 1; } .spans { grid-column: 1 / -1; }
      .closed .spans { grid-column: 1; grid-row: 1; justify-self: end; }
      .span { display: grid; grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr) auto; gap: var(--s-1); } .span .input { width: 100%; padding-inline: var(--s-2); } .note { grid-column: 1 / -1; }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class WeekEditor {
  private readonly language = inject(Language);
  readonly hours = model.required<HoursDraft>();
  readonly error = input('');
  protected readonly days = DAYS;
  protected readonly issues = computed(() => weekIssues(this.hours().week));
  protected readonly isOvernight = overnight;
  protected readonly isAllDay = allDay;

  protected name(day: Day): string {
    return weekday(day, this.language.locale());
  }

  protected change(part: Partial<HoursDraft>): void {
    this.hours.set({ ...this.hours(), ...part });
  }

  protected add(day: Day): void {
    const last = this.hours().week[day].at(-1);
    // A second stretch is most often the afternoon.
    this.spans(day, [...this.hours().week[day], last ? { opens: last.closes, closes: last.closes < '20:00' ? '20:00' : '23:00' } : { opens: '09:00', closes: '18:00' }]);
  }

  protected edit(day: Day, at: number, part: Partial<Span>): void {
    this.spans(day, this.hours().week[day].map((span, index) => (index === at ? { ...span, ...part } : span)));
  }

  protected remove(day: Day, at: number): void {
    this.spans(day, this.hours().week[day].filter((_, index) => index !== at));
  }

  protected copyMonday(): void {
    const monday = this.hours().week.Mon;
    this.change({ week: { ...this.hours().week, Tue: monday, Wed: monday, Thu: monday, Fri: monday } });
  }

  private spans(day: Day, spans: Span[]): void {
    this.change({ week: { ...this.hours().week, [day]: spans } });
  }
}
