import { ErrorHandler, Injectable, Injector, inject } from '@angular/core';
import { NavigationError, RedirectCommand, Router } from '@angular/router';

import { Toasts } from '@ui/toasts';

import { Problem } from './problem';

const KEPT = 'plaza.reloaded';

/** What no page handled: told to the person, kept in the console for whoever helps them. */
@Injectable()
export class Faults implements ErrorHandler {
  private readonly injector = inject(Injector);

  handleError(error: unknown): void {
    const cause = error instanceof Error && 'rejection' in error ? (error as { rejection: unknown }).rejection : error;
    console.error(cause);
    if (!isMissing(cause)) this.injector.get(Toasts).problem(Problem.from(cause));
    else if (!anew(cause, location.href)) this.injector.get(Toasts).problem(missed());
  }
}

/** A page whose part did not come: its address stays, and a page that came with the app says what is wrong and tries again. */
export function unreached(fault: NavigationError): RedirectCommand | undefined {
  if (!isMissing(fault.error) || anew(fault.error, fault.url)) return undefined;
  return new RedirectCommand(inject(Router).parseUrl('/unreached'), { browserUrl: fault.url, info: { unreached: true } });
}

/** Why a part of the app did not come. */
function missed(): Problem {
  return new Problem(navigator.onLine ? 'web.broken' : 'web.offline', 0, '');
}

/** A part of the app that did not come, in the words of the browsers and of Angular's @defer. */
function isMissing(cause: unknown): boolean {
  return /dynamically imported module|Importing a module script failed|NG0?750/.test(String(cause));
}

/** After an update old parts are gone, and the page loaded anew has their successors: once for each part, never without a connection. */
function anew(cause: unknown, url: string): boolean {
  if (!navigator.onLine) return false;
  try {
    const before = JSON.parse(sessionStorage.getItem(KEPT) ?? '[]') as string[];
    if (before.includes(String(cause))) return false;
    sessionStorage.setItem(KEPT, JSON.stringify([...before, String(cause)]));
  } catch {
    // Without a memory it would be for ever.
    return false;
  }
  if (new URL(url, location.origin).href === location.href) location.reload();
  else location.assign(url);
  return true;
}
