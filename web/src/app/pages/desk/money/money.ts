import { ChangeDetectionStrategy, Component, computed, inject, signal, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { TranslocoDirective } from '@jsverse/transloco';
import { debounceTime, filter, merge, of, switchMap, timer } from 'rxjs';

import { Api, Schema } from '@core/api';
import { Batch, needed } from '@core/batch';
import { ChatLine } from '@core/chat-line';
import { Language } from '@core/i18n';
import { Live } from '@core/live';
import { load } from '@core/load';
import { money } from '@core/money';
import { Problem } from '@core/problem';
import { Session } from '@core/session';
import { Confirm } from '@ui/dialog';
import { Icon } from '@ui/icon';
import { AgoPipe, MomentPipe, MoneyPipe } from '@ui/pipes';
import { Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { PayoutAccount } from './payout-account';
import { Statement } from './statement';

type Earnings = Schema<'EarningsView'>;

/** Money is moved by itself a moment after what it is moved for, milliseconds. */
const MOVED = 3_000;

const TONES: Record<string, 'good' | 'warn' | 'bad'> = { completed: 'good', pending: 'warn', failed: 'bad' };

/** What one earned: held, available, on its way, paid; where it goes, and every movement. */
@Component({
  imports: [TranslocoDirective, AgoPipe, Icon, MomentPipe, MoneyPipe, Failed, Skeleton, PayoutAccount, Statement],
  template: `
    <div class="page stack loose" *transloco="let t">
      <h1>{{ t('desk.money.title') }}</h1>
      @if (read.problem(); as problem) { <p-failed [problem]="problem" (retry)="read.reload()" /> }
      @if (read.value(); as value) {
        <div class="top">
          <section class="card stack balance" aria-labelledby="balance">
            <h2 id="balance" class="visually-hidden">{{ t('desk.money.balanceHeading') }}</h2>
            @for (sum of sums(); track sum.available.currency) {
              <div class="sum">
                <dl>
                  <div class="main"><dt>{{ t('desk.money.available') }}</dt><dd>{{ sum.available | money }}</dd><dd class="small muted">{{ t('desk.money.availableText') }}</dd></div>
                  <div><dt><p-icon name="lock" [size]="16" />{{ t('desk.money.held') }}</dt><dd>{{ sum.held | money }}</dd><dd class="small muted">{{ t('desk.money.heldText') }}</dd></div>
                  <div><dt><p-icon name="send" [size]="16" />{{ t('desk.money.underWay') }}</dt><dd>{{ sum.underWay | money }}</dd><dd class="small muted">{{ t('desk.money.underWayText') }}</dd></div>
                  <div><dt><p-icon name="circle-check" [size]="16" />{{ t('desk.money.paidOut') }}</dt><dd>{{ sum.paidOut | money }}</dd><dd class="small muted">{{ t('desk.money.paidOutText') }}</dd></div>
                </dl>
                <div class="row">
                  <button type="button" class="btn primary" [disabled]="busy() || sum.available.amount <= 0 || !value.account" [attr.aria-busy]="busy()" [attr.aria-describedby]="!value.account ? 'payout-why' : null" (click)="payOut(sum)"><p-icon name="banknote" [size]="18" />{{ t(busy() ? 'desk.money.paying' : 'desk.money.payNow') }}</button>
                  <p class="small muted" id="payout-why">{{ t(!value.account ? 'desk.money.needsAccount' : sum.available.amount > 0 ? 'desk.money.schedule' : 'desk.money.nothingYet') }}</p>
                </div>
              </div>
            }
          </section>
          <p-payout-account [account]="value.account" (saved)="read.set({ balance: value.balance, account: $event, payouts: value.payouts })" />
        </div>
        @if (value.payouts.length) {
          <section class="stack" aria-labelledby="payouts">
            <h2 id="payouts">{{ t('desk.money.payouts') }}</h2>
            <ul class="card flush">
              @for (one of shownPayouts(); track one.id) {
                <li class="payout"><span class="strong number">{{ one.amount | money }}</span><span class="badge" [attr.data-tone]="tones[one.status]">{{ t('desk.money.payoutStatuses.' + one.status) }}</span><span class="small muted when" [title]="one.createdAt | moment">{{ (one.completedAt ?? one.createdAt) | ago }}</span>@if (one.failure; as failure) { <span class="small bad why">{{ t(failure === 'payments.account_closed' ? 'desk.money.accountClosed' : 'desk.money.accountFailed') }}</span> }</li>
              }
            </ul>
            @if (value.payouts.length > few && !all()) { <div><button type="button" class="btn small" (click)="all.set(true)">{{ t('common.more') }}</button></div> }
          </section>
        }
      } @else if (!read.problem()) {
        <div class="top"><div class="card"><p-skeleton [lines]="5" height="2.5rem" /></div><div class="card"><p-skeleton [lines]="3" height="2.5rem" /></div></div>
      }
      <p-statement />
    </div>
  `,
  styles: `
    .top { display: grid; grid-template-columns: minmax(0, 1fr) 22rem; gap: var(--s-5); align-items: stretch; }
    p-payout-account { display: grid; }
    .sum { display: grid; gap: var(--s-5); } .sum + .sum { border-top: 1px solid var(--line); padding-top: var(--s-5); }
    dl { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: var(--s-5); } dt { display: flex; gap: var(--s-2); align-items: center; color: var(--muted); font-weight: 500; } dd:nth-of-type(1) { font-size: var(--t-xl); font-weight: 700; letter-spacing: -0.015em; }
    .main { grid-column: 1 / -1; } .main dd:nth-of-type(1) { font-size: var(--t-3xl); line-height: 1.1; letter-spacing: -0.03em; }
    .row p { flex: 1 1 12rem; }
    .payout { display: flex; flex-wrap: wrap; gap: var(--s-2) var(--s-4); align-items: center; padding: var(--s-3) var(--s-5); } .payout + .payout { border-top: 1px solid var(--line); } .when { margin-inline-start: auto; } .why { width: 100%; } .bad { color: var(--bad); }
    @media (max-width: 60rem) { .top { grid-template-columns: minmax(0, 1fr); } }
    @media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: var(--s-4); } dl > div:not(.main) { display: grid; grid-template-columns: 1fr auto; } dl > div:not(.main) dd.small { grid-column: 1 / -1; } .payout { padding-inline: var(--s-4); } .row .btn { width: 100%; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DeskMoney {
  private readonly api = inject(Api);
  private readonly batch = inject(Batch);
  private readonly confirm = inject(Confirm);
  private readonly language = inject(Language);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  protected readonly tones = TONES;
  protected readonly few = 5;
  protected readonly all = signal(false);
  protected readonly busy = signal(false);
  private readonly statement = viewChild(Statement);
  // Operators see everybody's payouts unless one's own are asked for.
  protected readonly read = load(
    () => this.session.profile()?.id,
    async (userId) => {
      const [balance, account, payouts] = await this.batch.read(['/api/v1/payments/balance', '/api/v1/payments/payout-account', `/api/v1/payments/payouts?userId=${userId}&limit=50`]);
      if (account.problem && account.problem.status !== 404) throw account.problem;
      return { balance: needed<Schema<'BalancesView'>>(balance).items, account: account.body as Schema<'PayoutAccountView'> | null, payouts: needed<Schema<'Page_PayoutView'>>(payouts).items };
    },
  );
  protected readonly sums = computed((): Earnings[] => {
    const zero = { amount: 0, currency: 'EUR' };
    const known = this.read.value()?.balance ?? [];
    return known.length ? known : [{ available: zero, held: zero, underWay: zero, paidOut: zero }];
  });
  protected readonly shownPayouts = computed(() => (this.all() ? (this.read.value()?.payouts ?? []) : (this.read.value()?.payouts ?? []).slice(0, this.few)));

  constructor() {
    // Parts of orders are released without a notification: their cards tell.
    const cards = inject(ChatLine).frames.pipe(filter((frame) => frame.message?.card?.kind === 'order'));
    merge(cards, inject(Live).notifications)
      .pipe(debounceTime(800), switchMap(() => merge(of(0), timer(MOVED))), takeUntilDestroyed())
      .subscribe(() => {
        void this.read.reload();
        void this.statement()?.follow();
      });
  }

  protected async payOut(sum: Earnings): Promise<void> {
    const account = this.read.value()?.account;
    if (this.busy() || !account) return;
    const amount = money(sum.available, this.language.locale());
    const to = account.label || `•••• ${account.ending}`;
    if (!(await this.confirm.ask(this.language.say('desk.money.paySure', { amount }), this.language.say('desk.money.paySureText', { to }), this.language.say('desk.money.payNow'), false))) return;
    this.busy.set(true);
    try {
      const payout = await this.api.ok(this.api.http.POST('/api/v1/payments/payouts', { body: { currency: sum.available.currency, userId: null } }));
      if (payout.status === 'failed') this.toasts.problem(new Problem('payout.failed', 0, this.language.say('desk.money.payFailed', { amount })));
      else this.toasts.good(this.language.say(payout.status === 'completed' ? 'desk.money.payDone' : 'desk.money.payBegun', { amount }));
    } catch (error) {
      this.toasts.problem(error);
    }
    await Promise.all([this.read.reload(), this.statement()?.reload()]);
    this.busy.set(false);
  }
}
