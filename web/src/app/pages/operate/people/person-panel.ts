import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { load } from '@core/load';
import { Problem } from '@core/problem';
import { Session } from '@core/session';
import { Dialog } from '@ui/dialog';
import { Icon } from '@ui/icon';
import { MomentPipe, MoneyPipe } from '@ui/pipes';
import { Refusals } from '@ui/refusals';
import { Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';
import { When } from '@ui/when';

import { Catalogue } from '../bookings/catalogue';

import { ROLES, joined } from './roles';

const SHOWN = 5;

/** One person: how to reach them, what they may do, what they booked and paid last. */
@Component({
  selector: 'p-person-panel',
  imports: [RouterLink, Dialog, Icon, MomentPipe, MoneyPipe, Failed, Skeleton, When, TranslocoDirective],
  template: `
    <p-dialog [open]="true" [wide]="true" [heading]="person.value()?.name ?? known()?.name ?? ''" (closed)="closed.emit()">
      <div class="stack loose" *transloco="let t">
        @if (person.problem(); as problem) { <p-failed [problem]="problem" (retry)="person.reload()" /> }
        @if (shown(); as one) {
          <dl class="facts">
            <dt>{{ t('operate.people.email') }}</dt><dd><a [href]="'mailto:' + one.email">{{ one.email }}</a> @if (!one.verified) { <span class="badge" data-tone="warn">{{ t('operate.people.unverified') }}</span> }</dd>
            @if (one.phone) { <dt>{{ t('operate.people.phone') }}</dt><dd><a [href]="'tel:' + one.phone">{{ one.phone }}</a></dd> }
            @if (one.company) { <dt>{{ t('operate.people.company') }}</dt><dd>{{ one.company }}</dd> }
            <dt>{{ t('operate.people.language') }}</dt><dd>{{ t('operate.people.locale.' + one.locale) }}</dd>
            <dt>{{ t('operate.people.joined') }}</dt><dd>{{ joined(one.joinedAt) }}</dd>
          </dl>

          <section class="stack" [attr.aria-label]="t('operate.people.roles')">
            <h3>{{ t('operate.people.roles') }}</h3>
            <fieldset class="stack tight" [disabled]="!session.administers() || saving()">
              <legend class="visually-hidden">{{ t('operate.people.roles') }}</legend>
              <div class="roles">
                @for (role of roles; track role) {
                  <label class="check"><input type="checkbox" [checked]="chosen().includes(role)" (change)="toggle(role)" /><span><span class="strong">{{ t('operate.people.role.' + role) }}</span><span class="muted tiny what">{{ t('operate.people.roleHint.' + role) }}</span></span></label>
                }
              </div>
            </fieldset>
            @if (refused()) { <p class="notice small" data-tone="bad" role="alert"><p-icon name="circle-alert" [size]="18" />{{ refused() }}</p> }
            @if (!session.administers()) {
              <p class="muted small">{{ t('operate.people.onlyAdmins') }}</p>
            } @else if (differ()) {
              @if (losesOwnDesk() && !refused()) { <p class="notice small" data-tone="warn"><p-icon name="triangle-alert" [size]="18" />{{ t('operate.people.ownRoles') }}</p> }
              <div class="row">
                <button type="button" class="btn primary" [disabled]="saving() || !chosen().length" [attr.aria-busy]="saving()" (click)="save()">{{ t('operate.people.saveRoles') }}</button>
                <button type="button" class="btn quiet" [disabled]="saving()" (click)="chosen.set(one.roles)">{{ t('common.cancel') }}</button>
                @if (!chosen().length) { <span class="small bad">{{ t('operate.people.oneRole') }}</span> }
              </div>
            }
          </section>

          <section class="stack tight" [attr.aria-label]="t('operate.people.bookings')">
            <div class="row between"><h3>{{ t('operate.people.bookings') }}</h3><a class="small all" routerLink="/operate/bookings" [queryParams]="{ person: id() }">{{ t('operate.people.allBookings') }}</a></div>
            @if (doings.problem(); as problem) { <p-failed [problem]="problem" (retry)="doings.reload()" /> }
            @if (doings.first()) { <p-skeleton [lines]="3" height="2.75rem" /> }
            @if (doings.value(); as found) {
              <ul class="lines">
                @for (each of found.bookings; track each.id) {
                  <li><span class="booking"><a class="strong" routerLink="/operate/bookings" [queryParams]="{ person: id(), booking: each.id }">{{ catalogue.resource(each.resourceId)?.name ?? t('operate.people.aBooking') }}</a><p-when class="small" [from]="each.startDateTime" [to]="each.endDateTime" [zone]="each.timeZone" /></span><span class="badge" [attr.data-tone]="tone(each.status)">{{ t('operate.people.booking.' + each.status) }}</span><span class="number">{{ each.price | money }}</span></li>
                } @empty { <li class="muted">{{ t('operate.people.noBookings') }}</li> }
              </ul>
            }
          </section>

          <section class="stack tight" [attr.aria-label]="t('operate.people.payments')">
            <h3>{{ t('operate.people.payments') }}</h3>
            @if (doings.first()) { <p-skeleton [lines]="2" height="2.75rem" /> }
            @if (doings.value(); as found) {
              <ul class="lines">
                @for (payment of found.payments; track payment.id) {
                  <li><a [routerLink]="['/operate/payments', payment.id]">{{ payment.createdAt | moment }}</a><span class="badge" [attr.data-tone]="tone(payment.status)">{{ t('operate.people.payment.' + payment.status) }}</span><span class="number">{{ payment.amount | money }}</span></li>
                } @empty { <li class="muted">{{ t('operate.people.noPayments') }}</li> }
              </ul>
            }
          </section>
        } @else if (person.first()) {
          <p-skeleton [lines]="6" height="2.5rem" />
        }
      </div>
    </p-dialog>
  `,
  styles: `
    .roles { display: grid; gap: var(--s-2) var(--s-4); grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr)); } .check { min-height: var(--tap); } .what { display: block; }
    .lines { border: 1px solid var(--line); border-radius: var(--r-1); } .lines li { display: grid; grid-template-columns: 1fr auto minmax(5rem, auto); gap: var(--s-3); align-items: center; padding: var(--s-2) var(--s-3); min-height: 3rem; } .lines li + li { border-top: 1px solid var(--line); } .lines li.muted { display: block; align-content: center; }
    .all { min-height: var(--tap); display: inline-flex; align-items: center; } .booking { display: grid; } .bad { color: var(--bad); } .facts { align-items: baseline; }
    @media (max-width: 30rem) { .lines li { grid-template-columns: 1fr auto; } .lines li > :first-child { grid-column: 1 / -1; } .lines .badge { justify-self: start; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PersonPanel {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly toasts = inject(Toasts);
  private readonly refusals = inject(Refusals);
  protected readonly session = inject(Session);
  protected readonly catalogue = inject(Catalogue);
  readonly id = input.required<string>();
  /** What the list knows already: shown while the person is read. */
  readonly known = input<Schema<'PersonView'> | null>(null);
  readonly closed = output<void>();
  readonly changed = output<Schema<'PersonView'>>();

  protected readonly roles = ROLES;
  protected readonly person = load(() => this.id(), (id) => this.api.ok(this.api.http.GET('/api/v1/users/{id}', { params: { path: { id } } })));
  protected readonly doings = load(() => this.id(), (id) => this.readDoings(id));
  protected readonly shown = computed(() => {
    const read = this.person.value();
    return read?.id === this.id() ? read : this.known();
  });
  protected readonly chosen = linkedSignal<Schema<'Role'>[]>(() => this.shown()?.roles ?? []);
  protected readonly differ = computed(() => [...this.chosen()].sort().join() !== [...(this.shown()?.roles ?? [])].sort().join());
  protected readonly losesOwnDesk = computed(() => this.id() === this.session.profile()?.id && !this.chosen().includes('admin'));
  protected readonly saving = signal(false);
  protected readonly refused = signal('');

  protected toggle(role: Schema<'Role'>): void {
    const roles = this.chosen();
    this.refused.set('');
    this.chosen.set(roles.includes(role) ? roles.filter((one) => one !== role) : ROLES.filter((one) => one === role || roles.includes(one)));
  }

  protected async save(): Promise<void> {
    this.saving.set(true);
    this.refused.set('');
    try {
      const person = await this.api.ok(this.api.http.PUT('/api/v1/users/{id}/roles', { params: { path: { id: this.id() } }, body: { roles: this.chosen() } }));
      this.person.set(person);
      this.changed.emit(person);
      this.toasts.good(this.language.say('operate.people.rolesSaved', { name: person.name }));
    } catch (error) {
      const problem = Problem.from(error);
      this.refused.set(problem.code === 'identity.last_admin' ? this.language.say('operate.people.lastAdmin') : this.refusals.text(problem));
    } finally {
      this.saving.set(false);
    }
  }

  protected joined(at: string): string {
    return joined(at, this.language.locale());
  }

  protected tone(status: string): string | null {
    if (['confirmed', 'completed'].includes(status)) return 'good';
    if (['held', 'pending', 'action_required', 'created'].includes(status)) return 'warn';
    return ['failed', 'no_show'].includes(status) ? 'bad' : null;
  }

  private async readDoings(userId: string): Promise<{ bookings: Schema<'BookingView'>[]; payments: Schema<'Payment'>[] }> {
    const query = { userId, limit: SHOWN };
    const [bookings, payments] = await Promise.all([
      this.api.ok(this.api.http.GET('/api/v1/bookings', { params: { query } })),
      this.api.ok(this.api.http.GET('/api/v1/payments', { params: { query } })),
    ]);
    await this.catalogue.learn(bookings.items.map((one) => one.resourceId));
    return { bookings: bookings.items, payments: payments.items };
  }
}
