import { Injectable, inject, signal } from '@angular/core';

import { Api, Schema } from '@core/api';
import { Batch } from '@core/batch';

export type Person = Pick<Schema<'PersonView'>, 'id' | 'name' | 'email' | 'phone'>;

/** Names looked up one by one for a screen, at most: beyond that a list shows what it has. */
const MOST_SINGLE = 200;

/** Who people are, by id. A page of them is read once; others as they are met. */
@Injectable({ providedIn: 'root' })
export class Names {
  private readonly api = inject(Api);
  private readonly batch = inject(Batch);
  private readonly known = signal<ReadonlyMap<string, Person>>(new Map());
  /** Everybody known so far. */
  readonly all = this.known.asReadonly();
  private first: Promise<void> | null = null;
  /** Asked for and not there: not asked again. */
  private readonly missing = new Set<string>();

  /** The person's name; null while, or where, it is not known. */
  name(id: string | null | undefined): string | null {
    return (id && this.known().get(id)?.name) || null;
  }

  person(id: string | null | undefined): Person | null {
    return (id && this.known().get(id)) || null;
  }

  /** Reads those of `ids` that are not known yet; names fill in as they come. A failure leaves them blank. */
  async learn(ids: Iterable<string | null | undefined>): Promise<void> {
    this.first ??= this.page().catch(() => {
      this.first = null;
    });
    await this.first;
    const asked = new Set<string>();
    for (const id of ids) if (id && !this.known().has(id) && !this.missing.has(id)) asked.add(id);
    const wanted = [...asked].slice(0, MOST_SINGLE);
    if (!wanted.length) return;
    wanted.forEach((id) => this.missing.add(id));
    const parts = await this.batch.read<Person>(wanted.map((id) => `/api/v1/users/${id}`)).catch(() => []);
    this.add(parts.flatMap((part) => part.body ?? []));
  }

  /** People whose name or address holds `q`. */
  async search(q: string): Promise<Person[]> {
    const page = await this.api.ok(this.api.http.GET('/api/v1/users', { params: { query: { q, limit: 8 } } }));
    this.add(page.items);
    return page.items;
  }

  private async page(): Promise<void> {
    const page = await this.api.ok(this.api.http.GET('/api/v1/users', { params: { query: { limit: 200 } } }));
    this.add(page.items);
  }

  private add(people: readonly Person[]): void {
    if (!people.length) return;
    this.known.update((known) => {
      const next = new Map(known);
      for (const person of people) next.set(person.id, person);
      return next;
    });
  }
}
