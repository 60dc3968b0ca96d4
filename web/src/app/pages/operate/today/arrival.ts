import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { zoneName } from '@core/time';
import { ClockPipe } from '@ui/pipes';
import { Icon } from '@ui/icon';

import type { Resource } from '../bookings/catalogue';
import { actionsOf, toneOf } from '../bookings/status';
import type { Arrival } from './figures';

/** Who arrives, where and when; ticked off with one tap. */
@Component({
  selector: 'li[p-arrival]',
  imports: [TranslocoDirective, ClockPipe, Icon],
  template: `
    <ng-container *transloco="let t">
      <div class="time">
        <span class="strong">{{ arrival().entry.startDateTime | clock: arrival().zone }}</span>
        <span class="small muted">{{ arrival().entry.endDateTime | clock: arrival().zone }}</span>
      </div>
      <button type="button" class="what" (click)="opened.emit(arrival().entry.bookingId!)">
        <span class="strong clip">{{ person() ?? '…' }}</span>
        <span class="small clip">{{ resource()?.name ?? '…' }}@if (arrival().entry.title) { <span class="muted"> · {{ arrival().entry.title }}</span> }</span>
        @if (places()) { <span class="tiny muted clip">{{ resource()?.location?.name }} · {{ t('operate.today.clock', { zone: zone() }) }}</span> }
      </button>
      <span class="badge" [attr.data-tone]="tone()">{{ t('operate.bookings.status.' + (arrival().entry.status ?? 'confirmed')) }}</span>
      <div class="do no-print">
        @if (actions().includes('complete')) {
          <button type="button" class="btn small" [disabled]="busy()" [attr.aria-label]="t('operate.today.completeOf', { name: person() ?? '' })" (click)="set.emit('complete')"><p-icon name="check" [size]="18" />{{ t('operate.bookings.complete') }}</button>
        }
        @if (actions().includes('noShow')) {
          <button type="button" class="btn small quiet" [disabled]="busy()" [attr.aria-label]="t('operate.today.noShowOf', { name: person() ?? '' })" (click)="set.emit('noShow')">{{ t('operate.bookings.noShow') }}</button>
        }
      </div>
      <span class="tick" aria-hidden="true"></span>
    </ng-container>
  `,
  styles: `
    :host { display: grid; grid-template-columns: 3.75rem minmax(0, 1fr) auto auto; gap: var(--s-2) var(--s-3); align-items: center; padding: var(--s-2) var(--s-5); border-top: 1px solid var(--line); break-inside: avoid; }
    .time { display: grid; line-height: 1.25; }
    .what { display: grid; border: 0; background: none; padding: var(--s-1) var(--s-2); margin-inline-start: calc(-1 * var(--s-2)); border-radius: var(--r-1); text-align: start; color: inherit; line-height: 1.35; min-height: var(--tap); align-content: center; }
    .what:hover { background: var(--surface-2); }
    .do { display: flex; gap: var(--s-1); }
    .do:not(:has(button)) { display: none; }
    .tick { display: none; }
    @media (max-width: 40rem) {
      :host { grid-template-columns: 3.25rem minmax(0, 1fr); padding-inline: var(--s-4); }
      /* What is as it should be needs no word where there is little room. */
      .badge[data-tone='brand'] { display: none; }
      .what { grid-column: 2 / -1; }
      .badge { grid-column: 2 / -1; justify-self: start; }
      .do { grid-column: 2 / -1; }
      .do .btn { min-height: var(--tap); flex: 1; }
    }
    @media print {
      :host { padding: 4pt 0; grid-template-columns: 6.5rem minmax(0, 1fr) auto 14pt; }
      .what { min-height: 0; padding: 0; margin: 0; display: block; }
      .what span + span::before { content: ' · '; }
      .what .muted::before { content: none; }
      .what > span.muted::before { content: ' · '; }
      .time { display: block; white-space: nowrap; }
      .time span + span::before { content: '–'; }
      .badge { border: 0; }
      .tick { display: block; width: 12pt; height: 12pt; border: 1px solid #000; }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ArrivalRow {
  readonly arrival = input.required<Arrival>();
  readonly resource = input<Resource | null>(null);
  readonly person = input<string | null>(null);
  /** Whether places are told apart. */
  readonly places = input(false);
  readonly now = input.required<number>();
  readonly busy = input(false);
  readonly opened = output<string>();
  readonly set = output<'complete' | 'noShow'>();
  protected readonly tone = computed(() => toneOf(this.arrival().entry.status ?? 'confirmed'));
  protected readonly zone = computed(() => zoneName(this.arrival().zone));
  protected readonly actions = computed(() => actionsOf({ status: this.arrival().entry.status ?? 'confirmed', startDateTime: this.arrival().entry.startDateTime }, undefined, this.now()));
}
