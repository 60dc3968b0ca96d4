import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { MomentPipe, MoneyPipe } from '@ui/pipes';

import { Names } from './people';

export type Changes = readonly Schema<'Change'>[];

/** Codes the server writes as reasons; anything else is in a person's words. */
const CODE = /^[a-z_]+(\.[a-z_]+)+$|^[a-z]+(_[a-z]+)+$/;

/** What happened to a booking, the last first. */
@Component({
  selector: 'p-history',
  imports: [TranslocoDirective, MomentPipe, MoneyPipe],
  template: `
    <ol *transloco="let t">
      @for (change of changes(); track $index) {
        <li>
          <span class="strong">{{ t(what(change)) }}</span>
          <span class="small muted">{{ change.at | moment: zone() }} · {{ actor(change.actor) ?? t('operate.bookings.system') }}</span>
          @if (change.refund; as back) { <span class="small">{{ t('operate.bookings.refunded', { amount: (back | money) }) }}</span> }
          @if (words(change.reason); as said) { <span class="small">“{{ said }}”</span> }
        </li>
      }
    </ol>
  `,
  styles: `
    ol { display: grid; gap: var(--s-3); padding-inline-start: var(--s-4); border-inline-start: 2px solid var(--line); margin-block: var(--s-2); }
    li { display: grid; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class History {
  private readonly names = inject(Names);
  readonly changes = input.required<Changes>();
  readonly zone = input.required<string>();

  /** The key of the message that says what happened. */
  protected what({ from, to, reason, refund, objection }: Schema<'Change'>): string {
    if (reason === 'bookings.rescheduled') return 'operate.bookings.moved';
    if (from !== to) return 'operate.bookings.status.' + to;
    return refund || !objection ? 'operate.bookings.givenBack' : 'operate.bookings.objection.did.' + objection;
  }

  protected actor(actor: string): string | null {
    return actor.startsWith('user:') ? this.names.name(actor.slice(5)) : null;
  }

  protected words(reason: string | null | undefined): string | null {
    return reason && !CODE.test(reason) ? reason : null;
  }
}
