import { ChangeDetectionStrategy, Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Batch } from '@core/batch';
import { Language } from '@core/i18n';
import { load } from '@core/load';
import { money } from '@core/money';
import { pages } from '@core/pages';
import * as time from '@core/time';
import { Dialog } from '@ui/dialog';
import { Icon } from '@ui/icon';
import { Failed } from '@ui/states';

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
                @if (results.start.problem() ?? places.problem()) {} @else if (results.start.first()) { {{ t('find.search.looking') }} } @else { {{ countText() }}@if (slot()) { · {{ whenText() }} ({{ t('find.search.clockOf', { zone: zoneName() }) }}) } }
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

          @if (results.start.problem() ?? places.problem(); as problem) {
            <p-failed [problem]="problem" (retry)="again()" />
          } @else if (results.start.first()) {
            <div class="cards" aria-hidden="true">
              @for (ghost of ghosts; track ghost) { <div class="ghost card flush"><div class="skeleton shot"></div><div class="stack tight body"><div class="skeleton"></div><div class="skeleton short"></div><div class="skeleton short"></div></div></div> }
            </div>
          } @else if (!items().length) {
            <p-search-none [query]="query()" [locations]="places.all()" (chosen)="go($event)" />
          } @else if (query().view === 'map') {
            @defer { <p-search-map [items]="items()" [slot]="slot()" [prices]="prices()" /> } @placeholder { <div class="skeleton map-ghost"></div> } @error { <p-lost /> }
          } @else {
            <div class="cards" [class.stale]="results.start.loading()">
              @for (item of items(); track item.id; let first = $first) {
                <p-search-card [item]="item" [slot]="slot()" [price]="prices().get(item.id) ?? null" [freeNow]="freeNow.value()?.has(item.id) ?? false" [eager]="first" />
              }
            </div>
          }
          @if (results.more() && items().length) {
            <div class="more"><button type="button" class="btn" [disabled]="results.busy()" (click)="results.readOn()">{{ t(results.busy() ? 'common.loading' : 'common.more') }}</button></div>
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
  styleUrl: './results.css',
  styles: `
    :host { --filters: 16rem; }
    .tools .chip, .tools .btn { min-height: 2.75rem; }
    .cards { gap: var(--s-4); }
    .ghost .shot { aspect-ratio: 16 / 10; border-radius: 0; } .ghost .body { padding: var(--s-4); min-height: 10.25rem; } .short { width: 55%; }
    .map-ghost { height: max(26rem, calc(100dvh - 17rem)); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Search {
  private readonly api = inject(Api);
  private readonly batch = inject(Batch);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly language = inject(Language);
  protected readonly places = inject(Places);
  protected readonly ghosts = [1, 2, 3, 4, 5, 6];

  private readonly params = toSignal(this.route.queryParams, { initialValue: {} });
  protected readonly query = computed(() => readQuery(this.params()));
  protected readonly sheet = signal<'form' | 'filters' | null>(null);
  protected readonly narrow = narrowScreen();

  protected readonly slot = computed(() => (this.places.ready() ? slotOf(this.query(), zoneOf(this.query(), this.places.all())) : null));
  protected readonly past = computed(() => (this.slot()?.from.getTime() ?? Infinity) < Date.now() - 15 * 60_000);
  private readonly asked = computed(() => (this.places.ready() ? JSON.stringify(askedOf(this.query(), this.places.all())) : undefined));
  private readonly size = computed(() => (this.query().view === 'map' ? ON_MAP : PAGE));

  protected readonly results = pages(
    () => (this.asked() ? { asked: this.asked() as string, limit: this.size() } : undefined),
    ({ asked, limit }, cursor) => this.api.ok(this.api.http.GET('/api/v1/resources', { params: { query: { ...JSON.parse(asked), limit, cursor } } })),
  );
  protected readonly items = this.results.items;

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
    return slot ? time.dayAndRange(slot.from, slot.to, zone, locale) : '';
  });
  protected readonly isNow = computed(() => {
    const slot = this.slot();
    return !!slot && Math.abs(slot.from.getTime() - Date.now()) < 30 * 60_000;
  });
  protected readonly countText = computed(() => {
    const [count, more] = [this.items().length, this.results.more()];
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
    else void this.results.start.reload();
  }

  private async price(ids: readonly string[]): Promise<void> {
    const missing = ids.filter((id) => !this.rates().has(id));
    // Without an answer the price by the hour stays.
    const parts = await this.batch.read<Schema<'Resource'>>(missing.map((id) => `/api/v1/resources/${id}`)).catch(() => []);
    const known = parts.flatMap(({ body }) => (body ? [[body.id, body] as const] : []));
    if (known.length) this.rates.update((before) => new Map([...before, ...known]));
  }
}
