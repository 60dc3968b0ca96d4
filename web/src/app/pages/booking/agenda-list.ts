import { Signal, computed, inject, linkedSignal } from '@angular/core';

import type { Schema } from '@core/api';
import { Kept } from '@core/kept';
import { PageOf, Pages, pages } from '@core/pages';

import { Day, Tab, days, firstOf } from './agenda';

type Booking = Schema<'BookingView'>;

/** Shown at first, and more each time. */
const STEP = 20;
/** Pages of what is to come that are read at once: enough for 800 bookings. */
const MOST_PAGES = 4;

/** Bookings day by day, some more of them each time. */
export interface AgendaList {
  readonly list: Pages<Booking>;
  /** There is nothing of this tab yet, and it is on its way. */
  readonly waiting: Signal<boolean>;
  /** What is there is this tab's, and not the last one's. */
  readonly here: Signal<boolean>;
  readonly shown: Signal<readonly Day[]>;
  /** There is more than what is shown. */
  readonly hidden: Signal<boolean>;
  readonly busy: Signal<boolean>;
  more(): Promise<void>;
}

/** The bookings of a tab, `undefined` while it is not known whose; `page` reads so many at a time. */
export function agendaList(tab: () => Tab | undefined, page: (tab: Tab, cursor?: string) => Promise<PageOf<Booking>>): AgendaList {
  // Lists come by when they were made, so those to come are read whole and put in order here.
  const whole = async (of: Tab): Promise<PageOf<Booking>> => {
    let found = await page(of);
    for (let count = 1; of === 'next' && found.next && count < MOST_PAGES; count++) {
      const { items, next } = await page(of, found.next);
      found = { items: [...found.items, ...items], next };
    }
    return found;
  };
  const list = pages(tab, async (of, cursor) => ({ tab: of, ...(await (cursor ? page(of, cursor) : whole(of))) }));
  const kept = inject(Kept);
  const most = linkedSignal({ source: tab, computation: (of) => kept.take<number>(`agenda ${of}`) ?? STEP });
  kept.keep(() => ({ name: `agenda ${tab()}`, value: most() }));
  const all = computed(() => days(list.items(), tab() ?? 'next'));
  const shown = computed(() => firstOf(all(), most()));
  const here = computed(() => list.start.value() !== undefined && list.start.value()?.tab === tab());
  return {
    list,
    waiting: computed(() => !list.start.problem() && !here()),
    here,
    shown,
    hidden: computed(() => shown().length < all().length || list.more()),
    busy: computed(() => list.start.loading() || list.busy()),
    more: async () => {
      most.update((count) => count + STEP);
      if (shown().length === all().length) await list.readOn();
    },
  };
}
