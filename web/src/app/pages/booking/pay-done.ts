import { ChangeDetectionStrategy, Component, ElementRef, afterNextRender, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { load } from '@core/load';
import { Session } from '@core/session';
import { Icon } from '@ui/icon';
import { MoneyPipe } from '@ui/pipes';

import { Files } from './files';
import { invoicesOf } from './invoices-of';
import { directions } from './links';
import { ResourceCards } from './resource-cards';
import { SaveButton } from './save-button';
import { Booked } from './what';

/** It is booked: said plainly, with what people do next. */
@Component({
  selector: 'p-pay-done',
  imports: [Booked, Icon, MoneyPipe, RouterLink, SaveButton, TranslocoDirective],
  template: `
    <section class="card stack" *transloco="let t">
      <div class="circle"><p-icon name="check" [size]="34" /></div>
      <h2 tabindex="-1">{{ t('booking.pay.done.heading') }}</h2>
      <p class="muted">{{ booking().payment.paid.amount ? t('booking.pay.done.paid', { amount: (booking().payment.paid | money), email: session.profile()?.email }) : t('booking.pay.done.free') }}</p>
      <p-booked [booking]="booking()" />
      <div class="buttons">
        <p-save-button icon="calendar-plus" [save]="calendar">{{ t('booking.calendar') }}</p-save-button>
        @if (invoice(); as one) { <p-save-button icon="receipt-text" [save]="pdf">{{ t('booking.invoice.pdf') }}</p-save-button> }
        @if (card(); as it) { @if (it.kind !== 'person') { <a class="btn" target="_blank" rel="noopener noreferrer" [href]="directions(it)"><p-icon name="map-pin" />{{ t('booking.directions') }}</a> } }
      </div>
      <a class="btn primary block" [routerLink]="['/bookings', booking().id]">{{ t('booking.pay.done.open') }}</a>
    </section>
  `,
  styles: `
    .card { max-width: 34rem; margin-inline: auto; justify-items: center; text-align: center; padding: var(--s-6); border-radius: var(--r-3); box-shadow: var(--shadow-2); }
    .circle { width: 4.5rem; height: 4.5rem; border-radius: 50%; display: grid; place-items: center; background: var(--good); color: var(--surface); }
    @media (prefers-reduced-motion: no-preference) { .circle { animation: pop 380ms var(--ease); } }
    @keyframes pop { from { transform: scale(0.4); opacity: 0; } }
    h2 { font-size: var(--t-2xl); outline: none; }
    p-booked { text-align: start; width: 100%; padding: var(--s-4); border: 1px solid var(--line); border-radius: var(--r-2); }
    .buttons { display: flex; flex-wrap: wrap; gap: var(--s-3); width: 100%; }
    .buttons > * { flex: 1 1 auto; }
    .block { width: 100%; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PayDone {
  private readonly api = inject(Api);
  private readonly files = inject(Files);
  private readonly cards = inject(ResourceCards);
  protected readonly session = inject(Session);
  readonly booking = input.required<Schema<'BookingView'>>();
  protected readonly card = computed(() => this.cards.of(this.booking().resourceId));
  protected readonly directions = directions;
  private readonly invoices = load(() => this.booking().payment.paymentId ?? undefined, (paymentId) => invoicesOf(this.api, paymentId));
  protected readonly invoice = computed(() => this.invoices.value()?.find((one) => one.kind === 'invoice'));
  protected readonly calendar = (): Promise<void> => this.files.calendar(this.booking().id);
  protected readonly pdf = async (): Promise<void> => {
    const one = this.invoice();
    if (one) await this.files.invoice(one);
  };

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    afterNextRender(() => host.querySelector<HTMLElement>('h2')?.focus());
  }
}
