// The platform's events (docs/events.md) in the order people look for them, and their message keys.

export const EVENTS: readonly { service: string; kinds: readonly string[] }[] = [
  {
    service: 'bookings',
    kinds: [
      'bookings.booking.held', 'bookings.booking.confirmed', 'bookings.booking.cancelled', 'bookings.booking.rescheduled', 'bookings.booking.completed',
      'bookings.booking.no_show', 'bookings.booking.refunded', 'bookings.booking.objected', 'bookings.booking.objection_rejected',
      'bookings.booking.objection_withdrawn', 'bookings.booking.expired', 'bookings.closure.created', 'bookings.closure.removed',
    ],
  },
  {
    service: 'payments',
    kinds: ['payments.payment.created', 'payments.payment.completed', 'payments.payment.failed', 'payments.payment.refunded', 'payments.invoice.issued'],
  },
  {
    service: 'resources',
    kinds: ['resources.resource.created', 'resources.resource.updated', 'resources.resource.archived', 'resources.location.created', 'resources.location.updated'],
  },
  {
    service: 'identity',
    kinds: [
      'identity.user.registered', 'identity.user.verification_requested', 'identity.user.registration_repeated', 'identity.user.verified', 'identity.user.updated',
      'identity.user.logged_in', 'identity.user.password_reset_requested', 'identity.user.password_changed', 'identity.session.revoked',
      'identity.organisation.created', 'identity.membership.changed',
    ],
  },
  { service: 'settings', kinds: ['settings.setting.changed', 'settings.feature.changed'] },
  { service: 'notifications', kinds: ['notifications.notification.created'] },
  { service: 'audit', kinds: ['audit.log.exported'] },
];

const KNOWN = new Set(EVENTS.flatMap((group) => group.kinds));

/** An event's name without its version. */
export function plain(kind: string): string {
  return kind.replace(/\.v\d+$/, '');
}

/** The last part of an event's message key; null for one we have no words for. */
export function eventWord(kind: string): string | null {
  const name = plain(kind);
  return KNOWN.has(name) ? name.replaceAll('.', '_') : null;
}
