// Whether the bookable time that is looked at is the visitor's own: nobody hires themselves.
import { Signal, computed, inject, linkedSignal } from '@angular/core';

import type { Schema } from '@core/api';
import { Batch } from '@core/batch';
import { load } from '@core/load';
import { Session } from '@core/session';

/** `refusal` is the code a quote or a booking was refused with; a resource does not tell whose time it is. */
export function ownTime(resource: Signal<Schema<'Resource'> | undefined>, refusal: Signal<string | undefined>): Signal<boolean> {
  const [batch, session] = [inject(Batch), inject(Session)];
  const asked = computed(() => (resource()?.kind === 'person' && session.worksHere() ? session.profile()?.id : undefined));
  // By a batch: for who has no profile, that is no failure.
  const mine = load(asked, async (me) => {
    const [part] = await batch.read<Schema<'ProfessionalProfile'>>(['/api/v1/professionals/me']);
    return { me, resourceId: part.body?.resourceId ?? null };
  });
  // Once told, it stays so for other times of theirs.
  const told = linkedSignal<{ of: string; code: string | undefined }, { of: string; own: boolean }>({
    source: () => ({ of: `${resource()?.id} ${session.profile()?.id}`, code: refusal() }),
    computation: ({ of, code }, before) => ({ of, own: code === 'bookings.own_time' || (before?.value.of === of && before.value.own) }),
  });
  return computed(() => session.signedIn() && (told().own || (!!asked() && mine.value()?.me === asked() && mine.value()?.resourceId === resource()?.id)));
}
