import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Language } from '@core/i18n';
import * as time from '@core/time';
import { Icon } from '@ui/icon';
import { Picture } from '@ui/picture';
import { MoneyPipe } from '@ui/pipes';

import { AmenityPipe } from './amenity';
import { Membership } from './membership';
import { hourlyPrice } from './price';
import type { Slot } from './query';

/** One result: what it looks like, where it is, whom it holds and what the chosen time costs. */
@Component({
  selector: 'p-search-card',
  imports: [AmenityPipe, Icon, MoneyPipe, Picture, RouterLink, TranslocoDirective],
  template: `
    <article [class.small]="small()" *transloco="let t">
      <div class="shot">
        <p-picture [photo]="item().photo" [kind]="item().kind" [seed]="item().id" [eager]="eager()" />
        <div class="badges">
          @if (slot()) { <span class="badge" data-tone="good"><p-icon name="check" [size]="14" />{{ t('find.card.free') }}</span> }
          @if (!slot() && freeNow()) { <span class="badge" data-tone="good"><span class="dot"></span>{{ t('find.card.freeNow') }}</span> }
          @if (item().audience === 'members' && !membership.member()) { <span class="badge">{{ t('find.card.members') }}</span> }
        </div>
      </div>
      <div class="text">
        <h2><a [routerLink]="['/resources', item().id]" [queryParams]="linkQuery()">{{ item().name }}</a></h2>
        <p class="muted small where"><span class="clip">{{ item().kind === 'person' ? item().location.city : item().location.name + ' · ' + item().location.city }}</span>@if (away(); as far) { <span class="nowrap strong">{{ far }}</span> }</p>
        @if (!small()) {
          <p class="facts-line small">
            <span>{{ t('find.kinds.' + item().kind) }}</span>
            @if (item().kind !== 'person') { <span class="nowrap"><p-icon name="users" [size]="15" />{{ item().capacity }}<span class="visually-hidden"> {{ t('find.card.people') }}</span></span> }
          </p>
          <p class="muted tiny clip amenities">@for (one of item().amenities.slice(0, 4); track one; let last = $last) { <span>{{ one | amenity }}{{ last ? '' : ' · ' }}</span> }</p>
        }
        <p class="price">
          @if (shown(); as price) {
            @if (price.about) { <span class="muted small">{{ t('find.card.from') }}</span> }
            <b>{{ price.amount.amount === 0 ? t('find.card.noCost') : (price.amount | money) }}</b>
            @if (price.unit === 'slot') { <span class="muted small">{{ lasts() }}</span> }
            @if (price.unit === 'hour') { <span class="muted small">{{ t('find.card.perHour') }}</span> }
          } @else {
            <b>{{ t('find.card.noCost') }}</b>
          }
        </p>
      </div>
    </article>
  `,
  styles: `
    :host { display: block; min-width: 0; }
    article { position: relative; display: grid; height: 100%; grid-template-rows: auto 1fr; background: var(--surface); border: 1px solid var(--line); border-radius: var(--r-2); overflow: hidden; transition: box-shadow var(--calm), border-color var(--calm); }
    article:hover { box-shadow: var(--shadow-2); border-color: var(--line-strong); }
    article:focus-within { border-color: var(--brand); }
    .shot { position: relative; }
    .badges { position: absolute; inset: var(--s-3) var(--s-3) auto; display: flex; justify-content: space-between; gap: var(--s-2); flex-wrap: wrap; }
    .badge { min-height: 1.6rem; box-shadow: var(--shadow-1); background: var(--surface); }
    .badge[data-tone='good'] { background: var(--good-soft); }
    .dot { width: 0.5rem; height: 0.5rem; border-radius: 50%; background: var(--good); }
    .text { display: grid; gap: 0.15rem; padding: var(--s-4); align-content: start; grid-template-rows: auto auto auto auto 1fr; min-width: 0; }
    h2 { font-size: var(--t-lg); }
    h2 a { color: var(--text); text-decoration: none; }
    h2 a::after { content: ''; position: absolute; inset: 0; }
    article:hover h2 a { text-decoration: underline; text-underline-offset: 0.18em; }
    .where { display: flex; justify-content: space-between; gap: var(--s-2); }
    .facts-line { display: flex; gap: var(--s-3); margin-top: var(--s-1); } .facts-line span { display: inline-flex; gap: var(--s-1); align-items: center; }
    .amenities { min-height: 1.25rem; }
    .price { display: flex; align-items: baseline; gap: var(--s-1) var(--s-2); flex-wrap: wrap; align-self: end; margin-top: var(--s-3); }
    .price b { font-size: var(--t-xl); letter-spacing: -0.02em; line-height: 1.1; }
    .small .text { padding: var(--s-3); } .small h2 { font-size: var(--t-md); } .small .price { margin-top: var(--s-1); } .small .price b { font-size: var(--t-lg); }
    article.small { grid-template: auto / 6.5rem 1fr; } .small p-picture { height: 100%; aspect-ratio: auto; } .small .badges { display: none; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SearchCard {
  private readonly language = inject(Language);
  protected readonly membership = inject(Membership);
  readonly item = input.required<Schema<'ResourceSummary'>>();
  readonly slot = input<Slot | null>(null);
  /** The price of the slot, once its rates are known. */
  readonly price = input<Schema<'Money'> | null>(null);
  readonly freeNow = input(false);
  readonly eager = input(false);
  /** In a strip over the map. */
  readonly small = input(false);

  protected readonly shown = computed<{ amount: Schema<'Money'>; unit: 'slot' | 'hour' | 'least'; about: boolean } | null>(() => {
    const [item, slot, price] = [this.item(), this.slot(), this.price()];
    if (slot && price) return { amount: price, unit: 'slot', about: false };
    const hourly = slot && hourlyPrice(item, slot);
    if (hourly) return { amount: hourly, unit: 'slot', about: true };
    if (item.pricePerHour) return { amount: item.pricePerHour, unit: 'hour', about: false };
    return item.fromPrice ? { amount: item.fromPrice, unit: 'least', about: true } : null;
  });
  protected readonly lasts = computed(() => {
    const slot = this.slot();
    return slot ? time.length((slot.to.getTime() - slot.from.getTime()) / 60_000, this.language.locale()) : '';
  });
  protected readonly away = computed(() => {
    const km = this.item().distanceKm;
    if (km === null || km === undefined) return null;
    const [value, unit] = km < 1 ? [Math.round(km * 1000), 'meter'] : [km, 'kilometer'];
    return new Intl.NumberFormat(this.language.locale(), { style: 'unit', unit, maximumFractionDigits: km < 10 ? 1 : 0 }).format(value);
  });
  // The page of the resource reads its own clock.
  protected readonly linkQuery = computed(() => {
    const slot = this.slot();
    const zone = this.item().location.timeZone;
    return slot ? { date: time.dateIn(slot.from, zone), from: time.clockIn(slot.from, zone), to: time.clockIn(slot.to, zone) } : {};
  });
}
