import { Injectable, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Language } from '@core/i18n';
import { money } from '@core/money';
import { numbers } from '@core/numbers';
import { Problem } from '@core/problem';
import { HERE, day, length } from '@core/time';

/** What the API says of a field, as a message of ours takes it; the first that fits counts. */
const FIELDS: readonly [RegExp, string][] = [
  [/(?<least>\d+) to (?<most>\d+) characters/, 'lengths'],
  [/at most (?<most>\d+) characters/, 'longest'],
  [/at least (?<least>\d+) characters/, 'shortest'],
  [/(?<least>\d[\d.]*) to (?<most>\d[\d.]*)(?=$| percent| \()/, 'between'],
  [/larger than zero|more than 0/, 'positive'],
  [/at most (?<most>\d[\d.]*)(?=$|[,;] )/, 'most'],
  [/at least (?<least>\d[\d.]*)(?=$|[,;] )/, 'least'],
  [/must be a (whole )?number/, 'number'],
  [/must be before 'to'|must lie after the start/, 'order'],
  [/must be a mail address/, 'mail'],
  [/IANA time zone/, 'zone'],
  [/^missing|missing field/, 'missing'],
];

/** Refusals in the visitor's language: by code where we have words for it, else what the API says. */
@Injectable({ providedIn: 'root' })
export class Refusals {
  private readonly transloco = inject(TranslocoService);
  private readonly language = inject(Language);

  text(problem: Problem): string {
    // What will be allowed from a day on says from which.
    const key = `problems.${problem.code.replaceAll('.', '_')}${problem.more['renewableFrom'] ? '_yet' : ''}`;
    const known = this.known(key);
    const values = known ? this.values(problem) : {};
    // A message is only whole with all it names.
    if (known && [...known.matchAll(/\{\{(\w+)\}\}/g)].every(([, name]) => values[name] !== undefined)) return this.transloco.translate(key, values) + reason(problem);
    return problem.detail || this.transloco.translate('problems.web_broken');
  }

  /** What is wrong with the fields an `invalid` refusal names. */
  fields(problem: Problem | null): Record<string, string> {
    const list = problem?.more['errors'];
    return Array.isArray(list) ? Object.fromEntries((list as { field: string; message: string }[]).map((one) => [one.field, this.say(one.message)])) : {};
  }

  /** What is wrong with the first of these fields that is. */
  field(problem: Problem | null, ...names: string[]): string | null {
    const wrong = this.fields(problem);
    return wrong[names.find((name) => name in wrong) ?? ''] ?? null;
  }

  private say(said: string): string {
    for (const [pattern, name] of FIELDS) {
      const found = pattern.exec(said);
      if (found) return this.transloco.translate('problems.field.' + name, { ...found.groups });
    }
    // The API speaks English.
    return this.language.lang() === 'en' ? sentence(said) : this.transloco.translate('problems.field.other', { said });
  }

  /** What the problem carries, as its message shows it. */
  private values({ code, detail, more }: Problem): Record<string, string | number | undefined> {
    const locale = this.language.locale();
    const { rule, errors, bookings, categories, quote, status } = more as Record<string, never>;
    const of = (rule ?? {}) as Record<string, number | undefined>;
    const lasts = (minutes?: number): string | undefined => (minutes === undefined ? undefined : length(minutes, locale));
    const sum = (name: string, from: Record<string, unknown> | undefined = more): string | undefined => money(from?.[name] as Schema<'Money'>, locale) || undefined;
    return {
      min: lasts(of['minMinutes']),
      max: lasts(of['maxMinutes']),
      step: lasts(of['granularityMinutes']),
      lead: lasts(of['leadMinutes']),
      horizon: lasts(of['horizonDays'] && of['horizonDays'] * 1440),
      capacity: of['capacity'],
      difference: sum('difference'),
      left: sum('left'),
      refund: sum('refund', quote),
      wait: more['retryAfter'] ? waiting(more['retryAfter'] as number, locale) : undefined,
      count: (bookings as unknown[] | undefined)?.length,
      categories: (categories as string[] | undefined)?.join(', '),
      bookingStatus: code.startsWith('bookings.') && this.known(`booking.status.${status}`) ? this.transloco.translate(`booking.status.${status}`) : undefined,
      fields: errors && Object.entries(this.fields({ more } as Problem)).map(([field, text]) => `${field}: ${text}`).join(' '),
      renewableFrom: more['renewableFrom'] ? day(more['renewableFrom'] as string, HERE, locale, 'long') : undefined,
      said: detail || undefined,
    };
  }

  private known(key: string): string | undefined {
    return this.transloco.getTranslation(this.transloco.getActiveLang())[key];
  }
}

// The place's own reason, such as a holiday's name.
function reason({ more }: Problem): string {
  const said = (more['rule'] as { reason?: string } | undefined)?.reason;
  return said ? ` (${said})` : '';
}

function waiting(seconds: number, locale: string): string {
  return seconds > 90 ? length(Math.ceil(seconds / 60), locale) : numbers(locale, { style: 'unit', unit: 'second', unitDisplay: 'long' }).format(seconds);
}

// The API says `has 1 to 120 characters`; under the field it stands alone.
function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.');
}
