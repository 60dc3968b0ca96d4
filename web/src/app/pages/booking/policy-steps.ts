import type { Schema } from '@core/api';

/** Until when how much comes back; the last step, without an end, is what holds from then on: nothing. */
export interface PolicyStep {
  percent: number;
  until: Date | null;
  past: boolean;
}

export function policySteps(policy: Schema<'CancellationPolicy'>, start: string, now: number): PolicyStep[] {
  const steps: PolicyStep[] = (policy.tiers ?? [])
    .filter((tier) => tier.refundPercent > 0)
    .map((tier) => {
      const until = new Date(Date.parse(start) - tier.hoursBefore * 3_600_000);
      return { percent: tier.refundPercent, until, past: until.getTime() < now };
    });
  return [...steps, { percent: 0, until: null, past: false }];
}
