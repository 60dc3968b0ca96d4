import { bootstrapApplication } from '@angular/platform-browser';

import { App } from './app/app';
import { config } from './app/app.config';

// Asked for at once, beside the start of the app, instead of one after the other when the app finds out.
void (document.documentElement.lang === 'es' ? import('./i18n/es') : import('./i18n/en'));
if (location.pathname === '/') void import('./app/pages/find/landing');
else if (location.pathname === '/search') void import('./app/pages/find/search');
else if (location.pathname.startsWith('/resources/')) void import('./app/pages/find/resource');

bootstrapApplication(App, config).catch((error: unknown) => console.error(error));
