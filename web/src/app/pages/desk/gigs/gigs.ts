import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { debounceTime } from 'rxjs';

import { Api } from '@core/api';
import { Live } from '@core/live';
import { pages } from '@core/pages';
import { Icon } from '@ui/icon';
import { DurationPipe, MoneyPipe } from '@ui/pipes';
import { Empty, Failed, Skeleton } from '@ui/states';

import { OwnProfile } from '../own-profile';
import { DeskStart } from '../today/start';
import { Trades } from '../trades';
import { TONES } from './status';

/** One's gigs in every state. */
@Component({
  imports: [RouterLink, TranslocoDirective, Icon, DurationPipe, MoneyPipe, Empty, Failed, Skeleton, DeskStart],
  template: `
    <ng-container *transloco="let t">
      @if (own.read.value() === null) {
        <p-desk-start />
      } @else {
        <div class="page">
          <div class="head">
            <div><h1>{{ t('desk.gigs.title') }}</h1><p class="muted">{{ t('desk.gigs.text') }}</p></div>
            @if (list.items().length) { <a class="btn primary" routerLink="/work/gigs/new"><p-icon name="plus" [size]="18" />{{ t('desk.gigs.new') }}</a> }
          </div>
          @if (list.start.problem(); as problem) {
            <p-failed [problem]="problem" (retry)="list.start.reload()" />
          } @else if (list.start.first() || own.read.first()) {
            <div class="stack">@for (card of [1, 2, 3]; track card) { <div class="card"><p-skeleton [lines]="2" height="2rem" /></div> }</div>
          } @else {
            <ul class="stack">
              @for (gig of list.items(); track gig.id) {
                <li class="card flush">
                  <a [routerLink]="['/work/gigs', gig.id]">
                    @if (gig.images[0]; as image) { <img [src]="image.small" alt="" loading="lazy" /> } @else { <span class="blank"><p-icon name="image" [size]="28" /></span> }
                    <span class="words"><span class="small muted">{{ trades.name(gig.trade) }}</span><span class="strong title">{{ gig.title }}</span><span class="small muted">{{ t('desk.gigs.from', { price: (gig.price | money) }) }} · {{ gig.deliveryDays * 1440 | duration }}</span>@if (gig.status === 'rejected' && gig.reason) { <span class="small bad">{{ gig.reason }}</span> }</span>
                    <span class="badge" [attr.data-tone]="tones[gig.status]">{{ t('desk.gigs.statuses.' + gig.status) }}</span>
                  </a>
                </li>
              }
            </ul>
            @if (!list.items().length) {
              <div class="card"><p-empty icon="tag" [heading]="t('desk.gigs.none')" [text]="t('desk.gigs.noneText')"><a class="btn primary" routerLink="/work/gigs/new">{{ t('desk.gigs.first') }}</a></p-empty></div>
            }
            @if (list.more()) { <div class="row more"><button type="button" class="btn" [disabled]="list.busy()" (click)="list.readOn()">{{ t('common.more') }}</button></div> }
          }
        </div>
      }
    </ng-container>
  `,
  styles: `
    li a { display: grid; grid-template-columns: 9rem minmax(0, 1fr) auto; gap: var(--s-4); align-items: center; padding-inline-end: var(--s-5); color: var(--text); text-decoration: none; } li a:hover { background: var(--surface-2); color: var(--text); } li a:focus-visible { outline-offset: -3px; }
    img, .blank { width: 9rem; height: 6rem; object-fit: cover; } .blank { display: grid; place-items: center; background: var(--surface-2); color: var(--muted); }
    .words { display: grid; padding-block: var(--s-3); } .title { font-size: var(--t-lg); } .bad { color: var(--bad); } .more { justify-content: center; margin-top: var(--s-4); }
    @media (max-width: 40rem) { li a { grid-template-columns: 5.5rem minmax(0, 1fr); padding-inline-end: var(--s-4); } img, .blank { width: 5.5rem; height: 100%; min-height: 6rem; } .badge { grid-column: 2; justify-self: start; margin-bottom: var(--s-3); } .words { padding-bottom: 0; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DeskGigs {
  private readonly api = inject(Api);
  protected readonly own = inject(OwnProfile);
  protected readonly trades = inject(Trades);
  protected readonly tones = TONES;
  private readonly mine = computed(() => this.own.read.value()?.userId);
  protected readonly list = pages(
    () => this.mine(),
    (_, cursor) => this.api.ok(this.api.http.GET('/api/v1/gigs/mine', { params: { query: { cursor, limit: 50 } } })),
  );

  constructor() {
    // An operator's decision comes with a notification.
    inject(Live).notifications.pipe(debounceTime(500), takeUntilDestroyed()).subscribe(() => void this.list.start.reload());
  }
}
