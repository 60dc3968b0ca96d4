/** A refusal of the API (RFC 9457), or what kept a request from being answered. */
export class Problem extends Error {
  constructor(
    /** Stable: match on it. */
    readonly code: string,
    readonly status: number,
    /** What to change, in the API's words. */
    readonly detail: string,
    readonly requestId: string | null = null,
    /** The document's other members, such as `alternatives`. */
    readonly more: Record<string, unknown> = {},
  ) {
    super(`${code}: ${detail}`);
  }

  /** Whether trying again may help. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  static of(status: number, body: unknown): Problem {
    if (body && typeof body === 'object' && 'code' in body) {
      const { code, detail, requestId, ...more } = body as Record<string, unknown>;
      return new Problem(String(code), status, String(detail ?? ''), requestId ? String(requestId) : null, more);
    }
    // So the service worker answers for a server it cannot reach.
    if (status === 504) return new Problem('web.offline', 0, '');
    return new Problem('web.unreadable', status, '');
  }

  static from(error: unknown): Problem {
    if (error instanceof Problem) return error;
    // fetch() says TypeError when no answer came at all.
    if (error instanceof TypeError) return new Problem('web.offline', 0, '');
    return new Problem('web.broken', 0, error instanceof Error ? error.message : String(error));
  }
}
