import { ChangeDetectionStrategy, Component, ElementRef, OnDestroy, ViewEncapsulation, afterNextRender, computed, effect, inject, input, linkedSignal, untracked, viewChild } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { LayerGroup, Map as LeafletMap, divIcon, latLngBounds, layerGroup, map, marker, tileLayer } from 'leaflet';

import type { Schema } from '@core/api';
import { Language } from '@core/i18n';
import { money } from '@core/money';

import { hourlyPrice } from './price';
import type { Slot } from './query';
import { SearchCard } from './search-card';

interface Spot {
  id: string;
  name: string;
  at: [number, number];
  items: Schema<'ResourceSummary'>[];
  /** `24 €`, the least of what is there. */
  price: string;
}

/** Results on a map: a pin for each place with its lowest price; a pin shows what is there. Its own chunk, with leaflet in it. */
@Component({
  selector: 'p-search-map',
  imports: [SearchCard, TranslocoDirective],
  // Leaflet makes its elements itself, so its rules must not be scoped.
  encapsulation: ViewEncapsulation.None,
  styleUrl: '../../../../node_modules/leaflet/dist/leaflet.css',
  styles: `
    p-search-map { position: relative; display: block; height: max(26rem, calc(100dvh - 17rem)); border: 1px solid var(--line); border-radius: var(--r-2); overflow: hidden; isolation: isolate; }
    p-search-map .leaflet-container { position: absolute; inset: 0; font: inherit; background: var(--surface-2) radial-gradient(circle at 1px 1px, var(--line) 1px, transparent 1.5px) 0 0 / 24px 24px; }
    p-search-map .leaflet-tile-pane { filter: saturate(0.75); }
    :root[data-theme='dark'] p-search-map .leaflet-tile-pane { filter: invert(1) hue-rotate(180deg) saturate(0.5) brightness(0.9); }
    p-search-map .leaflet-bar a, p-search-map .leaflet-touch .leaflet-bar a { background: var(--surface); color: var(--text); border-color: var(--line); width: 44px; height: 44px; line-height: 44px; }
    p-search-map .leaflet-container .leaflet-control-attribution { font-size: 0.75rem; background: color-mix(in srgb, var(--surface) 85%, transparent); color: var(--text); border-radius: 0 0 0 var(--r-1); } p-search-map .leaflet-container .leaflet-control-attribution a { color: inherit; text-decoration: underline; }
    p-search-map .pin { position: absolute; left: 0; top: 0; transform: translate(-50%, calc(-100% - 8px)); display: flex; align-items: center; gap: 0.4rem; min-height: 2.75rem; padding: 0 0.9rem; border-radius: var(--r-full); background: var(--surface); color: var(--text); border: 2px solid var(--brand); box-shadow: var(--shadow-2); font-weight: 700; font-size: 1rem; white-space: nowrap; cursor: pointer; }
    p-search-map .pin::after { content: ''; position: absolute; left: 50%; bottom: -8px; width: 12px; height: 12px; background: inherit; border: solid var(--brand); border-width: 0 2px 2px 0; transform: translateX(-50%) rotate(45deg); }
    p-search-map .pin span { font-weight: 500; font-size: 0.8125rem; color: var(--muted); }
    p-search-map .pin.on { background: var(--brand); color: var(--on-brand); } p-search-map .pin.on span { color: inherit; }
    p-search-map .leaflet-marker-icon:focus-visible { outline: none; } p-search-map .leaflet-marker-icon:focus-visible .pin { outline: 3px solid var(--focus); outline-offset: 2px; }
    p-search-map .strip { position: absolute; inset: auto 0 0; z-index: 1000; display: flex; gap: var(--s-3); overflow-x: auto; padding: var(--s-3) var(--s-3) var(--s-6); scroll-snap-type: x proximity; }
    @media (max-width: 60rem) { p-search-map { height: max(22rem, calc(100dvh - 23rem)); } }
    p-search-map .strip p-search-card { flex: 0 0 min(20rem, 82vw); scroll-snap-align: center; }
    p-search-map .strip article { box-shadow: var(--shadow-2); }
  `,
  template: `
    <ng-container *transloco="let t">
      <div #canvas role="region" [attr.aria-label]="t('find.map.label')"></div>
      @if (open(); as spot) {
        <div class="strip" role="group" [attr.aria-label]="spot.name">
          @for (item of spot.items; track item.id) { <p-search-card [item]="item" [slot]="slot()" [price]="prices().get(item.id) ?? null" [small]="true" /> }
        </div>
      }
    </ng-container>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SearchMap implements OnDestroy {
  private readonly language = inject(Language);
  private readonly transloco = inject(TranslocoService);
  readonly items = input.required<readonly Schema<'ResourceSummary'>[]>();
  readonly slot = input<Slot | null>(null);
  /** Prices of the slot that are known already, by resource. */
  readonly prices = input<ReadonlyMap<string, Schema<'Money'>>>(new Map());

  private readonly canvas = viewChild<ElementRef<HTMLElement>>('canvas');
  private readonly spots = computed(() => spotsOf(this.items(), this.slot(), this.prices(), this.language.locale(), this.transloco.translate('find.card.noCost')));
  private readonly chosen = linkedSignal<string | null>(() => (this.spots().length === 1 ? this.spots()[0].id : null));
  protected readonly open = computed(() => this.spots().find((one) => one.id === this.chosen()) ?? null);
  private shown: LeafletMap | null = null;
  private pins: LayerGroup | null = null;
  private bounds = '';

  constructor() {
    afterNextRender(() => {
      const canvas = this.canvas()?.nativeElement;
      if (!canvas) return;
      this.shown = map(canvas, { zoomControl: true, scrollWheelZoom: true, worldCopyJump: true, zoomAnimation: !matchMedia('(prefers-reduced-motion: reduce)').matches });
      tileLayer('https://tile.openstreetmap.org/{z}/{x}/{y}.png', { maxZoom: 19, attribution: '© <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a>' }).addTo(this.shown);
      this.shown.attributionControl.setPrefix('Leaflet').setPosition('topright');
      this.pins = layerGroup().addTo(this.shown);
      this.draw(this.spots(), this.chosen());
    });
    effect(() => {
      const [spots, chosen] = [this.spots(), this.chosen()];
      untracked(() => this.draw(spots, chosen));
    });
  }

  ngOnDestroy(): void {
    this.shown?.remove();
  }

  private draw(spots: readonly Spot[], chosen: string | null): void {
    if (!this.shown || !this.pins) return;
    this.pins.clearLayers();
    for (const spot of spots) {
      const pin = document.createElement('span');
      pin.className = spot.id === chosen ? 'pin on' : 'pin';
      pin.textContent = spot.price;
      const count = document.createElement('span');
      count.textContent = `× ${spot.items.length}`;
      pin.append(count);
      const title = this.transloco.translate('find.map.pin', { place: spot.name, price: spot.price, count: spot.items.length });
      marker(spot.at, { icon: divIcon({ html: pin, className: '', iconSize: [0, 0] }), title, alt: title, zIndexOffset: spot.id === chosen ? 1000 : 0 })
        .on('click', () => this.chosen.set(spot.id === this.chosen() ? null : spot.id))
        .addTo(this.pins);
    }
    const bounds = JSON.stringify(spots.map((one) => one.at));
    if (!spots.length || bounds === this.bounds) return;
    this.bounds = bounds;
    this.shown.fitBounds(latLngBounds(spots.map((one) => one.at)), { padding: [70, 90], maxZoom: 14 });
  }
}

function spotsOf(items: readonly Schema<'ResourceSummary'>[], slot: Slot | null, prices: ReadonlyMap<string, Schema<'Money'>>, locale: string, free: string): Spot[] {
  const byPlace = grouped(items);
  return [...byPlace.values()].map((there) => {
    const place = there[0].location;
    const costs = there.map((one) => (slot && (prices.get(one.id) ?? hourlyPrice(one, slot))) || one.pricePerHour || one.fromPrice || null);
    const least = costs.every((one) => !one || one.amount === 0) ? null : costs.filter((one) => one !== null && one !== undefined && one.amount > 0).sort((a, b) => (a?.amount ?? 0) - (b?.amount ?? 0))[0];
    return { id: place.id, name: place.name, at: [place.latitude, place.longitude], items: there, price: least ? money(least, locale) : free };
  });
}

function grouped(items: readonly Schema<'ResourceSummary'>[]): Map<string, Schema<'ResourceSummary'>[]> {
  const found = new Map<string, Schema<'ResourceSummary'>[]>();
  for (const one of items) found.set(one.location.id, [...(found.get(one.location.id) ?? []), one]);
  return found;
}
