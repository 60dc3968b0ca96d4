import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Language } from '@core/i18n';
import { Problem } from '@core/problem';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { MomentPipe } from '@ui/pipes';
import { Refusals } from '@ui/refusals';
import { Failed } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { isObjected, leftOf } from '../../booking/hosting';
import { objectionTone } from '../../booking/objection-tone';
import { RefundForm } from '../money/refund-form';
import { Booking } from './deed';

/** Characters of a reason, at most: the API's limit. */
const MOST = 500;

/** What who booked has against a person's hour, and the decision on it: some of the money back, or none. */
@Component({
  selector: 'p-hour-objection',
  imports: [Control, Failed, Field, Icon, MomentPipe, RefundForm, TranslocoDirective],
  template: `
    @if (booking().objection; as it) {
      <section class="stack" [class.open]="open()" aria-labelledby="hour-objection" *transloco="let t">
        <div class="row between"><h3 id="hour-objection"><p-icon name="message-square-warning" [size]="20" />{{ t('operate.bookings.objection.heading') }}</h3><span class="badge" [attr.data-tone]="tone(it.status)">{{ t('operate.bookings.objection.status.' + it.status) }}</span></div>
        <figure><blockquote>{{ it.text }}</blockquote><figcaption class="tiny muted">{{ t('operate.bookings.objection.said', { name: name(), at: (it.at | moment: booking().timeZone) }) }}</figcaption></figure>
        @if (open() && decides()) {
          @switch (form()) {
            @case ('giveBack') {
              <p class="small muted">{{ t('operate.bookings.objection.giveBackText') }}</p>
              <p-refund-form [paymentId]="booking().payment.paymentId!" [hour]="booking().id" [left]="left()" (done)="form.set(null); stale.emit()" (stale)="stale.emit()" />
              <div class="row end"><button type="button" class="btn" (click)="form.set(null)">{{ t('common.cancel') }}</button></div>
            }
            @case ('reject') {
              <form class="stack" novalidate (submit)="$event.preventDefault(); reject(words)">
                <p class="small muted">{{ t('operate.bookings.objection.rejectText') }}</p>
                <p-field [label]="t('operate.bookings.objection.reason')" [hint]="t('operate.bookings.objection.count', { count: reason().length, most })" [error]="wrong()"><textarea #words pControl rows="3" required [attr.maxlength]="most" [value]="reason()" (input)="reason.set(words.value); empty.set(false)"></textarea></p-field>
                @if (problem(); as refused) { @if (!field()) { <p-failed [problem]="refused" (retry)="reject(words)" /> } }
                <div class="row end">
                  <button type="button" class="btn" (click)="form.set(null)">{{ t('common.cancel') }}</button>
                  <button type="submit" class="btn danger" [attr.aria-disabled]="busy()" [attr.aria-busy]="busy()">{{ t('operate.bookings.objection.rejectDo') }}</button>
                </div>
              </form>
            }
            @default {
              <div class="row ways">@if (left().amount) { <button type="button" class="btn primary" (click)="form.set('giveBack')"><p-icon name="undo-2" [size]="18" />{{ t('operate.bookings.objection.giveBack') }}</button> }<button type="button" class="btn" (click)="form.set('reject')"><p-icon name="x" [size]="18" />{{ t('operate.bookings.objection.reject') }}</button></div>
            }
          }
        }
      </section>
    }
  `,
  styles: `
    :host { display: block; }
    section { padding: var(--s-4); border: 1px solid var(--line); border-radius: var(--r-2); background: var(--bg); } .open { border-color: var(--warn); background: color-mix(in srgb, var(--warn-soft) 45%, var(--surface)); }
    h3 { display: flex; gap: var(--s-2); align-items: center; font-size: var(--t-md); } .open h3 p-icon { color: var(--warn); }
    figure { margin: 0; display: grid; gap: var(--s-2); }
    blockquote { margin: 0; padding-inline-start: var(--s-4); border-inline-start: 3px solid var(--line-strong); white-space: pre-line; overflow-wrap: anywhere; } .open blockquote { border-color: var(--warn); font-weight: 500; }
    textarea { resize: vertical; }
    @media (max-width: 40rem) { .ways .btn { flex: 1 1 40%; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HourObjection {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly refusals = inject(Refusals);
  private readonly toasts = inject(Toasts);
  readonly booking = input.required<Booking>();
  /** Who booked. */
  readonly name = input.required<string>();
  /** Who looks may decide: not one of the two of it. */
  readonly decides = input(false);
  readonly rejected = output<Booking>();
  /** The booking stands otherwise than it is shown: read it again. */
  readonly stale = output<void>();
  protected readonly most = MOST;
  protected readonly tone = objectionTone;
  protected readonly open = computed(() => isObjected(this.booking()));
  protected readonly left = computed(() => leftOf(this.booking()));
  private readonly id = computed(() => this.booking().id);
  protected readonly form = linkedSignal<string, 'giveBack' | 'reject' | null>({ source: this.id, computation: () => null });
  protected readonly reason = linkedSignal<string, string>({ source: this.id, computation: () => '' });
  protected readonly empty = signal(false);
  protected readonly busy = signal(false);
  protected readonly problem = linkedSignal<string, Problem | null>({ source: this.id, computation: () => null });
  protected readonly field = computed(() => this.refusals.field(this.problem(), 'reason'));
  protected readonly wrong = computed(() => (this.empty() ? this.language.say('operate.bookings.objection.reasonMissing') : this.field()));

  protected async reject(box: HTMLTextAreaElement): Promise<void> {
    if (this.busy()) return;
    const [id, reason] = [this.id(), this.reason().trim()];
    this.empty.set(!reason);
    if (!reason) return box.focus();
    this.busy.set(true);
    this.problem.set(null);
    try {
      const booking = await this.api.ok(this.api.http.POST('/api/v1/bookings/{id}/objection/rejection', { params: { path: { id } }, body: { reason } }));
      this.toasts.good(this.language.say('operate.bookings.objection.rejected'));
      this.form.set(null);
      this.rejected.emit(booking);
    } catch (error) {
      const refused = Problem.from(error);
      // Somebody decided meanwhile: the form goes, so its words stand above.
      if (refused.status === 409) {
        this.toasts.problem(refused);
        this.stale.emit();
      } else {
        this.problem.set(refused);
        if (this.field()) box.focus();
      }
    } finally {
      this.busy.set(false);
    }
  }
}
