import { Injectable, computed, effect, inject, signal, untracked } from '@angular/core';

import type { Schema } from '@core/api';
import { Batch } from '@core/batch';
import { Session } from '@core/session';
import { rememberWork } from '@core/works';

/** Whether one's own professional profile is published: who has one makes offers. Read once. */
@Injectable({ providedIn: 'root' })
export class OwnProfile {
  private readonly batch = inject(Batch);
  private readonly session = inject(Session);
  private readonly me = computed(() => this.session.profile()?.id);
  readonly published = signal(false);

  constructor() {
    effect(() => {
      const me = this.me();
      untracked(() => {
        this.published.set(false);
        if (me) void this.read(me);
      });
    });
  }

  // In a batch: having none is no failure.
  private async read(me: string): Promise<void> {
    const [part] = await this.batch.read<Schema<'ProfessionalProfile'>>(['/api/v1/professionals/me']).catch(() => []);
    if (!part?.body || this.me() !== me) return;
    rememberWork(me);
    this.published.set(part.body.status === 'published');
  }
}
