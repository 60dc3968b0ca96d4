import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { provideTranslocoScope, TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Language } from '@core/i18n';
import { Session } from '@core/session';
import { ticking } from '@core/ticking';
import { Confirm } from '@ui/dialog';
import { Icon } from '@ui/icon';
import { MomentPipe, MoneyPipe } from '@ui/pipes';
import { Toasts } from '@ui/toasts';
import { When } from '@ui/when';

import { Files } from '../../booking/files';
import { BookingHistory } from '../../booking/history';
import { HostedBooking, hostMoney, isObjected, isOpen, leftOf } from '../../booking/hosting';
import { ObjectionCard } from '../../booking/objection';
import { PriceLines } from '../../booking/price-lines';
import type { ResourceCard } from '../../booking/resource-cards';
import { SaveButton } from '../../booking/save-button';
import { Writing } from '../../hire/writing';
import { SCOPES } from '../messages';
import { CallOff } from './call-off';

/** A booking of one's own time: who comes and when, what becomes of the money, and what one can do when it goes wrong. */
@Component({
  selector: 'p-hosted-booking',
  imports: [BookingHistory, CallOff, Icon, MomentPipe, MoneyPipe, ObjectionCard, PriceLines, RouterLink, SaveButton, TranslocoDirective, When],
  providers: [provideTranslocoScope(...SCOPES)],
  template: `
    <ng-container *transloco="let t">
      @let it = booking();
      <div class="columns">
        <div class="stack main">
          <section class="card stack">
            <div class="stack tight"><div><span class="badge" [attr.data-tone]="tone()">{{ t('desk.bookings.status.' + it.status) }}</span></div>
            <h1>{{ it.userName ? t('desk.bookings.with', { name: it.userName }) : t('desk.bookings.one') }}</h1></div>
            <ul class="stack points">
              <li><p-icon name="calendar" /><p-when class="strong" [from]="it.startDateTime" [to]="it.endDateTime" [zone]="it.timeZone" [long]="true" /></li>
              @if (place(); as there) { <li><p-icon name="map-pin" /><p class="strong">{{ there.city }}</p></li> }
              @if (it.purpose) { <li><p-icon name="file-text" /><div><p class="muted small">{{ t('booking.detail.purpose') }}</p><p class="purpose">{{ it.purpose }}</p></div></li> }
              @if (it.attendeeIds.length) { <li><p-icon name="users" /><p>{{ t('booking.detail.people', { count: it.attendeeIds.length + 1 }) }}</p></li> }
            </ul>
            <div class="row no-print">
              <button type="button" class="btn" [attr.aria-disabled]="!!writing.opening()" [attr.aria-busy]="!!writing.opening()" (click)="writing.to(it.userId, { kind: 'booking', id: it.id })"><p-icon name="message-circle" />{{ t('desk.bookings.write', { name: booker() }) }}</button>
              @if (it.status === 'confirmed') { <p-save-button icon="calendar-plus" [save]="calendar">{{ t('booking.calendar') }}</p-save-button> }
            </div>
          </section>
          @if (it.objection) { <p-objection [booking]="it" [host]="true" [name]="booker()" /> }
          <details class="card no-print" (toggle)="history.set($any($event.target).open)"><summary><h2>{{ t('booking.history.heading') }}</h2><p-icon name="chevron-down" /></summary>@if (history()) { <p-booking-history [booking]="it" /> }</details>
        </div>
        <aside class="stack">
          <section class="card stack" aria-labelledby="hour-money">
            <h2 id="hour-money">{{ t('desk.bookings.money.heading') }}</h2>
            <p-price-lines [booking]="it" />
            @if (it.payment.refunded.amount) { <dl class="sums small"><div><dt>{{ t('desk.bookings.money.refunded') }}</dt><dd class="number">{{ it.payment.refunded | money }}</dd></div>@if (left().amount) { <div class="strong"><dt>{{ t('desk.bookings.money.left') }}</dt><dd class="number">{{ left() | money }}</dd></div> }</dl> }
            @if (it.price.amount) { <p class="small muted held"><p-icon name="shield-check" [size]="18" /><span>{{ t('desk.bookings.money.now.' + money(), { when: (it.payment.heldUntil ?? it.endDateTime | moment: it.timeZone), place: organisation(), name: booker() }) }}@if (money() === 'yours' || money() === 'part') { <a routerLink="/work/money"> {{ t('desk.bookings.money.see') }}</a> }</span></p> }
          </section>
          @if (mayCallOff() || mayMiss()) {
            <section class="card stack no-print" aria-labelledby="hour-wrong">
              <h2 id="hour-wrong">{{ t('desk.bookings.wrong') }}</h2>
              @if (mayMiss()) { <p class="small muted">{{ t('desk.bookings.missed.text') }}</p><button type="button" class="btn" [attr.aria-disabled]="busy()" [attr.aria-busy]="busy()" (click)="missed()"><p-icon name="circle-x" [size]="18" />{{ t('desk.bookings.missed.do') }}</button> }
              @if (mayCallOff()) { <p class="small muted">{{ t('desk.bookings.callOff.text') }}</p><button type="button" class="btn danger" (click)="callingOff.set(true)"><p-icon name="calendar-x" [size]="18" />{{ t('desk.bookings.callOff.open') }}</button> }
            </section>
          }
          <p class="tiny muted">{{ t('booking.detail.id', { id: it.id }) }}</p>
        </aside>
      </div>
      <p-call-off [booking]="it" [open]="callingOff()" (closed)="callingOff.set(false)" (done)="callingOff.set(false); changed.emit()" />
    </ng-container>
  `,
  styleUrl: '../../booking/detail.css',
  styles: `.points li { display: flex; gap: var(--s-3); align-items: flex-start; } .points li > p-icon { color: var(--muted); margin-top: 0.15rem; } .purpose { white-space: pre-line; } .held { display: flex; gap: var(--s-2); } .held p-icon { flex: none; }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HostedDetail {
  private readonly api = inject(Api);
  private readonly confirm = inject(Confirm);
  private readonly files = inject(Files);
  private readonly language = inject(Language);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  protected readonly writing = inject(Writing);
  readonly booking = input.required<HostedBooking>();
  readonly place = input<ResourceCard>();
  /** What was decided here: it is to be read again. */
  readonly changed = output<void>();
  private readonly now = ticking(15_000);
  protected readonly busy = signal(false);
  protected readonly callingOff = signal(false);
  protected readonly history = signal(false);
  protected readonly calendar = (): Promise<void> => this.files.calendar(this.booking().id);
  protected readonly money = computed(() => hostMoney(this.booking(), this.now()));
  protected readonly booker = computed(() => this.booking().userName || this.language.say('desk.bookings.booker'));
  protected readonly left = computed(() => leftOf(this.booking()));
  /** Who can give it back. */
  protected readonly organisation = computed(() => this.session.organisation()?.name ?? this.language.say('booking.hour.place'));
  protected readonly tone = computed(() => ({ confirmed: 'good', completed: null, held: 'warn', pending: 'warn', cancelled: 'bad', expired: null, no_show: 'bad' })[this.booking().status]);
  protected readonly mayCallOff = computed(() => this.booking().status === 'confirmed');
  /** Whether somebody came is known once it has begun; while who booked says otherwise, it is for the operators to say. */
  protected readonly mayMiss = computed(() => ['confirmed', 'completed'].includes(this.booking().status) && Date.parse(this.booking().startDateTime) <= this.now() && !isObjected(this.booking()) && isOpen(this.booking(), this.now()));

  protected async missed(): Promise<void> {
    const say = (key: string): string => this.language.say(key);
    if (this.busy() || !(await this.confirm.ask(say('desk.bookings.missed.sure'), say('desk.bookings.missed.sureText'), say('desk.bookings.missed.do')))) return;
    this.busy.set(true);
    try {
      await this.api.ok(this.api.http.PATCH('/api/v1/bookings/{id}/status', { params: { path: { id: this.booking().id } }, body: { status: 'no_show' } }));
      this.toasts.good(say('desk.bookings.missed.done'));
    } catch (error) {
      this.toasts.problem(error);
    }
    this.changed.emit();
    this.busy.set(false);
  }
}
