import { DestroyRef, Signal, inject } from '@angular/core';
import { ActivatedRoute } from '@angular/router';

import { Language } from '@core/i18n';

import { Confirm } from './dialog';

/**
 * Asks before unsaved changes are left, in the page and when the tab closes. Call it in the page's constructor.
 * `words` is where the messages `heading`, `text` and `yes` are, with the dot at its end.
 */
export function askBeforeLeaving(dirty: Signal<boolean>, words: string): void {
  const [confirm, language, config] = [inject(Confirm), inject(Language), inject(ActivatedRoute).routeConfig];
  const say = (key: string): string => language.say(words + key);
  const mayLeave = (): boolean | Promise<boolean> => !dirty() || confirm.ask(say('heading'), say('text'), say('yes'));
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
