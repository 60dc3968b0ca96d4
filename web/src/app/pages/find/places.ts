import { Injectable, computed, inject, signal } from '@angular/core';

import { Api, Schema } from '@core/api';
import { Problem } from '@core/problem';

/** The organisation's locations: few, and wanted by every page of the search, so read once. */
@Injectable({ providedIn: 'root' })
export class Places {
  private readonly api = inject(Api);
  private reading: Promise<void> | null = null;
  private readonly known = signal<readonly Schema<'Location'>[] | null>(null);
  readonly problem = signal<Problem | null>(null);
  readonly all = computed(() => this.known() ?? []);
  /** Whether they are known; times mean nothing before. */
  readonly ready = computed(() => this.known() !== null);

  /** Reads them unless they are known. */
  read(): Promise<void> {
    return (this.reading ??= this.fetch());
  }

  private async fetch(): Promise<void> {
    try {
      const page = await this.api.ok(this.api.http.GET('/api/v1/locations', { params: { query: { limit: 200 } } }));
      this.known.set(page.items);
      this.problem.set(null);
    } catch (error) {
      this.problem.set(Problem.from(error));
      this.reading = null;
    }
  }
}
