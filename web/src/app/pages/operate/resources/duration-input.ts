import { ChangeDetectionStrategy, Component, computed, input, linkedSignal, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

const UNITS = { minutes: 1, hours: 60, days: 1440 } as const;
type Unit = keyof typeof UNITS;

/** Minutes as people say them: a number and a unit, the largest that fits. */
@Component({
  selector: 'p-duration-input',
  template: `
    <fieldset *transloco="let t" [class.wrong]="error()">
      <legend class="label">{{ label() }}</legend>
      <div class="pair">
        <input #number type="number" class="input" min="0" step="any" inputmode="decimal" [value]="shown()" [attr.aria-label]="label()" [attr.aria-invalid]="error() ? true : null" [attr.aria-describedby]="error() ? id + '-error' : null" (change)="say(number.valueAsNumber, unit())" />
        <select #chosen class="input" [attr.aria-label]="t('operate.resources.rules.unitOf', { label: label() })" (change)="switch(chosen.value)">
          @for (one of units(); track one) { <option [value]="one" [selected]="one === unit()">{{ t('operate.resources.rules.unit.' + one) }}</option> }
        </select>
      </div>
      @if (hint()) { <p class="muted tiny">{{ hint() }}</p> }
      @if (error()) { <p class="error" [id]="id + '-error'">{{ error() }}</p> }
    </fieldset>
  `,
  imports: [TranslocoDirective],
  styles: `
    fieldset { display: grid; gap: var(--s-1); }
    .label { font-weight: 600; font-size: var(--t-sm); margin-bottom: var(--s-1); }
    .pair { display: grid; grid-template-columns: minmax(4.5rem, 1fr) minmax(6.5rem, 1.2fr); gap: var(--s-2); }
    .wrong input { border-color: var(--bad); box-shadow: 0 0 0 1px var(--bad); }
    .error { color: var(--bad); font-size: var(--t-sm); font-weight: 500; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DurationInput {
  readonly label = input.required<string>();
  /** Minutes. */
  readonly minutes = input.required<number>();
  readonly units = input<readonly Unit[]>(['minutes', 'hours', 'days']);
  readonly hint = input('');
  readonly error = input('');
  readonly minutesChange = output<number>();
  protected readonly id = `duration-${count++}`;
  protected readonly unit = linkedSignal<number, Unit>({
    source: this.minutes,
    // The unit somebody chose stays while it can say the value whole.
    computation: (minutes, before) => (before && minutes % UNITS[before.value] === 0 ? before.value : largest(minutes, this.units())),
  });
  protected readonly shown = computed(() => String(this.minutes() / UNITS[this.unit()]));

  protected say(number: number, unit: Unit): void {
    if (Number.isFinite(number)) this.minutesChange.emit(Math.max(0, Math.round(number * UNITS[unit])));
  }

  protected switch(value: string): void {
    const [number, unit] = [this.minutes() / UNITS[this.unit()], value as Unit];
    this.unit.set(unit);
    this.say(number, unit);
  }
}

let count = 0;

function largest(minutes: number, units: readonly Unit[]): Unit {
  const fitting = [...units].reverse().find((unit) => minutes % UNITS[unit] === 0 && minutes >= UNITS[unit]);
  return fitting ?? units[0];
}
