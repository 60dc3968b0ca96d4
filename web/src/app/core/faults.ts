import { ErrorHandler, Injectable, Injector, inject } from '@angular/core';

import { Toasts } from '@ui/toasts';

import { Problem } from './problem';

/** What no page handled: told to the person, kept in the console for whoever helps them. */
@Injectable()
export class Faults implements ErrorHandler {
  private readonly injector = inject(Injector);

  handleError(error: unknown): void {
    const cause = error instanceof Error && 'rejection' in error ? (error as { rejection: unknown }).rejection : error;
    console.error(cause);
    // After an update old chunks are gone: the new page has them.
    if (String(cause).includes('dynamically imported module')) location.reload();
    else this.injector.get(Toasts).problem(Problem.from(cause));
  }
}
