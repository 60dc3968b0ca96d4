// One's own booking where the chosen slot is: held, being paid for, or booked.
import { DestroyRef, Signal, computed, effect, inject, signal, untracked } from '@angular/core';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { load } from '@core/load';
import * as time from '@core/time';
import { Toasts } from '@ui/toasts';

import type { Slot } from './query';
import { overlap, spanOf } from './slots';

/** What stands, in words. */
export interface Own {
  id: string;
  state: 'held' | 'pending' | 'confirmed';
  text: string;
  /** It is the chosen slot itself, not only in it. */
  same: boolean;
}

export interface OwnSlot {
  readonly own: Signal<Own | null>;
  /** Whether it is still being read. */
  readonly reading: Signal<boolean>;
  readonly releasing: Signal<boolean>;
  /** For those who hear the page: to see it, the button is back. */
  readonly said: Signal<string>;
  /** Gives a held slot back. */
  release(): Promise<void>;
  reload(): Promise<void>;
}

const STANDING: readonly string[] = ['held', 'pending', 'confirmed'];

/** Of these entries of the calendar the one in the slot; `ended` when its hold did. */
export function ownSlot(slot: Signal<Slot | null>, entries: Signal<readonly Schema<'Entry'>[]>, zone: Signal<string | undefined>, ended: () => void): OwnSlot {
  const [api, language, toasts] = [inject(Api), inject(Language), inject(Toasts)];
  const entry = computed(() => {
    const chosen = slot();
    const there = chosen ? entries().filter((one) => one.bookingId && overlap(spanOf(one), chosen)) : [];
    return there.find((one) => chosen && same(one, chosen)) ?? there[0] ?? null;
  });
  const id = computed(() => entry()?.bookingId ?? undefined);
  // Only the booking itself says until when it is held.
  const read = load(id, (one) => api.ok(api.http.GET('/api/v1/bookings/{id}', { params: { path: { id: one } } })));
  const booking = computed(() => (read.value()?.id === id() ? read.value() : undefined));
  const over = signal<string | null>(null);
  const releasing = signal(false);
  const said = signal('');

  const textOf = (state: Own['state'], whole: boolean, at: Schema<'Entry'>, until: string | null | undefined): string => {
    const [there, locale] = [zone() ?? time.HERE, language.locale()];
    const when = time.dayAndRange(at.startDateTime, at.endDateTime, there, locale);
    if (state === 'pending') return language.say('find.own.pending');
    if (state === 'confirmed') return language.say(whole ? 'find.own.booked' : 'find.own.bookedPart', { when });
    if (!until) return language.say('find.own.heldOpen');
    // It ends while the visitor waits: on their own clock.
    const clock = time.clock(until, time.HERE, locale);
    const end = time.differs(until, there) ? language.say('common.yourTime', { when: clock, zone: time.zoneName(time.HERE) }) : clock;
    return language.say(whole ? 'find.own.held' : 'find.own.heldPart', { when, until: end });
  };

  effect((cleanup) => {
    const [one, until] = [id(), booking()?.holdExpiresAt];
    if (!one || !until || booking()?.status !== 'held') return;
    const timer = setTimeout(() => untracked(() => (over.set(one), ended())), Math.max(0, Date.parse(until) - Date.now()));
    cleanup(() => clearTimeout(timer));
  });
  let gone = false;
  inject(DestroyRef).onDestroy(() => (gone = true));

  return {
    own: computed(() => {
      const [at, chosen, known] = [entry(), slot(), booking()];
      const state = known?.status ?? (read.problem() ? at?.status : undefined);
      if (!at?.bookingId || !chosen || !state || !STANDING.includes(state) || (state === 'held' && over() === at.bookingId)) return null;
      const standing = state as Own['state'];
      return { id: at.bookingId, state: standing, same: same(at, chosen), text: textOf(standing, same(at, chosen), at, known?.holdExpiresAt) };
    }),
    reading: computed(() => !!id() && !booking() && !read.problem()),
    releasing,
    said: said.asReadonly(),
    release: async () => {
      const held = untracked(booking);
      if (!held || untracked(releasing)) return;
      releasing.set(true);
      said.set('');
      try {
        // Were it paid meanwhile, it would give money back: then it is refused.
        const body = { reason: null, expectedRefund: { amount: 0, currency: held.price.currency } };
        const now = await api.ok(api.http.POST('/api/v1/bookings/{id}/cancel', { params: { path: { id: held.id } }, body }));
        if (!gone) read.set(now);
        said.set(language.say('find.own.released'));
      } catch (error) {
        toasts.problem(error);
      }
      releasing.set(false);
      if (!gone) ended();
    },
    reload: () => read.reload(),
  };
}

function same(entry: Schema<'Entry'>, slot: Slot): boolean {
  return Date.parse(entry.startDateTime) === slot.from.getTime() && Date.parse(entry.endDateTime) === slot.to.getTime();
}
