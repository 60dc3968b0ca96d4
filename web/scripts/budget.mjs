// What a first visit loads: the scripts and styles that index.html names, and what those import at once. Fails over the budget.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const BUDGET = 200_000;
const dist = new URL('../dist', import.meta.url).pathname;
const seen = new Map();

function count(name) {
  if (seen.has(name)) return;
  const raw = readFileSync(join(dist, name));
  seen.set(name, gzipSync(raw).length);
  if (name.endsWith('.js')) {
    for (const [, imported] of raw.toString().matchAll(/(?:^|[;}])\s*(?:import|export)\s*(?:[^"'()]*?from\s*)?["']\.\/([^"']+\.js)["']/g)) count(imported);
  }
}

const html = readFileSync(join(dist, 'index.html'), 'utf8');
for (const [, name] of html.matchAll(/(?:src|href)="([^":]+\.(?:js|css))"/g)) count(name);
const total = [...seen.values()].reduce((sum, size) => sum + size, 0);
console.log(`first visit: ${[...seen.keys()].length} files, ${(total / 1000).toFixed(1)} kB gzip of ${BUDGET / 1000}`);
if (total > BUDGET) {
  console.error('over the budget: load more of it later');
  process.exit(1);
}
