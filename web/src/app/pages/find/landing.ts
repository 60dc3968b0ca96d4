import { Location } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, effect, inject, linkedSignal, signal } from '@angular/core';
import { Params, Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Language } from '@core/i18n';
import { load } from '@core/load';
import { Session } from '@core/session';
import { stages } from '@core/stages';
import * as time from '@core/time';
import { Icon } from '@ui/icon';
import { Picture } from '@ui/picture';
import { Failed } from '@ui/states';

import { FindForm } from './find-form';
import { openUntil, opensNext } from './hours';
import { LandingSquare } from './landing-square';
import { Places } from './places';
import { KINDS, Kind, Query, readQuery, writeQuery } from './query';

const ICONS: Record<Kind, string> = { room: 'users', desk: 'monitor', office: 'building-2', equipment: 'projector', person: 'user', virtual: 'video' };

/** Seeds of drawings whose colours go well beside each other. */
const SEEDS: Record<Kind, string> = { room: 'room-4', desk: 'desk-61', office: 'office-5', equipment: 'equipment-2', person: 'person-0', virtual: 'virtual-2' };

/** The front door: the question first, the square that answers it while it is asked, then what there is and where. */
@Component({
  imports: [FindForm, LandingSquare, Icon, Picture, RouterLink, TranslocoDirective, Failed],
  template: `
    <ng-container *transloco="let t">
      <section class="hero">
        <div>
          <div class="words">
            <h1>{{ t('find.landing.heading') }}</h1>
            <p class="lead">{{ t('find.landing.lead') }}</p>
          </div>
          <div class="square" [class.ghost]="!drawn()">
            @if (drawn()) { <p-landing-square [query]="asked()" [all]="things.value()?.items" /> }
          </div>
          <div class="ask">
            <div class="chips" role="group" [attr.aria-label]="t('find.form.kind')">
              @if (stage() >= 1) {
                <button type="button" class="chip" [attr.aria-pressed]="!kind()" (click)="kind.set(null)">{{ t('find.kinds.all') }}</button>
                @for (one of kinds; track one) {
                  <button type="button" class="chip" [attr.aria-pressed]="kind() === one" (click)="kind.set(kind() === one ? null : one)"><p-icon [name]="icons[one]" [size]="16" />{{ t('find.kinds.' + one) }}</button>
                }
              }
            </div>
            <div class="form">
              @if (stage() >= 2) { <p-find-form [query]="before" [propose]="true" (changed)="draft.set($event)" (search)="go($event)" /> }
            </div>
          </div>
        </div>
      </section>

      <!-- What is below the first screen waits until it is near, or until the page has settled. -->
      @defer (on viewport; on timer(4s)) {
        <div class="page stack sections">
          <section>
            <div class="head"><h2>{{ t('find.landing.kinds') }}</h2><a routerLink="/search">{{ t('find.landing.everything') }}</a></div>
            <div class="kinds">
              @for (one of kindCards(); track one.kind) {
                <a class="kind" routerLink="/search" [queryParams]="{ kind: one.kind }">
                  <p-picture [kind]="one.kind" [seed]="seeds[one.kind]" />
                  <span class="strong">{{ t('find.kinds.' + one.kind) }}</span>
                  <span class="muted small">{{ one.count === null ? '\u00a0' : t('find.landing.toChoose', { count: one.count }) }}</span>
                </a>
              }
            </div>
          </section>

          <section>
            <div class="head"><h2>{{ t('find.landing.places') }}</h2></div>
            @if (places.problem(); as problem) {
              <p-failed [problem]="problem" (retry)="places.read()" />
            } @else {
              <div class="places">
                @if (!places.ready()) {
                  @for (ghost of [1, 2, 3]; track ghost) { <div class="skeleton place-ghost"></div> }
                }
                @for (place of placeCards(); track place.id) {
                  <a class="place" routerLink="/search" [queryParams]="{ where: place.name }">
                    <span class="pin"><p-icon name="map-pin" /></span>
                    <span class="stack tight">
                      <span class="name">{{ place.name }}</span>
                      <span class="muted small">{{ place.address }}</span>
                      <span class="small now"><span class="dot" [class.open]="place.open"></span>{{ t(place.open ? 'find.landing.openUntil' : 'find.landing.opensAt', { when: place.turns }) }}</span>
                    </span>
                    <span class="clock"><b>{{ place.clock }}</b><span class="muted tiny">{{ t('find.landing.there') }}</span></span>
                  </a>
                }
              </div>
            }
          </section>

          <section class="hire">
            <div class="stack tight"><h2>{{ t('find.landing.hire') }}</h2><p class="muted">{{ t('find.landing.hireText') }}</p></div>
            <a class="btn" routerLink="/hire">{{ t('find.landing.toHire') }}<p-icon name="arrow-right" [size]="18" /></a>
          </section>

          <section class="how">
            <h2>{{ t('find.landing.how') }}</h2>
            <ol>
              <li><span class="step" aria-hidden="true">1</span><h3>{{ t('find.landing.step1') }}</h3><p class="muted">{{ t('find.landing.step1Text') }}</p></li>
              <li><span class="step" aria-hidden="true">2</span><h3>{{ t('find.landing.step2') }}</h3><p class="muted">{{ t('find.landing.step2Text') }}</p></li>
              <li><span class="step" aria-hidden="true">3</span><h3>{{ t('find.landing.step3') }}</h3><p class="muted">{{ t('find.landing.step3Text') }}</p></li>
            </ol>
          </section>
        </div>

        <section class="operators">
          <div class="strip">
            <div class="stack tight">
              <h2>{{ t('find.landing.operators') }}</h2>
              <p>{{ t('find.landing.operatorsText') }}</p>
            </div>
            <div class="row">
              @if (session.operates()) { <a class="btn light" routerLink="/operate">{{ t('find.landing.toDesk') }}<p-icon name="arrow-right" [size]="18" /></a> }
              <a [class]="session.operates() ? 'plain' : 'btn light'" href="/docs">{{ t('find.landing.docs') }}@if (!session.operates()) { <p-icon name="arrow-right" [size]="18" /> }</a>
            </div>
          </div>
        </section>
      } @placeholder { <div class="below"></div> }
    </ng-container>
  `,
  styles: `
    .square { height: 26rem; }
    /* Three houses in the mist, until it is known who lives there. */
    .ghost { --mist: color-mix(in srgb, var(--line) 60%, transparent); background: linear-gradient(var(--mist) 0 0) 26% 100% / 11% 72%, linear-gradient(var(--mist) 0 0) 50% 100% / 11% 66%, linear-gradient(var(--mist) 0 0) 74% 100% / 11% 70%; background-repeat: no-repeat; }
    .ask { grid-column: 1 / -1; display: grid; gap: var(--s-4); padding: var(--s-5); border-radius: var(--r-3); background: var(--surface); box-shadow: var(--shadow-2); position: relative; z-index: 2; }
    .chips { min-height: 3rem; display: flex; gap: var(--s-2); overflow-x: auto; scrollbar-width: none; margin: -0.25rem; padding: 0.25rem; }
    .chip { flex: none; min-height: 2.5rem; }
    .below { min-height: 80rem; }
    .sections { gap: var(--s-7); padding-block: var(--s-7); }
    .head { align-items: baseline; }
    h2 { font-size: clamp(1.375rem, 1.2rem + 0.8vw, 1.875rem); letter-spacing: -0.02em; }
    .kinds { display: grid; grid-template-columns: repeat(6, 1fr); gap: var(--s-4); }
    .kind { display: grid; gap: 0 var(--s-2); color: var(--text); text-decoration: none; border-radius: var(--r-2); }
    .kind p-picture { border-radius: var(--r-2); aspect-ratio: 4 / 5; margin-bottom: var(--s-2); transition: transform var(--calm) var(--ease); }
    .kind:hover p-picture { transform: translateY(-4px); }
    .kind:hover .strong { text-decoration: underline; text-underline-offset: 0.18em; }
    .places { display: grid; gap: var(--s-4); grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); }
    .place, .place-ghost { min-height: 7.25rem; border-radius: var(--r-2); }
    .place { display: grid; grid-template-columns: auto 1fr auto; gap: var(--s-4); align-items: start; padding: var(--s-4); background: var(--surface); border: 1px solid var(--line); color: var(--text); text-decoration: none; }
    .place:hover { border-color: var(--brand); }
    .pin { width: 2.75rem; height: 2.75rem; display: grid; place-items: center; border-radius: 50%; background: var(--accent-soft); color: var(--accent); }
    .name { font-weight: 700; font-size: var(--t-lg); line-height: 1.2; }
    .clock { display: grid; text-align: end; } .clock b { font-size: var(--t-xl); letter-spacing: -0.02em; line-height: 1.2; }
    .now { display: flex; align-items: center; gap: var(--s-2); } .dot { width: 0.55rem; height: 0.55rem; border-radius: 50%; background: var(--line-strong); } .dot.open { background: var(--good); }
    .hire { display: flex; flex-wrap: wrap; gap: var(--s-4) var(--s-6); align-items: center; justify-content: space-between; padding: var(--s-5); border-radius: var(--r-3); background: var(--accent-soft); } .hire .muted { color: var(--text); max-width: 40rem; }
    .how ol { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr)); gap: var(--s-6); margin-top: var(--s-5); }
    .how li { display: grid; gap: var(--s-2); align-content: start; border-top: 3px solid var(--text); padding-top: var(--s-4); }
    .step { font-size: var(--t-3xl); font-weight: 800; line-height: 1; color: var(--accent); letter-spacing: -0.04em; }
    .operators { background: #0c3f45; color: #f2f7f5; }
    .strip { width: min(100% - 2 * var(--s-4), var(--page)); margin-inline: auto; padding-block: var(--s-7); display: flex; flex-wrap: wrap; gap: var(--s-5) var(--s-7); align-items: center; justify-content: space-between; }
    .strip p { max-width: 40rem; }
    .light { background: #ffffff; border-color: #ffffff; color: #0c3f45; } .light:hover { background: #dcecea; color: #0c3f45; }
    .plain { color: inherit; display: inline-flex; align-items: center; min-height: var(--tap); padding-inline: var(--s-2); }
    @media print { .operators { background: none; color: inherit; } }
    @media (max-width: 60rem) {
      .square { height: 12.5rem; }
      .ask { padding: var(--s-4); }
      .kinds { grid-template-columns: repeat(3, 1fr); gap: var(--s-4) var(--s-3); }
      .kind p-picture { aspect-ratio: 1; }
    }
    @media (max-width: 30rem) { .kinds { grid-template-columns: repeat(2, 1fr); } .kind p-picture { aspect-ratio: 16 / 11; } }
    @media (prefers-reduced-motion: reduce) { .kind p-picture { transition: none; } .kind:hover p-picture { transform: none; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Landing {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly location = inject(Location);
  private readonly language = inject(Language);
  protected readonly session = inject(Session);
  protected readonly places = inject(Places);
  protected readonly stage = stages(2);
  protected readonly kinds = KINDS;
  protected readonly icons = ICONS;
  protected readonly seeds = SEEDS;
  /** What was asked here before going on: the way back finds it in the history. */
  protected readonly before = asked(this.location.getState());
  protected readonly kind = signal<Kind | null>(this.before.kind);
  protected readonly draft = signal<Query>(this.before);
  protected readonly asked = linkedSignal<Query>(() => ({ ...this.draft(), kind: this.kind() }));
  protected readonly things = load(
    () => true,
    () => this.api.ok(this.api.http.GET('/api/v1/resources', { params: { query: { limit: 200 } } })),
  );

  protected readonly drawn = stages(1, () => this.stage() >= 2 && !!this.things.value() && this.places.ready());
  protected readonly kindCards = computed(() => {
    const items = this.things.value()?.items;
    return KINDS.map((kind) => ({ kind, count: items ? items.filter((one) => one.kind === kind).length : null })).filter((one) => one.count !== 0);
  });
  protected readonly placeCards = computed(() => {
    const [now, locale] = [new Date(), this.language.locale()];
    return this.places.all().map((place) => {
      const until = openUntil(place.hours, place.timeZone, now);
      const turn = until ?? opensNext(place.hours, place.timeZone, now);
      const sameDay = turn && time.dateIn(turn, place.timeZone) === time.dateIn(now, place.timeZone);
      const turns = !turn ? '–' : sameDay || until ? time.clock(turn, place.timeZone, locale) : `${time.day(turn, place.timeZone, locale)}, ${time.clock(turn, place.timeZone, locale)}`;
      return { id: place.id, name: place.name, address: `${place.address.line1}, ${place.address.city}`, open: !!until, turns, clock: time.clock(now, place.timeZone, locale) };
    });
  });

  constructor() {
    effect(() => {
      const draft = writeQuery(this.asked());
      const state = this.location.getState() as Record<string, unknown> | null;
      // An entry that is no longer this page's is not written to.
      if (this.stage() >= 2 && /^(\?|$)/.test(this.location.path())) this.location.replaceState(this.location.path(true) || '/', '', { ...state, draft });
    });
  }

  protected go(query: Query): void {
    void this.router.navigate(['/search'], { queryParams: writeQuery({ ...query, kind: this.kind() }) });
  }
}

// A day that is over is not asked for again: another is proposed.
function asked(state: unknown): Query {
  const query = readQuery((state as { draft?: Params } | null)?.draft ?? {});
  return query.date && query.date < time.dateIn(new Date(), time.HERE) ? { ...query, date: '', from: '', to: '' } : query;
}
