import { Injectable, computed, inject } from '@angular/core';

import { Api } from '@core/api';

import { Places } from '../find/places';
import { plain } from '../find/query';

/**
 * Where a city is, told by those who work there and by the organisation's own places: nobody else is asked, and what is
 * typed here leaves the platform nowhere.
 */
@Injectable({ providedIn: 'root' })
export class Cities {
  private readonly api = inject(Api);
  private readonly places = inject(Places);
  /** The organisation's places. Somebody's bookable time makes one too, named after their city: that is no place to meet. */
  readonly own = computed(() => this.places.all().filter((one) => plain(one.name) !== plain(one.address.city)));
  private readonly found = new Map<string, Promise<readonly City[]>>();

  /** Where what somebody typed is, and how it is written; null when nobody works there. */
  async find(text: string): Promise<{ name: string; near: string } | null> {
    const name = plain(text);
    await this.places.read();
    const place = this.own().find((one) => plain(one.name) === name);
    if (place) return written(place);
    const cities = await this.of(text);
    const meant = cities.find((one) => plain(one.name) === name) ?? cities.find((one) => plain(one.name).startsWith(name)) ?? cities.find((one) => plain(one.name).includes(name));
    if (meant) return written(meant);
    const here = this.own().find((one) => plain(one.address.city) === name);
    return here ? written({ ...here, name: here.address.city }) : null;
  }

  /** Names that begin like it, for the list below the field. */
  async suggest(text: string): Promise<string[]> {
    const name = plain(text);
    return (await this.of(text)).map((one) => one.name).filter((one) => plain(one).startsWith(name)).slice(0, 8);
  }

  private of(text: string): Promise<readonly City[]> {
    const key = plain(text);
    let reading = this.found.get(key);
    if (!reading) {
      reading = this.read(text);
      this.found.set(key, reading);
      reading.catch(() => this.found.delete(key));
    }
    return reading;
  }

  private async read(text: string): Promise<readonly City[]> {
    const page = await this.api.ok(this.api.http.GET('/api/v1/search/professionals', { params: { query: { q: text, limit: 50 } } }));
    return citiesOf(page.items.map((one) => one.place));
  }
}

interface City {
  name: string;
  latitude: number;
  longitude: number;
}

/** Each city once, in the middle of those who work there: the median, for one far off does not move it. */
export function citiesOf(places: readonly { city: string; latitude: number; longitude: number }[]): City[] {
  const byName = new Map<string, { latitude: number; longitude: number }[]>();
  for (const one of places) byName.set(one.city, [...(byName.get(one.city) ?? []), one]);
  const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];
  return [...byName].map(([name, all]) => ({ name, latitude: median(all.map((one) => one.latitude)), longitude: median(all.map((one) => one.longitude)) }));
}

function written({ name, latitude, longitude }: City): { name: string; near: string } {
  return { name, near: `${latitude.toFixed(3)},${longitude.toFixed(3)}` };
}
