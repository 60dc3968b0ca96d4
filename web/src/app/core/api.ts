import { Injectable, inject } from '@angular/core';
import createClient, { Middleware } from 'openapi-fetch';

import type { components, paths } from '@api/schema';

import { asked } from './asked';
import { Language } from './i18n';
import { forgotten } from './own-cache';
import { Problem } from './problem';
import { Tokens } from './tokens';

/** The API's types by name: `Schema<'BookingView'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

interface Reply<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * The API, typed from openapi.json. Every call goes through [[ok]], which answers the body or throws a [[Problem]]:
 *
 *     const page = await this.api.ok(this.api.http.GET('/api/v1/bookings', { params: { query: { limit: 20 } } }));
 */
@Injectable({ providedIn: 'root' })
export class Api {
  private readonly language = inject(Language);
  private readonly tokens = inject(Tokens);
  readonly http = createClient<paths>({ fetch: (request) => this.send(request) });

  constructor() {
    const headers: Middleware = {
      onRequest: ({ request }) => {
        request.headers.set('accept-language', this.language.lang());
        if (request.method === 'POST' && !request.headers.has('idempotency-key')) {
          request.headers.set('idempotency-key', crypto.randomUUID());
        }
      },
    };
    this.http.use(headers);
  }

  /** The body of an answer; a refusal is thrown as a [[Problem]]. */
  async ok<T>(reply: Promise<Reply<T>>): Promise<T> {
    try {
      const { data, error, response } = await reply;
      if (!response.ok) throw Problem.of(response.status, error);
      return data as T;
    } catch (error) {
      throw Problem.from(error);
    }
  }

  /** A file the API makes, such as an invoice's PDF. */
  async file(path: string, init?: RequestInit): Promise<Blob> {
    try {
      const response = await this.send(new Request(path, init));
      if (!response.ok) throw Problem.of(response.status, await response.json().catch(() => null));
      return await response.blob();
    } catch (error) {
      throw Problem.from(error);
    }
  }

  private async send(request: Request): Promise<Response> {
    const again = request.clone();
    await forgotten();
    const token = await this.tokens.access();
    const first = await ((!token && asked(request)) || fetch(authorized(request, token)));
    if (first.status !== 401 || !token) return first;
    // The token was ended early (signed out elsewhere, keys changed): once more with a fresh one, if there is one.
    const fresh = await this.tokens.renew(token);
    return fresh ? fetch(authorized(again, fresh)) : first;
  }
}

function authorized(request: Request, token: string | null): Request {
  if (token) request.headers.set('authorization', `Bearer ${token}`);
  return request;
}
