// Every message the code names exists in both languages with the same values, and every message is used.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const src = new URL('../src', import.meta.url).pathname;
const folder = join(src, 'i18n');
const faults = [];

/** `operate-day.en.json` holds a part of `operate`. */
function messages(lang) {
  const all = new Map();
  for (const name of readdirSync(folder).filter((one) => one.endsWith(`.${lang}.json`)).sort()) {
    const area = name.split('.')[0].split('-')[0];
    const walk = (value, path) => {
      if (typeof value === 'string') {
        if (all.has(path)) faults.push(`${name}: ${path} is there twice`);
        all.set(path, value);
      } else for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`);
    };
    walk(JSON.parse(readFileSync(join(folder, name), 'utf8')), area);
  }
  return all;
}

const values = (text) => [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1]).sort().join();
const [en, es] = [messages('en'), messages('es')];
for (const [key, text] of en) {
  if (!es.has(key)) faults.push(`Spanish lacks ${key}`);
  else if (values(text) !== values(es.get(key))) faults.push(`${key}: the languages take different values`);
  if (!text.trim()) faults.push(`${key} is empty in English`);
}
for (const [key, text] of es) {
  if (!en.has(key)) faults.push(`English lacks ${key}`);
  if (!text.trim()) faults.push(`${key} is empty in Spanish`);
}

const areas = [...new Set([...en.keys()].map((key) => key.split('.')[0]))].join('|');
const named = new RegExp(`['"\`]((?:${areas})\\.[A-Za-z0-9_.]*)(['"\`$])`, 'g');
const used = new Set();
for (const entry of readdirSync(join(src, 'app'), { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !entry.name.endsWith('.ts') || entry.name.endsWith('.d.ts')) continue;
  const path = join(entry.parentPath, entry.name);
  for (const [, key, end] of readFileSync(path, 'utf8').matchAll(named)) {
    // A key that ends in a dot stands for everything below: an enumeration follows it.
    const below = key.endsWith('.') || end === '$';
    const found = [...en.keys()].filter((one) => (below ? one.startsWith(key) : one === key));
    if (!found.length) faults.push(`${path.slice(src.length + 1)}: there is no message ${key}`);
    found.forEach((one) => used.add(one));
  }
}
for (const key of en.keys()) if (!used.has(key)) faults.push(`nobody uses ${key}`);

if (faults.length) {
  console.error(faults.join('\n'));
  process.exit(1);
}
console.log(`${en.size} messages in both languages`);
