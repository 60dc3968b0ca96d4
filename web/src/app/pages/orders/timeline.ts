import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Chats } from '@core/chats';
import { Icon } from '@ui/icon';
import { MomentPipe } from '@ui/pipes';

const ICONS: Record<string, string> = {
  order: 'handshake',
  fund: 'lock',
  give_up: 'circle-x',
  start: 'play',
  deliver: 'package',
  request_revision: 'rotate-ccw',
  accept: 'package-check',
  accept_all: 'package-check',
  give_notice: 'bell',
  accept_by_silence: 'hourglass',
  ask_extension: 'calendar-clock',
  allow_extension: 'calendar-plus',
  refuse_extension: 'calendar-x',
  ask_cancellation: 'circle-x',
  agree_cancellation: 'check',
  refuse_cancellation: 'undo-2',
  dispute: 'gavel',
  resolve: 'gavel',
  pay_out: 'banknote',
};

type Change = Schema<'OrderChange'>;

/** Everything that happened to an order, who did it and when; the last first. */
@Component({
  selector: 'p-order-timeline',
  imports: [Icon, MomentPipe, TranslocoDirective],
  template: `
    <ol *transloco="let t">
      @for (one of shown(); track one.version) {
        <li>
          <span class="mark"><p-icon [name]="icon(one)" [size]="16" /></span>
          <div>
            <p>{{ t('talk.work.timeline.what.' + one.action) }}</p>
            @if (said(one); as words) { <p class="small said">{{ words }}</p> }
            <p class="tiny muted"><time [attr.datetime]="one.at">{{ one.at | moment }}</time> · {{ name(one) ?? t('talk.work.who.' + who(one)) }}</p>
          </div>
        </li>
      }
    </ol>
  `,
  styles: `
    li { position: relative; display: flex; gap: var(--s-3); padding-bottom: var(--s-4); }
    li:last-child { padding-bottom: 0; }
    li:not(:last-child)::before { content: ''; position: absolute; left: 0.95rem; top: 2rem; bottom: 0; border-inline-start: 2px solid var(--line); }
    .mark { flex: none; width: 2rem; height: 2rem; border-radius: 50%; display: grid; place-items: center; background: var(--surface-2); color: var(--muted); }
    li:first-child .mark { background: var(--brand-soft); color: var(--brand-strong); }
    .said { white-space: pre-wrap; padding-inline-start: var(--s-3); border-inline-start: 3px solid var(--line); color: var(--muted); margin-block: var(--s-1); overflow-wrap: anywhere; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OrderTimeline {
  private readonly chats = inject(Chats);
  readonly order = input.required<Schema<'OrderDetail'>>();
  protected readonly shown = computed(() => [...this.order().timeline].reverse());

  protected icon(change: Change): string {
    return ICONS[change.action] ?? 'circle-check';
  }

  /** Their own words; codes are not for people, and a dispute's stand in its own place. */
  protected said(change: Change): string | null {
    return change.note && change.action !== 'dispute' && change.action !== 'give_up' ? change.note : null;
  }

  /** `you`, `platform`, `manager`, or a side. */
  protected who(change: Change): string {
    if (change.actor.startsWith('service:') && !change.side) return 'platform';
    if (change.actor === `user:${this.chats.me()}`) return 'you';
    return change.side ?? 'manager';
  }

  protected name(change: Change): string | null {
    const who = this.who(change);
    if (who !== 'client' && who !== 'professional') return null;
    return this.chats.name(who === 'client' ? this.order().clientId : this.order().professionalId);
  }
}
