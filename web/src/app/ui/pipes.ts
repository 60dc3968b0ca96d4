import { Pipe, PipeTransform, inject } from '@angular/core';

import type { Schema } from '@core/api';
import { Language } from '@core/i18n';
import { money } from '@core/money';
import * as time from '@core/time';

// Impure where the language may change under the same value; formatting is cached and cheap.

/** `{{ booking.price | money }}` */
@Pipe({ name: 'money', pure: false })
export class MoneyPipe implements PipeTransform {
  private readonly language = inject(Language);
  transform(value: Schema<'Money'> | null | undefined): string {
    return money(value, this.language.locale());
  }
}

/** `{{ booking.startDateTime | day: zone }}`: `Tue 2 Mar`; `: 'long'` with the year. */
@Pipe({ name: 'day', pure: false })
export class DayPipe implements PipeTransform {
  private readonly language = inject(Language);
  transform(at: string | Date, zone: string = time.HERE, style: 'short' | 'long' = 'short'): string {
    return time.day(at, zone, this.language.locale(), style);
  }
}

/** `{{ at | clock: zone }}`: `10:00`. */
@Pipe({ name: 'clock', pure: false })
export class ClockPipe implements PipeTransform {
  private readonly language = inject(Language);
  transform(at: string | Date, zone: string = time.HERE): string {
    return time.clock(at, zone, this.language.locale());
  }
}

/** `{{ at | moment }}`: `2 Mar 2026, 10:00`, in the visitor's zone unless told. */
@Pipe({ name: 'moment', pure: false })
export class MomentPipe implements PipeTransform {
  private readonly language = inject(Language);
  transform(at: string | Date | null | undefined, zone: string = time.HERE): string {
    return at ? time.moment(at, zone, this.language.locale()) : '';
  }
}

/** `{{ at | ago }}`: `2 hours ago`. */
@Pipe({ name: 'ago', pure: false })
export class AgoPipe implements PipeTransform {
  private readonly language = inject(Language);
  transform(at: string | Date): string {
    return time.ago(at, this.language.locale());
  }
}

/** `{{ minutes | length }}`: `1 h 30 min`. */
@Pipe({ name: 'duration', pure: false })
export class DurationPipe implements PipeTransform {
  private readonly language = inject(Language);
  transform(minutes: number): string {
    return time.length(minutes, this.language.locale());
  }
}
