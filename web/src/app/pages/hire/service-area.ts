import { ChangeDetectionStrategy, Component, ElementRef, OnDestroy, ViewEncapsulation, afterNextRender, effect, inject, input, untracked, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { Circle, Map as LeafletMap, circle } from 'leaflet';

import type { Schema } from '@core/api';
import { Language } from '@core/i18n';
import { numbers } from '@core/numbers';

import { quietMap } from './quiet-map';

/** Where somebody goes to work: a circle around about where they are. The words below say the same. */
@Component({
  selector: 'p-service-area',
  imports: [TranslocoDirective],
  host: { class: 'quiet-map' },
  encapsulation: ViewEncapsulation.None,
  styleUrls: ['../../../../node_modules/leaflet/dist/leaflet.css', './quiet-map.css'],
  styles: `
    p-service-area { display: grid; gap: var(--s-2); }
    p-service-area .box { position: relative; height: 16rem; border: 1px solid var(--line); border-radius: var(--r-2); overflow: hidden; isolation: isolate; }
    p-service-area .ring { stroke: var(--brand); fill: var(--brand); }
  `,
  template: `
    <ng-container *transloco="let t">
      <div class="box" aria-hidden="true"><div #canvas></div></div>
      <p class="muted small">{{ t('hire.area.text', { city: place().city, distance: distance() }) }}</p>
    </ng-container>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ServiceArea implements OnDestroy {
  private readonly language = inject(Language);
  readonly place = input.required<Schema<'NearPlace'>>();
  readonly radiusKm = input.required<number>();
  private readonly canvas = viewChild<ElementRef<HTMLElement>>('canvas');
  private shown: LeafletMap | null = null;
  private ring: Circle | null = null;

  constructor() {
    afterNextRender(() => {
      const canvas = this.canvas()?.nativeElement;
      if (!canvas) return;
      // A picture, not a tool: nothing in it takes the focus or the scrolling.
      this.shown = quietMap(canvas, { zoomControl: false, dragging: false, scrollWheelZoom: false, doubleClickZoom: false, touchZoom: false, boxZoom: false, keyboard: false });
      for (const link of canvas.querySelectorAll('a')) link.tabIndex = -1;
      this.draw();
    });
    effect(() => {
      this.place();
      this.radiusKm();
      untracked(() => this.draw());
    });
  }

  ngOnDestroy(): void {
    this.shown?.remove();
  }

  protected distance(): string {
    return numbers(this.language.locale(), { style: 'unit', unit: 'kilometer' }).format(this.radiusKm());
  }

  private draw(): void {
    const shown = this.shown;
    if (!shown) return;
    this.ring?.remove();
    const { latitude, longitude } = this.place();
    shown.setView([latitude, longitude], 9);
    this.ring = circle([latitude, longitude], { radius: this.radiusKm() * 1_000, weight: 2, fillOpacity: 0.12, className: 'ring', interactive: false }).addTo(shown);
    shown.fitBounds(this.ring.getBounds(), { padding: [16, 16], animate: false });
  }
}
