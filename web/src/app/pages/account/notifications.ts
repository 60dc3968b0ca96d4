import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { debounceTime } from 'rxjs';

import { Api, Schema } from '@core/api';
import { Inbox } from '@core/inbox';
import { Live } from '@core/live';
import { pages } from '@core/pages';
import { Icon } from '@ui/icon';
import { AgoPipe, MomentPipe } from '@ui/pipes';
import { Empty, Failed } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { iconOf, pathOf } from './notification-target';

type Notice = Schema<'NotificationView'>;

@Component({
  selector: 'p-notifications',
  imports: [AgoPipe, Empty, Failed, Icon, MomentPipe, RouterLink, TranslocoDirective],
  template: `
    <div class="page narrow" *transloco="let t">
      <div class="head">
        <h1>{{ t('account.notifications.heading') }}</h1>
        <div class="row">
          <a class="btn quiet small" routerLink="/profile" [queryParams]="{ tab: 'notices' }"><p-icon name="settings" [size]="18" />{{ t('account.notifications.choose') }}</a>
          @if (unreadCount()) {
            <button type="button" class="btn small" [disabled]="busy() || list.busy()" (click)="readAll()"><p-icon name="check" [size]="18" />{{ t('account.notifications.readAll') }}</button>
          }
        </div>
      </div>
      <nav class="row filter" [attr.aria-label]="t('account.notifications.filter')">
        <a class="chip" [routerLink]="[]" [attr.aria-current]="unread() ? null : 'page'">{{ t('account.notifications.all') }}</a>
        <a class="chip" [routerLink]="[]" [queryParams]="{ unread: 1 }" [attr.aria-current]="unread() ? 'page' : null">{{ t('account.notifications.unread') }} @if (unreadCount()) { ({{ unreadCount() }}) }</a>
      </nav>
      @if (list.start.problem(); as problem) { <p-failed [problem]="problem" (retry)="list.start.reload()" /> }
      @if (list.start.first()) {
        <div class="card flush" aria-busy="true">
          @for (line of [1, 2, 3, 4, 5]; track line) { <div class="row-skeleton"><div class="skeleton round"></div><div class="stack tight grow"><div class="skeleton" style="width:45%"></div><div class="skeleton" style="width:75%"></div></div></div> }
        </div>
      } @else if (list.start.value()) {
        @if (list.items().length) {
          <ul class="card flush">
            @for (one of list.items(); track one.id) {
              <li [class.new]="!one.readAt">
                <span class="circle"><p-icon [name]="icon(one)" /></span>
                <div class="what">
                  <p class="title">
                    @if (path(one); as to) {
                      <a [routerLink]="to" (click)="read(one)">{{ one.title }}</a>
                    } @else if (one.kind.startsWith('payment_')) {
                      <button type="button" class="link" (click)="openPayment(one)">{{ one.title }}</button>
                    } @else {
                      {{ one.title }}
                    }
                    @if (!one.readAt) { <span class="visually-hidden">{{ t('account.notifications.new') }}</span> }
                  </p>
                  <p class="small">{{ one.body }}</p>
                  <p class="tiny muted"><time [attr.datetime]="one.createdAt" [title]="one.createdAt | moment">{{ one.createdAt | ago }}</time></p>
                </div>
                @if (!one.readAt) {
                  <button type="button" class="btn quiet icon mark" [attr.aria-label]="t('account.notifications.readNamed', { title: one.title })" [title]="t('account.notifications.read')" (click)="read(one)"><span class="dot"></span></button>
                }
              </li>
            }
          </ul>
          @if (list.more()) {
            <div class="row more"><button type="button" class="btn" [disabled]="busy() || list.busy()" (click)="list.readOn()">{{ t('common.more') }}</button></div>
          }
        } @else {
          <p-empty icon="bell" [heading]="unread() ? t('account.notifications.noneUnread') : t('account.notifications.none')" [text]="t('account.notifications.noneText')">
            <a class="btn" routerLink="/bookings">{{ t('common.myBookings') }}</a>
          </p-empty>
        }
      }
    </div>
  `,
  styles: `
    .filter { margin-bottom: var(--s-4); }
    li, .row-skeleton { display: flex; gap: var(--s-3); padding: var(--s-4); border-bottom: 1px solid var(--line); position: relative; }
    li:last-child { border-bottom: 0; }
    li.new { background: color-mix(in srgb, var(--brand-soft) 45%, transparent); }
    li:has(.title a:hover), li:has(.title .link:hover) { background: var(--surface-2); }
    .circle { flex: none; width: 2.5rem; height: 2.5rem; border-radius: 50%; display: grid; place-items: center; background: var(--surface-2); color: var(--muted); }
    .new .circle { background: var(--brand-soft); color: var(--brand-strong); }
    .what, .grow { flex: 1; min-width: 0; }
    .title { font-weight: 600; }
    .title a, .title .link { color: var(--text); text-decoration: none; font-weight: inherit; text-align: start; }
    .title a::after, .title .link::after { content: ''; position: absolute; inset: 0; }
    .mark { position: relative; z-index: 1; }
    .dot { width: 0.7rem; height: 0.7rem; border-radius: 50%; background: var(--accent); }
    .more { justify-content: center; margin-top: var(--s-4); }
    .round { width: 2.5rem; height: 2.5rem; border-radius: 50%; flex: none; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Notifications {
  private readonly api = inject(Api);
  private readonly inbox = inject(Inbox);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);

  /** `?unread=1`: only those not read yet. */
  readonly unread = input<string>();
  protected readonly busy = signal(false);
  protected readonly list = pages(
    () => !!this.unread(),
    (unread, cursor) => this.page(unread, cursor),
  );
  /** The bell shows the same number. */
  protected readonly unreadCount = computed(() => (this.list.start.value() ? this.inbox.unread() : 0));
  protected readonly icon = (one: Notice): string => iconOf(one.kind);
  protected readonly path = pathOf;

  constructor() {
    inject(Live).notifications.pipe(debounceTime(400), takeUntilDestroyed()).subscribe(() => void this.list.start.reload());
  }

  /** Marked at once, told afterwards; put back if that fails. */
  protected async read(one: Notice): Promise<void> {
    if (!one.readAt) await this.mark([one], { all: false, ids: [one.id] });
  }

  protected async readAll(): Promise<void> {
    await this.doing(() => this.mark(this.list.items().filter((one) => !one.readAt), { all: true, ids: [] }));
  }

  protected async openPayment(one: Notice): Promise<void> {
    void this.read(one);
    await this.doing(async () => {
      const payment = await this.api.ok(this.api.http.GET('/api/v1/payments/{id}', { params: { path: { id: one.subjectId } } }));
      await this.router.navigate(['/bookings', payment.bookingId]);
    });
  }

  private async mark(unread: readonly Notice[], body: Schema<'MarkRead'>): Promise<void> {
    const [ids, before] = [new Set(unread.map((one) => one.id)), this.inbox.unread()];
    const read = (readAt: string | null): void => this.list.change((items) => items.map((one) => (ids.has(one.id) ? { ...one, readAt } : one)));
    read(new Date().toISOString());
    this.inbox.unread.set(body.all ? 0 : Math.max(0, before - ids.size));
    try {
      const { unreadCount } = await this.api.ok(this.api.http.POST('/api/v1/notifications/mark-read', { body }));
      this.inbox.unread.set(unreadCount);
    } catch (error) {
      read(null);
      this.inbox.unread.set(before);
      this.toasts.problem(error);
    }
  }

  private async page(unread: boolean, cursor?: string): Promise<Schema<'NotificationList'>> {
    const query = { limit: 30, ...(unread ? { unread: true } : {}), ...(cursor ? { cursor } : {}) };
    const page = await this.api.ok(this.api.http.GET('/api/v1/notifications', { params: { query } }));
    this.inbox.unread.set(page.unreadCount);
    return page;
  }

  private async doing(work: () => Promise<void>): Promise<void> {
    this.busy.set(true);
    try {
      await work();
    } catch (error) {
      this.toasts.problem(error);
    } finally {
      this.busy.set(false);
    }
  }
}
