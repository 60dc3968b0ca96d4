import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { pages } from '@core/pages';
import { Icon } from '@ui/icon';
import { AgoPipe, MoneyPipe } from '@ui/pipes';
import { Empty, Failed, Skeleton } from '@ui/states';

import { More } from '../office/more';
import { Person } from '../office/person';

/** Orders that wait for a manager's decision, the oldest first. */
@Component({
  imports: [RouterLink, TranslocoDirective, AgoPipe, Icon, MoneyPipe, Empty, Failed, Skeleton, More, Person],
  template: `
    <div class="page stack" *transloco="let t">
      <div><h1>{{ t('operate.hiring.disputes') }}</h1><p class="muted">{{ t('operate.hiring.disputesText') }}</p></div>
      @if (list.start.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="list.start.reload()" />
      } @else if (list.start.first()) { <div class="card"><p-skeleton [lines]="4" height="4rem" /></div> } @else if (!list.items().length) {
        <div class="card"><p-empty icon="gavel" [heading]="t('operate.hiring.noDisputes')" [text]="t('operate.hiring.noDisputesText')" /></div>
      } @else {
        <ul class="stack">
          @for (one of list.items(); track one.order.id) {
            <li class="card flush">
              <a [routerLink]="['/operate/disputes', one.order.id]">
                <span class="words">
                  <span class="strong title">{{ one.order.title }}</span>
                  <span class="small muted"><p-person [id]="one.order.clientId" /> ↔ <p-person [id]="one.order.professionalId" /></span>
                  @if (one.dispute; as dispute) { <span><span class="badge" data-tone="bad">{{ t('operate.hiring.disputeReasons.' + dispute.reason) }}</span>&ngsp;<span class="small muted">{{ dispute.openedAt | ago }}</span></span><span class="small quote">{{ dispute.text }}</span> }
                </span>
                <span class="number"><span class="small muted">{{ t('operate.hiring.held') }}</span><br /><span class="strong">{{ one.order.held | money }}</span></span>
                <p-icon name="chevron-right" />
              </a>
            </li>
          }
        </ul>
        <p-more [list]="list" />
      }
    </div>
  `,
  styles: `
    a { display: flex; gap: var(--s-4); align-items: center; padding: var(--s-4) var(--s-5); color: var(--text); text-decoration: none; } a:hover { background: var(--surface-2); color: var(--text); } a:focus-visible { outline-offset: -3px; } .words { display: grid; gap: var(--s-1); flex: 1; min-width: 0; } .title { font-size: var(--t-lg); }
    .quote { display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Disputes {
  private readonly api = inject(Api);
  protected readonly list = pages(
    () => 'open',
    (_, cursor) => this.api.ok(this.api.http.GET('/api/v1/operations/orders/disputes', { params: { query: { cursor, limit: 50 } } })),
  );
}
