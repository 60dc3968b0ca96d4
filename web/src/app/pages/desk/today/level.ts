// What is missing to the next level, from the rule that the API states. Pure.

import type { Schema } from '@core/api';

type Standing = Schema<'StandingView'>;

export interface Measure {
  name: 'completed' | 'average' | 'response' | 'inTime';
  /** What one has; null where there is nothing to measure yet. */
  has: number | null;
  wants: number;
  /** 0 to 1. */
  share: number;
  done: boolean;
}

export interface NextLevel {
  level: number;
  measures: Measure[];
}

/** Null for who has the highest. */
export function nextLevel(standing: Standing): NextLevel | null {
  const rule = standing.rules.find((one) => one.level === standing.level + 1);
  if (!rule) return null;
  const wantedStars = rule.averageHundredths / 100;
  const minutes = standing.responseMinutes ?? null;
  return {
    level: rule.level,
    measures: [
      measure('completed', standing.completed, rule.completed, standing.completed / rule.completed),
      measure('average', standing.average ?? null, wantedStars, (standing.average ?? 0) / wantedStars),
      // Who was never asked anything keeps nobody waiting.
      measure('response', minutes, rule.responseMinutes, minutes === null || minutes <= rule.responseMinutes ? 1 : rule.responseMinutes / minutes),
      measure('inTime', standing.completed ? standing.inTimePercent : null, rule.inTimePercent, standing.inTimePercent / rule.inTimePercent),
    ],
  };
}

function measure(name: Measure['name'], has: number | null, wants: number, share: number): Measure {
  return { name, has, wants, share: Math.min(1, Math.max(0, share)), done: share >= 1 };
}
