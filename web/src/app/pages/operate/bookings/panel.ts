import { ChangeDetectionStrategy, Component, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Batch, needed } from '@core/batch';
import { load } from '@core/load';
import { Problem } from '@core/problem';
import { Session } from '@core/session';
import { Dialog } from '@ui/dialog';
import { MoneyPipe, MomentPipe } from '@ui/pipes';
import { Refusals } from '@ui/refusals';
import { Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';
import { When } from '@ui/when';

import { isObjected } from '../../booking/hosting';
import { RefundForm } from '../money/refund-form';
import { CancelForm } from './cancel-form';
import { Catalogue } from './catalogue';
import { Booking, Deeds } from './deed';
import { History, Changes } from './history';
import { HourObjection } from './hour-objection';
import { Names } from './people';
import { Alternative, Refused } from './refused';
import { SpanFields, Typed, spanOf, typedOf } from './span-fields';
import { ACTION_KEYS, Action, actionsOf, toneOf } from './status';

/** A booking over the page: who, what for, what is paid, what happened, and what the desk may do. */
@Component({
  selector: 'p-booking-panel',
  imports: [Dialog, RouterLink, TranslocoDirective, MoneyPipe, MomentPipe, When, Failed, Skeleton, SpanFields, Refused, CancelForm, History, HourObjection, RefundForm],
  template: `
    <ng-container *transloco="let t">
      <p-dialog [open]="!!id()" [heading]="resource()?.name ?? t('operate.bookings.one')" (closed)="closed.emit()">
        @if (id()) {
          @if (booking(); as shown) {
            <div class="stack">
              <div class="row between">
                <span class="badge" [attr.data-tone]="tone()">{{ t('operate.bookings.status.' + shown.status) }}</span>
                @if (shown.status === 'held' && shown.holdExpiresAt) {
                  <span class="small muted">{{ t('operate.bookings.heldUntil', { at: (shown.holdExpiresAt | moment: shown.timeZone) }) }}</span>
                }
              </div>
              <p class="when strong"><p-when [from]="shown.startDateTime" [to]="shown.endDateTime" [zone]="shown.timeZone" [long]="true" /></p>
              <p-hour-objection [booking]="shown" [name]="person()?.name ?? t('operate.bookings.unknown')" [decides]="!own()" (rejected)="took($event)" (stale)="again(shown)" />
              <dl class="facts">
                <dt>{{ t('operate.bookings.who') }}</dt>
                <dd>
                  <span class="strong">{{ person()?.name ?? t('operate.bookings.unknown') }}</span>
                  @if (person(); as who) {
                    <br /><a class="small" href="mailto:{{ who.email }}">{{ who.email }}</a>
                    @if (who.phone) { <br /><a class="small" href="tel:{{ who.phone }}">{{ who.phone }}</a> }
                  }
                  @if (shown.attendeeIds.length) { <br /><span class="small muted">{{ t('operate.bookings.others', { count: shown.attendeeIds.length }) }}</span> }
                </dd>
                @if (shown.purpose) { <dt>{{ t('operate.bookings.purpose') }}</dt><dd>{{ shown.purpose }}</dd> }
                @if (resource(); as what) { <dt>{{ t('operate.bookings.where') }}</dt><dd>{{ what.kind === 'person' ? what.location.city : what.location.name + ', ' + what.location.city }}</dd> }
                <dt>{{ t('operate.bookings.price') }}</dt>
                <dd>{{ shown.price.amount ? (shown.price | money) : t('operate.bookings.free') }}</dd>
                @if (shown.payment.paid.amount || shown.payment.due.amount) {
                  <dt>{{ t('operate.bookings.payment') }}</dt>
                  <dd>
                    @if (shown.payment.paid.amount) { <span class="line">{{ t('operate.bookings.paid', { amount: (shown.payment.paid | money) }) }}</span> }
                    @if (heldUntil(); as until) { <span class="line small muted">{{ t('operate.bookings.hourHeldUntil', { at: (until | moment: shown.timeZone) }) }}</span> }
                    @if (objected()) { <span class="line small muted">{{ t('operate.bookings.objection.held') }}</span> }
                    @if (shown.payment.refunded.amount) { <span class="line">{{ t('operate.bookings.refunded', { amount: (shown.payment.refunded | money) }) }}</span> }
                    @if (shown.payment.due.amount) { <span class="line due">{{ t('operate.bookings.due', { amount: (shown.payment.due | money) }) }}</span> }
                    @if (shown.payment.paymentId; as payment) { <a class="line small" [routerLink]="['/operate/payments', payment]">{{ t('operate.bookings.toPayment') }}</a> }
                  </dd>
                }
              </dl>

              @switch (form()) {
                @case ('move') {
                  <form class="stack box" (submit)="$event.preventDefault(); move(shown)">
                    <h3>{{ t('operate.bookings.moveTitle') }}</h3>
                    <p-span-fields [(value)]="typed" [zone]="shown.timeZone" [startError]="error('startDateTime')" [endError]="error('endDateTime')" />
                    @if (refusal() && !error('startDateTime') && !error('endDateTime')) { <p-refused [problem]="refusal()!" [sameResource]="true" (chosen)="take($event, shown)" /> }
                    <div class="row end">
                      <button type="button" class="btn" (click)="form.set(null)">{{ t('common.cancel') }}</button>
                      <button class="btn primary" [disabled]="!!busy()">{{ t(busy() ? 'operate.bookings.working' : 'operate.bookings.moveDo') }}</button>
                    </div>
                  </form>
                }
                @case ('cancel') {
                  <p-cancel-form class="box" [booking]="shown" (cancelled)="took($event)" (kept)="form.set(null)" />
                }
                @case ('giveBack') {
                  <section class="stack box">
                    <h3>{{ t('operate.bookings.giveBackTitle') }}</h3>
                    @if (heldUntil(); as until) { <p class="small muted">{{ t('operate.bookings.giveBackText', { at: (until | moment: shown.timeZone) }) }}</p> }
                    <p-refund-form [paymentId]="shown.payment.paymentId!" [hour]="shown.id" [left]="left()" (done)="form.set(null); again(shown)" (stale)="form.set(null); again(shown)" />
                    <div class="row end"><button type="button" class="btn" (click)="form.set(null)">{{ t('common.cancel') }}</button></div>
                  </section>
                }
                @default {
                  @if (actions().length) {
                    <div class="row actions">
                      @for (action of actions(); track action; let first = $first) {
                        <button type="button" class="btn" [class.primary]="first && !objected()" [class.danger]="action === 'cancel'" [disabled]="!!busy()" (click)="act(action, shown)">
                          {{ t(busy() === action ? 'operate.bookings.working' : keys[action]) }}
                        </button>
                      }
                    </div>
                  } @else if (own(); as mine) {
                    <p class="small muted">{{ t('operate.bookings.' + mine) }}</p>
                  }
                }
              }

              <details>
                <summary>{{ t('operate.bookings.history') }}</summary>
                <p-history [changes]="history()" [zone]="shown.timeZone" />
              </details>
              <a class="small" [routerLink]="['/bookings', shown.id]">{{ t('operate.bookings.openPage') }}</a>
            </div>
          } @else if (read.problem(); as problem) {
            <p-failed [problem]="problem" (retry)="read.reload()" />
          } @else {
            <p-skeleton [lines]="7" />
          }
        }
      </p-dialog>
    </ng-container>
  `,
  styles: `
    .when { font-size: var(--t-lg); }
    .line { display: block; }
    .due { color: var(--warn); font-weight: 600; }
    .box { padding: var(--s-4); border: 1px solid var(--line); border-radius: var(--r-2); background: var(--bg); }
    summary { cursor: pointer; font-weight: 600; min-height: var(--tap); display: flex; align-items: center; }
    summary::after { content: ''; width: 0.5rem; height: 0.5rem; margin-inline-start: var(--s-3); border: solid currentColor; border-width: 0 2px 2px 0; rotate: 45deg; }
    details[open] summary::after { rotate: 225deg; }
    @media (max-width: 40rem) { .actions .btn { flex: 1 1 40%; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BookingPanel {
  private readonly refusals = inject(Refusals);
  private readonly batch = inject(Batch);
  private readonly deeds = inject(Deeds);
  private readonly toasts = inject(Toasts);
  private readonly names = inject(Names);
  private readonly catalogue = inject(Catalogue);
  private readonly session = inject(Session);

  /** The booking shown; null for none. */
  readonly id = input<string | null>(null);
  readonly changed = output<Booking>();
  readonly closed = output<void>();

  protected readonly keys = ACTION_KEYS;
  protected readonly read = load(
    () => this.id() ?? undefined,
    async (id) => {
      const [booking, history] = await this.batch.read([`/api/v1/bookings/${id}`, `/api/v1/bookings/${id}/history`]);
      const shown = needed<Booking>(booking);
      const changes = (history.body as { items: Changes } | null)?.items ?? [];
      const actors = changes.map((change) => (change.actor.startsWith('user:') ? change.actor.slice(5) : null));
      void this.names.learn([shown.userId, ...actors]);
      void this.catalogue.learn([shown.resourceId]);
      return { shown, changes };
    },
  );
  // What was read before is another booking's until the new one is there.
  protected readonly booking = computed(() => {
    const shown = this.read.value()?.shown;
    return shown && shown.id === this.id() ? shown : null;
  });
  protected readonly history = computed(() => this.read.value()?.changes ?? []);
  protected readonly person = computed(() => this.names.person(this.booking()?.userId));
  protected readonly resource = computed(() => (this.booking() ? this.catalogue.resource(this.booking()!.resourceId) : null));
  protected readonly tone = computed(() => toneOf(this.booking()!.status));
  protected readonly actions = computed(() => {
    const shown = this.booking();
    return shown ? actionsOf(shown, this.session.profile()?.id, Date.now()) : [];
  });
  /** Why there is nothing to do here for one of the two of it. */
  protected readonly own = computed(() => {
    const [shown, me] = [this.booking(), this.session.profile()?.id];
    if (!shown?.hostId || !me || shown.status === 'cancelled' || shown.status === 'expired') return null;
    return shown.hostId === me ? 'ownTime' : shown.userId === me ? 'ownBooking' : null;
  });
  /** Until when it can still be given back; none once it is the host's. */
  protected readonly heldUntil = computed(() => {
    const until = this.booking()?.payment.heldUntil;
    return until && Date.parse(until) > Date.now() ? until : null;
  });
  protected readonly objected = computed(() => !!this.booking() && isObjected(this.booking()!));
  protected readonly form = signal<'move' | 'cancel' | 'giveBack' | null>(null);
  protected readonly left = computed(() => ({ ...this.booking()!.payment.paid, amount: this.booking()!.payment.paid.amount - this.booking()!.payment.refunded.amount }));
  protected readonly busy = signal<Action | null>(null);
  protected readonly refusal = signal<Problem | null>(null);
  protected readonly typed = signal<Typed>({ date: '', from: '', to: '' });

  constructor() {
    effect(() => {
      if (this.id()) untracked(() => this.form.set(null));
    });
  }

  protected error(field: string): string | null {
    return this.refusals.field(this.refusal(), field);
  }

  protected async act(action: Action, booking: Booking): Promise<void> {
    this.refusal.set(null);
    if (action === 'cancel' || action === 'giveBack') return this.form.set(action);
    if (action === 'move') {
      this.typed.set(typedOf(booking.startDateTime, booking.endDateTime, booking.timeZone));
      return this.form.set('move');
    }
    this.busy.set(action);
    try {
      this.took(await this.deeds.set(booking.id, action));
    } catch (error) {
      this.toasts.problem(error);
      void this.read.reload();
    } finally {
      this.busy.set(null);
    }
  }

  protected async move(booking: Booking): Promise<void> {
    const to = spanOf(this.typed(), booking.timeZone);
    if (!to || this.busy()) return;
    this.busy.set('move');
    this.refusal.set(null);
    try {
      const from = { start: new Date(booking.startDateTime), end: new Date(booking.endDateTime) };
      this.took(await this.deeds.move(booking.id, from, to, (back) => this.took(back)));
    } catch (error) {
      this.refusal.set(Problem.from(error));
    } finally {
      this.busy.set(null);
    }
  }

  /** Read again, where something else changed it. */
  protected again(booking: Booking): void {
    void this.read.reload().then(() => this.changed.emit(this.read.value()?.shown.id === booking.id ? this.read.value()!.shown : booking));
  }

  protected take(offer: Alternative, booking: Booking): void {
    this.typed.set(typedOf(offer.startDateTime, offer.endDateTime, booking.timeZone));
    this.refusal.set(null);
  }

  protected took(booking: Booking): void {
    this.form.set(null);
    if (booking.id === this.id()) {
      this.read.set({ shown: booking, changes: this.history() });
      void this.read.reload();
    }
    this.changed.emit(booking);
  }
}
