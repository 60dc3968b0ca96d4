import { Injectable, inject, signal } from '@angular/core';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { digits } from '@core/money';
import { saveFile } from '@core/save-file';
import { clockIn, dateIn } from '@core/time';
import { Toasts } from '@ui/toasts';

import { Catalogue } from './catalogue';
import { csv } from './csv';
import { Names } from './people';

export type Query = { status?: string; resourceId?: string; userId?: string; objection?: 'open'; from?: string; to?: string };
type Booking = Schema<'BookingView'>;

const COLUMNS = ['date', 'from', 'to', 'zone', 'resource', 'place', 'person', 'email', 'purpose', 'status', 'price', 'paid', 'refunded', 'currency', 'made', 'id'] as const;

/** Writes all bookings that match as a table, page by page; the browser makes the file. */
@Injectable()
export class Exporter {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly catalogue = inject(Catalogue);
  private readonly names = inject(Names);
  private readonly toasts = inject(Toasts);
  /** How many were read so far; null while nothing is written. */
  readonly progress = signal<number | null>(null);
  private stopped = false;

  stop(): void {
    this.stopped = true;
  }

  async run(query: Query): Promise<void> {
    if (this.progress() !== null) return;
    this.progress.set(0);
    this.stopped = false;
    try {
      const all = await this.read(query);
      if (this.stopped) return;
      await Promise.all([this.catalogue.learn(all.map((one) => one.resourceId)), this.names.learn(all.map((one) => one.userId))]);
      const head = COLUMNS.map((column) => this.language.say('operate.bookings.column.' + column));
      // The mark at the start makes spreadsheets read it as UTF-8.
      saveFile(new Blob(['\uFEFF', csv([head, ...all.map((one) => this.row(one))])], { type: 'text/csv;charset=utf-8' }), `plaza-${dateIn(new Date(), 'UTC')}.csv`);
      this.toasts.good(this.language.say('operate.bookings.exported', { count: all.length }));
    } catch (error) {
      this.toasts.problem(error);
    } finally {
      this.progress.set(null);
    }
  }

  private async read(query: Query): Promise<Booking[]> {
    const all: Booking[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.api.ok(this.api.http.GET('/api/v1/bookings', { params: { query: { ...query, cursor, limit: 200 } } }));
      all.push(...page.items);
      this.progress.set(all.length);
      cursor = page.next ?? undefined;
    } while (cursor && !this.stopped);
    return all;
  }

  private row(one: Booking): (string | number)[] {
    const [resource, person] = [this.catalogue.resource(one.resourceId), this.names.person(one.userId)];
    const amount = (money: Schema<'Money'>): number => money.amount / 10 ** digits(money.currency);
    return [
      dateIn(one.startDateTime, one.timeZone), clockIn(one.startDateTime, one.timeZone), clockIn(one.endDateTime, one.timeZone), one.timeZone,
      resource?.name ?? one.resourceId, resource?.location.name ?? '', person?.name ?? one.userId, person?.email ?? '', one.purpose ?? '',
      this.language.say('operate.bookings.status.' + one.status),
      amount(one.price), amount(one.payment.paid), amount(one.payment.refunded), one.price.currency, one.createdAt, one.id,
    ];
  }
}
