import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { load } from '@core/load';
import { Problem } from '@core/problem';
import { Session } from '@core/session';
import { HERE, addDays, dateIn, instant, zoneName } from '@core/time';
import { Dialog } from '@ui/dialog';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { ClockPipe, DurationPipe, MoneyPipe } from '@ui/pipes';
import { Refusals } from '@ui/refusals';
import { Failed } from '@ui/states';
import { Toasts } from '@ui/toasts';
import { When } from '@ui/when';

import { Start, freeStarts, freeWithout, lengths } from './free-starts';
import { slotQuery } from './links';

interface Slot {
  startDateTime: string;
  endDateTime: string;
}
type Alternative = Slot & { resourceId: string; timeZone: string; price?: Schema<'Money'> };

const DAY = 86_400_000;

/** Moves a booking: a day, a length, and the starts that are free. */
@Component({
  selector: 'p-move',
  imports: [ClockPipe, Control, Dialog, DurationPipe, Failed, Field, Icon, MoneyPipe, RouterLink, TranslocoDirective, When],
  template: `
    <ng-container *transloco="let t">
      <p-dialog [open]="open()" [wide]="true" [heading]="t('booking.move.heading')" (closed)="closed.emit()">
        <p class="now">{{ t('booking.move.now') }} <p-when [from]="booking().startDateTime" [to]="booking().endDateTime" [zone]="booking().timeZone" /></p>
        <div class="two">
          <p-field [label]="t('booking.move.date')"><input pControl type="date" [min]="today()" [max]="last()" [value]="date()" (change)="date.set($any($event.target).value || date())" /></p-field>
          <p-field [label]="t('booking.move.length')">
            <select pControl (change)="minutes.set(+$any($event.target).value)">@for (one of choices(); track one) { <option [value]="one" [selected]="one === minutes()">{{ one | duration }}</option> }</select>
          </p-field>
        </div>
        <fieldset>
          <legend>{{ t('booking.move.start') }} @if (zoneDiffers()) { <span class="muted small">· {{ t('booking.move.clockOf', { zone: place() }) }}</span> }</legend>
          @if (free.problem(); as problem) { <p-failed [problem]="problem" (retry)="free.reload()" /> }
          @if (free.first()) {
            <div class="starts">@for (one of [1, 2, 3, 4, 5, 6, 7, 8]; track one) { <div class="skeleton slot"></div> }</div>
          } @else {
            <div class="starts" [class.dim]="free.loading()">
              @for (start of starts(); track start.at.getTime()) {
                <label><input type="radio" name="start" [checked]="chosen()?.getTime() === start.at.getTime()" (change)="choose(start)" /><span class="slot">{{ start.at | clock: booking().timeZone }}</span></label>
              } @empty {
                <p class="muted">{{ t('booking.move.none') }} @if (nextFree(); as next) { <button type="button" class="link" (click)="date.set(next)">{{ t('booking.move.nextFree') }}</button> }</p>
              }
            </div>
          }
        </fieldset>
        <div aria-live="polite" class="stack">
          @if (slot(); as wanted) {
            <div class="notice choice" [attr.data-tone]="blocked() ? 'warn' : null"><p-icon name="calendar-clock" /><div class="stack tight">
              <p-when class="strong" [from]="wanted.startDateTime" [to]="wanted.endDateTime" [zone]="booking().timeZone" />
              @if (quoted(); as it) {
                <p class="small">
                  @if (difference() === 0) { {{ t('booking.move.same') }} }
                  @else if (blocked()) { {{ t('booking.move.dearer', { price: (it.price | money) }) }} <a [routerLink]="['/resources', booking().resourceId]" [queryParams]="elsewhere()">{{ t('booking.move.bookAnew') }}</a> }
                  @else if (difference() < 0 && booking().payment.paid.amount) { {{ t('booking.move.cheaper', { price: (it.price | money) }) }} }
                  @else { {{ t('booking.move.newPrice', { price: (it.price | money) }) }} }
                </p>
              } @else { <p class="small muted">{{ t('booking.move.asking') }}</p> }
            </div></div>
          }
          @if (problem(); as refusal) {
            <div class="notice" data-tone="bad" role="alert"><p-icon name="circle-alert" /><div class="stack tight">
              @if (dearerBy(); as more) {
                <p>{{ t('booking.move.differs', { difference: (more | money) }) }}</p>
                <p class="small"><a [routerLink]="['/resources', booking().resourceId]" [queryParams]="elsewhere()">{{ t('booking.move.bookAnew') }}</a></p>
              } @else { <p>{{ text() }}</p> }
            </div></div>
            @if (alternatives().length) {
              <p class="strong small">{{ t('booking.move.instead') }}</p>
              <ul class="row">
                @for (one of alternatives(); track one.startDateTime) {
                  <li><button type="button" class="btn alternative" (click)="take(one)"><p-when [from]="one.startDateTime" [to]="one.endDateTime" [zone]="one.timeZone" /></button></li>
                }
              </ul>
            }
          }
        </div>
        <div class="row end foot">
          <button type="button" class="btn" (click)="closed.emit()">{{ t('common.cancel') }}</button>
          <button type="button" class="btn primary" [disabled]="!slot() || blocked()" [attr.aria-disabled]="busy()" [attr.aria-busy]="busy()" (click)="move()">{{ t('booking.move.do') }}</button>
        </div>
      </p-dialog>
    </ng-container>
  `,
  styles: `
    .now { color: var(--muted); }
    legend { font-weight: 600; font-size: var(--t-sm); margin-bottom: var(--s-2); }
    .starts { display: grid; grid-template-columns: repeat(auto-fill, minmax(5rem, 1fr)); gap: var(--s-2); max-height: 15rem; overflow-y: auto; padding: 4px; margin: -4px; min-height: 3.25rem; align-content: start; }
    .starts > p { grid-column: 1 / -1; }
    .dim { opacity: 0.5; }
    label { position: relative; display: block; }
    label input { position: absolute; inset: 0; opacity: 0; margin: 0; width: 100%; height: 100%; cursor: pointer; }
    .slot { display: grid; place-items: center; min-height: var(--tap); border: 1px solid var(--line-strong); border-radius: var(--r-1); font-weight: 600; }
    .skeleton.slot { border: 0; }
    input:hover + .slot { background: var(--surface-2); }
    input:checked + .slot { background: var(--brand); border-color: var(--brand); color: var(--on-brand); }
    input:focus-visible + .slot { outline: 3px solid var(--focus); outline-offset: 2px; }
    .alternative { text-align: start; padding-block: var(--s-2); }
    .foot { position: sticky; bottom: 0; background: var(--surface); padding-block: var(--s-3); margin-bottom: calc(-1 * var(--s-3)); }
    @media (max-width: 40rem) { .foot .btn { flex: 1; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Move {
  private readonly api = inject(Api);
  private readonly refusals = inject(Refusals);
  private readonly toasts = inject(Toasts);
  private readonly session = inject(Session);
  private readonly words = inject(TranslocoService);

  readonly booking = input.required<Schema<'BookingView'>>();
  readonly rules = input<Schema<'BookingRules'> | undefined>();
  readonly open = input(false);
  readonly closed = output<void>();
  readonly moved = output<Schema<'BookingView'>>();

  private readonly zone = computed(() => this.booking().timeZone);
  private readonly present = computed(() => (Date.parse(this.booking().endDateTime) - Date.parse(this.booking().startDateTime)) / 60_000);
  protected readonly today = computed(() => dateIn(new Date(), this.zone()));
  protected readonly last = computed(() => addDays(this.today(), this.rules()?.horizonDays ?? 365));
  protected readonly date = linkedSignal(() => dateIn(this.booking().startDateTime, this.zone()));
  protected readonly minutes = linkedSignal(() => this.present());
  protected readonly choices = computed(() => {
    const rules = this.rules();
    return rules ? lengths(this.present(), rules.minMinutes, rules.maxMinutes, rules.granularityMinutes) : [this.present()];
  });
  protected readonly chosen = linkedSignal<string, Date | null>({ source: () => this.date() + this.minutes() + this.open(), computation: () => null });
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly text = computed(() => { const problem = this.problem(); return problem ? this.refusals.text(problem) : ''; });
  protected readonly place = computed(() => zoneName(this.zone()));
  protected readonly zoneDiffers = computed(() => this.zone() !== HERE);

  private readonly wanted = computed(() => (this.open() ? { id: this.booking().resourceId, date: this.date(), minutes: this.minutes() } : undefined), {
    equal: (a, b) => a?.id === b?.id && a?.date === b?.date && a?.minutes === b?.minutes,
  });
  protected readonly free = load(
    () => this.wanted(),
    async ({ id, date, minutes }) => {
      const days = 2 + Math.ceil(minutes / 1440);
      const [from, to] = [instant(date, '00:00', this.zone()), instant(addDays(date, days), '00:00', this.zone())];
      const query = { startDate: from.toISOString(), endDate: to.toISOString() };
      // Neighbours just outside keep their distance too.
      const around = { startDate: new Date(from.getTime() - DAY).toISOString(), endDate: new Date(to.getTime() + DAY).toISOString() };
      const [view, calendar] = await Promise.all([
        this.api.ok(this.api.http.GET('/api/v1/resources/{id}/availability', { params: { path: { id }, query: { ...query, minutes } } })),
        // Without it the booking's own time is not offered, all else is.
        this.api.ok(this.api.http.GET('/api/v1/bookings/calendar', { params: { query: { resourceId: id, ...around } } })).catch(() => null),
      ]);
      return { ...view, taken: calendar?.items };
    },
  );
  protected readonly starts = computed<Start[]>(() => {
    const free = this.free.value();
    if (!free) return [];
    const rules = this.rules();
    const [from, until] = [instant(this.date(), '00:00', this.zone()), instant(addDays(this.date(), 1), '00:00', this.zone())];
    // Notice and horizon do not bind operators.
    const [lead, horizon] = this.session.operates() ? [0, Infinity] : [(rules?.leadMinutes ?? 0) * 60_000, (rules?.horizonDays ?? 365) * DAY];
    const earliest = new Date(Math.max(from.getTime(), Date.now() + lead));
    const latest = new Date(Math.min(until.getTime(), Date.now() + horizon + 1));
    // On its own unit it may overlap itself; where it goes in the end only the API knows.
    const own = rules && free.bookable && free.taken ? freeWithout(this.booking(), free.taken, free.open, rules.bufferBeforeMinutes, rules.bufferAfterMinutes) : [];
    const all = freeStarts([...free.free, ...own], this.minutes(), rules?.granularityMinutes ?? 15, this.zone(), earliest, latest);
    const { startDateTime } = this.booking();
    return all.filter((start) => start.at.getTime() !== Date.parse(startDateTime) || this.minutes() !== this.present());
  });
  protected readonly nextFree = computed(() => {
    const next = this.free.value()?.nextFree;
    const date = next && dateIn(next.startDateTime, this.zone());
    return date && date !== this.date() ? date : null;
  });
  protected readonly slot = computed<Slot | null>(() => {
    const at = this.chosen();
    return at ? { startDateTime: at.toISOString(), endDateTime: new Date(at.getTime() + this.minutes() * 60_000).toISOString() } : null;
  });
  protected readonly price = load(
    () => this.slot() ?? undefined,
    async (slot) => ({ slot, ...(await this.api.ok(this.api.http.POST('/api/v1/bookings/quote', { body: { resourceId: this.booking().resourceId, ...slot } }))) }),
  );
  // A quote of the slot chosen before says nothing about this one.
  protected readonly quoted = computed(() => (this.price.value()?.slot === this.slot() ? this.price.value() : undefined));
  protected readonly difference = computed(() => {
    const { price, payment } = this.booking();
    const kept = payment.paid.amount - payment.refunded.amount;
    return (this.quoted()?.price.amount ?? 0) - (kept > 0 ? kept : price.amount);
  });
  /** What is paid cannot become dearer, unless an operator moves it. */
  protected readonly blocked = computed(() => this.difference() > 0 && this.booking().status !== 'held' && !this.session.operates());
  protected readonly elsewhere = computed(() => {
    const slot = this.slot();
    return slot ? slotQuery({ ...this.booking(), ...slot }) : null;
  });
  protected readonly dearerBy = computed(() => (this.problem()?.code === 'bookings.price_differs' ? (this.problem()?.more['difference'] as Schema<'Money'>) : null));
  protected readonly alternatives = computed(() => ((this.problem()?.more['alternatives'] as Alternative[] | undefined) ?? []).filter((one) => one.resourceId === this.booking().resourceId));

  protected choose(start: Start): void {
    this.problem.set(null);
    this.chosen.set(start.at);
  }

  protected take(one: Alternative): void {
    this.date.set(dateIn(one.startDateTime, this.zone()));
    this.minutes.set((Date.parse(one.endDateTime) - Date.parse(one.startDateTime)) / 60_000);
    this.problem.set(null);
    this.chosen.set(new Date(one.startDateTime));
  }

  protected async move(): Promise<void> {
    const slot = this.slot();
    if (this.busy() || !slot) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      this.moved.emit(await this.api.ok(this.api.http.POST('/api/v1/bookings/{id}/reschedule', { params: { path: { id: this.booking().id } }, body: slot })));
      this.toasts.good(this.words.translate('booking.move.done'));
    } catch (error) {
      this.problem.set(Problem.from(error));
      void this.free.reload();
    } finally {
      this.busy.set(false);
    }
  }
}
