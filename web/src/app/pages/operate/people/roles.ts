import type { Schema } from '@core/api';

/** From the least to the most that one may do. */
export const ROLES = ['guest', 'member', 'client', 'professional', 'manager', 'admin'] as const satisfies Schema<'Role'>[];

export function toneOf(role: Schema<'Role'>): string | null {
  return role === 'admin' || role === 'manager' ? 'brand' : null;
}

export function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return words.slice(0, 2).map((word) => word[0].toUpperCase()).join('') || '·';
}

/** `22 Nov 2026`: a day long ago needs no weekday. */
export function joined(at: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(at));
}
