import { inject } from '@angular/core';
import { CanActivateFn, Router } from '@angular/router';

import { Session } from './session';
import { Tokens } from './tokens';

/** Only for signed-in people; others sign in first and come back. */
export const signedIn: CanActivateFn = (_, state) => {
  if (inject(Tokens).present()) return true;
  return inject(Router).createUrlTree(['/sign-in'], { queryParams: { next: state.url } });
};

/** Only for managers and admins. */
export const operators: CanActivateFn = async (_, state) => {
  const [session, router, tokens] = [inject(Session), inject(Router), inject(Tokens)];
  if (!tokens.present()) return router.createUrlTree(['/sign-in'], { queryParams: { next: state.url } });
  await session.known();
  return session.operates() || router.createUrlTree(['/']);
};
