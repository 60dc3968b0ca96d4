import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Problem } from '@core/problem';
import { Dialog } from '@ui/dialog';
import { Icon } from '@ui/icon';
import { MoneyPipe } from '@ui/pipes';
import { Failed } from '@ui/states';

import { PayCards } from '../booking/pay-cards';
import { reasonOf } from '../booking/pay-stage';
import { Deals, Offer } from './deals';

/** The client's yes: a card is chosen, and the money held until the work is done. */
@Component({
  selector: 'p-offer-accept',
  imports: [Dialog, Failed, Icon, MoneyPipe, PayCards, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <p-dialog [open]="open()" [heading]="t('talk.offer.accept.heading')" (closed)="closed.emit()">
        <div class="row between what"><p class="strong">{{ offer().title }}</p><p class="price">{{ offer().price | money }}</p></div>
        <p class="notice small"><p-icon name="shield-check" /><span>{{ t('talk.offer.accept.held') }}</span></p>
        @if (refusal(); as reason) { <div class="notice" data-tone="bad" role="alert"><p-icon name="circle-alert" /><div class="stack tight"><p class="strong">{{ t('booking.pay.reason.' + reason) }}</p><p class="small">{{ t('talk.offer.accept.tryAgain') }}</p></div></div> }
        @if (unsure()) { <div class="notice" data-tone="warn" role="alert"><p-icon name="triangle-alert" /><p>{{ t('talk.offer.accept.unsure') }}</p></div> }
        @if (problem(); as one) { <p-failed [problem]="one" (retry)="pay()" /> }
        <p class="small muted">{{ t('booking.pay.sandbox') }}</p>
        <p-pay-cards [(token)]="token" [busy]="busy()" />
        <button type="button" class="btn primary block" [attr.aria-disabled]="busy()" [attr.aria-busy]="busy()" (click)="pay()"><p-icon name="lock" [size]="18" />{{ busy() ? t('booking.pay.busy') : t('talk.offer.accept.do', { amount: (offer().price | money) }) }}</button>
      </p-dialog>
    </ng-container>
  `,
  styles: `
    .what { flex-wrap: nowrap; align-items: baseline; }
    .price { font-size: var(--t-xl); font-weight: 700; white-space: nowrap; }
    .block { min-height: 3.25rem; font-size: var(--t-lg); position: sticky; bottom: 0; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OfferAccept {
  private readonly api = inject(Api);
  private readonly deals = inject(Deals);
  private readonly router = inject(Router);
  readonly open = input(false);
  readonly offer = input.required<Offer>();
  readonly closed = output<void>();
  protected readonly token = signal('tok_approved');
  protected readonly busy = signal(false);
  protected readonly refusal = signal('');
  protected readonly unsure = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  // The same attempt has the same key, however often it has to be sent: nobody pays twice.
  private attempt = crypto.randomUUID();

  protected async pay(): Promise<void> {
    if (this.busy()) return;
    const id = this.offer().id;
    this.busy.set(true);
    this.refusal.set('');
    this.unsure.set(false);
    this.problem.set(null);
    try {
      const body = { paymentInfo: { method: 'card', token: this.token() } };
      const { offer, order } = await this.api.ok(this.api.http.POST('/api/v1/offers/{id}/accept', { params: { path: { id } }, body, headers: { 'idempotency-key': this.attempt } }));
      this.deals.put(offer);
      this.closed.emit();
      // There the second factor is asked, and everything else that comes.
      if (order) await this.router.navigate(['/orders', order.id]);
    } catch (error) {
      await this.refused(Problem.from(error));
    } finally {
      this.busy.set(false);
    }
  }

  private async refused(problem: Problem): Promise<void> {
    if (problem.status === 0 || problem.status >= 500) return this.unsure.set(true);
    this.attempt = crypto.randomUUID();
    if (problem.status === 402) this.refusal.set(reasonOf(problem.code));
    else this.problem.set(problem);
    await this.deals.readOffer(this.offer().id);
  }
}
