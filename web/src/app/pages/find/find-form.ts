import { ChangeDetectionStrategy, Component, computed, effect, inject, input, linkedSignal, output, signal, untracked } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Language } from '@core/i18n';
import * as time from '@core/time';
import { Icon } from '@ui/icon';

import { addMinutes, clockText, minutesBetween, nextSensible } from './hours';
import { Places } from './places';
import { EVERYTHING, Query, locationOf, zoneOf } from './query';

const HALF_HOURS = Array.from({ length: 48 }, (_, at) => addMinutes('00:00', at * 30));

/** Where, when and for how many: the question every search starts from. */
@Component({
  selector: 'p-find-form',
  imports: [Icon, TranslocoDirective],
  template: `
    <form [class.slim]="slim()" (submit)="$event.preventDefault(); submit()" role="search" [attr.aria-label]="t('find.form.label')" *transloco="let t">
      <div class="part where">
        <label for="find-where">{{ t('find.form.where') }}</label>
        <div class="inner">
          <input id="find-where" name="where" autocomplete="off" list="find-places" [placeholder]="near() ? t('find.form.nearMe') : t('find.form.anywhere')" [value]="where()" (input)="where.set(box.value); near.set('')" #box />
          <button type="button" class="locate" [class.on]="near()" [attr.aria-pressed]="!!near()" [attr.aria-label]="t('find.form.useMine')" [title]="t('find.form.useMine')" (click)="locate()"><p-icon name="locate" [size]="18" /></button>
        </div>
        <datalist id="find-places">
          @for (place of places.all(); track place.id) { <option [value]="place.name">{{ place.address.city }}</option> }
        </datalist>
      </div>
      <div class="part date">
        <label for="find-date">{{ t('find.form.date') }}</label>
        <input id="find-date" name="date" type="date" [min]="today()" [value]="date()" (input)="setDate(day.value)" #day />
      </div>
      <div class="part from">
        <label for="find-from">{{ t('find.form.from') }}</label>
        <select id="find-from" name="from" (change)="setFrom(start.value)" [disabled]="!date()" #start>
          @if (!from()) { <option value="" selected>–</option> }
          @defer (on idle) {
            @for (at of starts(); track at) { <option [value]="at" [selected]="at === from()">{{ clockText(at) }}</option> }
          } @placeholder {
            @if (from(); as at) { <option [value]="at" selected>{{ clockText(at) }}</option> }
          }
        </select>
      </div>
      <div class="part to">
        <label for="find-to">{{ t('find.form.to') }}</label>
        <select id="find-to" name="to" (change)="to.set(end.value); touched.set(true)" [disabled]="!date()" #end>
          @if (!to()) { <option value="" selected>–</option> }
          @defer (on idle) {
            @for (one of ends(); track one.at) { <option [value]="one.at" [selected]="one.at === to()">{{ clockText(one.at) }} ({{ length(one.minutes) }})</option> }
          } @placeholder {
            @if (to(); as at) { <option [value]="at" selected>{{ clockText(at) }} ({{ length(minutes()) }})</option> }
          }
        </select>
      </div>
      <div class="part people">
        <label for="find-people">{{ t('find.form.people') }}</label>
        <input id="find-people" name="people" type="number" inputmode="numeric" min="1" max="999" [placeholder]="t('find.form.peopleAny')" [value]="people() ?? ''" (input)="people.set(count.valueAsNumber || null)" #count />
      </div>
      <button type="submit" class="btn primary go"><p-icon name="search" /><span>{{ t('find.form.go') }}</span></button>
    </form>
    @if (refused()) {
      <p class="refused small" role="alert" *transloco="let t">{{ t('find.form.noPosition') }}</p>
    }
  `,
  styles: `
    form { display: grid; grid-template-columns: minmax(10rem, 1.5fr) minmax(8.5rem, 1fr) minmax(6.5rem, 0.75fr) minmax(9.5rem, 1fr) minmax(5rem, 0.5fr) auto; background: var(--surface); border: 1px solid var(--line-strong); border-radius: var(--r-2); box-shadow: var(--shadow-2); }
    .part { display: grid; align-content: center; padding: var(--s-3) var(--s-4); border-inline-end: 1px solid var(--line); min-width: 0; position: relative; }
    .part:focus-within { background: color-mix(in srgb, var(--brand-soft) 40%, transparent); }
    .part:first-child { border-start-start-radius: inherit; border-end-start-radius: inherit; }
    .people { border-inline-end: 0; }
    label { font-size: var(--t-xs); font-weight: 600; color: var(--muted); }
    input, select { width: 100%; min-width: 0; border: 0; background: transparent; padding: 0; height: 1.9rem; font-weight: 600; border-radius: 4px; }
    select { margin-inline-start: -0.25rem; }
    option { background: var(--surface); color: var(--text); }
    input::placeholder { color: var(--muted); opacity: 1; font-weight: 400; }
    input:disabled, select:disabled { color: var(--muted); font-weight: 400; opacity: 1; }
    .inner { display: flex; align-items: center; gap: var(--s-1); }
    .locate { flex: none; display: grid; place-items: center; width: 2.25rem; height: 2.25rem; margin: -0.2rem -0.5rem -0.2rem 0; border: 0; border-radius: 50%; background: none; color: var(--muted); }
    .locate:hover, .locate.on { background: var(--brand-soft); color: var(--brand-strong); }
    .go { margin: var(--s-2); border-radius: calc(var(--r-2) - var(--s-1)); padding-inline: var(--s-5); min-height: 3.25rem; }
    .slim { box-shadow: var(--shadow-1); border-color: var(--line); }
    .slim .part { padding-block: var(--s-2); }
    .slim input, .slim select { height: 1.5rem; font-size: var(--t-sm); }
    .slim .go { min-height: 2.75rem; }
    .refused { color: var(--bad); margin-top: var(--s-2); }
    @media (max-width: 60rem) {
      form { grid-template-columns: repeat(6, 1fr); }
      .where { grid-column: 1 / -1; border-inline-end: 0; border-end-start-radius: 0 !important; }
      .date { grid-column: span 3; } .people { grid-row: 2; grid-column: 4 / -1; }
      .from, .to { grid-column: span 3; } .to { border-inline-end: 0; }
      .part { border-block-end: 1px solid var(--line); min-height: 4rem; }
      .go, .slim .go { grid-column: 1 / -1; min-height: 3.25rem; }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FindForm {
  private readonly language = inject(Language);
  protected readonly places = inject(Places);
  readonly query = input<Query>(EVERYTHING);
  /** In a row above results. */
  readonly slim = input(false);
  /** A time is proposed where none is asked for. */
  readonly propose = input(false);
  /** Every change, for what is shown while somebody still thinks. */
  readonly changed = output<Query>();
  readonly search = output<Query>();

  protected readonly where = linkedSignal(() => this.query().where);
  protected readonly near = linkedSignal(() => this.query().near);
  protected readonly date = linkedSignal(() => this.query().date);
  protected readonly from = linkedSignal(() => this.query().from);
  protected readonly to = linkedSignal(() => this.query().to);
  protected readonly people = linkedSignal(() => this.query().people);
  /** Whether the visitor chose a time; until then we propose one. */
  protected readonly touched = signal(false);
  protected readonly refused = signal(false);

  private readonly draft = computed<Query>(() => ({ ...this.query(), where: this.where().trim(), near: this.near(), date: this.date(), from: this.date() && this.from(), to: this.date() && this.to(), people: this.people() }));
  private readonly zone = computed(() => zoneOf(this.draft(), this.places.all()));
  protected readonly today = computed(() => time.dateIn(new Date(), this.zone()));
  protected readonly starts = computed(() => withValue(HALF_HOURS, this.from()));
  protected readonly ends = computed(() => {
    const from = this.from() || '10:00';
    const after = Array.from({ length: 48 }, (_, at) => addMinutes(from, (at + 1) * 30));
    return withValue(after, this.to()).map((at) => ({ at, minutes: minutesBetween(from, at) })).sort((a, b) => a.minutes - b.minutes);
  });

  protected readonly minutes = computed(() => minutesBetween(this.from(), this.to()));

  constructor() {
    void this.places.read();
    effect(() => {
      if (!this.propose() || this.touched() || this.query().date) return;
      const all = this.places.all();
      const place = locationOf(this.draft(), all) ?? (all.find((one) => one.timeZone === time.HERE) || null);
      const next = nextSensible(new Date(), this.zone(), place?.hours ?? null);
      untracked(() => {
        this.date.set(next.date);
        this.from.set(next.from);
        this.to.set(next.to);
      });
    });
    effect(() => this.changed.emit(this.draft()));
  }

  protected clockText(at: string): string {
    return clockText(at, this.language.locale());
  }

  protected length(minutes: number): string {
    return time.length(minutes, this.language.locale());
  }

  // A day without hours cannot be asked for: the usual ones are proposed with it.
  protected setDate(date: string): void {
    this.date.set(date);
    this.touched.set(true);
    if (!date || (this.from() && this.to())) return;
    this.from.set('10:00');
    this.to.set('11:00');
  }

  // The length stays: whoever moves the start of two hours still wants two hours.
  protected setFrom(from: string): void {
    const minutes = this.to() && this.from() ? minutesBetween(this.from(), this.to()) : 60;
    this.from.set(from);
    this.to.set(addMinutes(from, minutes));
    this.touched.set(true);
  }

  protected locate(): void {
    this.refused.set(false);
    if (this.near()) return this.near.set('');
    const done = (at: GeolocationPosition): void => {
      this.near.set(`${at.coords.latitude.toFixed(3)},${at.coords.longitude.toFixed(3)}`);
      this.where.set('');
    };
    if (!navigator.geolocation) return this.refused.set(true);
    navigator.geolocation.getCurrentPosition(done, () => this.refused.set(true), { maximumAge: 600_000, timeout: 8_000 });
  }

  protected submit(): void {
    this.search.emit(this.draft());
  }
}

function withValue(all: readonly string[], value: string): string[] {
  return value && !all.includes(value) ? [...all, value].sort() : [...all];
}
