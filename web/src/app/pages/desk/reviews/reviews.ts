import { ChangeDetectionStrategy, Component, computed, effect, inject, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { debounceTime } from 'rxjs';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { Batch, needed } from '@core/batch';
import { load } from '@core/load';
import { Live } from '@core/live';
import { pages } from '@core/pages';
import { Session } from '@core/session';
import { Icon } from '@ui/icon';
import { AgoPipe } from '@ui/pipes';
import { Empty, Failed, Skeleton } from '@ui/states';

import { ResourceCards } from '../../booking/resource-cards';
import { query } from '../../operate/office/query';
import { namesOf } from '../today/tasks';
import { Received } from './received';
import { DeskStars } from './stars';
import { RatingSummary } from './summary';
import { WriteReview } from './write-dialog';

const TABS = ['received', 'write', 'mine'] as const;
type Chance = Schema<'ReviewChance'>;

/** What others say of one, what one may still say, and what one said. */
@Component({
  imports: [RouterLink, TranslocoDirective, AgoPipe, Icon, Empty, Failed, Skeleton, DeskStars, RatingSummary, Received, WriteReview],
  template: `
    <div class="page stack" *transloco="let t">
      <h1>{{ t('desk.reviews.title') }}</h1>
      <nav class="tabs" [attr.aria-label]="t('desk.reviews.title')">
        @for (one of tabs; track one) { <a routerLink="." [queryParams]="{ tab: one === 'received' ? null : one }" [attr.aria-current]="tab() === one ? 'page' : null">{{ t('desk.reviews.tabs.' + one) }} @if (one === 'write' && open().length) { <span class="badge" data-tone="brand">{{ open().length }}</span> }</a> }
      </nav>
      @if (read.problem(); as problem) { <p-failed [problem]="problem" (retry)="read.reload()" /> }
      @switch (tab()) {
        @case ('received') {
          @if (read.value(); as value) {
            @if (value.summary.count) { <p-rating-summary [summary]="value.summary" /> }
            @if (received.start.problem(); as problem) { <p-failed [problem]="problem" (retry)="received.start.reload()" /> }
            <h2 class="visually-hidden">{{ t('desk.reviews.tabs.received') }}</h2>
            @for (one of received.items(); track one.id) { <p-received [review]="one" (replied)="took($event)" /> } @empty {
              @if (received.start.value()) { <div class="card"><p-empty icon="star" [heading]="t('desk.reviews.none')" [text]="t('desk.reviews.noneText')" /></div> }
            }
            @if (received.more()) { <div class="row more"><button type="button" class="btn" [disabled]="received.busy()" (click)="received.readOn()">{{ t(received.busy() ? 'common.loading' : 'common.more') }}</button></div> }
          } @else if (!read.problem()) { <div class="card"><p-skeleton [lines]="4" height="2rem" /></div><div class="card"><p-skeleton [lines]="3" /></div> }
        }
        @case ('write') {
          <p class="muted">{{ t('desk.reviews.writeText') }}</p>
          @if (read.value()) {
            @if (open().length) {
              <ul class="card flush">
                @for (one of open(); track one.reference) {
                  <li class="chance"><span class="words"><span class="strong">{{ titleOf(one) }}</span><span class="small muted">{{ t('desk.reviews.closes', { when: (one.closesAt | ago) }) }}</span></span><button type="button" class="btn primary" (click)="query.set({ of: one.reference })"><p-icon name="star" [size]="18" />{{ t('desk.reviews.write') }}</button></li>
                }
              </ul>
            } @else { <div class="card"><p-empty icon="circle-check" [heading]="t('desk.reviews.nothingOpen')" [text]="t('desk.reviews.nothingOpenText')" /></div> }
          } @else if (!read.problem()) { <div class="card"><p-skeleton [lines]="3" height="3rem" /></div> }
        }
        @case ('mine') {
          @if (mine.start.problem(); as problem) { <p-failed [problem]="problem" (retry)="mine.start.reload()" /> }
          @if (mine.start.value()) {
            @for (one of mine.items(); track one.id) {
              <article class="card stack tight"><div class="row between"><h2>{{ t('desk.reviews.kinds.' + (one.host ? 'hour' : one.subjectKind)) }}@if (one.subjectKind !== 'resource' && names().get(one.subject)) { : {{ names().get(one.subject) }} }</h2><span class="badge" [attr.data-tone]="one.status === 'published' ? 'good' : one.status === 'hidden' ? 'warn' : 'bad'">{{ t('desk.reviews.statuses.' + one.status) }}</span></div><p-desk-stars [stars]="one.rating" />@if (one.text) { <p>{{ one.text }}</p> }<p class="small muted">{{ one.submittedAt | ago }}</p></article>
            } @empty { <div class="card"><p-empty icon="pencil" [heading]="t('desk.reviews.noneMine')" [text]="t('desk.reviews.nothingOpenText')" /></div> }
            @if (mine.more()) { <div class="row more"><button type="button" class="btn" [disabled]="mine.busy()" (click)="mine.readOn()">{{ t(mine.busy() ? 'common.loading' : 'common.more') }}</button></div> }
          } @else if (!mine.start.problem()) { <div class="card"><p-skeleton [lines]="3" /></div> }
        }
      }
      <p-write-review [chance]="chosen()" [name]="chosen() ? titleOf(chosen()!) : ''" (closed)="query.set({ of: null })" (written)="done()" />
    </div>
  `,
  styles: `
    .tabs .badge { vertical-align: middle; } .more { justify-content: center; } article h2 { font-size: var(--t-md); letter-spacing: 0; }
    .chance { display: flex; flex-wrap: wrap; gap: var(--s-3); justify-content: space-between; align-items: center; padding: var(--s-4) var(--s-5); } .chance + .chance { border-top: 1px solid var(--line); } .words { display: grid; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DeskReviews {
  private readonly api = inject(Api);
  private readonly batch = inject(Batch);
  private readonly cards = inject(ResourceCards);
  private readonly language = inject(Language);
  private readonly session = inject(Session);
  protected readonly query = query();
  protected readonly tabs = TABS;
  protected readonly tab = computed(() => TABS.find((one) => one === this.query.get('tab')) ?? 'received');
  protected readonly read = load(
    () => this.session.profile()?.id,
    async (me) => {
      const [summary, open, conversations, orders] = await this.batch.read([`/api/v1/reviews/summary?subjectKind=professional&subject=${me}`, '/api/v1/reviews/open', '/api/v1/conversations?limit=100', '/api/v1/orders?limit=100']);
      return {
        summary: needed<Schema<'RatingSummary'>>(summary),
        chances: needed<Schema<'ReviewChances'>>(open).items,
        conversations: (conversations.body as Schema<'Page_Conversation'> | null)?.items ?? [],
        orders: (orders.body as Schema<'Page_OrderView'> | null)?.items ?? [],
      };
    },
  );
  protected readonly open = computed(() => this.read.value()?.chances ?? []);
  protected readonly names = computed(() => namesOf(this.read.value()?.conversations ?? []));
  protected readonly chosen = computed((): Chance | null => this.open().find((one) => one.reference === this.query.get('of')) ?? null);
  protected readonly received = pages(
    () => (this.tab() === 'received' ? this.session.profile()?.id : undefined),
    (_, cursor) => this.api.ok(this.api.http.GET('/api/v1/reviews/received', { params: { query: { cursor, limit: 20 } } })),
  );
  protected readonly mine = pages(
    () => (this.tab() === 'mine' ? this.session.profile()?.id : undefined),
    (_, cursor) => this.api.ok(this.api.http.GET('/api/v1/reviews/mine', { params: { query: { cursor, limit: 20 } } })),
  );

  constructor() {
    effect(() => {
      const places = this.open().filter((one) => one.subjectKind === 'resource');
      untracked(() => void this.cards.want(places.map((one) => one.subject)));
    });
    inject(Live).notifications.pipe(debounceTime(800), takeUntilDestroyed()).subscribe(() => {
      void this.read.reload();
      // Who has read on, and perhaps answers one further down, keeps the list as it is.
      for (const list of [this.received, this.mine]) {
        if (list.items().length === list.start.value()?.items.length) void list.start.reload();
      }
    });
  }

  /** The order's own title or the place where we know it, with whom it was. */
  protected titleOf(chance: Chance): string {
    const order = this.read.value()?.orders.find((one) => one.id === chance.reference);
    const who = this.names().get(chance.subject);
    const place = chance.subjectKind === 'resource' ? this.cards.of(chance.subject)?.name : undefined;
    return [order?.title ?? place ?? this.language.say('desk.reviews.kinds.' + (chance.host ? 'hour' : chance.subjectKind)), who].filter(Boolean).join(' · ');
  }

  protected took(review: Schema<'Review'>): void {
    this.received.change((items) => items.map((one) => (one.id === review.id ? review : one)));
  }

  protected async done(): Promise<void> {
    this.query.set({ of: null });
    await this.read.reload();
  }
}
