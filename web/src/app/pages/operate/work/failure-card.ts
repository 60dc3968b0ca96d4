import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { AgoPipe, MomentPipe } from '@ui/pipes';

import { eventWord } from '../office/event-words';
import { Raw } from '../office/raw';
import { DeadLetter, Job, Of, jobWord } from './desk';

/** An event or job that failed: what went wrong, again, or give it up. */
@Component({
  selector: 'p-failure-card',
  imports: [TranslocoDirective, AgoPipe, MomentPipe, Raw],
  template: `
    <article class="card stack tight" *transloco="let t">
      <div class="row between">
        <h3>
          @if (letter(); as one) {
            @if (eventWord(one.event.type); as known) { {{ t('operate.audit.names.' + known) }} } @else { {{ one.event.type }} }
          } @else if (job(); as one) {
            @if (jobWord(one.kind); as known) { {{ t('operate.work.jobKinds.' + known) }} } @else { {{ one.kind }} }
          }
        </h3>
        <span class="badge" [attr.data-tone]="dead() ? 'bad' : 'warn'">{{ t(dead() ? 'operate.work.dead' : 'operate.work.tryingAgain') }}</span>
      </div>
      <p class="small muted">
        {{ t('operate.work.services.' + one().service) }}
        @if (letter(); as one) { · {{ t('operate.work.handler', { name: one.handler }) }} · <span [title]="one.seenAt | moment">{{ one.seenAt | ago }}</span> }
        · {{ t('operate.work.attempts', { count: one().attempts }) }}
        @if (!dead() && next(); as at) { · <span [title]="at | moment">{{ t('operate.work.next', { ago: (at | ago) }) }}</span> }
      </p>
      @if (one().lastError; as error) {
        <p class="error small">{{ error }}</p>
      }
      @if (letter(); as one) { <p-raw [label]="t('operate.work.event')" [data]="one.event" /> }
      @if (job(); as one) { <p-raw [label]="t('operate.work.payload')" [data]="{ id: one.id, payload: one.payload }" /> }
      <div class="row actions">
        <button type="button" class="btn small primary" [disabled]="busy()" (click)="replay.emit()">{{ t(letter() ? 'operate.work.handleAgain' : 'operate.work.runAgain') }}</button>
        @if (letter() || dead()) {
          <button type="button" class="btn small danger" [disabled]="busy()" (click)="discard.emit()">{{ t('operate.work.discard') }}</button>
        }
      </div>
    </article>
  `,
  styles: `.error { padding: var(--s-2) var(--s-3); border-radius: var(--r-1); background: var(--bad-soft); overflow-wrap: anywhere; }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FailureCard {
  /** One of the two. */
  readonly letter = input<Of<DeadLetter> | null>(null);
  readonly job = input<Of<Job> | null>(null);
  readonly busy = input(false);
  readonly replay = output<void>();
  readonly discard = output<void>();
  protected readonly eventWord = eventWord;
  protected readonly jobWord = jobWord;
  protected readonly one = computed(() => (this.letter() ?? this.job())!);
  protected readonly dead = computed(() => this.one().state === 'dead');
  protected readonly next = computed(() => this.letter()?.nextAt ?? this.job()?.runAt ?? null);
}
