import type { Schema } from '@core/api';
import { clockIn, dateIn } from '@core/time';

import type { ResourceCard } from './resource-cards';

/** The query of a resource's page with a booking's slot chosen, to take it again. */
export function slotQuery(booking: Schema<'BookingView'>): Record<string, string> {
  const { startDateTime: from, endDateTime: to, timeZone: zone } = booking;
  return { date: dateIn(from, zone), from: clockIn(from, zone), to: clockIn(to, zone) };
}

/** Directions to a place, opened by the phone's map application where there is one. */
export function directions(card: ResourceCard): string {
  return `https://www.google.com/maps/dir/?api=1&destination=${card.latitude}%2C${card.longitude}`;
}
