import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { pages } from '@core/pages';
import { Icon } from '@ui/icon';
import { AgoPipe, MoneyPipe } from '@ui/pipes';
import { Empty, Failed, Skeleton } from '@ui/states';

import { More } from '../office/more';
import { query } from '../office/query';
import { GigReview } from './gig-review';

const TABS: readonly Schema<'GigStatus'>[] = ['in_review', 'published', 'rejected', 'paused'];

/** Gigs that wait for an operator, and those that were decided. */
@Component({
  imports: [RouterLink, TranslocoDirective, AgoPipe, Icon, MoneyPipe, Empty, Failed, Skeleton, More, GigReview],
  template: `
    <div class="page stack" *transloco="let t">
      <div><h1>{{ t('operate.hiring.gigs') }}</h1><p class="muted">{{ t('operate.hiring.gigsText') }}</p></div>
      <nav class="tabs" [attr.aria-label]="t('operate.hiring.gigs')">@for (one of tabs; track one) { <a routerLink="." [queryParams]="{ tab: one === 'in_review' ? null : one }" [attr.aria-current]="one === tab() ? 'page' : null">{{ t('operate.hiring.gigTabs.' + one) }}</a> }</nav>
      @if (list.start.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="list.start.reload()" />
      } @else if (list.start.first()) { <div class="card"><p-skeleton [lines]="5" height="3.5rem" /></div> } @else if (!list.items().length) {
        <div class="card"><p-empty icon="tag" [heading]="t(tab() === 'in_review' ? 'operate.hiring.noGigs' : 'operate.hiring.noneHere')" [text]="t(tab() === 'in_review' ? 'operate.hiring.noGigsText' : 'operate.hiring.noneHereText')" /></div>
      } @else {
        <ul class="card flush">
          @for (gig of list.items(); track gig.id) {
            <li>
              <button type="button" (click)="query.set({ gig: gig.id })">
                @if (gig.image; as image) { <img [src]="image.small" alt="" loading="lazy" /> } @else { <span class="blank"><p-icon name="image" /></span> }
                <span class="words"><span class="strong">{{ gig.title }}</span><span class="small muted">{{ gig.seller.name }} · {{ gig.price | money }}</span></span>
                @if (gig.submittedAt; as at) { <span class="small muted">{{ at | ago }}</span> }
                <p-icon name="chevron-right" />
              </button>
            </li>
          }
        </ul>
        <p-more [list]="list" />
      }
      <p-gig-review [id]="query.get('gig') || null" (closed)="query.set({ gig: null })" (decided)="query.set({ gig: null }); list.start.reload()" />
    </div>
  `,
  styles: `
    li + li { border-top: 1px solid var(--line); } li button { display: flex; align-items: center; gap: var(--s-4); width: 100%; padding: var(--s-3) var(--s-4); border: 0; background: none; color: var(--text); text-align: start; } li button:hover { background: var(--surface-2); } li button:focus-visible { outline-offset: -3px; }
    img, .blank { width: 4.5rem; height: 3.4rem; border-radius: var(--r-1); object-fit: cover; flex: none; } .blank { display: grid; place-items: center; background: var(--surface-2); color: var(--muted); } .words { display: grid; flex: 1; min-width: 0; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GigModeration {
  private readonly api = inject(Api);
  protected readonly query = query();
  protected readonly tabs = TABS;
  protected readonly tab = computed(() => TABS.find((one) => one === this.query.get('tab')) ?? 'in_review');
  protected readonly list = pages(
    () => this.tab(),
    (status, cursor) => this.api.ok(this.api.http.GET('/api/v1/operations/gigs', { params: { query: { status, cursor, limit: 50 } } })),
  );
}
