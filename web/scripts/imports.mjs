// What a chunk of the build imports, read from its text.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Imports that come with it. */
export const AT_ONCE = /(?:^|[;}])\s*(?:import|export)\s*(?:[^"'()]*?from\s*)?["']\.\/([^"']+\.js)["']/g;
/** Imports that come when the code asks for them. */
export const LATER = /import\(["'`]\.\/([^"'`]+\.js)["'`]\)/g;

/** A chunk of a folder and all it imports in these ways, besides what `skip` says is there anyway. */
export function closure(dist, name, { kinds = [AT_ONCE], skip = () => false, found = new Set() } = {}) {
  if (found.has(name) || skip(name)) return found;
  found.add(name);
  const text = readFileSync(join(dist, name), 'utf8');
  for (const kind of kinds) for (const [, next] of text.matchAll(kind)) closure(dist, next, { kinds, skip, found });
  return found;
}
