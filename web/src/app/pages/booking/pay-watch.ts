import { DestroyRef, Injectable, inject, signal } from '@angular/core';

import { Api, Schema } from '@core/api';

/** Pauses between two looks, milliseconds: quick at first, patient later. */
const PAUSES = [800, 1_200, 2_000, 3_000, 5_000, 8_000, 12_000, 20_000];

/** Looks how far a payment has got until somebody says stop; a live message makes it look at once. */
@Injectable()
export class PayWatch {
  private readonly api = inject(Api);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private id = '';
  private looks = 0;
  private running = false;
  private told: (booking: Schema<'BookingView'>, progress: Schema<'ProgressView'>) => void = () => undefined;
  readonly progress = signal<Schema<'ProgressView'> | null>(null);

  constructor() {
    inject(DestroyRef).onDestroy(() => this.stop());
  }

  start(id: string, told: (booking: Schema<'BookingView'>, progress: Schema<'ProgressView'>) => void): void {
    this.told = told;
    if (this.running && this.id === id) return;
    this.stop();
    this.id = id;
    this.looks = 0;
    this.running = true;
    this.next();
  }

  stop(): void {
    this.running = false;
    clearTimeout(this.timer);
  }

  /** Something happened: look now. */
  now(): void {
    if (!this.running) return;
    this.looks = 0;
    clearTimeout(this.timer);
    void this.look();
  }

  private next(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look(), PAUSES[Math.min(this.looks++, PAUSES.length - 1)]);
  }

  private async look(): Promise<void> {
    const [id, params] = [this.id, { params: { path: { id: this.id } } }];
    try {
      const [progress, booking] = await Promise.all([
        this.api.ok(this.api.http.GET('/api/v1/bookings/{id}/progress', params)),
        this.api.ok(this.api.http.GET('/api/v1/bookings/{id}', params)),
      ]);
      if (!this.running || id !== this.id) return;
      this.progress.set(progress);
      this.told(booking, progress);
    } catch {
      // Offline or busy: the next look tells.
    }
    if (this.running) this.next();
  }
}
