import { ChangeDetectionStrategy, Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { money } from '@core/money';
import { pages } from '@core/pages';
import * as time from '@core/time';
import { Dialog } from '@ui/dialog';
import { Icon } from '@ui/icon';
import { Failed } from '@ui/states';

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
              <p class="muted small" aria-live="polite">@if (results.start.problem()) {} @else if (results.start.first()) { {{ t('hire.search.looking') }} } @else { {{ countText() }}@if (slot()) { · {{ whenText() }} ({{ t('find.search.clockOf', { zone }) }}) } }</p>
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

          @if (results.start.problem(); as problem) {
            <p-failed [problem]="problem" (retry)="results.start.reload()" />
          } @else if (results.start.first()) {
            <div class="list" aria-hidden="true">@for (ghost of ghosts; track ghost) { <div class="skeleton ghost"></div> }</div>
          } @else if (!items().length) {
            <p-hire-none [query]="query()" (chosen)="go($event)" />
          } @else if (!wide() && query().view === 'map') {
            <div class="mapbox">@defer { <p-hire-map [items]="items()" (area)="around($event)" /> } @placeholder { <div class="skeleton map-ghost"></div> } @error { <p-lost /> }</div>
          } @else {
            <div class="list" [class.stale]="results.start.loading()">
              @for (item of items(); track item.id; let at = $index) { <p-hire-card [item]="item" [eager]="at < 3" (hover)="hot.set($event)" /> }
            </div>
          }
          @if (!results.start.problem() && results.more() && items().length) {
            <div class="more"><button type="button" class="btn" [attr.aria-disabled]="results.busy()" [attr.aria-busy]="results.busy()" (click)="results.readOn()">{{ t(results.busy() ? 'common.loading' : 'common.more') }}</button></div>
          }
        </section>
        @if (wide()) {
          <div class="beside">
            @defer (on idle) { <p-hire-map [items]="results.start.problem() ? nobody : items()" [hot]="hot()" (area)="around($event)" /> } @placeholder { <div class="skeleton map-ghost"></div> } @error { <p-lost /> }
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
            <button type="button" class="btn primary" (click)="sheet.set(null)">{{ results.start.loading() ? t('common.loading') : t('hire.search.show', { count: results.start.value()?.total ?? 0 }) }}</button>
          </div>
        }
      </p-dialog>
    </div>
  `,
  styleUrl: '../find/results.css',
  styles: `
    :host { --filters: 15rem; }
    .page.both { --page: 104rem; padding-bottom: var(--s-5); }
    .both .frame { grid-template-columns: 15rem minmax(30rem, 1.1fr) minmax(24rem, 1fr); }
    .tools .btn { min-height: var(--tap); }
    .list { display: grid; gap: var(--s-3); grid-template-columns: minmax(0, 1fr); }
    .ghost { height: 10.1rem; border-radius: var(--r-2); }
    .beside { position: sticky; top: var(--s-4); height: calc(100dvh - 2 * var(--s-4)); min-height: 26rem; }
    .mapbox { height: max(26rem, calc(100dvh - 17rem)); } .map-ghost { height: 100%; border-radius: var(--r-2); }
    /* The list of trades hangs below its field: the sheet is as high as it needs. */
    .tall { display: block; min-height: min(36rem, 70dvh); }
    @media (max-width: 60rem) { .ghost { height: 13rem; } .mapbox { height: max(22rem, calc(100dvh - 23rem)); } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HireSearch {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly language = inject(Language);
  private readonly trades = inject(Trades);
  protected readonly ghosts = [1, 2, 3, 4, 5, 6];
  protected readonly nobody: readonly Schema<'FoundProfessional'>[] = [];
  /** Times are the visitor's: profiles do not tell theirs. */
  protected readonly zone = time.zoneName(time.HERE);

  private readonly params = toSignal(inject(ActivatedRoute).queryParams, { initialValue: {} });
  protected readonly query = computed(() => readHire(this.params()));
  protected readonly sheet = signal<'form' | 'filters' | null>(null);
  protected readonly hot = signal<string | null>(null);
  protected readonly narrow = narrowScreen();
  protected readonly wide = wideScreen();

  protected readonly slot = computed(() => slotOf(this.query()));
  protected readonly past = computed(() => (this.slot()?.from.getTime() ?? Infinity) < Date.now() - 15 * 60_000);
  private readonly asked = computed(() => JSON.stringify(askedOf(this.query())));
  private readonly limit = computed(() => (this.wide() || this.query().view === 'map' ? ON_MAP : PAGE));
  protected readonly results = pages(
    () => `${this.limit()} ${this.asked()}`,
    (_, cursor) => {
      const query = { ...askedOf(this.query()), limit: this.limit(), facets: cursor ? undefined : true, cursor };
      return this.api.ok(this.api.http.GET('/api/v1/search/professionals', { params: { query } }));
    },
  );
  protected readonly items = this.results.items;
  protected readonly facets = computed(() => this.results.start.value()?.facets);

  protected readonly filters = computed(() => filterCount(this.query()));
  /** Prices are typed and counted in it; of the first who has one, for an organisation has one as a rule. */
  protected readonly currency = computed(() => this.query().currency || (this.items().find((one) => one.hourlyFrom)?.hourlyFrom?.currency ?? 'EUR'));
  protected readonly sorts = computed(() => sortable(this.query()));
  protected readonly sorted = computed<Sort>(() => sortOf(this.query()));
  protected readonly whatText = computed(() => this.query().q || this.query().trades.map((slug) => this.trades.name(slug)).join(', '));
  protected readonly whenText = computed(() => {
    const slot = this.slot();
    const locale = this.language.locale();
    return slot ? time.dayAndRange(slot.from, slot.to, time.HERE, locale) : '';
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
    const [page, shown] = [this.results.start.value(), this.items().length];
    // With a time the total counts who is not free then as well.
    if (this.slot()) return this.language.say(this.results.more() ? 'hire.search.freeMore' : 'hire.search.free', { count: shown });
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
}
