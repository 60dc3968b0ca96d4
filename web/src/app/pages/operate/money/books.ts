// The books as their reader wants them: by currency, debits beside credits, and whether they agree.

import type { Schema } from '@core/api';

type Money = Schema<'Money'>;

export interface Line {
  account: string;
  /** One of the two; the other is null. */
  debit: Money | null;
  credit: Money | null;
}

export interface Book {
  currency: string;
  lines: Line[];
  debits: Money;
  credits: Money;
  /** Debits less credits: zero, or something is wrong. */
  difference: Money;
}

function sides(amount: Money): { debit: Money | null; credit: Money | null } {
  return amount.amount < 0 ? { debit: null, credit: { ...amount, amount: -amount.amount } } : { debit: amount, credit: null };
}

/** One book for each currency. */
export function books(balances: readonly Schema<'BalanceView'>[]): Book[] {
  const currencies = [...new Set(balances.map((one) => one.balance.currency))].sort();
  return currencies.map((currency) => {
    const lines = balances.filter((one) => one.balance.currency === currency).map((one) => ({ account: one.account, ...sides(one.balance) }));
    const sum = (side: 'debit' | 'credit'): number => lines.reduce((total, line) => total + (line[side]?.amount ?? 0), 0);
    const [debits, credits] = [sum('debit'), sum('credit')];
    return {
      currency,
      lines,
      debits: { amount: debits, currency },
      credits: { amount: credits, currency },
      difference: { amount: debits - credits, currency },
    };
  });
}

/** The entries of a movement as debits and credits. */
export function entries(movement: Schema<'TransactionView'>): Line[] {
  return movement.entries.map((entry) => ({ account: entry.account, ...sides(entry.amount) }));
}

/** What a movement moved: its debits. */
export function volume(movement: Schema<'TransactionView'>): Money | null {
  const first = movement.entries[0];
  if (!first) return null;
  const amount = movement.entries.reduce((sum, entry) => sum + Math.max(entry.amount.amount, 0), 0);
  return { amount, currency: first.amount.currency };
}
