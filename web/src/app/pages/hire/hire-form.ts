import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Language } from '@core/i18n';
import { HERE, dateIn } from '@core/time';
import { Icon } from '@ui/icon';

import { addMinutes, clockText } from '../find/hours';
import { Places } from '../find/places';
import { Cities } from './cities';
import { EVERYBODY, HireQuery, MAP_AREA } from './hire-query';
import { WhatField } from './what-field';

const HALF_HOURS = Array.from({ length: 48 }, (_, at) => addMinutes('00:00', at * 30));
/** Asked for cities after so long without a key, milliseconds. */
const PAUSE = 250;

/** What, where and when: the question the search for professionals starts from. */
@Component({
  selector: 'p-hire-form',
  imports: [Icon, TranslocoDirective, WhatField],
  template: `
    <ng-container *transloco="let t">
      <form (submit)="$event.preventDefault(); submit()" role="search" [attr.aria-label]="t('hire.form.label')">
        <div class="part what"><p-what-field [(words)]="q" [(trades)]="trades" [done]="chosen" /></div>
        <div class="part where">
          <label for="hire-where">{{ t('hire.form.where') }}</label>
          <div class="inner">
            <input id="hire-where" name="where" autocomplete="off" list="hire-cities" [placeholder]="t(near() ? (where() === area ? 'hire.form.mapArea' : 'hire.form.nearMe') : 'hire.form.anywhere')" [value]="where() === area ? '' : where()" [attr.aria-invalid]="refused() === 'place' || null" [attr.aria-describedby]="refused() ? 'hire-refused' : null" (input)="typeWhere(box.value)" #box />
            <button type="button" class="locate" [class.on]="near() && !where()" [attr.aria-pressed]="!!near() && !where()" [attr.aria-label]="t('hire.form.useMine')" [title]="t('hire.form.useMine')" (click)="locate()"><p-icon name="locate" [size]="18" /></button>
          </div>
          <datalist id="hire-cities">
            @for (one of suggestions(); track one.name) { <option [value]="one.name">{{ one.about }}</option> }
          </datalist>
        </div>
        <div class="part date">
          <label for="hire-date">{{ t('hire.form.date') }}</label>
          <input id="hire-date" name="date" type="date" [min]="today" [value]="date()" (input)="setDate(day.value)" #day />
        </div>
        <div class="part from">
          <label for="hire-from">{{ t('hire.form.from') }}</label>
          <select id="hire-from" name="from" (change)="from.set(start.value)" [disabled]="!date()" #start>
            @if (!from()) { <option value="" selected>–</option> }
            @for (at of hours(from()); track at) { <option [value]="at" [selected]="at === from()">{{ clockText(at) }}</option> }
          </select>
        </div>
        <div class="part to">
          <label for="hire-to">{{ t('hire.form.to') }}</label>
          <select id="hire-to" name="to" (change)="to.set(end.value)" [disabled]="!date()" #end>
            @if (!to()) { <option value="" selected>–</option> }
            @for (at of hours(to()); track at) { <option [value]="at" [selected]="at === to()">{{ clockText(at) }}</option> }
          </select>
        </div>
        <button type="submit" class="btn primary go" [attr.aria-busy]="seeking()"><p-icon name="search" /><span>{{ t('hire.form.go') }}</span></button>
      </form>
      @if (refused(); as why) { <p class="refused small" id="hire-refused" role="alert">{{ t(why === 'place' ? 'hire.form.noPlace' : 'hire.form.noPosition', { place: where() }) }}</p> }
    </ng-container>
  `,
  styles: `
    form { display: grid; grid-template-columns: minmax(11rem, 1.5fr) minmax(10rem, 1.3fr) minmax(8.5rem, 0.9fr) minmax(6rem, 0.6fr) minmax(6rem, 0.6fr) auto; background: var(--surface); border: 1px solid var(--line); border-radius: var(--r-2); box-shadow: var(--shadow-1); }
    .part { display: grid; align-content: center; padding: var(--s-2) var(--s-4); border-inline-end: 1px solid var(--line); min-width: 0; min-height: 3.75rem; position: relative; }
    .part:focus-within { background: color-mix(in srgb, var(--brand-soft) 40%, transparent); }
    .part:first-child { border-start-start-radius: inherit; border-end-start-radius: inherit; }
    .to { border-inline-end: 0; }
    label { font-size: var(--t-xs); font-weight: 600; color: var(--muted); }
    input, select { width: 100%; min-width: 0; border: 0; background: transparent; padding: 0; height: 1.9rem; font-weight: 600; border-radius: 4px; }
    select { margin-inline-start: -0.25rem; }
    option { background: var(--surface); color: var(--text); }
    input::placeholder { color: var(--muted); opacity: 1; font-weight: 400; }
    select:disabled { color: var(--muted); font-weight: 400; opacity: 1; }
    .inner { display: flex; align-items: center; gap: var(--s-1); }
    .locate { flex: none; display: grid; place-items: center; width: 2.75rem; height: 2.75rem; margin: -0.5rem -0.75rem -0.5rem 0; border: 0; border-radius: 50%; background: none; color: var(--muted); }
    .locate:hover, .locate.on { background: var(--brand-soft); color: var(--brand-strong); }
    .go { margin: var(--s-2); border-radius: calc(var(--r-2) - var(--s-1)); padding-inline: var(--s-5); }
    .refused { color: var(--bad); margin-top: var(--s-2); }
    @media (max-width: 60rem) {
      form { grid-template-columns: 1fr 1fr; }
      .what, .where, .date { grid-column: 1 / -1; border-inline-end: 0; }
      .part { border-block-end: 1px solid var(--line); } .what { border-end-start-radius: 0 !important; border-start-end-radius: inherit; }
      .go { grid-column: 1 / -1; min-height: 3.25rem; }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HireForm {
  private readonly language = inject(Language);
  private readonly cities = inject(Cities);
  private readonly places = inject(Places);
  readonly query = input<HireQuery>(EVERYBODY);
  readonly search = output<HireQuery>();

  protected readonly area = MAP_AREA;
  protected readonly today = dateIn(new Date(), HERE);
  protected readonly q = linkedSignal(() => this.query().q);
  protected readonly trades = linkedSignal(() => this.query().trades);
  protected readonly where = linkedSignal(() => this.query().where);
  protected readonly near = linkedSignal(() => this.query().near);
  protected readonly date = linkedSignal(() => this.query().date);
  protected readonly from = linkedSignal(() => this.query().from);
  protected readonly to = linkedSignal(() => this.query().to);
  protected readonly refused = signal<'place' | 'position' | null>(null);
  protected readonly seeking = signal(false);
  private readonly begun = signal<readonly string[]>([]);
  /** The organisation's own places first: who is hired often works there. */
  protected readonly suggestions = computed(() => {
    const own = this.cities.own().map((one) => ({ name: one.name, about: one.address.city }));
    return [...own, ...this.begun().filter((name) => own.every((one) => one.name !== name)).map((name) => ({ name, about: '' }))];
  });
  private timer: ReturnType<typeof setTimeout> | undefined;
  protected readonly chosen = (): void => void this.submit();

  constructor() {
    void this.places.read();
  }

  protected typeWhere(text: string): void {
    this.where.set(text);
    this.near.set('');
    this.refused.set(null);
    clearTimeout(this.timer);
    if (text.trim().length < 2) return;
    // The list below the field is a help: without it the field still works.
    this.timer = setTimeout(() => void this.cities.suggest(text.trim()).then((names) => this.begun.set(names), () => undefined), PAUSE);
  }

  protected hours(value: string): string[] {
    return value && !HALF_HOURS.includes(value) ? [...HALF_HOURS, value].sort() : HALF_HOURS;
  }

  protected clockText(at: string): string {
    return clockText(at, this.language.locale());
  }

  // A day without hours cannot be asked for: the usual ones are proposed with it.
  protected setDate(date: string): void {
    this.date.set(date);
    if (!date || (this.from() && this.to())) return;
    this.from.set('10:00');
    this.to.set('12:00');
  }

  protected locate(): void {
    this.refused.set(null);
    if (this.near() && !this.where()) return this.near.set('');
    const done = (at: GeolocationPosition): void => {
      // A hundred metres are near enough, and the address bar tells no more.
      this.near.set(`${at.coords.latitude.toFixed(3)},${at.coords.longitude.toFixed(3)}`);
      this.where.set('');
    };
    if (!navigator.geolocation) return this.refused.set('position');
    navigator.geolocation.getCurrentPosition(done, () => this.refused.set('position'), { maximumAge: 600_000, timeout: 8_000 });
  }

  protected async submit(): Promise<void> {
    if (this.seeking()) return;
    const where = this.where().trim();
    if (where && !this.near()) {
      this.seeking.set(true);
      const city = await this.cities.find(where).catch(() => null);
      this.seeking.set(false);
      if (!city) return this.refused.set('place');
      this.near.set(city.near);
      this.where.set(city.name);
    }
    this.refused.set(null);
    const query = this.query();
    const radius = this.near() === query.near ? query.radius : null;
    this.search.emit({ ...query, q: this.q().trim(), trades: this.trades(), where: this.where().trim(), near: this.near(), radius, date: this.date(), from: this.date() && this.from(), to: this.date() && this.to() });
  }
}
