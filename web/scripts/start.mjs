// After the build: index.html holds the landing page's heading, and start.js knows which chunks a page needs, so that
// neither waits for the app. The service worker's list is written anew, as it holds the hashes of both.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = new URL('..', import.meta.url).pathname;
const dist = join(root, 'dist');
const names = readdirSync(dist);

/** A chunk and what it imports at once, besides what index.html loads anyway. */
function closure(name, found = new Set()) {
  if (found.has(name) || name.startsWith('main-')) return found;
  found.add(name);
  for (const [, next] of readFileSync(join(dist, name), 'utf8').matchAll(/(?:^|[;}])\s*(?:import|export)\s*(?:[^"'()]*?from\s*)?["']\.\/([^"']+\.js)["']/g)) closure(next, found);
  return found;
}

const main = names.find((name) => /^main-.+\.js$/.test(name));
const routes = readFileSync(join(dist, main), 'utf8');
const chunks = {};
for (const lang of ['en', 'es']) chunks[lang] = names.filter((name) => new RegExp(`^${lang}-.{8}\\.js$`).test(name));
for (const [path, route] of [['/', ''], ['/search', 'search'], ['/resources', 'resources/:id']]) {
  const page = routes.match(new RegExp(`path:["'\`]${route}["'\`],[^}]*?import\\(["'\`]\\./([^"'\`]+)["'\`]\\)`))?.[1];
  if (page) chunks[path] = [...closure(page)];
}
const missing = Object.entries(chunks).filter(([, files]) => !files.length).map(([key]) => key);
if (Object.keys(chunks).length !== 5 || missing.length) throw new Error(`start.mjs finds no chunk of ${missing.join() || 'a page'}: has the bundler changed how it names them?`);
fill('start.js', 'const CHUNKS = {};', `const CHUNKS = ${JSON.stringify(chunks)};`);

const heading = ['en', 'es'].map((lang) => {
  const { heading, lead } = JSON.parse(readFileSync(join(root, `src/i18n/find.${lang}.json`), 'utf8')).landing;
  return `<div lang="${lang}"><div class="words"><h1>${heading}</h1><p class="lead">${lead}</p></div></div>`;
});
fill('index.html', '<!-- heading -->', `<section class="hero">${heading.join('')}</section>`);
execFileSync(join(root, 'node_modules/.bin/ngsw-config'), ['dist', 'ngsw-config.json'], { cwd: root, stdio: 'inherit' });

function fill(name, gap, text) {
  const path = join(dist, name);
  const before = readFileSync(path, 'utf8');
  if (!before.includes(gap)) throw new Error(`${name} has no '${gap}'`);
  writeFileSync(path, before.replace(gap, () => text));
}
