import { Injectable, inject } from '@angular/core';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { Toasts } from '@ui/toasts';

import { RESULT } from './status';

export type Booking = Schema<'BookingView'>;

/** What the desk does with bookings, with the words said about it. */
@Injectable({ providedIn: 'root' })
export class Deeds {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly language = inject(Language);

  /** Confirms without payment, completes, or marks that nobody came. */
  async set(id: string, action: keyof typeof RESULT): Promise<Booking> {
    const booking = await this.api.ok(this.api.http.PATCH('/api/v1/bookings/{id}/status', { params: { path: { id } }, body: { status: RESULT[action] } }));
    this.toasts.good(this.language.say('operate.bookings.done.' + action));
    return booking;
  }

  /** Moves in time; the toast takes it back to where it was, and `undone` is told. */
  async move(id: string, from: Span, to: Span, undone: (booking: Booking) => void): Promise<Booking> {
    const booking = await this.reschedule(id, to);
    this.toasts.good(this.language.say('operate.bookings.done.move'), () => {
      void this.reschedule(id, from).then(undone, (error) => this.toasts.problem(error));
    });
    return booking;
  }

  private reschedule(id: string, span: Span): Promise<Booking> {
    return this.api.ok(
      this.api.http.POST('/api/v1/bookings/{id}/reschedule', {
        params: { path: { id } },
        body: { startDateTime: span.start.toISOString(), endDateTime: span.end.toISOString() },
      }),
    );
  }
}

export interface Span {
  start: Date;
  end: Date;
}
