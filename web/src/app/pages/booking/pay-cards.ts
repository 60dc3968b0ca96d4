import { ChangeDetectionStrategy, Component, input, model } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Icon } from '@ui/icon';

/** The sandbox provider's tokens, by what happens with them. */
export const TEST_CARDS = [
  { token: 'tok_approved', name: 'approved', last: '4242' },
  { token: 'tok_second_factor', name: 'secondFactor', last: '3220' },
  { token: 'tok_late', name: 'late', last: '0077' },
  { token: 'tok_declined', name: 'declined', last: '0002' },
  { token: 'tok_insufficient_funds', name: 'insufficient', last: '9995' },
  { token: 'tok_timeout_charged', name: 'timeout', last: '0119' },
  { token: 'tok_twice', name: 'twice', last: '1881' },
  { token: 'tok_webhook_first', name: 'webhookFirst', last: '5556' },
] as const;

/** Shown at once; the rest are for those who test the integration. */
const USUAL = 5;

/** The sandbox's cards, as saved cards would be shown. */
@Component({
  selector: 'p-pay-cards',
  imports: [Icon, TranslocoDirective],
  template: `
    <fieldset [disabled]="busy()" *transloco="let t">
      <legend class="visually-hidden">{{ t('booking.pay.cards.legend') }}</legend>
      @for (card of usual; track card.token) {
        <label>
          <input type="radio" name="card" [value]="card.token" [checked]="token() === card.token" (change)="token.set(card.token)" />
          <span class="card-row"><span class="face" [attr.data-look]="$index"><p-icon name="credit-card" [size]="18" /></span><span class="words"><span class="strong">{{ t('booking.pay.cards.' + card.name) }}</span><span class="muted small">•••• {{ card.last }}</span></span><span class="tick"><p-icon name="check" [size]="16" /></span></span>
        </label>
      }
      <details [open]="rare()">
        <summary>{{ t('booking.pay.cards.more') }}</summary>
        <div class="list">
          @for (card of others; track card.token) {
            <label>
              <input type="radio" name="card" [value]="card.token" [checked]="token() === card.token" (change)="token.set(card.token)" />
              <span class="card-row"><span class="face" data-look="5"><p-icon name="credit-card" [size]="18" /></span><span class="words"><span class="strong">{{ t('booking.pay.cards.' + card.name) }}</span><span class="muted small">•••• {{ card.last }}</span></span><span class="tick"><p-icon name="check" [size]="16" /></span></span>
            </label>
          }
        </div>
      </details>
    </fieldset>
  `,
  styles: `
    fieldset, .list { display: grid; gap: var(--s-2); }
    label { position: relative; display: block; }
    input { position: absolute; inset: 0; opacity: 0; width: 100%; height: 100%; margin: 0; cursor: pointer; }
    .card-row { display: flex; align-items: center; gap: var(--s-3); padding: var(--s-3); border: 1px solid var(--line); border-radius: var(--r-2); background: var(--surface); transition: border-color var(--fast), background var(--fast); }
    input:hover + .card-row { border-color: var(--line-strong); }
    input:checked + .card-row { border-color: var(--brand); box-shadow: 0 0 0 1px var(--brand); background: color-mix(in srgb, var(--brand-soft) 40%, var(--surface)); }
    input:focus-visible + .card-row { outline: 3px solid var(--focus); outline-offset: 2px; }
    input:disabled + .card-row { opacity: 0.6; }
    .face { flex: none; width: 2.75rem; height: 1.9rem; border-radius: 0.35rem; display: grid; place-items: center; color: #fff; background: linear-gradient(135deg, #0f5e66, #1b8a86); }
    .face[data-look='1'] { background: linear-gradient(135deg, #33406b, #5d6cae); }
    .face[data-look='2'] { background: linear-gradient(135deg, #6b4b16, #a8782a); }
    .face[data-look='3'], .face[data-look='4'] { background: linear-gradient(135deg, #7c2d16, #b4502e); }
    .face[data-look='5'] { background: linear-gradient(135deg, #49525a, #737f88); }
    .words { display: grid; flex: 1; min-width: 0; line-height: 1.35; }
    .tick { width: 1.5rem; height: 1.5rem; border-radius: 50%; border: 1px solid var(--line-strong); display: grid; place-items: center; color: transparent; flex: none; }
    input:checked + .card-row .tick { background: var(--brand); border-color: var(--brand); color: var(--on-brand); }
    summary { cursor: pointer; padding: var(--s-2) 0; color: var(--brand); font-weight: 600; font-size: var(--t-sm); min-height: 2.25rem; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PayCards {
  readonly token = model<string>('tok_approved');
  readonly busy = input(false);
  protected readonly usual = TEST_CARDS.slice(0, USUAL);
  protected readonly others = TEST_CARDS.slice(USUAL);
  protected rare(): boolean {
    return this.others.some((card) => card.token === this.token());
  }
}
