// What a cancellation policy gives back: the API's own presets, and how a policy reads.

import type { Schema } from '@core/api';

type Tier = Schema<'CancellationTier'>;
export type Policy = Schema<'CancellationPolicy'> & { tiers: Tier[] };

export const POLICIES = ['flexible', 'moderate', 'strict', 'none', 'custom'] as const;
export type PolicyName = (typeof POLICIES)[number];

/** The tiers the API gives a policy that is only named (services/resources, check_money.rs). */
const PRESETS: Record<Exclude<PolicyName, 'custom'>, readonly Tier[]> = {
  flexible: [{ hoursBefore: 24, refundPercent: 100 }],
  moderate: [{ hoursBefore: 24, refundPercent: 100 }, { hoursBefore: 2, refundPercent: 50 }],
  strict: [{ hoursBefore: 168, refundPercent: 100 }, { hoursBefore: 48, refundPercent: 50 }],
  none: [],
};

export function preset(name: PolicyName, own: readonly Tier[]): Policy {
  if (name !== 'custom') return { name, tiers: [...PRESETS[name]] };
  return { name, tiers: own.length ? [...own] : [{ hoursBefore: 24, refundPercent: 100 }] };
}

/** A policy under the name its tiers deserve: with tiers unlike the preset's it is one's own. */
export function draftOfPolicy(policy: Schema<'CancellationPolicy'>): Policy {
  const name = POLICIES.includes(policy.name as PolicyName) ? (policy.name as PolicyName) : 'custom';
  if (!policy.tiers) return preset(name, []);
  const tiers = [...policy.tiers].sort((a, b) => b.hoursBefore - a.hoursBefore);
  const like = name === 'custom' || JSON.stringify(tiers.map(pair)) === JSON.stringify(PRESETS[name].map(pair));
  return { name: like ? name : 'custom', tiers };
}

/** How a policy reads: message keys with their values, from the earliest moment to the start. */
export function wordsOf(tiers: readonly Tier[]): { key: 'all' | 'part' | 'nothing' | 'never' | 'untilStart'; hours: number; percent: number }[] {
  const giving = tiers.filter((tier) => tier.refundPercent > 0);
  if (!giving.length) return [{ key: 'never', hours: 0, percent: 0 }];
  const words = giving.map((tier) => ({
    key: tier.hoursBefore === 0 ? ('untilStart' as const) : tier.refundPercent === 100 ? ('all' as const) : ('part' as const),
    hours: tier.hoursBefore,
    percent: tier.refundPercent,
  }));
  const last = giving[giving.length - 1];
  return last.hoursBefore === 0 ? words : [...words, { key: 'nothing', hours: last.hoursBefore, percent: 0 }];
}

function pair(tier: Tier): [number, number] {
  return [tier.hoursBefore, tier.refundPercent];
}
