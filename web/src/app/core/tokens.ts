import { Injectable, computed, signal, untracked } from '@angular/core';

import { forgetOwn } from './own-cache';

interface Pair {
  access: string;
  refresh: string;
  /** Milliseconds since the epoch. */
  until: number;
}

const KEPT = 'plaza.tokens';
const LOCK = 'plaza.tokens';
/** Renewed so long before the end, milliseconds. */
const EARLY = 30_000;

/**
 * The tokens of this browser. A refresh token may be used once (using it twice ends the session), so
 * tabs take turns: whoever comes second finds the new pair.
 */
@Injectable({ providedIn: 'root' })
export class Tokens {
  private readonly pair = signal<Pair | null>(read());
  /** Changes when somebody signs in or out, here or in another tab. */
  readonly present = signal(this.pair() !== null);
  /** Whose they are; null for visitors. Changes at once when somebody else signs in, here or in another tab. */
  readonly person = computed(() => subjectOf(this.pair()?.access));

  constructor() {
    addEventListener('storage', (event) => {
      if (event.key === KEPT || event.key === null) this.set(read());
    });
  }

  /** A token that is good now; null for visitors. */
  async access(): Promise<string | null> {
    const pair = this.pair();
    if (!pair) return null;
    if (pair.until - EARLY > Date.now()) return pair.access;
    return this.renew(pair.access);
  }

  /** A newer token than `old`; null when the session is over. */
  async renew(old: string): Promise<string | null> {
    const turn = async (): Promise<string | null> => {
      const pair = read() ?? this.pair();
      if (!pair) return null;
      if (pair.access !== old) {
        this.set(pair);
        return pair.access;
      }
      return this.exchange(pair);
    };
    return 'locks' in navigator ? await navigator.locks.request(LOCK, turn) : await turn();
  }

  keep(answer: { accessToken: string; refreshToken: string; expiresIn: number }): void {
    const pair = { access: answer.accessToken, refresh: answer.refreshToken, until: Date.now() + answer.expiresIn * 1000 };
    write(pair);
    this.set(pair);
  }

  forget(): void {
    write(null);
    this.set(null);
  }

  /** For signing out. */
  refreshToken(): string | null {
    return this.pair()?.refresh ?? null;
  }

  private async exchange(pair: Pair): Promise<string | null> {
    const response = await fetch('/api/v1/auth/refresh', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refreshToken: pair.refresh }),
    });
    if (response.ok) {
      this.keep(await response.json());
      return this.pair()?.access ?? null;
    }
    // Refused for good; anything else (offline, busy) leaves the session as it is.
    if (response.status === 401 || response.status === 403) this.forget();
    return null;
  }

  private set(pair: Pair | null): void {
    const before = untracked(this.person);
    this.pair.set(pair);
    // At once, before anything is read for who comes next.
    if (before !== null && before !== untracked(this.person)) forgetOwn();
    this.present.set(pair !== null);
  }
}

// The server checks tokens; here it is only asked whose one is (RFC 7519, `sub`).
function subjectOf(token: string | undefined): string | null {
  if (!token) return null;
  try {
    const claims = JSON.parse(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'))) as { sub?: string };
    return claims.sub ?? 'somebody';
  } catch {
    return 'somebody';
  }
}

function read(): Pair | null {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? 'null') as Pair | null;
  } catch {
    return null;
  }
}

function write(pair: Pair | null): void {
  try {
    if (pair) localStorage.setItem(KEPT, JSON.stringify(pair));
    else localStorage.removeItem(KEPT);
  } catch {
    // Signed in until the page closes.
  }
}
