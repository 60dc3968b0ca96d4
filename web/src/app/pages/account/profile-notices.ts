import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { load } from '@core/load';
import { Icon } from '@ui/icon';
import { Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';

type Preference = Schema<'PreferenceView'>;
const GROUPS: { name: string; kinds: Schema<'Kind'>[] }[] = [
  { name: 'bookings', kinds: ['booking_confirmed', 'booking_reminder', 'booking_rescheduled', 'booking_cancelled', 'booking_expired', 'booking_no_show', 'booking_objection_rejected'] },
  { name: 'money', kinds: ['payment_failed', 'payment_refunded', 'invoice_issued'] },
  {
    name: 'work',
    kinds: [
      'offer_received', 'offer_accepted', 'offer_rejected', 'order_funded', 'order_delivered', 'order_completion_near', 'order_revision_requested',
      'order_extension_requested', 'order_cancellation_requested', 'order_completed', 'order_cancelled', 'order_disputed', 'order_resolved', 'review_received',
    ],
  },
  {
    name: 'working',
    kinds: [
      'booking_host_confirmed', 'booking_host_rescheduled', 'booking_host_cancelled', 'booking_host_refunded', 'booking_host_objected', 'booking_host_objection_over', 'booking_host_reviewed', 'gig_approved', 'gig_rejected', 'profile_suspended', 'profile_restored',
      'verification_approved', 'verification_rejected', 'verification_expiring', 'payout_completed',
    ],
  },
  { name: 'account', kinds: ['welcome'] },
];

/** What one is told, and where. Each switch is kept at once; when that fails it goes back. */
@Component({
  selector: 'p-profile-notices',
  imports: [Failed, Icon, Skeleton, TranslocoDirective],
  template: `
    <section class="card stack" *transloco="let t">
      <h2>{{ t('account.notices.heading') }}</h2>
      <p class="muted small">{{ t('account.notices.text') }}</p>
      @if (all.problem(); as problem) { <p-failed [problem]="problem" (retry)="all.reload()" /> }
      @if (all.first()) { <p-skeleton [lines]="10" height="2.25rem" /> }
      @for (group of groups(); track group.name) {
        <table>
          <caption>{{ t('account.notices.group.' + group.name) }}</caption>
          <thead>
            <tr><th scope="col"><span class="visually-hidden">{{ t('account.notices.what') }}</span></th><th scope="col"><p-icon name="mail" [size]="16" />{{ t('account.notices.mail') }}</th><th scope="col"><p-icon name="bell" [size]="16" />{{ t('account.notices.inApp') }}</th></tr>
          </thead>
          <tbody>
            @for (row of group.rows; track row.kind) {
              <tr>
                <th scope="row">{{ t('account.notices.kind.' + row.kind) }}</th>
                @for (cell of [row.mail, row.inApp]; track $index) {
                  <td>
                    @if (cell) {
                      <label><input type="checkbox" [checked]="cell.enabled" [disabled]="!cell.changeable" [attr.aria-label]="t('account.notices.kind.' + row.kind) + ': ' + ($index ? t('account.notices.inApp') : t('account.notices.mail'))" (change)="put(cell, $any($event.target).checked)" /></label>
                    }
                  </td>
                }
              </tr>
            }
          </tbody>
        </table>
      }
      @if (all.value()) { <p class="small muted">{{ t('account.notices.always') }}</p> }
    </section>
  `,
  styles: `
    caption { text-align: start; font-weight: 700; padding-block: var(--s-3) 0; }
    thead th { font-size: var(--t-xs); color: var(--muted); font-weight: 500; padding-bottom: var(--s-1); }
    thead th:not(:first-child) { width: 5.5rem; text-align: center; }
    thead p-icon { vertical-align: -0.2em; margin-inline-end: var(--s-1); }
    tbody tr { border-top: 1px solid var(--line); }
    tbody th { font-weight: 400; padding-block: var(--s-1); }
    td { text-align: center; }
    label { display: inline-grid; place-items: center; width: var(--tap); height: var(--tap); cursor: pointer; }
    input { width: 1.2rem; height: 1.2rem; accent-color: var(--brand); }
    @media (max-width: 26rem) { thead th:not(:first-child) { width: 4rem; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProfileNotices {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  protected readonly all = load(() => 0, async () => (await this.api.ok(this.api.http.GET('/api/v1/notifications/preferences'))).items);
  protected readonly groups = computed(() => {
    const all = this.all.value();
    if (!all) return [];
    const find = (kind: string, channel: string): Preference | undefined => all.find((one) => one.kind === kind && one.channel === channel);
    return GROUPS.map((group) => ({ name: group.name, rows: group.kinds.map((kind) => ({ kind, mail: find(kind, 'mail'), inApp: find(kind, 'in_app') })).filter((row) => row.mail || row.inApp) }));
  });

  protected async put(cell: Preference, enabled: boolean): Promise<void> {
    const mark = (to: boolean): void => this.all.set((this.all.value() ?? []).map((one) => (one.kind === cell.kind && one.channel === cell.channel ? { ...one, enabled: to } : one)));
    mark(enabled);
    try {
      await this.api.ok(this.api.http.POST('/api/v1/notifications/preferences', { body: [{ kind: cell.kind, channel: cell.channel, enabled }] }));
    } catch (error) {
      mark(!enabled);
      this.toasts.problem(error);
    }
  }
}
