import { Injectable, inject } from '@angular/core';

import { Language } from './i18n';
import { Problem } from './problem';
import { Tokens } from './tokens';

/** Sends files with their progress, which fetch() does not tell. */
@Injectable({ providedIn: 'root' })
export class Uploads {
  private readonly language = inject(Language);
  private readonly tokens = inject(Tokens);

  /** Posts a file as the body itself; `progress` hears 0 to 1. Refusals are [[Problem]]s; an aborted one is `web.aborted`. */
  async send<T>(path: string, file: Blob, progress: (part: number) => void, signal?: AbortSignal): Promise<T> {
    const token = await this.tokens.access();
    return new Promise<T>((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('POST', path);
      request.responseType = 'json';
      if (token) request.setRequestHeader('authorization', `Bearer ${token}`);
      request.setRequestHeader('accept-language', this.language.lang());
      request.setRequestHeader('idempotency-key', crypto.randomUUID());
      request.setRequestHeader('content-type', 'application/octet-stream');
      request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
      request.onload = () => (request.status < 300 ? resolve(request.response as T) : reject(Problem.of(request.status, request.response)));
      request.onerror = () => reject(new Problem('web.offline', 0, ''));
      request.onabort = () => reject(new Problem('web.aborted', 0, ''));
      signal?.addEventListener('abort', () => request.abort());
      request.send(file);
    });
  }
}
