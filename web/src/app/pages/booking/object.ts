import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Language } from '@core/i18n';
import { Problem } from '@core/problem';
import { Dialog } from '@ui/dialog';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { MoneyPipe } from '@ui/pipes';
import { Refusals } from '@ui/refusals';
import { Failed } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { HostedBooking, leftOf } from './hosting';

/** Characters, at most: the API's limit. */
const MOST = 500;

/** Says that an hour was not as agreed, and before it what happens then. What is typed stays until it is sent. */
@Component({
  selector: 'p-object',
  imports: [Control, Dialog, Failed, Field, Icon, MoneyPipe, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <p-dialog [open]="open()" [heading]="t('booking.object.heading')" (closed)="closed.emit()">
        <form class="stack" novalidate (submit)="$event.preventDefault(); send(words)">
          <p-field [label]="t('booking.object.label')" [hint]="t('booking.object.count', { count: count(), most })" [error]="wrong()"><textarea #words pControl rows="5" required [attr.maxlength]="most" [placeholder]="t('booking.object.example')" [value]="text()" (input)="text.set(words.value); empty.set(false)"></textarea></p-field>
          <section class="stack tight then" aria-labelledby="object-then">
            <h3 id="object-then">{{ t('booking.object.then') }}</h3>
            <ul>
              <li><p-icon name="lock" [size]="18" /><span>{{ t('booking.object.held', { amount: (left() | money) }) }}</span></li>
              <li><p-icon name="gavel" [size]="18" /><span>{{ t('booking.object.decides', { place: place() }) }}</span></li>
              <li><p-icon name="message-circle" [size]="18" /><span>{{ t('booking.object.reads', { name: name() }) }}</span></li>
            </ul>
          </section>
          @if (problem(); as refused) { @if (!field()) { <p-failed [problem]="refused" (retry)="send(words)" /> } }
          <div class="row end foot">
            <button type="button" class="btn" (click)="closed.emit()">{{ t('common.cancel') }}</button>
            <button type="submit" class="btn primary" [attr.aria-disabled]="busy()" [attr.aria-busy]="busy()">{{ t('booking.object.do') }}</button>
          </div>
        </form>
      </p-dialog>
    </ng-container>
  `,
  styles: `
    textarea { resize: vertical; }
    h3 { font-size: var(--t-md); }
    .then ul { display: grid; gap: var(--s-2); } li { display: flex; gap: var(--s-3); align-items: flex-start; font-size: var(--t-sm); } li p-icon { flex: none; margin-top: 0.1rem; color: var(--muted); }
    @media (max-width: 40rem) { .foot .btn { flex: 1; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ObjectDialog {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly refusals = inject(Refusals);
  private readonly toasts = inject(Toasts);
  readonly booking = input.required<HostedBooking>();
  readonly open = input(false);
  /** Whose time it was, and who decides. */
  readonly name = input.required<string>();
  readonly place = input.required<string>();
  readonly closed = output<void>();
  readonly objected = output<HostedBooking>();
  /** It can no longer be objected to: the booking is another by now. */
  readonly stale = output<void>();
  protected readonly most = MOST;
  protected readonly text = signal('');
  protected readonly empty = signal(false);
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly count = computed(() => this.text().length);
  protected readonly left = computed(() => leftOf(this.booking()));
  protected readonly field = computed(() => this.refusals.field(this.problem(), 'text'));
  protected readonly wrong = computed(() => (this.empty() ? this.language.say('booking.object.missing') : this.field()));
  /** The same for repeats of the same words after an answer that was lost. */
  private attempt: { words: string; key: string } | null = null;

  protected async send(box: HTMLTextAreaElement): Promise<void> {
    if (this.busy()) return;
    const words = this.text().trim();
    this.empty.set(!words);
    if (!words) return box.focus();
    if (this.attempt?.words !== words) this.attempt = { words, key: crypto.randomUUID() };
    this.busy.set(true);
    this.problem.set(null);
    try {
      const headers = { 'idempotency-key': this.attempt.key };
      const booking = await this.api.ok(this.api.http.POST('/api/v1/bookings/{id}/objection', { params: { path: { id: this.booking().id } }, body: { text: words }, headers }));
      this.text.set('');
      this.toasts.good(this.language.say('booking.object.done', { place: this.place() }));
      this.objected.emit(booking);
    } catch (error) {
      const refused = Problem.from(error);
      if (!refused.passing) this.attempt = null;
      this.problem.set(refused);
      if (this.field()) box.focus();
      if (refused.status === 409) this.stale.emit();
    } finally {
      this.busy.set(false);
    }
  }
}
