import { afterNextRender } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { NavigationEnd, NavigationError, Router } from '@angular/router';
import { first } from 'rxjs';

import { pause } from '@core/stages';

import { App } from './app/app';
import { config } from './app/app.config';

async function start(): Promise<void> {
  const { injector } = await bootstrapApplication(App, config);
  // The words of index.html lie under the app until its first page covers them; who listens hears only the app's.
  const boot = document.getElementById('boot');
  boot?.setAttribute('aria-hidden', 'true');
  const router = injector.get(Router);
  router.events.pipe(first((event) => event instanceof NavigationEnd || event instanceof NavigationError)).subscribe(() => afterNextRender(() => boot?.remove(), { injector }));
  await pause();
  router.initialNavigation();
}

start().catch((error: unknown) => {
  console.error(error);
  // public/start.js says so: nothing here can.
  dispatchEvent(new Event('plaza-stopped'));
});
