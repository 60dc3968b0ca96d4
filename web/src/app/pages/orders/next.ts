import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { money } from '@core/money';
import { Confirm } from '@ui/dialog';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { MomentPipe } from '@ui/pipes';
import { Toasts } from '@ui/toasts';

import { Ask } from '../talk/ask';
import { TimeLeft } from '../talk/time-left';
import { Deed, currentPart, leftAmount, offered } from './deeds';
import { Deliver } from './deliver';
import { isOver, nextOf } from './next-step';

type Order = Schema<'OrderDetail'>;
type View = Schema<'OrderView'>;

const DISPUTES = ['not_delivered', 'not_as_agreed', 'quality', 'late', 'unresponsive', 'not_accepted', 'other'] as const;

/** What comes next, in plain words for whoever looks, and what they may do. */
@Component({
  selector: 'p-order-next',
  imports: [Ask, Control, Deliver, Field, Icon, MomentPipe, RouterLink, TimeLeft, TranslocoDirective],
  template: `
    <section class="card stack" *transloco="let t" [class.calm]="!main().length">
      <h2>{{ t(over() ? 'talk.work.next.over' : 'talk.work.next.heading') }}</h2>
      <p class="lead" role="status">{{ t('talk.work.next.' + next(), { name: name(), days: order().extensionDays }) }}</p>
      @if (order().status === 'cancelled' && refusal(); as why) { <p class="notice small" data-tone="warn"><p-icon name="circle-alert" [size]="18" /><span>{{ why }}</span></p> }
      @if (order().completesAt; as at) {
        <p class="notice small"><p-icon name="hourglass" [size]="18" /><span>{{ order().role === 'professional' ? t('talk.work.silence.professional') : t('talk.work.silence.client') }} <strong><p-time-left [until]="at" (over)="changed.emit(null)" /></strong><span class="muted">{{ ' (' + (at | moment) + ')' }}</span></span></p>
      }
      @if (asked('request_revision') && order().revisions) { <p class="small muted">{{ t('talk.work.revisionsLeft', { left: order().revisions - order().revisionsUsed, all: order().revisions }) }}</p> }
      @if (main().length) {
        <div class="acts">@for (one of main(); track one.action) { <button type="button" class="btn" [class.primary]="one.look === 'primary'" [class.danger]="one.look === 'danger'" [attr.aria-disabled]="!!busy()" [attr.aria-busy]="busy() === one.action" (click)="do(one.action)"><p-icon [name]="one.icon" [size]="18" />{{ t('talk.work.act.' + one.action) }}</button> }</div>
      }
      @if (asked('resolve')) { <div><a class="btn primary" [routerLink]="['/operate/disputes', order().id]"><p-icon name="gavel" [size]="18" />{{ t('talk.work.decide') }}</a></div> }
      @if (rest().length) {
        <div class="row rest">@for (one of rest(); track one.action) { <button type="button" class="btn quiet small" [class.bad]="one.look === 'quietBad'" [attr.aria-disabled]="!!busy()" (click)="do(one.action)"><p-icon [name]="one.icon" [size]="16" />{{ t('talk.work.act.' + one.action) }}</button> }</div>
      }
    </section>
    <ng-container *transloco="let t">
      @if (order().role === 'professional') { <p-deliver [open]="open() === 'deliver'" [order]="order()" (closed)="open.set(null)" (delivered)="done($event, 'deliver')" /> }
      <p-ask [open]="open() === 'request_revision'" [heading]="t('talk.work.revise.heading')" [text]="t('talk.work.revise.text', { left: order().revisions - order().revisionsUsed })" [label]="t('talk.work.revise.label')" [least]="1" [most]="5000" [tooShort]="t('talk.work.revise.missing')" field="message" [yes]="t('talk.work.act.request_revision')" [act]="revise" (closed)="open.set(null)" />
      <p-ask [open]="open() === 'extend'" [heading]="t('talk.work.extend.heading')" [text]="t('talk.work.extend.text')" [label]="t('talk.work.extend.label')" [least]="1" [tooShort]="t('talk.work.extend.missing')" [yes]="t('talk.work.act.extend')" [act]="extend" (closed)="open.set(null)">
        <p-field [label]="t('talk.work.extend.days')"><input pControl class="days" name="days" type="number" min="1" max="180" value="3" required /></p-field>
      </p-ask>
      <p-ask [open]="open() === 'cancel'" [heading]="t('talk.work.cancel.heading')" [text]="t('talk.work.cancel.' + ending(), { amount: amount(), name: name() || t('talk.work.who.other') })" [label]="t('talk.work.cancel.label')" [least]="1" [tooShort]="t('talk.work.cancel.missing')" [yes]="t('talk.work.act.cancel')" [danger]="true" [act]="cancel" (closed)="open.set(null)" />
      <p-ask [open]="open() === 'dispute'" [heading]="t('talk.work.dispute.open')" [text]="t('talk.work.dispute.text')" [label]="t('talk.work.dispute.label')" [hint]="t('talk.work.dispute.hint')" [least]="10" [most]="5000" [tooShort]="t('talk.work.dispute.missing')" field="text" [yes]="t('talk.work.act.dispute')" [danger]="true" [act]="dispute" (closed)="open.set(null)">
        <p-field [label]="t('talk.work.dispute.about')"><select pControl name="about">@for (one of disputes; track one) { <option [value]="one">{{ t('talk.work.dispute.reason.' + one) }}</option> }</select></p-field>
      </p-ask>
    </ng-container>
  `,
  styles: `
    .card { border-inline-start: 4px solid var(--brand); }
    .calm { border-inline-start: 1px solid var(--line); }
    h2 { font-size: var(--t-sm); color: var(--muted); font-weight: 600; letter-spacing: 0; }
    .lead { font-size: var(--t-lg); line-height: 1.45; }
    .acts { display: flex; flex-wrap: wrap; gap: var(--s-3); }
    .rest { gap: var(--s-1) var(--s-2); border-top: 1px solid var(--line); padding-top: var(--s-3); }
    .rest .btn { min-height: var(--tap); }
    .bad { color: var(--bad); }
    .bad:hover { background: var(--bad-soft); }
    .days { max-width: 8rem; }
    @media (max-width: 40rem) { .acts .btn { flex: 1 1 100%; min-height: 3.25rem; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OrderNext {
  private readonly api = inject(Api);
  private readonly confirm = inject(Confirm);
  private readonly language = inject(Language);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(TranslocoService);

  readonly order = input.required<Order>();
  /** The other one's. */
  readonly name = input('');
  /** The order after what was done; null when it is to be read. */
  readonly changed = output<View | null>();
  protected readonly disputes = DISPUTES;
  protected readonly open = signal<Deed | null>(null);
  protected readonly busy = signal<Deed | ''>('');
  protected readonly next = computed(() => nextOf(this.order()));
  protected readonly over = computed(() => isOver(this.order().status));
  private readonly buttons = computed(() => offered(this.order().actions));
  protected readonly main = computed(() => this.buttons().filter((one) => one.look !== 'quiet' && one.look !== 'quietBad'));
  protected readonly rest = computed(() => this.buttons().filter((one) => one.look === 'quiet' || one.look === 'quietBad'));
  protected readonly refusal = computed(() => {
    const code = this.order().reason;
    const known = ['card_declined', 'insufficient_funds', 'second_factor_failed', 'unknown_token'].find((one) => code?.endsWith(`.${one}`));
    return code ? this.words.translate('booking.pay.reason.' + (known ?? 'other')) : null;
  });

  /** How it would end: unpaid, paid and not begun, or by agreement. */
  protected readonly ending = computed(() => ({ awaiting_payment: 'unpaid', funded: 'now' })[this.order().status as string] ?? 'agreed');

  protected amount(): string {
    return money(leftAmount(this.order()), this.language.locale());
  }

  protected asked(action: string): boolean {
    return this.order().actions.includes(action);
  }

  protected async do(action: Deed): Promise<void> {
    if (this.busy()) return;
    if (action === 'deliver' || action === 'request_revision' || action === 'extend' || action === 'cancel' || action === 'dispute') return this.open.set(action);
    if (!(await this.sure(action))) return;
    this.busy.set(action);
    try {
      this.done(await this.post(action), action);
    } catch (error) {
      this.toasts.problem(error);
      this.changed.emit(null);
    } finally {
      this.busy.set('');
    }
  }

  protected readonly revise = async (message: string): Promise<void> => this.done(await this.api.ok(this.api.http.POST('/api/v1/orders/{id}/request-revision', { ...this.at(), body: { message } })), 'request_revision');

  protected readonly extend = async (reason: string, form: FormData): Promise<void> => this.done(await this.api.ok(this.api.http.POST('/api/v1/orders/{id}/extend', { ...this.at(), body: { days: Number(form.get('days')), reason } })), 'extend');

  protected readonly cancel = async (reason: string): Promise<void> => this.done(await this.api.ok(this.api.http.POST('/api/v1/orders/{id}/cancel-request', { ...this.at(), body: { reason } })), 'cancel');

  protected readonly dispute = async (text: string, form: FormData): Promise<void> => {
    const reason = String(form.get('about')) as Schema<'DisputeReason'>;
    this.done(await this.api.ok(this.api.http.POST('/api/v1/orders/{id}/dispute', { ...this.at(), body: { reason, text } })), 'dispute');
  };

  protected done(view: View, action: Deed): void {
    this.changed.emit(view);
    this.toasts.good(this.words.translate('talk.work.done.' + action));
  }

  private at(): { params: { path: { id: string } } } {
    return { params: { path: { id: this.order().id } } };
  }

  /** Asks before money moves or something ends. */
  private sure(action: Deed): Promise<boolean> {
    const order = this.order();
    const part = currentPart(order);
    const amount = action === 'complete' ? money(part?.amount, this.language.locale()) : this.amount();
    const say = (key: string): string => this.words.translate(key, { amount, name: this.name() || this.words.translate('talk.work.who.other') });
    const ask = (key: string, danger: boolean): Promise<boolean> => this.confirm.ask(say(`talk.work.sure.${key}.heading`), say(`talk.work.sure.${key}.text`), say('talk.work.act.' + action), danger);
    if (action === 'complete') return ask('complete', false);
    if (action === 'complete_all') return ask('complete_all', false);
    if (action === 'accept_cancellation') return ask('accept_cancellation', true);
    return Promise.resolve(true);
  }

  private post(action: Deed): Promise<View> {
    const [http, at] = [this.api.http, this.at()];
    switch (action) {
      case 'start':
        return this.api.ok(http.POST('/api/v1/orders/{id}/start', { ...at, body: {} }));
      case 'complete':
        return this.api.ok(http.POST('/api/v1/orders/{id}/complete', { ...at, body: { milestoneId: currentPart(this.order())?.id ?? null, all: false } }));
      case 'complete_all':
        return this.api.ok(http.POST('/api/v1/orders/{id}/complete', { ...at, body: { all: true } }));
      case 'accept_extension':
        return this.api.ok(http.POST('/api/v1/orders/{id}/extension/accept', { ...at, body: {} }));
      case 'refuse_extension':
        return this.api.ok(http.POST('/api/v1/orders/{id}/extension/refuse', { ...at, body: {} }));
      case 'accept_cancellation':
        return this.api.ok(http.POST('/api/v1/orders/{id}/cancel-request/accept', { ...at, body: {} }));
      case 'refuse_cancellation':
        return this.api.ok(http.POST('/api/v1/orders/{id}/cancel-request/refuse', { ...at, body: {} }));
      default:
        throw new Error(`${action} asks first`);
    }
  }
}
