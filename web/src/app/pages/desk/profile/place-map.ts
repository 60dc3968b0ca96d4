import { ChangeDetectionStrategy, Component, ElementRef, OnDestroy, ViewEncapsulation, afterNextRender, effect, input, output, untracked, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { Circle, Map as LeafletMap, Marker, circle, divIcon, map, marker, tileLayer } from 'leaflet';

export interface Spot {
  latitude: number;
  longitude: number;
}

/** What others are shown lies within so much of the place, metres. */
const BLUR = 1_000;
const SPAIN: [number, number] = [40.2, -3.7];

/** Where somebody works: tap or drag the pin; by keyboard, move the map and put the pin into its middle. Its own chunk, with leaflet in it. */
@Component({
  selector: 'p-place-map',
  imports: [TranslocoDirective],
  // Leaflet makes its elements itself, so its rules must not be scoped.
  encapsulation: ViewEncapsulation.None,
  styleUrl: '../../../../../node_modules/leaflet/dist/leaflet.css',
  styles: `
    p-place-map { position: relative; display: block; height: 22rem; border: 1px solid var(--line); border-radius: var(--r-1); overflow: hidden; isolation: isolate; }
    p-place-map .leaflet-container { position: absolute; inset: 0; font: inherit; background: var(--surface-2) radial-gradient(circle at 1px 1px, var(--line) 1px, transparent 1.5px) 0 0 / 24px 24px; }
    p-place-map .leaflet-tile-pane { filter: saturate(0.75); } :root[data-theme='dark'] p-place-map .leaflet-tile-pane { filter: invert(1) hue-rotate(180deg) saturate(0.5) brightness(0.9); }
    p-place-map .leaflet-bar a, p-place-map .leaflet-touch .leaflet-bar a { background: var(--surface); color: var(--text); border-color: var(--line); width: 44px; height: 44px; line-height: 44px; }
    p-place-map .leaflet-container .leaflet-control-attribution { font-size: 0.75rem; background: color-mix(in srgb, var(--surface) 85%, transparent); color: var(--text); } p-place-map .leaflet-container .leaflet-control-attribution a { color: inherit; text-decoration: underline; }
    p-place-map .reach { stroke: var(--brand); fill: var(--brand); } p-place-map .near { stroke: var(--accent); fill: var(--accent); }
    p-place-map .dot { position: absolute; left: 0; top: 0; width: 22px; height: 22px; border-radius: 50%; background: var(--accent); border: 4px solid #fff; box-shadow: var(--shadow-2); transform: translate(-50%, -50%); }
    p-place-map .middle { position: absolute; inset: auto auto 0.75rem 0.75rem; z-index: 1000; box-shadow: var(--shadow-2); }
  `,
  template: `
    <ng-container *transloco="let t">
      <div #canvas role="region" [attr.aria-label]="t('desk.place.map')"></div>
      <button type="button" class="btn small middle" (click)="middle()">{{ t('desk.place.middle') }}</button>
    </ng-container>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlaceMap implements OnDestroy {
  readonly spot = input.required<Spot | null>();
  readonly radiusKm = input.required<number>();
  readonly picked = output<Spot>();
  private readonly canvas = viewChild<ElementRef<HTMLElement>>('canvas');
  private shown: LeafletMap | null = null;
  private pin: Marker | null = null;
  private rings: Circle[] = [];
  private own = '';

  constructor() {
    afterNextRender(() => {
      const canvas = this.canvas()?.nativeElement;
      if (!canvas) return;
      const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
      this.shown = map(canvas, { center: SPAIN, zoom: 5, worldCopyJump: true, scrollWheelZoom: false, zoomAnimation: !still });
      tileLayer('https://tile.openstreetmap.org/{z}/{x}/{y}.png', { maxZoom: 19, attribution: '© <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a>' }).addTo(this.shown);
      this.shown.attributionControl.setPrefix('Leaflet').setPosition('topright');
      this.shown.on('click', ({ latlng }) => this.pick(latlng.lat, latlng.lng));
      this.draw();
    });
    effect(() => {
      this.spot();
      this.radiusKm();
      untracked(() => this.draw());
    });
  }

  ngOnDestroy(): void {
    this.shown?.remove();
  }

  protected middle(): void {
    const centre = this.shown?.getCenter().wrap();
    if (centre) this.pick(centre.lat, centre.lng);
  }

  private pick(latitude: number, longitude: number): void {
    const spot = { latitude: round(latitude), longitude: round(longitude) };
    // What was picked here needs no jump of the map.
    this.own = JSON.stringify(spot);
    this.picked.emit(spot);
  }

  private draw(): void {
    const [shown, spot] = [this.shown, this.spot()];
    if (!shown) return;
    this.pin?.remove();
    this.rings.forEach((ring) => ring.remove());
    if (!spot) return;
    const at: [number, number] = [spot.latitude, spot.longitude];
    const reach = circle(at, { radius: this.radiusKm() * 1_000, className: 'reach', weight: 1.5, fillOpacity: 0.06, interactive: false }).addTo(shown);
    this.rings = [reach, circle(at, { radius: BLUR, className: 'near', weight: 1.5, dashArray: '4 4', fillOpacity: 0.15, interactive: false }).addTo(shown)];
    this.pin = marker(at, { draggable: true, keyboard: false, icon: divIcon({ html: '<span class="dot"></span>', className: '', iconSize: [0, 0] }) })
      .on('dragend', () => {
        const to = this.pin?.getLatLng().wrap();
        if (to) this.pick(to.lat, to.lng);
      })
      .addTo(shown);
    if (this.own !== JSON.stringify({ latitude: spot.latitude, longitude: spot.longitude })) shown.fitBounds(reach.getBounds(), { padding: [16, 16], maxZoom: 13 });
    this.own = '';
  }
}

// About a metre.
function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
