import { DestroyRef, Signal, inject } from '@angular/core';
import { ActivatedRoute } from '@angular/router';

import { Language } from '@core/i18n';
import { Confirm } from '@ui/dialog';

/** Asks before unsaved changes are left, in the page and when the tab closes. Call it in the page's constructor. */
export function askBeforeLeaving(dirty: Signal<boolean>): void {
  const [confirm, language, config] = [inject(Confirm), inject(Language), inject(ActivatedRoute).routeConfig];
  const mayLeave = (): boolean | Promise<boolean> =>
    !dirty() || confirm.ask(language.say('desk.leave.heading'), language.say('desk.leave.text'), language.say('desk.leave.yes'));
  const closing = (event: BeforeUnloadEvent): void => {
    if (dirty()) event.preventDefault();
  };
  // Here and not in the routes: only the page knows what was typed.
  if (config) config.canDeactivate = [mayLeave];
  addEventListener('beforeunload', closing);
  inject(DestroyRef).onDestroy(() => {
    if (config) config.canDeactivate = [];
    removeEventListener('beforeunload', closing);
  });
}
