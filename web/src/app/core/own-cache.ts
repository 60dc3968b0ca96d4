/** The service worker's cache of what only the signed-in person may see (ngsw-config.json, `own`). */
const OWN = /:data:own:cache$/;

let forgetting: Promise<void> | null = null;

/**
 * Forgets what the service worker keeps of somebody for reading offline. Their addresses are the next one's too: until it
 * is gone, nothing is asked for (`forgotten`), or without a connection the worker would answer with it.
 */
export function forgetOwn(): void {
  const mine: Promise<void> = (forgetting ?? Promise.resolve()).then(clear).finally(() => {
    if (forgetting === mine) forgetting = null;
  });
  forgetting = mine;
}

/** Until what was kept of somebody else is gone; null when nothing is. */
export function forgotten(): Promise<void> | null {
  return forgetting;
}

async function clear(): Promise<void> {
  if (!('caches' in globalThis)) return;
  try {
    for (const name of (await caches.keys()).filter((one) => OWN.test(one))) {
      // One by one: the worker goes on reading a cache that was deleted as a whole.
      const cache = await caches.open(name);
      for (const request of await cache.keys()) await cache.delete(request);
    }
  } catch {
    // No storage, nothing kept.
  }
}
