import { Injectable, inject } from '@angular/core';

import { Api } from './api';
import { Problem } from './problem';

/** Reads in one call, at most: the gateway's limit. */
const MOST = 20;

/** One part of a batch: what was read, or why not. */
export interface Part<T> {
  body: T | null;
  problem: Problem | null;
}

/** Several reads in one round trip (`POST /batch`); one that fails does not fail the others. */
@Injectable({ providedIn: 'root' })
export class Batch {
  private readonly api = inject(Api);

  /** In the order asked; more than the gateway takes at once are split. */
  async read<T = unknown>(paths: readonly string[]): Promise<Part<T>[]> {
    const parts: Part<T>[] = [];
    for (let at = 0; at < paths.length; at += MOST) {
      const answer = await this.api.ok(this.api.http.POST('/api/v1/batch', { body: { get: paths.slice(at, at + MOST) } }));
      for (const { status, body } of answer.answers as { status: number; body: unknown }[]) {
        parts.push(status < 300 ? { body: body as T, problem: null } : { body: null, problem: Problem.of(status, body) });
      }
    }
    return parts;
  }
}

/** The body of a part without which a page makes no sense. */
export function needed<T>(part: Part<unknown>): T {
  if (part.problem) throw part.problem;
  return part.body as T;
}
