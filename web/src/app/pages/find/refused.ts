// Why a slot cannot be had, in the visitor's words: by the name of the rule, with the values the resource knows.
import type { Schema } from '@core/api';
import type { Language } from '@core/i18n';
import * as time from '@core/time';

const RULES = ['tooShort', 'tooLong', 'offGrid', 'tooSoon', 'tooFar', 'inThePast', 'closed', 'blackout', 'overCapacity', 'membersOnly', 'slotTaken', 'notBookable'];

/** What the API says stands where we have no words of our own. */
export function refusedBy(language: Language, rule: Record<string, unknown>, detail: string, resource: Schema<'Resource'>): string {
  const name = String(rule['name'] ?? '');
  if (!RULES.includes(name)) return detail;
  const { rules, capacity } = resource;
  const lasts = (minutes: number): string => time.length(minutes, language.locale());
  const said = language.say('find.rule.' + name, {
    min: lasts(rules.minMinutes), max: lasts(rules.maxMinutes), step: lasts(rules.granularityMinutes), lead: lasts(rules.leadMinutes), horizon: lasts(rules.horizonDays * 1440), capacity,
  });
  // The place's own reason, such as a holiday's name.
  return rule['reason'] ? `${said} (${String(rule['reason'])})` : said;
}
