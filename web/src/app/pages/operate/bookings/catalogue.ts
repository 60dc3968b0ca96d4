import { Injectable, computed, inject, signal } from '@angular/core';

import { Api, Schema } from '@core/api';
import { Batch, Part, needed } from '@core/batch';
import { Problem } from '@core/problem';

export type Resource = Schema<'ResourceSummary'>;
export type Place = Schema<'Location'>;

type Page<T> = { items: T[]; next?: string | null };

/** Read again after so long, milliseconds. */
const FRESH = 20_000;
const FIRST = ['/api/v1/locations?limit=200', '/api/v1/resources?limit=200&sort=name', '/api/v1/resources?limit=200&sort=name&status=inactive'];

/** The operator's places and everything that is booked in them: all pages, kept for the desk's screens. */
@Injectable({ providedIn: 'root' })
export class Catalogue {
  private readonly api = inject(Api);
  private readonly batch = inject(Batch);
  private readonly extra = signal<ReadonlyMap<string, Resource>>(new Map());
  private reading: Promise<void> | null = null;
  private until = 0;

  readonly places = signal<readonly Place[]>([]);
  readonly resources = signal<readonly Resource[]>([]);
  readonly ready = signal(false);
  readonly problem = signal<Problem | null>(null);
  private readonly byId = computed(() => new Map([...this.extra(), ...this.resources().map((one) => [one.id, one] as const)]));
  private readonly placeById = computed(() => new Map(this.places().map((one) => [one.id, one])));

  resource(id: string): Resource | null {
    return this.byId().get(id) ?? null;
  }

  place(id: string | null | undefined): Place | null {
    return (id && this.placeById().get(id)) || null;
  }

  /** Reads what is old or not there yet. */
  async load(force = false): Promise<void> {
    if (!force && this.until > Date.now()) return;
    this.reading ??= this.read().finally(() => (this.reading = null));
    await this.reading;
  }

  /** Archived things are in no list, but bookings name them. */
  async learn(ids: Iterable<string>): Promise<void> {
    const wanted = [...new Set(ids)].filter((id) => !this.byId().has(id)).slice(0, 40);
    if (!wanted.length) return;
    const parts = await this.batch.read<Resource>(wanted.map((id) => `/api/v1/resources/${id}`)).catch(() => []);
    this.extra.update((extra) => new Map([...extra, ...parts.flatMap((part) => (part.body ? [[part.body.id, part.body] as const] : []))]));
  }

  private async read(): Promise<void> {
    try {
      const [places, active, inactive] = await this.batch.read(FIRST);
      const here = needed<Page<Place>>(places);
      this.places.set(here.next ? [...here.items, ...(await this.rest<Place>(FIRST[0], here.next))] : here.items);
      const all: Resource[] = [];
      for (const [at, part] of [active, inactive].entries()) {
        const page = needed<Page<Resource>>(part);
        all.push(...page.items);
        if (page.next) all.push(...(await this.rest<Resource>(FIRST[at + 1], page.next)));
      }
      this.resources.set(all);
      this.problem.set(null);
      this.ready.set(true);
      this.until = Date.now() + FRESH;
    } catch (error) {
      this.problem.set(Problem.from(error));
    }
  }

  private async rest<T>(path: string, from: string): Promise<T[]> {
    const found: T[] = [];
    let next: string | null | undefined = from;
    while (next) {
      const parts: Part<unknown>[] = await this.batch.read([`${path}&cursor=${encodeURIComponent(next)}`]);
      const page: Page<T> = needed<Page<T>>(parts[0]);
      found.push(...page.items);
      next = page.next;
    }
    return found;
  }

  /** A resource in full, for its units and rules. */
  detail(id: string): Promise<Schema<'Resource'>> {
    return this.api.ok(this.api.http.GET('/api/v1/resources/{id}', { params: { path: { id } } }));
  }
}
