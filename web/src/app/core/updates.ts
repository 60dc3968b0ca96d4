import { Injectable, inject, signal } from '@angular/core';
import { SwUpdate } from '@angular/service-worker';

/** Whether the browser is online, and new versions of the page. */
@Injectable({ providedIn: 'root' })
export class Updates {
  readonly online = signal(navigator.onLine);

  constructor() {
    addEventListener('online', () => this.online.set(true));
    addEventListener('offline', () => this.online.set(false));
    const worker = inject(SwUpdate);
    if (!worker.isEnabled) return;
    // The next full load shows the new version; a page in use is not pulled away.
    worker.versionUpdates.subscribe((event) => {
      if (event.type === 'VERSION_READY') void worker.activateUpdate();
    });
    worker.unrecoverable.subscribe(() => location.reload());
  }
}
