import { ChangeDetectionStrategy, Component, Injector, afterNextRender, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Language } from '@core/i18n';
import { Session } from '@core/session';
import { ticking } from '@core/ticking';
import { Icon } from '@ui/icon';
import { MomentPipe, MoneyPipe } from '@ui/pipes';

import { hireMessages } from '../hire/messages';
import { Writing } from '../hire/writing';
import { HostedBooking, bookerMoney, leftOf, mayObject } from './hosting';
import { ObjectDialog } from './object';

/** Whose time was booked, for who booked it: what becomes of the money, the ways to them, and to say that it was not as agreed. */
@Component({
  selector: 'p-hour-with',
  imports: [Icon, MomentPipe, MoneyPipe, ObjectDialog, RouterLink, TranslocoDirective],
  providers: [hireMessages],
  template: `
    <ng-container *transloco="let t">
      <section class="card stack" aria-labelledby="hour-with">
        <h2 id="hour-with">{{ t('booking.hour.heading', { name: who() }) }}</h2>
        @if (money(); as what) {
          <p class="small muted held"><p-icon name="shield-check" [size]="18" /><span>{{ t('booking.hour.money.' + what, { amount: (left() | money), when: (booking().payment.heldUntil ?? booking().endDateTime | moment: booking().timeZone), name: who(), place: place() }) }}</span></p>
        }
        <div class="ways no-print">
          <button type="button" class="btn" [attr.aria-disabled]="!!writing.opening()" [attr.aria-busy]="!!writing.opening()" (click)="writing.to(host(), { kind: 'booking', id: booking().id })"><p-icon name="message-circle" [size]="18" />{{ t('booking.hour.write', { name: who() }) }}</button>
          <a class="btn quiet" [routerLink]="['/professionals', host()]"><p-icon name="user" [size]="18" />{{ t('booking.hour.page') }}</a>
          @if (may()) { <button type="button" class="btn quiet wrong" (click)="objecting.set(true)"><p-icon name="message-square-warning" [size]="18" />{{ t('booking.object.open') }}</button> }
        </div>
      </section>
      <p-object [booking]="booking()" [open]="objecting()" [name]="who()" [place]="place()" (closed)="objecting.set(false)" (objected)="said($event)" (stale)="stale.emit()" />
    </ng-container>
  `,
  styles: `:host { display: block; } h2 { font-size: var(--t-lg); } .held { display: flex; gap: var(--s-2); } .held p-icon { flex: none; } .ways { display: flex; flex-wrap: wrap; gap: var(--s-2); } .ways .btn { flex: 1 1 auto; }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HourWith {
  private readonly injector = inject(Injector);
  private readonly language = inject(Language);
  private readonly session = inject(Session);
  protected readonly writing = inject(Writing);
  readonly booking = input.required<HostedBooking>();
  /** Whose time it is. */
  readonly host = input.required<string>();
  /** Their name, where it is known. */
  readonly name = input<string>();
  readonly changed = output<HostedBooking>();
  /** The booking is another than it is shown: read it again. */
  readonly stale = output<void>();
  private readonly now = ticking(15_000);
  protected readonly objecting = signal(false);
  protected readonly who = computed(() => this.name() || this.language.say('booking.hour.them'));
  /** Who can give it back. */
  protected readonly place = computed(() => this.session.organisation()?.name ?? this.language.say('booking.hour.place'));
  protected readonly money = computed(() => bookerMoney(this.booking(), this.now()));
  protected readonly left = computed(() => leftOf(this.booking()));
  protected readonly may = computed(() => mayObject(this.booking(), this.now()));

  protected said(booking: HostedBooking): void {
    this.objecting.set(false);
    this.changed.emit(booking);
    // The button is gone: who uses the keyboard goes on at what they said.
    afterNextRender(() => document.getElementById('objection')?.focus(), { injector: this.injector });
  }
}
