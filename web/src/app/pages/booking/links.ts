import type { Params } from '@angular/router';

import type { Schema } from '@core/api';

import { writeSlot } from '../find/query';
import type { ResourceCard } from './resource-cards';

/** The query of a resource's page with a booking's slot chosen, to take it again. */
export function slotQuery(booking: Schema<'BookingView'>): Params {
  return writeSlot({ from: new Date(booking.startDateTime), to: new Date(booking.endDateTime) }, booking.timeZone);
}

/** Where it is, in a line and what says it closer; of a person's time no more than the city is told. */
export function whereOf(card: ResourceCard): { name: string; more: string } {
  return card.kind === 'person' ? { name: card.city, more: '' } : { name: card.place, more: card.address ?? card.city };
}

/** The place and its city, in one line. */
export function inCity(card: ResourceCard): string {
  return card.kind === 'person' ? card.city : `${card.place}, ${card.city}`;
}

/** Directions to a place, opened by the phone's map application where there is one. */
export function directions(card: ResourceCard): string {
  return `https://www.google.com/maps/dir/?api=1&destination=${card.latitude}%2C${card.longitude}`;
}

/** Rings a number, as people write it. */
export function callTo(number: string): string {
  return `tel:${number.replace(/[^+\d]/g, '')}`;
}
