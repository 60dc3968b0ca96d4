// What a first visit loads: the scripts and styles that index.html names and what those import at once, the larger language,
// and the largest of the pages that start.js asks for beside the app. Fails over the budget.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { closure } from './imports.mjs';

const BUDGET = 200_000;
const dist = new URL('../dist', import.meta.url).pathname;

const sizes = (names) => [...names].reduce((sum, name) => sum + gzipSync(readFileSync(join(dist, name))).length, 0);
const largest = (groups) => groups.reduce((one, other) => (sizes(other) > sizes(one) ? other : one));

const html = readFileSync(join(dist, 'index.html'), 'utf8');
const first = new Set([...html.matchAll(/(?:src|href)="([^":]+\.(?:js|css))"/g)].flatMap(([, name]) => [...closure(dist, name)]));
const chunks = JSON.parse(readFileSync(join(dist, 'start.js'), 'utf8').match(/^const CHUNKS = (\{.*\});$/m)[1]);
const groups = (isPage) => Object.entries(chunks).filter(([key]) => key.startsWith('/') === isPage).map(([, names]) => names);
for (const name of [...largest(groups(false)), ...largest(groups(true))]) first.add(name);

const total = sizes(first);
console.log(`first visit: ${first.size} files, ${(total / 1000).toFixed(1)} kB gzip of ${BUDGET / 1000}`);
if (total > BUDGET) {
  console.error('over the budget: load more of it later');
  process.exit(1);
}
