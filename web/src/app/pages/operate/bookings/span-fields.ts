import { ChangeDetectionStrategy, Component, computed, input, model } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { addDays, clockIn, dateIn, instant, zoneName } from '@core/time';
import { Control, Field } from '@ui/field';

import type { Span } from './deed';

/** What is typed: a date and two clocks, on the place's clock. */
export interface Typed {
  date: string;
  from: string;
  to: string;
}

export function typedOf(start: Date | string, end: Date | string, zone: string): Typed {
  return { date: dateIn(start, zone), from: clockIn(start, zone), to: clockIn(end, zone) };
}

/** The instants; an end at or before the beginning is the next day's. Null until all is typed. */
export function spanOf(typed: Typed, zone: string): Span | null {
  if (!typed.date || !typed.from || !typed.to) return null;
  const start = instant(typed.date, typed.from, zone);
  const sameDay = instant(typed.date, typed.to, zone);
  return { start, end: sameDay > start ? sameDay : instant(addDays(typed.date, 1), typed.to, zone) };
}

/** Date, from and to, on the clock of a place. */
@Component({
  selector: 'p-span-fields',
  imports: [Field, Control, TranslocoDirective],
  template: `
    <div class="fields" *transloco="let t">
      <p-field [label]="t('operate.bookings.date')">
        <input pControl type="date" required [value]="value().date" (input)="set({ date: $any($event.target).value })" />
      </p-field>
      <p-field [label]="t('operate.bookings.from')" [error]="startError()">
        <input pControl type="time" required step="300" [value]="value().from" (input)="set({ from: $any($event.target).value })" />
      </p-field>
      <p-field [label]="t('operate.bookings.to')" [error]="endError()">
        <input pControl type="time" required step="300" [value]="value().to" (input)="set({ to: $any($event.target).value })" />
      </p-field>
      <p class="tiny muted zone">{{ t(nextDay() ? 'operate.bookings.clockNextDay' : 'operate.bookings.clockOf', { zone: name() }) }}</p>
    </div>
  `,
  styles: `
    .fields { display: grid; grid-template-columns: minmax(9.5rem, 1.4fr) 1fr 1fr; gap: var(--s-2) var(--s-3); }
    .zone { grid-column: 1 / -1; }
    @media (max-width: 30rem) { .fields { grid-template-columns: 1fr 1fr; } p-field:first-child { grid-column: 1 / -1; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SpanFields {
  readonly value = model.required<Typed>();
  readonly zone = input.required<string>();
  readonly startError = input<string | null>(null);
  readonly endError = input<string | null>(null);
  protected readonly name = computed(() => zoneName(this.zone()));
  protected readonly nextDay = computed(() => !!this.value().from && !!this.value().to && this.value().to <= this.value().from);

  protected set(change: Partial<Typed>): void {
    this.value.update((value) => ({ ...value, ...change }));
  }
}
