import { ChangeDetectionStrategy, Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { load } from '@core/load';
import { money } from '@core/money';
import * as time from '@core/time';
import { Dialog } from '@ui/dialog';
import { Icon } from '@ui/icon';
import { Failed } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { Lost } from '../find/lost';
import { narrowScreen } from '../find/narrow';
import { HireCard } from './hire-card';
import { Chip, chipsOf } from './hire-chips';
import { HireFilters } from './hire-filters';
import { HireForm } from './hire-form';
// Its types on their own: otherwise the compiler does not load it later.
import type { Area } from './hire-map';
import { HireMap } from './hire-map';
import { HireNone } from './hire-none';
import { EVERYBODY, HireQuery, MAP_AREA, Sort, askedOf, filterCount, readHire, slotOf, sortOf, sortable, writeHire } from './hire-query';
import { hireMessages } from './messages';
import { languageName } from './spoken';
import { Trades } from './trades';
import { wideScreen } from './wide';

const PAGE = 20;
/** As many as one page of the API has: a map shows more at a glance than a list. */
const ON_MAP = 50;

/** Who can be hired, narrowed by what the address bar says: it is the only state here. */
@Component({
  selector: 'p-hire',
  imports: [Dialog, Failed, HireCard, HireFilters, HireForm, HireMap, HireNone, Icon, Lost, RouterLink, TranslocoDirective],
  providers: [hireMessages],
  template: `
    <div class="page" [class.both]="wide()" *transloco="let t">
      @if (narrow()) {
        <button type="button" class="summary" (click)="sheet.set('form')">
          <p-icon name="search" />
          <span class="stack"><span class="strong clip">{{ whatText() || t('hire.form.anybody') }}</span><span class="muted small clip">{{ whereText() }} · {{ whenText() || t('hire.form.anyTime') }}</span></span>
          <p-icon name="pencil" [size]="18" />
        </button>
      } @else {
        <p-hire-form [query]="query()" (search)="go($event)" />
      }
      <div class="frame">
        @if (!narrow()) {
          <aside [attr.aria-label]="t('hire.filters.title')"><p-hire-filters [query]="query()" [facets]="facets()" [currency]="currency()" (changed)="go($event)" /></aside>
        }
        <section class="found">
          <div class="top">
            <div>
              <h1>{{ t('hire.search.heading') }}</h1>
              <p class="muted small" aria-live="polite">@if (results.problem()) {} @else if (results.first()) { {{ t('hire.search.looking') }} } @else { {{ countText() }}@if (slot()) { · {{ whenText() }} ({{ t('find.search.clockOf', { zone }) }}) } }</p>
            </div>
            <div class="tools">
              @if (narrow()) {
                <button type="button" class="btn small" (click)="sheet.set('filters')"><p-icon name="sliders-horizontal" [size]="18" />{{ t('hire.filters.title') }}@if (filters()) { <span class="badge" data-tone="brand">{{ filters() }}</span> }</button>
              }
              <label class="sort"><span class="visually-hidden">{{ t('hire.search.sort') }}</span>
                <select class="input" (change)="go({ sort: $any($event.target).value })">
                  @for (sort of sorts(); track sort) { <option [value]="sort" [selected]="sort === sorted()">{{ t('hire.sort.' + sort) }}</option> }
                </select>
              </label>
              <a class="btn small" routerLink="/gigs"><p-icon name="package" [size]="18" />{{ t('hire.search.gigs') }}</a>
              @if (!wide()) {
                <div class="toggle" role="group" [attr.aria-label]="t('hire.search.view')">
                  <button type="button" [attr.aria-pressed]="query().view === 'list'" (click)="go({ view: 'list' })"><p-icon name="list" [size]="18" /><span>{{ t('hire.search.list') }}</span></button>
                  <button type="button" [attr.aria-pressed]="query().view === 'map'" (click)="go({ view: 'map' })"><p-icon name="map" [size]="18" /><span>{{ t('hire.search.map') }}</span></button>
                </div>
              }
            </div>
          </div>
          @if (chips().length) {
            <div class="chips">
              @for (chip of chips(); track chip.text) {
                <button type="button" class="chip set" [attr.aria-label]="t('hire.search.remove', { what: chip.text })" (click)="go(chip.without)">{{ chip.text }}<p-icon name="x" [size]="14" /></button>
              }
              @if (chips().length > 1) { <button type="button" class="link small" (click)="clear()">{{ t('hire.search.clear') }}</button> }
            </div>
          }
          @if (past()) { <div class="notice" data-tone="warn"><p-icon name="clock-alert" /><p>{{ t('hire.search.past') }}</p></div> }

          @if (results.problem(); as problem) {
            <p-failed [problem]="problem" (retry)="results.reload()" />
          } @else if (results.first()) {
            <div class="list" aria-hidden="true">@for (ghost of ghosts; track ghost) { <div class="skeleton ghost"></div> }</div>
          } @else if (!items().length) {
            <p-hire-none [query]="query()" (chosen)="go($event)" />
          } @else if (!wide() && query().view === 'map') {
            <div class="mapbox">@defer { <p-hire-map [items]="items()" (area)="around($event)" /> } @placeholder { <div class="skeleton map-ghost"></div> } @error { <p-lost /> }</div>
          } @else {
            <div class="list" [class.stale]="results.loading()">
              @for (item of items(); track item.id; let at = $index) { <p-hire-card [item]="item" [eager]="at < 3" (hover)="hot.set($event)" /> }
            </div>
          }
          @if (!results.problem() && results.value()?.next && items().length) {
            <div class="more"><button type="button" class="btn" [attr.aria-disabled]="reading()" [attr.aria-busy]="reading()" (click)="more()">{{ t(reading() ? 'common.loading' : 'common.more') }}</button></div>
          }
        </section>
        @if (wide()) {
          <div class="beside">
            @defer (on idle) { <p-hire-map [items]="results.problem() ? nobody : items()" [hot]="hot()" (area)="around($event)" /> } @placeholder { <div class="skeleton map-ghost"></div> } @error { <p-lost /> }
          </div>
        }
      </div>

      <p-dialog [open]="sheet() === 'form'" [heading]="t('hire.form.label')" (closed)="sheet.set(null)">
        @if (sheet() === 'form') { <p-hire-form class="tall" [query]="query()" (search)="sheet.set(null); go($event)" /> }
      </p-dialog>
      <p-dialog [open]="sheet() === 'filters'" [heading]="t('hire.filters.title')" (closed)="sheet.set(null)">
        @if (sheet() === 'filters') {
          <p-hire-filters [query]="query()" [facets]="facets()" [currency]="currency()" (changed)="go($event)" />
          <div class="row between foot">
            <button type="button" class="btn quiet" (click)="clear()">{{ t('hire.search.clear') }}</button>
            <button type="button" class="btn primary" (click)="sheet.set(null)">{{ results.loading() ? t('common.loading') : t('hire.search.show', { count: results.value()?.total ?? 0 }) }}</button>
          </div>
        }
      </p-dialog>
    </div>
  `,
  styles: `
    .page { display: grid; gap: var(--s-5); grid-template-columns: minmax(0, 1fr); align-content: start; }
    .page.both { --page: 104rem; padding-bottom: var(--s-5); }
    .frame { display: grid; grid-template-columns: 15rem minmax(0, 1fr); gap: var(--s-6); align-items: start; }
    .both .frame { grid-template-columns: 15rem minmax(30rem, 1.1fr) minmax(24rem, 1fr); }
    .found { display: grid; gap: var(--s-4); grid-template-columns: minmax(0, 1fr); align-content: start; min-height: 70vh; }
    .top { display: flex; flex-wrap: wrap; align-items: end; justify-content: space-between; gap: var(--s-3) var(--s-5); }
    .tools { position: relative; display: flex; flex-wrap: wrap; gap: var(--s-2); align-items: center; } .tools .btn { min-height: var(--tap); }
    .sort select { width: auto; font-size: var(--t-sm); }
    .toggle { display: flex; border: 1px solid var(--line-strong); border-radius: var(--r-1); overflow: clip; background: var(--surface); }
    .toggle button { display: flex; gap: var(--s-2); align-items: center; min-height: 2.65rem; padding: 0 var(--s-3); border: 0; background: none; font-size: var(--t-sm); font-weight: 600; }
    .toggle button[aria-pressed='true'] { background: var(--brand-soft); color: var(--brand-strong); } .toggle button:focus-visible { outline-offset: -3px; }
    .list { display: grid; gap: var(--s-3); grid-template-columns: minmax(0, 1fr); } .stale { opacity: 0.6; transition: opacity var(--calm) 150ms; }
    .ghost { height: 10.1rem; border-radius: var(--r-2); }
    .chips { display: flex; flex-wrap: wrap; gap: var(--s-2); align-items: center; } .chip.set { background: var(--brand-soft); border-color: transparent; color: var(--brand-strong); }
    .beside { position: sticky; top: var(--s-4); height: calc(100dvh - 2 * var(--s-4)); min-height: 26rem; }
    .mapbox { height: max(26rem, calc(100dvh - 17rem)); } .map-ghost { height: 100%; border-radius: var(--r-2); }
    .more { display: grid; justify-items: center; padding-top: var(--s-4); }
    .summary { display: grid; grid-template-columns: auto 1fr auto; align-items: center; gap: var(--s-3); width: 100%; min-height: 3.75rem; padding: var(--s-2) var(--s-4); border: 1px solid var(--line-strong); border-radius: var(--r-full); background: var(--surface); text-align: start; box-shadow: var(--shadow-1); }
    .summary .stack { gap: 0; line-height: 1.3; }
    /* The list of trades hangs below its field: the sheet is as high as it needs. */
    .tall { display: block; min-height: min(36rem, 70dvh); }
    .foot { position: sticky; bottom: 0; margin: 0 calc(-1 * var(--s-5)) calc(-1 * var(--s-5)); padding: var(--s-3) var(--s-5) calc(var(--s-3) + env(safe-area-inset-bottom)); background: var(--surface); border-top: 1px solid var(--line); }
    @media (max-width: 60rem) {
      .page { padding-top: var(--s-4); gap: var(--s-4); }
      .frame { grid-template-columns: minmax(0, 1fr); }
      /* The tools stay at hand above the cards, on ground of their own: nothing lies over a price. */
      .top { display: contents; }
      .tools { position: sticky; z-index: 20; top: 0; flex-wrap: nowrap; overflow-x: auto; scrollbar-width: none; margin-inline: calc(-1 * var(--s-4)); padding: var(--s-2) var(--s-4); background: var(--bg); } .tools > * { flex: none; }
      .toggle { order: -1; } .toggle button { min-width: var(--tap); min-height: calc(var(--tap) - 2px); justify-content: center; } .toggle span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
      .ghost { height: 13rem; }
      .mapbox { height: max(22rem, calc(100dvh - 23rem)); }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HireSearch {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly language = inject(Language);
  private readonly trades = inject(Trades);
  protected readonly ghosts = [1, 2, 3, 4, 5, 6];
  protected readonly nobody: readonly Schema<'FoundProfessional'>[] = [];
  /** Times are the visitor's: profiles do not tell theirs. */
  protected readonly zone = time.zoneName(time.HERE);

  private readonly params = toSignal(inject(ActivatedRoute).queryParams, { initialValue: {} });
  protected readonly query = computed(() => readHire(this.params()));
  protected readonly sheet = signal<'form' | 'filters' | null>(null);
  protected readonly reading = signal(false);
  protected readonly hot = signal<string | null>(null);
  protected readonly narrow = narrowScreen();
  protected readonly wide = wideScreen();

  protected readonly slot = computed(() => slotOf(this.query()));
  protected readonly past = computed(() => (this.slot()?.from.getTime() ?? Infinity) < Date.now() - 15 * 60_000);
  private readonly asked = computed(() => JSON.stringify(askedOf(this.query())));
  private readonly limit = computed(() => (this.wide() || this.query().view === 'map' ? ON_MAP : PAGE));
  protected readonly results = load(
    () => `${this.limit()} ${this.asked()}`,
    () => this.page(undefined),
  );
  protected readonly items = computed(() => this.results.value()?.items ?? []);
  protected readonly facets = computed(() => this.results.value()?.facets);

  protected readonly filters = computed(() => filterCount(this.query()));
  /** Prices are typed and counted in it; of the first who has one, for an organisation has one as a rule. */
  protected readonly currency = computed(() => this.query().currency || (this.items().find((one) => one.hourlyFrom)?.hourlyFrom?.currency ?? 'EUR'));
  protected readonly sorts = computed(() => sortable(this.query()));
  protected readonly sorted = computed<Sort>(() => sortOf(this.query()));
  protected readonly whatText = computed(() => this.query().q || this.query().trades.map((slug) => this.trades.name(slug)).join(', '));
  protected readonly whenText = computed(() => {
    const slot = this.slot();
    const locale = this.language.locale();
    return slot ? `${time.day(slot.from, time.HERE, locale)}, ${time.range(slot.from, slot.to, time.HERE, locale)}` : '';
  });
  protected readonly chips = computed<Chip[]>(() =>
    chipsOf(this.query(), {
      say: (key, values) => this.language.say(key, values),
      trade: (slug) => this.trades.name(slug),
      language: (code) => languageName(code, this.language.lang()),
      money: (amount) => money({ amount, currency: this.currency() }, this.language.locale()),
    }),
  );

  constructor() {
    // A card that is gone is not pointed at.
    effect(() => {
      this.items();
      untracked(() => this.hot.set(null));
    });
  }

  protected whereText(): string {
    const { where, near } = this.query();
    if (!near) return this.language.say('hire.form.anywhere');
    return where === MAP_AREA ? this.language.say('hire.form.mapArea') : where || this.language.say('hire.form.nearMe');
  }

  protected countText(): string {
    const [page, shown] = [this.results.value(), this.items().length];
    // With a time the total counts who is not free then as well.
    if (this.slot()) return this.language.say(page?.next ? 'hire.search.freeMore' : 'hire.search.free', { count: shown });
    return page?.total === 1 ? this.language.say('hire.search.one') : this.language.say('hire.search.many', { count: page?.total ?? 0 });
  }

  protected go(change: Partial<HireQuery>): void {
    void this.router.navigate(['/hire'], { queryParams: writeHire({ ...this.query(), ...change }), scroll: 'manual' });
  }

  /** What and where stay: only what narrows them goes. */
  protected clear(): void {
    const { q, where, near, date, from, to, view, sort } = this.query();
    this.go({ ...EVERYBODY, q, where, near, date, from, to, view, sort });
  }

  protected around({ latitude, longitude, radiusKm }: Area): void {
    this.go({ near: `${latitude.toFixed(3)},${longitude.toFixed(3)}`, where: MAP_AREA, radius: radiusKm, remote: false });
  }

  protected async more(): Promise<void> {
    const [before, asked] = [this.results.value(), this.asked()];
    if (!before?.next || this.reading()) return;
    this.reading.set(true);
    try {
      const page = await this.page(before.next);
      if (this.asked() === asked) this.results.set({ ...page, facets: before.facets, items: [...before.items, ...page.items] });
    } catch (error) {
      this.toasts.problem(error);
    }
    this.reading.set(false);
  }

  private page(cursor: string | undefined): Promise<Schema<'FoundProfessionals'>> {
    const query = { ...askedOf(this.query()), limit: this.limit(), facets: cursor ? undefined : true, cursor };
    return this.api.ok(this.api.http.GET('/api/v1/search/professionals', { params: { query } }));
  }
}
