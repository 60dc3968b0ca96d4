import { ApplicationConfig, ErrorHandler, isDevMode, provideZonelessChangeDetection } from '@angular/core';
import { ActivatedRouteSnapshot, provideRouter, withComponentInputBinding, withDisabledInitialNavigation, withInMemoryScrolling, withNavigationErrorHandler, withViewTransitions } from '@angular/router';
import { TitleStrategy } from '@angular/router';
import { provideServiceWorker } from '@angular/service-worker';

import { provideLanguages } from '@core/i18n';
import { Faults, unreached } from '@core/faults';
import { PageTitle } from '@core/title';

import { routes } from './app.routes';

export const config: ApplicationConfig = {
  providers: [
    provideZonelessChangeDetection(),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withNavigationErrorHandler(unreached),
      // main.ts begins it, once the head of the page is drawn.
      withDisabledInitialNavigation(),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled', anchorScrolling: 'enabled' }),
      withViewTransitions({
        skipInitialTransition: true,
        // A filter or a chosen hour is the same page.
        onViewTransitionCreated: ({ transition, from, to }) => {
          if (path(from) === path(to)) transition.skipTransition();
        },
      }),
    ),
    provideLanguages(),
    { provide: TitleStrategy, useClass: PageTitle },
    { provide: ErrorHandler, useClass: Faults },
    // Later than the first page: what the worker fetches ahead must not compete with it.
    provideServiceWorker('ngsw-worker.js', { enabled: !isDevMode(), registrationStrategy: 'registerWithDelay:6000' }),
  ],
};

function path(route: ActivatedRouteSnapshot): string {
  return route.pathFromRoot.flatMap((part) => part.url.map((segment) => segment.path)).join('/');
}
