// After the build: index.html holds the landing page's heading, and start.js knows which chunks a page needs, so that
// neither waits for the app. The service worker's list is written anew: it holds the hashes of both, and the chunks of the
// pages that are there without a connection after one visit.
//   node scripts/start.mjs [folder of the build]
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

import { AT_ONCE, LATER, closure } from './imports.mjs';

const root = new URL('..', import.meta.url).pathname;
const dist = resolve(process.argv[2] ?? join(root, 'dist'));
const OFFLINE = ['', 'search', 'resources/:id', 'bookings', 'bookings/:id', 'sign-in'];
const names = readdirSync(dist);
/** What index.html loads anyway. */
const skip = (name) => name.startsWith('main-');

function chunkOf(route) {
  return routes.match(new RegExp(`path:["'\`]${route}["'\`],[^}]*?import\\(["'\`]\\./([^"'\`]+)["'\`]\\)`))?.[1];
}

const main = names.find((name) => /^main-.+\.js$/.test(name));
const routes = readFileSync(join(dist, main), 'utf8');
const chunks = {};
for (const lang of ['en', 'es']) chunks[lang] = names.filter((name) => new RegExp(`^${lang}-.{8}\\.js$`).test(name));
for (const [path, route] of [['/', ''], ['/search', 'search'], ['/resources', 'resources/:id']]) {
  const page = chunkOf(route);
  if (page) chunks[path] = [...closure(dist, page, { skip })];
}
const missing = Object.entries(chunks).filter(([, files]) => !files.length).map(([key]) => key);
if (Object.keys(chunks).length !== 5 || missing.length) throw new Error(`start.mjs finds no chunk of ${missing.join() || 'a page'}: has the bundler changed how it names them?`);
fill('start.js', 'const CHUNKS = {};', `const CHUNKS = ${JSON.stringify(chunks)};`);

const heading = ['en', 'es'].map((lang) => {
  const { heading, lead } = JSON.parse(readFileSync(join(root, `src/i18n/find.${lang}.json`), 'utf8')).landing;
  return `<div lang="${lang}"><div class="words"><h1>${heading}</h1><p class="lead">${lead}</p></div></div>`;
});
fill('index.html', '<!-- heading -->', `<section class="hero">${heading.join('')}</section>`);
// The first frame needs styles and letters, not the app: they come first on a slow line.
fill('index.html', `<script src="${main}"`, `<script fetchpriority="low" src="${main}"`);

// Besides the pages, what main itself needs, at once or later (toasts, dialogs); not the map, whose pictures need a connection.
const pages = OFFLINE.map((route) => [route, chunkOf(route)]);
for (const [route, chunk] of pages) if (!chunk) throw new Error(`start.mjs finds no chunk of '${route}' for the service worker`);
const parts = [...names.filter((name) => /^(toasts|dialog)-.+\.js$/.test(name)), ...[...routes.matchAll(AT_ONCE)].map(([, name]) => name)];
const kept = new Set([...pages.map(([, chunk]) => chunk), ...parts].flatMap((chunk) => [...closure(dist, chunk, { kinds: [AT_ONCE, LATER], skip })]));
const worker = JSON.parse(readFileSync(join(root, 'ngsw-config.json'), 'utf8'));
worker.assetGroups.find(({ name }) => name === 'pages').resources.files.push(...[...kept].filter((name) => !name.startsWith('search-map-')).map((name) => `/${name}`));
const folder = mkdtempSync(join(tmpdir(), 'plaza-ngsw-'));
writeFileSync(join(folder, 'ngsw-config.json'), JSON.stringify(worker));
execFileSync(join(root, 'node_modules/.bin/ngsw-config'), [relative(root, dist), relative(root, join(folder, 'ngsw-config.json'))], { cwd: root, stdio: 'inherit' });
rmSync(folder, { recursive: true });

function fill(name, gap, text) {
  const path = join(dist, name);
  const before = readFileSync(path, 'utf8');
  if (!before.includes(gap)) throw new Error(`${name} has no '${gap}'`);
  writeFileSync(path, before.replace(gap, () => text));
}
