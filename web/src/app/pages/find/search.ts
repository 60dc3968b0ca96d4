import { ChangeDetectionStrategy, Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { load } from '@core/load';
import { money } from '@core/money';
import { Problem } from '@core/problem';
import * as time from '@core/time';
import { Dialog } from '@ui/dialog';
import { Icon } from '@ui/icon';
import { Failed } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { amenityName } from './amenity';
import { FindForm } from './find-form';
import { addMinutes } from './hours';
import { Lost } from './lost';
import { narrowScreen } from './narrow';
import { Places } from './places';
import { priceOf } from './price';
import { Query, SORTS, Sort, askedOf, filterCount, readQuery, slotOf, writeQuery, zoneOf } from './query';
import { SearchCard } from './search-card';
import { SearchFilters } from './search-filters';
import { SearchMap } from './search-map';
import { SearchNone } from './search-none';

/** A page of the list; so many can be priced by one batch. */
const PAGE = 20;
const ON_MAP = 100;

/** What can be booked, narrowed by what the address bar says: it is the only state here. */
@Component({
  imports: [FindForm, SearchCard, SearchFilters, SearchMap, SearchNone, Dialog, Icon, Failed, Lost, TranslocoDirective],
  template: `
    <div class="page" *transloco="let t">
      @if (narrow()) {
        <button type="button" class="summary" (click)="sheet.set('form')">
          <p-icon name="search" />
          <span class="stack"><span class="strong clip">{{ query().where || t(query().near ? 'find.form.nearMe' : 'find.form.anywhere') }}</span><span class="muted small clip">{{ whenText() || t('find.form.anyTime') }}@if (query().people) { · {{ t('find.search.forPeople', { count: query().people }) }} }</span></span>
          <p-icon name="pencil" [size]="18" />
        </button>
      } @else {
        <p-find-form [slim]="true" [query]="query()" (search)="go($event)" />
      }

      <div class="frame">
        @if (!narrow()) {
          <aside [attr.aria-label]="t('find.filters.title')">
            <p-search-filters [query]="query()" [categories]="menus.value()?.categories ?? []" [amenities]="menus.value()?.amenities ?? []" [currencies]="currencies()" (changed)="go($event)" />
          </aside>
        }
        <section class="found">
          <div class="top">
            <div>
              <h1>{{ t('find.search.heading.' + (query().kind ?? 'all')) }}</h1>
              <p class="muted small" aria-live="polite">
                @if (results.problem() ?? places.problem()) {} @else if (results.first()) { {{ t('find.search.looking') }} } @else { {{ countText() }}@if (slot()) { · {{ whenText() }} ({{ t('find.search.clockOf', { zone: zoneName() }) }}) } }
              </p>
            </div>
            <div class="tools">
              @if (narrow()) {
                <button type="button" class="btn small" (click)="sheet.set('filters')"><p-icon name="sliders-horizontal" [size]="18" />{{ t('find.filters.title') }}@if (filters()) { <span class="badge" data-tone="brand">{{ filters() }}</span> }</button>
              }
              <button type="button" class="chip" [attr.aria-pressed]="isNow()" (click)="freeNowChip()"><p-icon name="zap" [size]="16" />{{ t('find.search.freeNow') }}</button>
              <label class="sort"><span class="visually-hidden">{{ t('find.search.sort') }}</span>
                <select class="input" (change)="go({ sort: $any($event.target).value })">
                  @for (sort of sorts(); track sort) { <option [value]="sort" [selected]="sort === sorted()">{{ t('find.sort.' + sort) }}</option> }
                </select>
              </label>
              <div class="toggle" role="group" [attr.aria-label]="t('find.search.view')">
                <button type="button" [attr.aria-pressed]="query().view === 'list'" (click)="go({ view: 'list' })"><p-icon name="layout-grid" [size]="18" /><span>{{ t('find.search.list') }}</span></button>
                <button type="button" [attr.aria-pressed]="query().view === 'map'" (click)="go({ view: 'map' })"><p-icon name="map" [size]="18" /><span>{{ t('find.search.map') }}</span></button>
              </div>
            </div>
          </div>

          @if (chips().length) {
            <div class="chips">
              @for (chip of chips(); track chip.text) {
                <button type="button" class="chip set" [attr.aria-label]="t('find.search.remove', { what: chip.text })" (click)="go(chip.without)">{{ chip.text }}<p-icon name="x" [size]="14" /></button>
              }
              @if (chips().length > 1) { <button type="button" class="link small" (click)="clear()">{{ t('find.search.clear') }}</button> }
            </div>
          }
          @if (past()) {
            <div class="notice" data-tone="warn"><p-icon name="clock-alert" /><p>{{ t('find.search.past') }} <button type="button" class="link" (click)="freeNowChip()">{{ t('find.search.lookNow') }}</button></p></div>
          }

          @if (results.problem() ?? places.problem(); as problem) {
            <p-failed [problem]="problem" (retry)="again()" />
          } @else if (results.first()) {
            <div class="cards" aria-hidden="true">
              @for (ghost of ghosts; track ghost) { <div class="ghost card flush"><div class="skeleton shot"></div><div class="stack tight body"><div class="skeleton"></div><div class="skeleton short"></div><div class="skeleton short"></div></div></div> }
            </div>
          } @else if (!items().length) {
            <p-search-none [query]="query()" [locations]="places.all()" (chosen)="go($event)" />
          } @else if (query().view === 'map') {
            @defer { <p-search-map [items]="items()" [slot]="slot()" [prices]="prices()" /> } @placeholder { <div class="skeleton map-ghost"></div> } @error { <p-lost /> }
          } @else {
            <div class="cards" [class.stale]="results.loading()">
              @for (item of items(); track item.id; let first = $first) {
                <p-search-card [item]="item" [slot]="slot()" [price]="prices().get(item.id) ?? null" [freeNow]="freeNow.value()?.has(item.id) ?? false" [eager]="first" />
              }
            </div>
          }
          @if (results.value()?.next && items().length) {
            <div class="more"><button type="button" class="btn" [disabled]="reading()" (click)="more()">{{ t(reading() ? 'common.loading' : 'common.more') }}</button></div>
          }
        </section>
      </div>

      <p-dialog [open]="sheet() === 'form'" [heading]="t('find.form.label')" (closed)="sheet.set(null)">
        @if (sheet() === 'form') { <p-find-form [query]="query()" (search)="sheet.set(null); go($event)" /> }
      </p-dialog>
      <p-dialog [open]="sheet() === 'filters'" [heading]="t('find.filters.title')" (closed)="sheet.set(null)">
        @if (sheet() === 'filters') {
          <p-search-filters [query]="query()" [categories]="menus.value()?.categories ?? []" [amenities]="menus.value()?.amenities ?? []" [currencies]="currencies()" (changed)="go($event)" />
          <div class="row between foot">
            <button type="button" class="btn quiet" (click)="clear()">{{ t('find.search.clear') }}</button>
            <button type="button" class="btn primary" (click)="sheet.set(null)">{{ t('find.search.show') }}</button>
          </div>
        }
      </p-dialog>
    </div>
  `,
  styles: `
    .page { display: grid; gap: var(--s-5); grid-template-columns: minmax(0, 1fr); align-content: start; }
    .frame { display: grid; grid-template-columns: 16rem minmax(0, 1fr); gap: var(--s-6); align-items: start; }
    .found { display: grid; gap: var(--s-4); grid-template-columns: minmax(0, 1fr); align-content: start; min-height: 70vh; }
    .top { display: flex; flex-wrap: wrap; align-items: end; justify-content: space-between; gap: var(--s-3) var(--s-5); }
    .tools { display: flex; flex-wrap: wrap; gap: var(--s-2); align-items: center; }
    .tools .chip, .tools .btn { min-height: 2.75rem; }
    .sort select { width: auto; font-size: var(--t-sm); }
    .toggle { display: flex; border: 1px solid var(--line-strong); border-radius: var(--r-1); overflow: clip; background: var(--surface); }
    .toggle button { display: flex; gap: var(--s-2); align-items: center; min-height: 2.65rem; padding: 0 var(--s-3); border: 0; background: none; font-size: var(--t-sm); font-weight: 600; }
    .toggle button[aria-pressed='true'] { background: var(--brand-soft); color: var(--brand-strong); }
    .toggle button:focus-visible { outline-offset: -3px; }
    .cards { gap: var(--s-4); } .cards.stale { opacity: 0.6; transition: opacity var(--calm) 150ms; }
    .chips { display: flex; flex-wrap: wrap; gap: var(--s-2); align-items: center; } .chip.set { background: var(--brand-soft); border-color: transparent; color: var(--brand-strong); }
    .ghost .shot { aspect-ratio: 16 / 10; border-radius: 0; } .ghost .body { padding: var(--s-4); min-height: 10.25rem; } .short { width: 55%; }
    .map-ghost { height: max(26rem, calc(100dvh - 17rem)); }
    .more { display: grid; justify-items: center; padding-top: var(--s-4); }
    .summary { display: grid; grid-template-columns: auto 1fr auto; align-items: center; gap: var(--s-3); width: 100%; min-height: 3.75rem; padding: var(--s-2) var(--s-4); border: 1px solid var(--line-strong); border-radius: var(--r-full); background: var(--surface); text-align: start; box-shadow: var(--shadow-1); }
    .summary .stack { gap: 0; line-height: 1.3; }
    .foot { position: sticky; bottom: 0; margin: 0 calc(-1 * var(--s-5)) calc(-1 * var(--s-5)); padding: var(--s-3) var(--s-5) calc(var(--s-3) + env(safe-area-inset-bottom)); background: var(--surface); border-top: 1px solid var(--line); }
    @media (max-width: 60rem) {
      .page { padding-top: var(--s-4); gap: var(--s-4); }
      .frame { grid-template-columns: minmax(0, 1fr); }
      /* The tools stay at hand above the cards, on ground of their own: nothing lies over a price. */
      .top { display: contents; }
      .tools { position: sticky; z-index: 20; top: 0; flex-wrap: nowrap; overflow-x: auto; scrollbar-width: none; margin-inline: calc(-1 * var(--s-4)); padding: var(--s-2) var(--s-4); background: var(--bg); } .tools > * { flex: none; }
      .toggle { order: -1; } .toggle button { min-width: var(--tap); min-height: calc(var(--tap) - 2px); justify-content: center; } .toggle span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Search {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly toasts = inject(Toasts);
  private readonly language = inject(Language);
  protected readonly places = inject(Places);
  protected readonly ghosts = [1, 2, 3, 4, 5, 6];

  private readonly params = toSignal(this.route.queryParams, { initialValue: {} });
  protected readonly query = computed(() => readQuery(this.params()));
  protected readonly sheet = signal<'form' | 'filters' | null>(null);
  protected readonly reading = signal(false);
  protected readonly narrow = narrowScreen();

  protected readonly slot = computed(() => (this.places.ready() ? slotOf(this.query(), zoneOf(this.query(), this.places.all())) : null));
  protected readonly past = computed(() => (this.slot()?.from.getTime() ?? Infinity) < Date.now() - 15 * 60_000);
  private readonly asked = computed(() => (this.places.ready() ? JSON.stringify(askedOf(this.query(), this.places.all())) : undefined));
  private readonly size = computed(() => (this.query().view === 'map' ? ON_MAP : PAGE));

  protected readonly results = load(
    () => (this.asked() ? { asked: this.asked() as string, limit: this.size() } : undefined),
    ({ asked, limit }) => this.api.ok(this.api.http.GET('/api/v1/resources', { params: { query: { ...JSON.parse(asked), limit } } })),
  );
  protected readonly items = computed(() => this.results.value()?.items ?? []);

  /** What is free for the next half hour, while no time is asked for; without it nothing is claimed. */
  protected readonly freeNow = load(
    () => (this.asked() && !this.query().date ? this.asked() : undefined),
    async (asked) => {
      const from = new Date(Math.ceil(Date.now() / 900_000) * 900_000);
      const page = await this.api.ok(this.api.http.GET('/api/v1/resources', { params: { query: { ...JSON.parse(asked), from: from.toISOString(), to: new Date(from.getTime() + 1_800_000).toISOString(), limit: 200 } } }));
      return new Set(page.items.map((one) => one.id));
    },
  );

  protected readonly menus = load(
    () => true,
    async () => {
      const [categories, amenities] = await Promise.all([this.api.ok(this.api.http.GET('/api/v1/categories')), this.api.ok(this.api.http.GET('/api/v1/amenities'))]);
      return { categories: categories.items, amenities: amenities.items };
    },
  );

  // The rates of what is shown, read by batches: with them the price of the chosen time is exact for everybody.
  private readonly rates = signal<ReadonlyMap<string, Schema<'Resource'>>>(new Map());
  protected readonly prices = computed(() => {
    const slot = this.slot();
    const prices = new Map<string, Schema<'Money'>>();
    if (!slot) return prices;
    for (const [id, resource] of this.rates()) {
      const price = priceOf(resource, slot);
      if (price) prices.set(id, price.total);
    }
    return prices;
  });

  protected readonly filters = computed(() => filterCount(this.query()));
  protected readonly currencies = computed(() => {
    const seen = this.items().flatMap((one) => (one.fromPrice ? [one.fromPrice.currency] : []));
    return [...new Set([...(this.query().currency ? [this.query().currency] : []), ...seen])];
  });
  protected readonly sorts = computed(() => SORTS.filter((one) => (one !== 'relevance' || this.query().q) && (one !== 'distance' || this.query().near)));
  protected readonly sorted = computed<Sort>(() => this.query().sort ?? this.sorts().find((one) => one === 'relevance' || one === 'distance') ?? 'name');
  protected readonly zoneName = computed(() => time.zoneName(zoneOf(this.query(), this.places.all())));
  protected readonly whenText = computed(() => {
    const slot = this.slot();
    const zone = zoneOf(this.query(), this.places.all());
    const locale = this.language.locale();
    return slot ? `${time.day(slot.from, zone, locale)}, ${time.range(slot.from, slot.to, zone, locale)}` : '';
  });
  protected readonly isNow = computed(() => {
    const slot = this.slot();
    return !!slot && Math.abs(slot.from.getTime() - Date.now()) < 30 * 60_000;
  });
  protected readonly countText = computed(() => {
    const [count, more] = [this.items().length, !!this.results.value()?.next];
    if (count === 1 && !more) return this.language.say('find.search.one');
    return this.language.say(more ? 'find.search.manyMore' : 'find.search.many', { count });
  });
  /** What narrows the search, each with the query without it. */
  protected readonly chips = computed(() => {
    const query = this.query();
    const lang = this.language.lang();
    const chips: { text: string; without: Query }[] = [];
    if (query.q) chips.push({ text: `“${query.q}”`, without: { ...query, q: '' } });
    const category = this.menus.value()?.categories.find((one) => one.slug === query.category);
    if (query.category) chips.push({ text: category?.names[lang] ?? query.category, without: { ...query, category: '' } });
    for (const one of query.amenities) chips.push({ text: amenityName(one, (key) => this.language.say(key)), without: { ...query, amenities: query.amenities.filter((other) => other !== one) } });
    if (query.max !== null) chips.push({ text: this.language.say('find.search.upTo', { price: money({ amount: query.max, currency: query.currency }, this.language.locale()) }), without: { ...query, max: null, currency: '' } });
    return chips;
  });

  constructor() {
    void this.places.read();
    effect(() => {
      const [items, slot] = [this.items(), this.slot()];
      if (slot && this.query().view === 'list') untracked(() => void this.price(items.map((one) => one.id)));
    });
  }

  protected go(change: Partial<Query>): void {
    void this.router.navigate(['/search'], { queryParams: writeQuery({ ...this.query(), ...change }), scroll: 'manual' });
  }

  protected clear(): void {
    this.go({ q: '', kind: null, category: '', amenities: [], max: null, currency: '' });
  }

  protected freeNowChip(): void {
    if (this.isNow()) return this.go({ date: '', from: '', to: '' });
    const zone = zoneOf(this.query(), this.places.all());
    const next = new Date(Math.ceil(Date.now() / 900_000) * 900_000);
    const from = time.clockIn(next, zone);
    this.go({ date: time.dateIn(next, zone), from, to: addMinutes(from, 60) });
  }

  protected again(): void {
    if (this.places.problem()) void this.places.read();
    else void this.results.reload();
  }

  protected async more(): Promise<void> {
    const [before, asked] = [this.results.value(), this.asked()];
    if (!before?.next || !asked || this.reading()) return;
    this.reading.set(true);
    try {
      const page = await this.api.ok(this.api.http.GET('/api/v1/resources', { params: { query: { ...JSON.parse(asked), limit: this.size(), cursor: before.next } } }));
      if (this.asked() === asked) this.results.set({ items: [...before.items, ...page.items], next: page.next });
    } catch (error) {
      this.toasts.problem(Problem.from(error));
    }
    this.reading.set(false);
  }

  private async price(ids: readonly string[]): Promise<void> {
    const missing = ids.filter((id) => !this.rates().has(id));
    for (let at = 0; at < missing.length; at += PAGE) {
      const get = missing.slice(at, at + PAGE).map((id) => `/api/v1/resources/${id}`);
      // Without an answer the price by the hour stays.
      const answer = await this.api.ok(this.api.http.POST('/api/v1/batch', { body: { get } })).catch(() => null);
      const known = (answer?.answers ?? []).flatMap((one) => (one.status === 200 ? [one.body as Schema<'Resource'>] : []));
      this.rates.update((before) => new Map([...before, ...known.map((one) => [one.id, one] as const)]));
    }
  }
}
