import { Injectable, inject, signal } from '@angular/core';
import { Location } from '@angular/common';
import { Router } from '@angular/router';

import { Api, Schema } from '@core/api';
import { Session } from '@core/session';
import { Toasts } from '@ui/toasts';

/** Opens the conversation with somebody; who is not signed in signs in first and comes back. */
@Injectable({ providedIn: 'root' })
export class Writing {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly location = inject(Location);
  private readonly toasts = inject(Toasts);
  /** Whose conversation is being opened. */
  readonly opening = signal<string | null>(null);

  /** Nobody writes to themselves. */
  isMe(userId: string): boolean {
    return this.session.signedIn() && this.session.profile()?.id === userId;
  }

  /** `about` goes with the first message. */
  async to(userId: string, about: Schema<'ChatAbout'>): Promise<void> {
    if (this.opening()) return;
    if (!this.session.signedIn()) {
      await this.router.navigate(['/sign-in'], { queryParams: { next: this.location.path(true) } });
      return;
    }
    this.opening.set(userId);
    try {
      const conversation = await this.api.ok(this.api.http.POST('/api/v1/conversations', { body: { with: userId, about } }));
      await this.router.navigate(['/messages', conversation.id]);
    } catch (error) {
      this.toasts.problem(error);
    }
    this.opening.set(null);
  }
}
