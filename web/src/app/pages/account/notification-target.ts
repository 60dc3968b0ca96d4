import type { Schema } from '@core/api';

const ICONS: Record<string, string> = {
  booking_confirmed: 'calendar-check',
  booking_cancelled: 'calendar-x',
  booking_rescheduled: 'calendar-clock',
  booking_expired: 'clock-alert',
  booking_no_show: 'calendar-x',
  booking_reminder: 'alarm-clock',
  payment_failed: 'circle-alert',
  payment_refunded: 'banknote',
  invoice_issued: 'receipt-text',
  welcome: 'sparkles',
};

export function iconOf(kind: string): string {
  return ICONS[kind] ?? 'bell';
}

/** Where a notification leads; null when that has to be asked (a payment's booking) or is nowhere. */
export function pathOf(one: Schema<'NotificationView'>): string | null {
  if (one.kind.startsWith('booking_')) return `/bookings/${one.subjectId}`;
  if (one.kind === 'invoice_issued') return '/invoices';
  return one.kind === 'welcome' ? '/search' : null;
}
