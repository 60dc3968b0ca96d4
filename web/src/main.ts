import { bootstrapApplication } from '@angular/platform-browser';
import { Router } from '@angular/router';

import { pause } from '@core/stages';

import { App } from './app/app';
import { config } from './app/app.config';

async function start(): Promise<void> {
  const { injector } = await bootstrapApplication(App, config);
  await pause();
  injector.get(Router).initialNavigation();
}

start().catch((error: unknown) => console.error(error));
