import { Injectable, computed, inject } from '@angular/core';

import { Session } from '@core/session';

/** Whoever has one of these books what only members may book. */
const BOOKING_ROLES = ['admin', 'manager', 'member', 'client', 'professional'];

/** Whether the visitor counts as a member: to members "members only" says nothing. */
@Injectable({ providedIn: 'root' })
export class Membership {
  private readonly session = inject(Session);
  readonly member = computed(() => this.session.signedIn() && (this.session.profile()?.organisations ?? []).some((one) => one.roles.some((role) => BOOKING_ROLES.includes(role))));
}
