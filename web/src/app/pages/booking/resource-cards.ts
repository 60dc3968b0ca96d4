import { Injectable, inject, signal } from '@angular/core';

import type { Schema } from '@core/api';
import { Batch } from '@core/batch';

/** What a booking's page shows of its resource. */
export interface ResourceCard {
  id: string;
  name: string;
  kind: Schema<'ResourceKind'>;
  photo: Schema<'ResourcePhoto'> | null;
  place: string;
  city: string;
  address: string | null;
  latitude: number;
  longitude: number;
}

const KEPT = 'plaza.resource-cards';
/** Kept for reading offline, at most. */
const MOST = 120;

/**
 * Names of booked resources, each read once: those a page needs come in one call. They are kept in the
 * browser (the service worker caches no POST), so that my bookings have names offline too.
 */
@Injectable({ providedIn: 'root' })
export class ResourceCards {
  private readonly batch = inject(Batch);
  private readonly known = signal<ReadonlyMap<string, ResourceCard>>(remembered());
  private readonly asked = new Set<string>();

  /** The card, once it is there. */
  of(id: string): ResourceCard | undefined {
    return this.known().get(id);
  }

  /** Reads those that were not read since the page was opened. Failing, the names stay what they were. */
  async want(ids: readonly string[]): Promise<void> {
    const fresh = [...new Set(ids)].filter((id) => !this.asked.has(id));
    if (!fresh.length) return;
    fresh.forEach((id) => this.asked.add(id));
    try {
      const parts = await this.batch.read<Schema<'Resource'>>(fresh.map((id) => `/api/v1/resources/${id}`));
      this.keep(parts.flatMap(({ body }) => (body ? [body] : [])));
    } catch {
      fresh.forEach((id) => this.asked.delete(id));
    }
  }

  keep(resources: readonly Schema<'Resource'>[]): void {
    const all = new Map(this.known());
    for (const one of resources) {
      all.delete(one.id);
      all.set(one.id, card(one));
      this.asked.add(one.id);
    }
    this.known.set(all);
    try {
      localStorage.setItem(KEPT, JSON.stringify([...all.values()].slice(-MOST)));
    } catch {
      // Known until the page closes.
    }
  }
}

function card(one: Schema<'Resource'>): ResourceCard {
  const { location } = one;
  return {
    id: one.id,
    name: one.name,
    kind: one.kind,
    photo: one.photos[0] ?? null,
    place: location.name,
    city: location.city,
    address: location.address ?? null,
    latitude: location.latitude,
    longitude: location.longitude,
  };
}

function remembered(): ReadonlyMap<string, ResourceCard> {
  try {
    return new Map((JSON.parse(localStorage.getItem(KEPT) ?? '[]') as ResourceCard[]).map((one) => [one.id, one]));
  } catch {
    return new Map();
  }
}
