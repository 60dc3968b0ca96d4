// A map in the app's colours. Without a connection its ground is a grid of dots, and what stands on it is there all the same.
import { Map as LeafletMap, MapOptions, map, tileLayer } from 'leaflet';

export function quietMap(canvas: HTMLElement, options: MapOptions): LeafletMap {
  const shown = map(canvas, { worldCopyJump: true, zoomAnimation: !matchMedia('(prefers-reduced-motion: reduce)').matches, ...options });
  tileLayer('https://tile.openstreetmap.org/{z}/{x}/{y}.png', { maxZoom: 19, attribution: '© <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a>' }).addTo(shown);
  shown.attributionControl.setPrefix('Leaflet').setPosition('bottomleft');
  return shown;
}
