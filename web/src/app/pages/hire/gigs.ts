import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { digits, minorUnits } from '@core/money';
import { pages } from '@core/pages';
import { Icon } from '@ui/icon';
import { Empty, Failed } from '@ui/states';

import { GigCard } from './gig-card';
import { ALL_GIGS, GigQuery, WITHIN, askedGigs, gigSorts, readGigs, writeGigs } from './gig-query';
import { hireMessages } from './messages';
import { SpokenPipe } from './spoken';
import { WhatField } from './what-field';

const PAGE = 24;
/** Gigs are written in the languages of the product. */
const WRITTEN = ['es', 'en'];

/** Services at a fixed price, narrowed by what the address bar says. */
@Component({
  selector: 'p-gigs',
  imports: [Empty, Failed, GigCard, Icon, RouterLink, SpokenPipe, TranslocoDirective, WhatField],
  providers: [hireMessages],
  template: `
    <div class="page" *transloco="let t">
      <div class="head">
        <div><h1>{{ t('hire.gigs.heading') }}</h1><p class="muted">{{ t('hire.gigs.lead') }}</p></div>
        <a class="btn" routerLink="/hire" [queryParams]="{ trade: query().trades.join(',') || null, q: query().q || null }"><p-icon name="users" [size]="18" />{{ t('hire.gigs.people') }}</a>
      </div>
      <form role="search" [attr.aria-label]="t('hire.gigs.search')" (submit)="$event.preventDefault(); search()">
        <div class="part"><p-what-field [(words)]="q" [(trades)]="trades" [done]="chosen" /></div>
        <button type="submit" class="btn primary"><p-icon name="search" /><span>{{ t('hire.form.go') }}</span></button>
      </form>
      <div class="filters">
        <label><span class="visually-hidden">{{ t('hire.gigs.within') }}</span>
          <select class="input" (change)="go({ days: +$any($event.target).value || null })">
            <option value="0">{{ t('hire.gigs.anyDays') }}</option>
            @for (days of within; track days) { <option [value]="days" [selected]="days === query().days">{{ days === 1 ? t('hire.gigs.withinDay') : t('hire.gigs.withinDays', { count: days }) }}</option> }
          </select>
        </label>
        <label><span class="visually-hidden">{{ t('hire.gigs.language') }}</span>
          <select class="input" (change)="go({ language: $any($event.target).value })">
            <option value="">{{ t('hire.gigs.anyLanguage') }}</option>
            @for (code of written; track code) { <option [value]="code" [selected]="code === query().language">{{ code | spoken }}</option> }
          </select>
        </label>
        <label class="max"><span class="visually-hidden">{{ t('hire.gigs.max') }}</span><input class="input" type="text" inputmode="decimal" [placeholder]="t('hire.gigs.max')" [value]="maxText()" (change)="setMax($any($event.target).value)" /></label>
        <label class="sort"><span class="visually-hidden">{{ t('hire.search.sort') }}</span>
          <select class="input" (change)="go({ sort: $any($event.target).value })">
            @for (sort of sorts(); track sort) { <option [value]="sort" [selected]="sort === (query().sort ?? sorts()[0])">{{ t('hire.gigSort.' + sort) }}</option> }
          </select>
        </label>
        @if (narrowed()) { <button type="button" class="link small" (click)="clear()">{{ t('hire.search.clear') }}</button> }
      </div>
      <p class="visually-hidden" aria-live="polite">{{ found.start.first() ? t('hire.search.looking') : t('hire.gigs.shown', { count: items().length }) }}</p>
      @if (found.start.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="found.start.reload()" />
      } @else if (found.start.first()) {
        <div class="cards" aria-hidden="true">@for (ghost of ghosts; track ghost) { <div class="skeleton ghost"></div> }</div>
      } @else if (!items().length) {
        <p-empty icon="package" [heading]="t('hire.gigs.none')" [text]="t('hire.gigs.noneText')">
          @if (narrowed()) { <button type="button" class="btn primary" (click)="clear()">{{ t('hire.search.clear') }}</button> }
          <a class="btn" routerLink="/hire" [queryParams]="{ trade: query().trades.join(',') || null, q: query().q || null }">{{ t('hire.gigs.people') }}</a>
        </p-empty>
      } @else {
        <div class="cards" [class.stale]="found.start.loading()">@for (gig of items(); track gig.id; let at = $index) { <p-gig-card [gig]="gig" [eager]="at < 4" /> }</div>
        @if (found.more()) { <div class="more"><button type="button" class="btn" [attr.aria-disabled]="found.busy()" [attr.aria-busy]="found.busy()" (click)="found.readOn()">{{ t(found.busy() ? 'common.loading' : 'common.more') }}</button></div> }
      }
    </div>
  `,
  styles: `
    .page { display: grid; gap: var(--s-4); grid-template-columns: minmax(0, 1fr); align-content: start; }
    .head { margin-bottom: 0; }
    form { display: grid; grid-template-columns: 1fr auto; background: var(--surface); border: 1px solid var(--line); border-radius: var(--r-2); box-shadow: var(--shadow-1); }
    .part { position: relative; display: grid; align-content: center; padding: var(--s-2) var(--s-4); min-height: 3.75rem; min-width: 0; } .part:focus-within { background: color-mix(in srgb, var(--brand-soft) 40%, transparent); border-radius: inherit; }
    form .btn { margin: var(--s-2); border-radius: calc(var(--r-2) - var(--s-1)); padding-inline: var(--s-5); }
    .filters { position: relative; display: flex; flex-wrap: wrap; gap: var(--s-2); align-items: center; } .filters .input { width: auto; font-size: var(--t-sm); } .max .input { width: 9rem; } .sort { margin-inline-start: auto; }
    .cards { grid-template-columns: repeat(auto-fill, minmax(min(100%, 16rem), 1fr)); gap: var(--s-4); } .stale { opacity: 0.6; transition: opacity var(--calm) 150ms; }
    .ghost { height: 20.5rem; border-radius: var(--r-2); }
    .more { display: grid; justify-items: center; padding-top: var(--s-4); }
    @media (max-width: 40rem) { form { grid-template-columns: 1fr; } form .btn { min-height: 3.25rem; } .filters { flex-wrap: nowrap; overflow-x: auto; scrollbar-width: none; margin: -0.25rem; padding: 0.25rem; } .filters > * { flex: none; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Gigs {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  protected readonly ghosts = [1, 2, 3, 4, 5, 6, 7, 8];
  protected readonly within = WITHIN;
  protected readonly written = WRITTEN;

  private readonly params = toSignal(inject(ActivatedRoute).queryParams, { initialValue: {} });
  protected readonly query = computed(() => readGigs(this.params()));
  protected readonly q = linkedSignal(() => this.query().q);
  protected readonly trades = linkedSignal(() => this.query().trades);
  protected readonly chosen = (): void => this.search();
  private readonly asked = computed(() => JSON.stringify(askedGigs(this.query())));
  protected readonly found = pages(
    () => this.asked(),
    (_, cursor) => this.api.ok(this.api.http.GET('/api/v1/gigs', { params: { query: { ...askedGigs(this.query()), limit: PAGE, cursor } } })),
  );
  protected readonly items = this.found.items;
  protected readonly sorts = computed(() => gigSorts(this.query()));
  protected readonly narrowed = computed(() => Object.keys(writeGigs({ ...this.query(), sort: null })).length > 0);
  private readonly currency = computed(() => this.items()[0]?.price.currency ?? 'EUR');
  protected readonly maxText = computed(() => (this.query().max === null ? '' : String((this.query().max ?? 0) / 10 ** digits(this.currency()))));

  protected go(change: Partial<GigQuery>): void {
    void this.router.navigate(['/gigs'], { queryParams: writeGigs({ ...this.query(), ...change }), scroll: 'manual' });
  }

  protected search(): void {
    this.go({ q: this.q().trim(), trades: this.trades() });
  }

  protected clear(): void {
    this.go({ ...ALL_GIGS, sort: this.query().sort });
  }

  protected setMax(text: string): void {
    const amount = minorUnits(text, this.currency());
    this.go({ max: amount && amount > 0 ? amount : null });
  }
}
