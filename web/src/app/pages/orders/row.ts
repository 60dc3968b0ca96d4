import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Chats } from '@core/chats';
import { Icon } from '@ui/icon';
import { AgoPipe, DayPipe, MoneyPipe } from '@ui/pipes';

import { Face } from '../talk/face';
import { isOver, nextOf } from './next-step';
import { OrderStatus } from './status';

/** An order in the list: what, with whom, where it stands and whose turn it is. */
@Component({
  selector: 'p-order-row',
  imports: [AgoPipe, DayPipe, Face, Icon, MoneyPipe, OrderStatus, RouterLink, TranslocoDirective],
  template: `
    <article class="card" *transloco="let t" [class.urgent]="late()">
      <p-face [name]="name()" [seed]="otherId()" />
      <div class="what">
        <h2><a [routerLink]="['/orders', order().id]">{{ order().title }}</a></h2>
        <p class="small muted">{{ name() ? t('talk.work.with', { name: name() }) : t('talk.work.side.' + (side() === 'client' ? 'professional' : 'client')) }} · {{ order().createdAt | day }}</p>
        <p class="small next">{{ t('talk.work.next.' + next()) }}</p>
      </div>
      <div class="end">
        <p-order-status [status]="order().status" />
        <p class="price">{{ order().price | money }}</p>
        @if (order().dueAt; as due) { @if (works()) { <p class="tiny" [class.late]="late()"><p-icon name="clock" [size]="14" />{{ late() ? t('talk.work.overdue') : t('talk.work.due', { when: (due | ago) }) }}</p> } }
      </div>
    </article>
  `,
  styles: `
    .card { position: relative; display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: var(--s-2) var(--s-4); align-items: start; padding: var(--s-4); transition: border-color var(--fast), box-shadow var(--fast); }
    .card:hover { border-color: var(--line-strong); box-shadow: var(--shadow-2); }
    h2 { font-size: var(--t-md); }
    h2 a { color: var(--text); text-decoration: none; }
    h2 a::after { content: ''; position: absolute; inset: 0; border-radius: var(--r-2); }
    .next { margin-top: var(--s-1); }
    .end { display: grid; justify-items: end; gap: var(--s-1); text-align: end; }
    .end .tiny { display: inline-flex; align-items: center; gap: var(--s-1); color: var(--muted); }
    .end .late { color: var(--bad); font-weight: 600; }
    .price { font-weight: 700; font-size: var(--t-lg); }
    @media (max-width: 34rem) {
      .card { grid-template-columns: auto minmax(0, 1fr); }
      .end { grid-column: 1 / -1; display: flex; flex-wrap: wrap; align-items: center; gap: var(--s-2) var(--s-3); border-top: 1px solid var(--line); padding-top: var(--s-2); }
      .price { order: 1; margin-inline-start: auto; }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OrderRow {
  private readonly chats = inject(Chats);
  readonly order = input.required<Schema<'OrderView'>>();
  /** Which side one is on here. */
  readonly side = input.required<Schema<'Side'>>();
  protected readonly otherId = computed(() => (this.side() === 'client' ? this.order().professionalId : this.order().clientId));
  protected readonly name = computed(() => this.chats.name(this.otherId()) ?? '');
  protected readonly next = computed(() => nextOf({ ...this.order(), role: this.side() }));
  protected readonly works = computed(() => !isOver(this.order().status) && this.order().status !== 'delivered' && this.order().status !== 'disputed');
  protected readonly late = computed(() => this.works() && Date.parse(this.order().dueAt ?? '') < Date.now());
}
