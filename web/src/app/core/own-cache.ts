/** The service worker's cache of what only the signed-in person may see (ngsw-config.json, `own`). */
const OWN = /:data:own:cache$/;

/** Forgets what the service worker keeps of somebody for reading offline. Their addresses are the next one's too. */
export async function forgetOwn(): Promise<void> {
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
