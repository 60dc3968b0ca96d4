import { ChangeDetectionStrategy, Component, ElementRef, OnDestroy, ViewEncapsulation, afterNextRender, computed, effect, inject, input, linkedSignal, output, signal, untracked, viewChild } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { LayerGroup, Map as LeafletMap, divIcon, latLngBounds, layerGroup, marker } from 'leaflet';

import type { Schema } from '@core/api';
import { Language } from '@core/i18n';
import { money } from '@core/money';
import { Icon } from '@ui/icon';

import { clustered } from './clusters';
import { HireCard } from './hire-card';
import { quietMap } from './quiet-map';

type Found = Schema<'FoundProfessional'>;

/** Pins nearer than this lie on each other, pixels. */
const APART = 56;
/** So near that a closer look would not part them: positions are blurred to about a kilometre. */
const CLOSEST = 14;

/** Where a map was moved to. */
export interface Area {
  latitude: number;
  longitude: number;
  radiusKm: number;
}

/** Professionals at their blurred positions: a pin with the price, or how many where several would lie on each other. */
@Component({
  selector: 'p-hire-map',
  imports: [HireCard, Icon, TranslocoDirective],
  host: { class: 'quiet-map' },
  encapsulation: ViewEncapsulation.None,
  styleUrls: ['../../../../node_modules/leaflet/dist/leaflet.css', './quiet-map.css'],
  styles: `
    p-hire-map { position: relative; display: block; height: 100%; border: 1px solid var(--line); border-radius: var(--r-2); overflow: hidden; isolation: isolate; }
    p-hire-map .pin { position: absolute; left: 0; top: 0; transform: translate(-50%, -50%); display: grid; place-items: center; min-height: 2.75rem; min-width: 2.75rem; padding: 0 0.75rem; border-radius: var(--r-full); background: var(--surface); color: var(--text); border: 2px solid var(--brand); box-shadow: var(--shadow-2); font-weight: 700; font-size: 0.9375rem; white-space: nowrap; cursor: pointer; }
    p-hire-map .pin.many { padding: 0; background: var(--brand-soft); color: var(--brand-strong); }
    p-hire-map .pin.on { background: var(--brand); color: var(--on-brand); }
    p-hire-map .leaflet-marker-icon:focus-visible .pin { outline: 3px solid var(--focus); outline-offset: 2px; }
    p-hire-map .here { position: absolute; z-index: 1000; top: var(--s-3); left: 50%; transform: translateX(-50%); box-shadow: var(--shadow-2); border-radius: var(--r-full); }
    p-hire-map .strip { position: absolute; inset: auto 0 0; z-index: 1000; display: flex; gap: var(--s-3); overflow-x: auto; padding: var(--s-3); scroll-snap-type: x proximity; }
    p-hire-map .strip p-hire-card { flex: 0 0 min(23rem, 86vw); scroll-snap-align: center; }
    p-hire-map .strip article { box-shadow: var(--shadow-2); }
  `,
  template: `
    <ng-container *transloco="let t">
      <div #canvas role="region" [attr.aria-label]="t('hire.map.label')"></div>
      @if (moved()) { <button type="button" class="btn small here" (click)="searchHere()"><p-icon name="search" [size]="16" />{{ t('hire.map.here') }}</button> }
      @if (open(); as people) {
        <div class="strip" role="group" [attr.aria-label]="t('hire.map.chosen')">
          @for (item of people; track item.id) { <p-hire-card [item]="item" [small]="true" /> }
        </div>
      }
    </ng-container>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HireMap implements OnDestroy {
  private readonly language = inject(Language);
  private readonly transloco = inject(TranslocoService);
  readonly items = input.required<readonly Found[]>();
  /** Pointed at in the list. */
  readonly hot = input<string | null>(null);
  /** The map was moved, and what is there is wanted. */
  readonly area = output<Area>();

  private readonly canvas = viewChild<ElementRef<HTMLElement>>('canvas');
  private readonly chosen = linkedSignal<readonly Found[], readonly string[]>({ source: this.items, computation: () => [] });
  protected readonly open = computed(() => {
    const found = this.items().filter((one) => this.chosen().includes(one.id));
    return found.length ? found : null;
  });
  protected readonly moved = signal(false);
  private shown: LeafletMap | null = null;
  private pins: LayerGroup | null = null;
  private drawn: readonly { ids: readonly string[]; pin: HTMLElement }[] = [];
  private bounds = '';
  /** The map is where somebody put it: the next results do not move it. */
  private kept = false;

  constructor() {
    afterNextRender(() => {
      const canvas = this.canvas()?.nativeElement;
      if (!canvas) return;
      this.shown = quietMap(canvas, { zoomControl: true, scrollWheelZoom: true });
      this.shown.setView([20, 0], 2);
      this.pins = layerGroup().addTo(this.shown);
      this.shown.on('zoomend', () => this.draw(this.items()));
      // Only what somebody does with the map, not what the app does.
      this.shown.on('dragend', () => this.moved.set(true));
      for (const event of ['wheel', 'dblclick', 'keydown'] as const) canvas.addEventListener(event, () => this.moved.set(true), { passive: true });
      new ResizeObserver(() => this.shown?.invalidateSize()).observe(canvas);
      this.draw(this.items());
    });
    effect(() => {
      const items = this.items();
      untracked(() => this.draw(items));
    });
    effect(() => {
      const [hot, chosen] = [this.hot(), this.chosen()];
      for (const { ids, pin } of this.drawn) pin.classList.toggle('on', ids.some((id) => id === hot || chosen.includes(id)));
    });
  }

  ngOnDestroy(): void {
    this.shown?.remove();
    this.shown = null;
  }

  protected searchHere(): void {
    if (!this.shown) return;
    const [centre, corner] = [this.shown.getCenter().wrap(), this.shown.getBounds().getNorthEast()];
    this.kept = true;
    this.moved.set(false);
    this.area.emit({ latitude: centre.lat, longitude: centre.lng, radiusKm: Math.min(20_000, Math.max(1, Math.ceil(this.shown.getCenter().distanceTo(corner) / 1_000))) });
  }

  private draw(items: readonly Found[]): void {
    const [shown, pins] = [this.shown, this.pins];
    if (!shown || !pins) return;
    if (this.fit(shown, items)) return;
    pins.clearLayers();
    const spots = items.map((item) => ({ item, ...shown.project([item.place.latitude, item.place.longitude]) }));
    this.drawn = clustered(spots, APART).map((people) => {
      const ids = people.map((one) => one.id);
      const pin = document.createElement('span');
      pin.className = people.length > 1 ? 'pin many' : 'pin';
      pin.classList.toggle('on', ids.some((id) => id === this.hot() || this.chosen().includes(id)));
      pin.textContent = people.length > 1 ? String(people.length) : this.price(people[0]);
      const title = people.length > 1 ? this.transloco.translate('hire.map.many', { count: people.length }) : `${people[0].displayName}, ${people[0].headline}`;
      marker(middle(people), { icon: divIcon({ html: pin, className: '', iconSize: [0, 0] }), title, alt: title, riseOnHover: true })
        .on('click', () => this.pick(people))
        .addTo(pins);
      return { ids, pin };
    });
  }

  /** Shows new results whole; true when the map moves and draws again by itself. */
  private fit(shown: LeafletMap, items: readonly Found[]): boolean {
    const bounds = JSON.stringify(items.map((one) => one.id));
    if (!items.length || bounds === this.bounds) return false;
    const more = this.bounds && bounds.startsWith(this.bounds.slice(0, -1));
    this.bounds = bounds;
    if (this.kept || more) {
      this.kept = false;
      return false;
    }
    this.moved.set(false);
    const before = shown.getZoom();
    shown.fitBounds(latLngBounds(items.map((one) => [one.place.latitude, one.place.longitude])), { padding: [50, 60], maxZoom: CLOSEST, animate: false });
    return shown.getZoom() !== before;
  }

  private pick(people: readonly Found[]): void {
    const spread = latLngBounds(people.map((one) => [one.place.latitude, one.place.longitude]));
    const shown = this.shown;
    if (people.length > 1 && shown && shown.getZoom() < CLOSEST && !spread.getNorthEast().equals(spread.getSouthWest(), 0.002)) {
      shown.fitBounds(spread, { padding: [60, 80], maxZoom: CLOSEST });
      return;
    }
    const ids = people.map((one) => one.id);
    this.chosen.set(this.chosen().join() === ids.join() ? [] : ids);
  }

  private price(item: Found): string {
    return item.hourlyFrom ? money(item.hourlyFrom, this.language.locale()).replace(/[.,]00(?=\D*$)/, '') : item.displayName.split(' ')[0];
  }
}

function middle(people: readonly Found[]): [number, number] {
  const mean = (of: (one: Found) => number): number => people.reduce((sum, one) => sum + of(one), 0) / people.length;
  return [mean((one) => one.place.latitude), mean((one) => one.place.longitude)];
}
