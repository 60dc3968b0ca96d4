import type { Schema } from '@core/api';

const ICONS: Record<string, string> = {
  booking_confirmed: 'calendar-check',
  booking_cancelled: 'calendar-x',
  booking_rescheduled: 'calendar-clock',
  booking_expired: 'clock-alert',
  booking_no_show: 'calendar-x',
  booking_reminder: 'alarm-clock',
  booking_host_confirmed: 'calendar-check',
  booking_host_cancelled: 'calendar-x',
  booking_host_refunded: 'banknote',
  booking_host_rescheduled: 'calendar-clock',
  booking_host_objected: 'message-square-warning',
  booking_host_objection_over: 'gavel',
  booking_objection_rejected: 'gavel',
  profile_suspended: 'ban',
  payment_failed: 'circle-alert',
  payment_refunded: 'banknote',
  invoice_issued: 'receipt-text',
  welcome: 'sparkles',
};

/** Kinds that begin so are about one thing, which has a page; `:id` is what the notification is about. */
const FAMILIES: readonly { begins: string; icon: string; path: string }[] = [
  { begins: 'booking_host_reviewed', icon: 'star', path: '/work/reviews' },
  { begins: 'booking_', icon: 'calendar', path: '/bookings/:id' },
  { begins: 'order_', icon: 'package', path: '/orders/:id' },
  { begins: 'offer_', icon: 'handshake', path: '/messages/offers/:id' },
  { begins: 'message_', icon: 'message-circle', path: '/messages/:id' },
  { begins: 'chat_', icon: 'message-circle', path: '/messages/:id' },
  { begins: 'review_', icon: 'star', path: '/orders/:id' },
  { begins: 'payout_', icon: 'banknote', path: '/work/money' },
  { begins: 'verification_', icon: 'shield-check', path: '/work/verification' },
  { begins: 'profile_', icon: 'user', path: '/work/profile' },
  { begins: 'gig_', icon: 'tag', path: '/work/gigs/:id' },
];

function familyOf(kind: string): (typeof FAMILIES)[number] | undefined {
  return FAMILIES.find((one) => kind.startsWith(one.begins));
}

export function iconOf(kind: string): string {
  return ICONS[kind] ?? familyOf(kind)?.icon ?? 'bell';
}

/** Where a notification leads; null when that has to be asked (a payment's booking) or is nowhere. */
export function pathOf(one: Schema<'NotificationView'>): string | null {
  const family = familyOf(one.kind);
  if (family) return family.path.replace(':id', one.subjectId);
  if (one.kind === 'invoice_issued') return '/invoices';
  return one.kind === 'welcome' ? '/search' : null;
}
