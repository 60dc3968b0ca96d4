import { ChangeDetectionStrategy, Component, computed, effect, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Batch } from '@core/batch';
import { levelShown } from '@core/level-shown';
import { load } from '@core/load';
import { PageTitle } from '@core/title';
import { Icon } from '@ui/icon';
import { DurationPipe, MoneyPipe } from '@ui/pipes';
import { Empty, Failed, Skeleton } from '@ui/states';

import { Lost } from '../find/lost';
import { narrowScreen } from '../find/narrow';
import { Face } from './face';
import { GigCard } from './gig-card';
import { hireMessages } from './messages';
import { readAround } from './professional-read';
import { ReviewList } from './review-list';
import { ServiceArea } from './service-area';
import { SpokenPipe } from './spoken';
import { StandingRule } from './standing-rule';
import { Stars } from './stars';
import { TradePipe } from './trades';
import { WorkGallery } from './work-gallery';
import { WriteButton } from './write-button';
import { Writing } from './writing';

/** Somebody who can be hired: their work, what they do and for how much, what clients say, and the way to them. */
@Component({
  selector: 'p-professional',
  imports: [DurationPipe, Empty, Face, Failed, GigCard, Icon, Lost, MoneyPipe, ReviewList, RouterLink, ServiceArea, Skeleton, SpokenPipe, StandingRule, Stars, TradePipe, TranslocoDirective, WorkGallery, WriteButton],
  providers: [hireMessages],
  template: `
    <div class="page" *transloco="let t">
      @if (page.problem(); as problem) {
        @if (problem.status === 404) {
          <p-empty [top]="true" icon="user" [heading]="t('hire.person.gone')" [text]="t('hire.person.goneText')"><a class="btn primary" routerLink="/hire">{{ t('hire.person.others') }}</a></p-empty>
        } @else if (!page.value()) {
          <h1 class="visually-hidden">{{ t('hire.person.title') }}</h1>
          <p-failed [problem]="problem" (retry)="page.reload()" />
        }
      } @else if (page.first()) {
        <div class="layout" aria-hidden="true"><div class="stack loose"><div class="skeleton head-ghost"></div><div class="skeleton block-ghost"></div><div class="skeleton block-ghost"></div></div><div class="skeleton side-ghost"></div></div>
      }
      @if (page.value(); as it) {
        @if (writing.isMe(it.userId)) { <div class="notice own"><p-icon name="eye" /><p>{{ t('hire.person.yours') }} <a routerLink="/work/profile">{{ t('hire.person.edit') }}</a></p></div> }
        <div class="layout">
          <div class="main">
            <header>
              <p-face [name]="it.displayName" [src]="it.avatar?.card" [eager]="true" />
              <div class="stack tight">
                <h1>{{ it.displayName }}@if (it.verified) { <span class="seal" [title]="t('hire.verified')"><p-icon name="badge-check" [size]="26" /><span class="visually-hidden">, {{ t('hire.verified') }}</span></span> }</h1>
                <p class="headline">{{ it.headline }}</p>
                <p class="facts small">
                  <p-stars [average]="it.rating.average" [count]="it.rating.count" />
                  @if (levelShown(it.level, it.completed)) { <span class="badge" [attr.data-tone]="it.level > 0 ? 'brand' : null">{{ t('hire.level.' + it.level) }}</span> }
                  @if (it.place; as place) { <span><p-icon name="map-pin" [size]="16" />{{ place.city }}</span> }
                  @if (it.remote) { <span><p-icon name="wifi" [size]="16" />{{ t('hire.remote') }}</span> }
                </p>
                @if (narrow()) { @if (it.hourlyFrom; as price) { <p class="price"><span class="muted small">{{ t('hire.from') }}</span><b>{{ price | money }}</b><span class="muted small">{{ t('hire.perHour') }}</span></p> } }
              </div>
            </header>
            @if (pictures().length) { <section [attr.aria-label]="t('hire.person.work')"><p-work-gallery [pictures]="pictures()" [name]="it.displayName" /></section> }
            <section class="stack"><h2>{{ t('hire.person.about') }}</h2><p class="about">{{ it.about }}</p></section>
            @if (it.trades.length) {
              <section class="stack">
                <h2>{{ t('hire.person.trades') }}</h2>
                <ul class="trades">
                  @for (one of it.trades; track one.slug) { <li><a [routerLink]="['/hire']" [queryParams]="{ trade: one.slug }">{{ one.slug | trade }}</a>@if (one.years) { <span class="muted small">{{ one.years === 1 ? t('hire.person.year') : t('hire.person.years', { count: one.years }) }}</span> }</li> }
                </ul>
              </section>
            }
            @if (around.first()) { <p-skeleton [lines]="3" height="6rem" /> }
            @if (around.problem(); as problem) { <p-failed [problem]="problem" (retry)="around.reload()" /> }
            @if (around.value(); as more) {
              @if (more.gigs.length) {
                <section class="stack"><h2>{{ t('hire.person.gigs') }}</h2><div class="gigs">@for (gig of more.gigs; track gig.id) { <p-gig-card [gig]="gig" [seller]="false" [level]="3" /> }</div></section>
              }
              <section class="stack" id="reviews"><h2>{{ t('hire.reviews.heading') }}</h2><p-review-list [userId]="it.userId" [name]="it.displayName" [rated]="it.rating" [summary]="more.summary" [first]="more.reviews" /></section>
              @if (more.standing || it.verified || it.badges.length || levelShown(it.level, it.completed)) {
                <section class="stack"><h2>{{ t('hire.standing.heading') }}</h2><p-standing-rule [page]="it" [standing]="more.standing" /></section>
              }
            }
            @if (it.place; as place) {
              <section class="stack"><h2>{{ t('hire.area.heading') }}</h2>@defer (on viewport) { <p-service-area [place]="place" [radiusKm]="it.radiusKm" /> } @placeholder { <div class="skeleton map-ghost"></div> } @error { <p-lost /> }</section>
            }
          </div>
          <aside>
            <div class="card stack">
              @if (!narrow()) {
                <p class="price">@if (it.hourlyFrom; as price) { <span class="muted">{{ t('hire.from') }}</span><b>{{ price | money }}</b><span class="muted">{{ t('hire.perHour') }}</span> } @else { <b class="small">{{ t('hire.onAsking') }}</b> }</p>
                <div class="stack tight">
                  <p-write-button [userId]="it.userId" [name]="it.displayName" [about]="{ kind: 'professional', id: it.id }" [primary]="true" [block]="true" />
                  @if (writing.isMe(it.userId) ? null : it.resourceId; as resource) { <a class="btn block" [routerLink]="['/resources', resource]"><p-icon name="calendar-plus" [size]="18" />{{ t('hire.person.bookHour') }}</a> }
                </div>
              }
              <dl class="facts-list small">
                @if (it.responseMinutes; as minutes) { <div><dt>{{ t('hire.person.answers') }}</dt><dd>{{ minutes | duration }}</dd></div> }
                <div><dt>{{ t('hire.person.completed') }}</dt><dd>{{ it.completed }}</dd></div>
                <div><dt>{{ t('hire.person.languages') }}</dt><dd>@for (one of it.languages; track one.code) { <span>{{ one.code | spoken }} <span class="muted">({{ t('hire.languageLevel.' + one.level) }})</span></span> }</dd></div>
              </dl>
              <div class="muted tiny safe"><p-icon name="shield-check" [size]="18" /><div class="stack tight">@if (it.resourceId) { <p>{{ t('hire.person.safeHour') }}</p> }<p>{{ t('hire.person.safeOrder') }}</p></div></div>
            </div>
          </aside>
        </div>
        @if (narrow() && !writing.isMe(it.userId)) {
          <div class="stick">
            @if (it.resourceId; as resource) { <a class="btn" [routerLink]="['/resources', resource]"><p-icon name="calendar-plus" [size]="18" />{{ t('hire.book') }}<span class="visually-hidden"> {{ t('hire.bookWith', { name: it.displayName }) }}</span></a> }
            <p-write-button [userId]="it.userId" [name]="it.displayName" [about]="{ kind: 'professional', id: it.id }" [primary]="true" />
          </div>
        }
      }
    </div>
  `,
  styles: `
    .layout { display: grid; grid-template-columns: minmax(0, 1fr) 20rem; gap: var(--s-7); align-items: start; }
    .main { display: grid; gap: var(--s-7); grid-template-columns: minmax(0, 1fr); min-width: 0; }
    aside { position: sticky; top: var(--s-4); }
    header { display: flex; gap: var(--s-5); align-items: center; } header p-face { --face: 7.5rem; }
    h1 { display: flex; align-items: center; gap: var(--s-2); font-size: var(--t-3xl); font-weight: 800; letter-spacing: -0.03em; line-height: 1.08; }
    .seal { display: inline-flex; color: var(--brand); }
    .headline { font-size: var(--t-lg); text-wrap: pretty; }
    .facts { display: flex; flex-wrap: wrap; gap: var(--s-1) var(--s-4); align-items: center; } .facts > span { display: inline-flex; gap: var(--s-1); align-items: center; }
    .about { white-space: pre-line; max-width: 42rem; font-size: var(--t-lg); text-wrap: pretty; }
    .trades { display: flex; flex-wrap: wrap; gap: var(--s-2); } .trades li { display: inline-flex; align-items: baseline; gap: var(--s-2); padding: 0.55rem 1rem; border-radius: var(--r-full); background: var(--surface); border: 1px solid var(--line); } .trades a { font-weight: 600; color: var(--text); }
    .gigs { display: grid; gap: var(--s-4); grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); }
    .price { display: flex; flex-wrap: wrap; gap: 0.35em; align-items: baseline; } .price b { font-size: var(--t-2xl); letter-spacing: -0.02em; } .price b.small { font-size: var(--t-lg); }
    .facts-list { display: grid; gap: var(--s-3); } .facts-list > div { display: grid; grid-template-columns: 8rem 1fr; gap: var(--s-3); } dt { color: var(--muted); } dd { display: grid; font-weight: 600; } dd .muted { font-weight: 400; }
    .safe { display: flex; gap: var(--s-2); padding-top: var(--s-4); border-top: 1px solid var(--line); }
    .own { margin-bottom: var(--s-5); }
    .head-ghost { height: 7.5rem; border-radius: var(--r-2); } .block-ghost { height: 12rem; border-radius: var(--r-2); } .side-ghost { height: 22rem; border-radius: var(--r-2); } .map-ghost { height: 18rem; border-radius: var(--r-2); }
    section { scroll-margin-top: var(--s-4); }
    .stick { position: fixed; inset: auto 0 0; z-index: 20; display: flex; gap: var(--s-3); padding: var(--s-3) var(--s-4) calc(var(--s-3) + env(safe-area-inset-bottom)); background: color-mix(in srgb, var(--surface) 94%, transparent); border-top: 1px solid var(--line); backdrop-filter: blur(8px); }
    .stick > *, .stick ::ng-deep .btn { flex: 1; min-height: 3.25rem; }
    @media (max-width: 60rem) {
      .layout { grid-template-columns: minmax(0, 1fr); gap: var(--s-6); } .page { padding-bottom: 8rem; }
      .main { gap: var(--s-6); } aside { position: static; }
    }
    @media (max-width: 40rem) { header { align-items: start; gap: var(--s-4); } header p-face { --face: 4.75rem; } .about { font-size: var(--t-md); } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Professional {
  private readonly api = inject(Api);
  private readonly batch = inject(Batch);
  protected readonly writing = inject(Writing);
  readonly id = input.required<string>();
  protected readonly levelShown = levelShown;
  protected readonly narrow = narrowScreen();
  protected readonly page = load(
    () => this.id(),
    (id) => this.api.ok(this.api.http.GET('/api/v1/professionals/{id}', { params: { path: { id } } })),
  );
  private readonly userId = computed(() => this.page.value()?.userId);
  protected readonly around = load(
    () => this.userId(),
    (userId) => readAround(this.batch, userId),
  );
  protected readonly pictures = computed(() => (this.page.value()?.portfolio ?? []).map(({ id, title, description, picture }) => ({ id, title, text: description, small: picture.card, large: picture.full })));

  constructor() {
    const title = inject(PageTitle);
    effect(() => {
      const page = this.page.value();
      if (page) title.show(page.displayName);
    });
  }
}
