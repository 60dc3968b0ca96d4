import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Language } from '@core/i18n';
import { load } from '@core/load';
import { Problem } from '@core/problem';
import { Session } from '@core/session';
import { Confirm } from '@ui/dialog';
import { Icon } from '@ui/icon';
import { MomentPipe, MoneyPipe } from '@ui/pipes';
import { Failed } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { isCode } from './history-words';
import { HostedBooking, leftOf } from './hosting';
import { objectionTone } from './objection-tone';

/** What who booked has against an hour, where that stands and what comes of it; for both of it. */
@Component({
  selector: 'p-objection',
  imports: [Failed, Icon, MomentPipe, MoneyPipe, TranslocoDirective],
  template: `
    @if (booking().objection; as it) {
      <section class="card stack" [class.open]="it.status === 'open'" aria-labelledby="objection" *transloco="let t">
        <div class="row between"><h2 id="objection" tabindex="-1"><p-icon name="message-square-warning" [size]="20" />{{ t(host() ? 'booking.objection.headingHost' : 'booking.objection.heading', { name: name() }) }}</h2><span class="badge" [attr.data-tone]="tone(it.status)">{{ t('booking.objection.status.' + it.status) }}</span></div>
        <figure><blockquote>{{ it.text }}</blockquote><figcaption class="tiny muted"><time [attr.datetime]="it.at">{{ it.at | moment }}</time></figcaption></figure>
        <p class="small">{{ t((host() ? 'booking.objection.host.' : 'booking.objection.booker.') + (all() ? 'given_all' : it.status), { name: name(), place: place() }) }}</p>
        @if (decision(); as said) {
          @if (said.refund || said.words) { <div class="decision small"><p class="strong">{{ t('booking.objection.decision', { place: place() }) }}@if (said.refund; as back) { {{ t('booking.history.back', { amount: (back | money) }) }} }</p>@if (said.words) { <p class="words">“{{ said.words }}”</p> }</div> }
        }
        @if (problem(); as refused) { <p-failed [problem]="refused" (retry)="takeBack()" /> }
        @if (it.status === 'open' && !host()) {
          <div class="no-print"><button type="button" class="btn small" [attr.aria-disabled]="busy()" [attr.aria-busy]="busy()" (click)="takeBack()"><p-icon name="undo-2" [size]="18" />{{ t('booking.objection.takeBack') }}</button></div>
        }
      </section>
    }
  `,
  styles: `
    :host { display: block; }
    .open { border-color: var(--warn); }
    h2 { display: flex; gap: var(--s-2); align-items: center; font-size: var(--t-lg); outline: none; } h2 p-icon { color: var(--warn); flex: none; }
    figure { margin: 0; display: grid; gap: var(--s-2); }
    blockquote { margin: 0; padding: var(--s-3) var(--s-4); border-inline-start: 3px solid var(--line-strong); background: var(--surface-2); border-radius: 0 var(--r-1) var(--r-1) 0; white-space: pre-line; overflow-wrap: anywhere; }
    .open blockquote { border-color: var(--warn); }
    .decision { display: grid; gap: var(--s-1); } .words { white-space: pre-line; overflow-wrap: anywhere; }
    @media (pointer: coarse) { .btn.small { min-height: var(--tap); } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ObjectionCard {
  private readonly api = inject(Api);
  private readonly confirm = inject(Confirm);
  private readonly language = inject(Language);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  readonly booking = input.required<HostedBooking>();
  /** It is shown to whose time it was, and not to who booked. */
  readonly host = input(false);
  /** The other one of the two. */
  readonly name = input.required<string>();
  /** Taken back here. */
  readonly changed = output<HostedBooking>();
  /** It stands otherwise than it is shown. */
  readonly stale = output<void>();
  protected readonly tone = objectionTone;
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  /** Who decides. */
  protected readonly place = computed(() => this.session.organisation()?.name ?? this.language.say('booking.hour.place'));
  /** What an operator decided stands in the history: it is read where there is one. */
  private readonly decided = load(
    () => (['given_back', 'rejected'].includes(this.booking().objection?.status ?? '') ? this.booking().id : undefined),
    async (id) => (await this.api.ok(this.api.http.GET('/api/v1/bookings/{id}/history', { params: { path: { id } } }))).items,
  );
  /** Nothing is left for whose time it was. */
  protected readonly all = computed(() => this.booking().objection?.status === 'given_back' && !leftOf(this.booking()).amount);
  protected readonly decision = computed(() => {
    const status = this.booking().objection?.status;
    const entry = this.decided.value()?.find((one) => one.objection === status);
    return entry && { refund: entry.refund, words: entry.reason && !isCode(entry.reason) ? entry.reason : '' };
  });

  protected async takeBack(): Promise<void> {
    const say = (key: string): string => this.language.say(key, { name: this.name() });
    if (this.busy() || !(await this.confirm.ask(say('booking.objection.sure'), say('booking.objection.sureText'), say('booking.objection.takeBack'), false))) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      const booking = await this.api.ok(this.api.http.DELETE('/api/v1/bookings/{id}/objection', { params: { path: { id: this.booking().id } } }));
      this.toasts.good(say('booking.objection.takenBack'));
      this.changed.emit(booking);
    } catch (error) {
      const refused = Problem.from(error);
      this.problem.set(refused);
      if (!refused.passing) this.stale.emit();
    } finally {
      this.busy.set(false);
    }
  }
}
