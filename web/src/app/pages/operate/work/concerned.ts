import { Injectable, inject } from '@angular/core';

import type { Schema } from '@core/api';
import { Batch } from '@core/batch';

import { Catalogue } from '../bookings/catalogue';
import type { Saga } from './desk';

export type Booking = Schema<'BookingView'>;

/** The bookings that work in several steps is about. */
@Injectable({ providedIn: 'root' })
export class Concerned {
  private readonly batch = inject(Batch);
  private readonly catalogue = inject(Catalogue);

  /**
   * By the id of what the work is about. A booking's first payment has the booking's own; one that was tried anew has
   * an id of its own, which leads to no booking.
   */
  async bookings(sagas: readonly Saga[]): Promise<ReadonlyMap<string, Booking>> {
    const ids = [...new Set(sagas.map((saga) => saga.aggregateId))];
    if (!ids.length) return new Map();
    const parts = await this.batch.read<Booking>(ids.map((id) => `/api/v1/bookings/${id}`)).catch(() => []);
    const found = parts.flatMap((part) => part.body ?? []);
    await this.catalogue.learn(found.map((one) => one.resourceId)).catch(() => null);
    return new Map(found.map((one) => [one.id, one]));
  }
}
