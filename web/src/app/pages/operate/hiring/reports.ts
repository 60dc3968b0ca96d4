import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { pages } from '@core/pages';
import { AgoPipe } from '@ui/pipes';
import { Empty, Failed } from '@ui/states';

import { More } from '../office/more';
import { Person } from '../office/person';
import { query } from '../office/query';
import { Rows } from '../office/rows';

const TABS = ['open', 'resolved', 'all'] as const;

/** What people reported in their conversations; what was said is not shown before a report is opened. */
@Component({
  imports: [RouterLink, TranslocoDirective, AgoPipe, Empty, Failed, More, Person, Rows],
  template: `
    <div class="page stack" *transloco="let t">
      <div><h1>{{ t('operate.hiring.reports') }}</h1><p class="muted">{{ t('operate.hiring.reportsText') }}</p></div>
      <nav class="tabs" [attr.aria-label]="t('operate.hiring.reports')">@for (one of tabs; track one) { <a routerLink="." [queryParams]="{ tab: one === 'open' ? null : one }" [attr.aria-current]="one === tab() ? 'page' : null">{{ t('operate.hiring.reportTabs.' + one) }}</a> }</nav>
      @if (list.start.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="list.start.reload()" />
      } @else if (list.start.first()) { <p-rows /> } @else if (!list.items().length) {
        <div class="card"><p-empty icon="flag" [heading]="t(tab() === 'open' ? 'operate.hiring.noReports' : 'operate.hiring.noneHere')" [text]="t(tab() === 'open' ? 'operate.hiring.noReportsText' : 'operate.hiring.noneHereText')" /></div>
      } @else {
        <div class="table-box" [attr.aria-busy]="list.start.loading()">
          <table class="table fold">
            <caption class="visually-hidden">{{ t('operate.hiring.reports') }}</caption>
            <thead><tr><th scope="col">{{ t('operate.hiring.reason') }}</th><th scope="col">{{ t('operate.hiring.reporter') }}</th><th scope="col">{{ t('operate.hiring.saysOf') }}</th><th scope="col">{{ t('operate.hiring.when') }}</th><th scope="col">{{ t('operate.hiring.outcome') }}</th></tr></thead>
            <tbody>
              @for (one of list.items(); track one.id) {
                <tr>
                  <th scope="row"><a [routerLink]="['/operate/reports', one.id]">{{ t('operate.hiring.reportReasons.' + one.reason) }}</a></th>
                  <td [attr.data-label]="t('operate.hiring.reporter')"><span><p-person [id]="one.reporter" /></span></td>
                  <td class="says" [attr.data-label]="t('operate.hiring.saysOf')"><span>{{ one.text || '–' }}</span></td>
                  <td class="nowrap" [attr.data-label]="t('operate.hiring.when')"><span>{{ one.createdAt | ago }}</span></td>
                  <td [attr.data-label]="t('operate.hiring.outcome')"><span class="badge" [attr.data-tone]="one.outcome ? 'good' : 'warn'">{{ t('operate.hiring.outcomes.' + (one.outcome ?? 'open')) }}</span></td>
                </tr>
              }
            </tbody>
          </table>
        </div>
        <p-more [list]="list" />
      }
    </div>
  `,
  styles: `th a { display: inline-flex; align-items: center; min-height: 2.25rem; } .says { max-width: 24rem; }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ChatReports {
  private readonly api = inject(Api);
  protected readonly query = query();
  protected readonly tabs = TABS;
  protected readonly tab = computed(() => TABS.find((one) => one === this.query.get('tab')) ?? 'open');
  protected readonly list = pages(
    () => this.tab(),
    (state, cursor) => this.api.ok(this.api.http.GET('/api/v1/operations/chat/reports', { params: { query: { state, cursor, limit: 50 } } })),
  );
}
