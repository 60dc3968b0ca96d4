const KEPT = 'plaza.next';
/** A day, milliseconds: who comes back later wants something else. */
const FRESH = 86_400_000;

/** Remembers in this browser where somebody was going before they had an account: a mail's link opens a page that does not know. */
export function keepNext(path: string | undefined): void {
  try {
    if (path) localStorage.setItem(KEPT, JSON.stringify({ path, at: Date.now() }));
    else localStorage.removeItem(KEPT);
  } catch {
    // They find the way themselves.
  }
}

export function keptNext(): string | undefined {
  try {
    const { path, at } = JSON.parse(localStorage.getItem(KEPT) ?? '{}') as { path?: unknown; at?: unknown };
    return typeof path === 'string' && Math.abs(Date.now() - Number(at)) < FRESH ? path : undefined;
  } catch {
    return undefined;
  }
}
