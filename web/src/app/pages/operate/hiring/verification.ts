import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { pages } from '@core/pages';
import { Session } from '@core/session';
import { HERE } from '@core/time';
import { AgoPipe, DayPipe, MomentPipe } from '@ui/pipes';
import { Empty, Failed } from '@ui/states';

import { More } from '../office/more';
import { Person } from '../office/person';
import { query } from '../office/query';
import { Rows } from '../office/rows';
import { renews } from './renewal';

/** What each tab asks for. */
const TABS = { open: 'submitted,in_review', approved: 'approved', rejected: 'rejected', expired: 'expired' } as const;
type Tab = keyof typeof TABS;

/** Who wants to be verified, the longest waiting first. */
@Component({
  imports: [RouterLink, TranslocoDirective, AgoPipe, DayPipe, MomentPipe, Empty, Failed, More, Person, Rows],
  template: `
    <div class="page stack" *transloco="let t">
      <div><h1>{{ t('operate.hiring.verification') }}</h1><p class="muted">{{ t('operate.hiring.verificationText') }}</p></div>
      <nav class="tabs" [attr.aria-label]="t('operate.hiring.verification')">@for (one of tabs; track one) { <a routerLink="." [queryParams]="{ tab: one === 'open' ? null : one }" [attr.aria-current]="one === tab() ? 'page' : null">{{ t('operate.hiring.caseTabs.' + one) }}</a> }</nav>
      @if (list.start.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="list.start.reload()" />
      } @else if (list.start.first()) { <p-rows /> } @else if (!list.items().length) {
        <div class="card"><p-empty icon="shield-check" [heading]="t(tab() === 'open' ? 'operate.hiring.noCases' : 'operate.hiring.noneHere')" [text]="t(tab() === 'open' ? 'operate.hiring.noCasesText' : 'operate.hiring.noneHereText')" /></div>
      } @else {
        <div class="table-box" [attr.aria-busy]="list.start.loading()">
          <table class="table fold">
            <caption class="visually-hidden">{{ t('operate.hiring.verification') }}</caption>
            <thead><tr><th scope="col">{{ t('operate.hiring.who') }}</th><th scope="col">{{ t('operate.hiring.status') }}</th><th scope="col">{{ t(tab() === 'open' ? 'operate.hiring.waiting' : 'operate.hiring.decided') }}</th><th scope="col">{{ t('operate.hiring.reviewer') }}</th></tr></thead>
            <tbody>
              @for (one of list.items(); track one.id) {
                <tr>
                  <th scope="row"><a [routerLink]="['/operate/verification', one.id]"><p-person [id]="one.userId" /></a></th>
                  <td [attr.data-label]="t('operate.hiring.status')"><div class="state"><span class="badge" [attr.data-tone]="tones[one.status]">{{ t('operate.hiring.caseStatuses.' + one.status) }}</span>@if (renews(one)) { <span class="badge renewal">{{ t('operate.hiring.renewal') }}</span><span class="tiny muted until">{{ t('operate.hiring.oldUntil', { date: (one.validUntil ?? '' | day: zone : 'long') }) }}</span> }</div></td>
                  <td [attr.data-label]="t(tab() === 'open' ? 'operate.hiring.waiting' : 'operate.hiring.decided')">@if (one.decidedAt ?? one.submittedAt; as at) { <span [title]="at | moment">{{ at | ago }}</span> }</td>
                  <td [attr.data-label]="t('operate.hiring.reviewer')">@if (one.reviewer) { <span>@if (one.reviewer === me()) { {{ t('operate.hiring.you') }} } @else { <p-person [id]="one.reviewer" /> }</span> } @else { <span class="muted">{{ t('operate.hiring.nobody') }}</span> }</td>
                </tr>
              }
            </tbody>
          </table>
        </div>
        <p-more [list]="list" />
      }
    </div>
  `,
  styles: `.renewal { margin-inline-start: var(--s-1); } .until { display: block; margin-top: 2px; } @media (max-width: 48rem) { .state { text-align: end; } } th a { display: inline-flex; align-items: center; min-height: 2.25rem; }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class VerificationQueue {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  protected readonly query = query();
  protected readonly zone = HERE;
  protected readonly renews = renews;
  protected readonly me = computed(() => this.session.profile()?.id);
  protected readonly tabs = Object.keys(TABS) as Tab[];
  protected readonly tones = { draft: null, submitted: 'warn', in_review: 'brand', approved: 'good', rejected: 'bad', expired: null } as const;
  protected readonly tab = computed((): Tab => this.tabs.find((one) => one === this.query.get('tab')) ?? 'open');
  protected readonly list = pages(
    () => this.tab(),
    (tab, cursor) => this.api.ok(this.api.http.GET('/api/v1/operations/verification', { params: { query: { status: TABS[tab], cursor, limit: 50 } } })),
  );
}
