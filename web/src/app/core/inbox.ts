import { Injectable, inject, signal } from '@angular/core';

import { Api } from './api';

/** How many notifications are unread; the list is its page's. */
@Injectable({ providedIn: 'root' })
export class Inbox {
  private readonly api = inject(Api);
  readonly unread = signal(0);

  async count(): Promise<void> {
    const list = await this.api.ok(this.api.http.GET('/api/v1/notifications', { params: { query: { limit: 1 } } })).catch(() => null);
    if (list) this.unread.set(list.unreadCount);
  }
}
