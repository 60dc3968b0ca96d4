// Measures the landing page and a resource with Lighthouse as a phone sees them: the median of three, the bars, exit 1 below them.
// Needs a binary (PLAZA_BINARY, or the release or debug one of target) or a running Plaza with its demo (PLAZA_URL).
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import lighthouse from 'lighthouse';

// Lighthouse brings the launcher along; it is not named among our packages.
const { launch } = await import(createRequire(import.meta.resolve('lighthouse')).resolve('chrome-launcher'));

const BARS = { performance: 90, accessibility: 100, 'best-practices': 95, seo: 0 };
const RUNS = Number(process.env.LIGHTHOUSE_RUNS ?? 3);

async function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** The address of a Plaza with its demo, and how it is stopped. */
async function plaza() {
  if (process.env.PLAZA_URL) return { url: process.env.PLAZA_URL, stop: async () => {} };
  const built = ['release', 'debug'].map((kind) => new URL(`../../target/${kind}/plaza`, import.meta.url).pathname);
  const binary = process.env.PLAZA_BINARY ?? built.find(existsSync);
  if (!binary) throw new Error("no binary: build one with 'cargo build --release -p plaza', or name it in PLAZA_BINARY");
  const folder = mkdtempSync(join(tmpdir(), 'plaza-lighthouse-'));
  // PostgreSQL's unprivileged user must be able to pass through.
  chmodSync(folder, 0o755);
  const address = `127.0.0.1:${await freePort()}`;
  // Variables that are for these tests name no setting of Plaza.
  const { PLAZA_BINARY: _binary, PLAZA_CHROMIUM: _chromium, PLAZA_URL: _url, ...rest } = process.env;
  const env = { ...rest, PLAZA_LOG_FILTER: 'warn', PLAZA_GATEWAY_REQUESTS_PER_HOUR: '1000000' };
  const running = spawn(binary, ['serve', '--demo', '--listen', address, '--data-dir', join(folder, 'data')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve, reject) => {
    running.on('exit', (code) => reject(new Error(`plaza ended with ${code}`)));
    running.stdout.on('data', (chunk) => chunk.toString().includes('Ctrl-C') && resolve());
  });
  const stop = async () => {
    await new Promise((resolve) => {
      running.removeAllListeners('exit').on('exit', resolve);
      running.kill('SIGTERM');
    });
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: `http://${address}`, stop };
}

const names = ['chromium', 'chromium-browser', 'google-chrome'];
const installed = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
const chromePath = process.env.CHROME_PATH ?? process.env.PLAZA_CHROMIUM ?? installed.find(existsSync);
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** One visit: scores from 0 to 100, bytes of scripts and styles, what was found fault with. */
async function visit(url) {
  const chrome = await launch({ chromePath, chromeFlags: ['--headless=new', '--no-sandbox', '--disable-dev-shm-usage'], logLevel: 'silent' });
  try {
    const { lhr } = await lighthouse(url, { port: chrome.port, logLevel: 'error', onlyCategories: Object.keys(BARS), formFactor: 'mobile' });
    const scores = Object.fromEntries(Object.entries(lhr.categories).map(([name, { score }]) => [name, Math.round((score ?? 0) * 100)]));
    const requests = lhr.audits['network-requests'].details?.items ?? [];
    const bytes = requests.filter((one) => ['Script', 'Stylesheet'].includes(one.resourceType)).reduce((sum, one) => sum + one.transferSize, 0);
    const wrong = Object.values(lhr.categories).flatMap((category) => category.auditRefs.filter((ref) => ref.weight > 0 && (lhr.audits[ref.id].score ?? 1) < 0.9).map((ref) => `${category.id}: ${ref.id} ${lhr.audits[ref.id].displayValue ?? ''}`.trim()));
    const timing = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift'].map((id) => lhr.audits[id].displayValue).join(', ');
    return { scores, bytes, wrong, timing, broke: lhr.runtimeError?.message };
  } finally {
    chrome.kill();
  }
}

const { url, stop } = await plaza();
let low = false;
try {
  const { items } = await (await fetch(`${url}/api/v1/resources?limit=1&q=Sala`)).json();
  for (const path of ['/', `/resources/${items[0].id}`]) {
    const visits = [];
    for (let run = 0; run < RUNS; run++) visits.push(await visit(url + path));
    console.log(`\n${path}`);
    for (const [name, bar] of Object.entries(BARS)) {
      const all = visits.map((one) => one.scores[name]);
      const got = median(all);
      low ||= got < bar;
      console.log(`  ${name.padEnd(15)} ${String(got).padStart(3)}  (${all.join(', ')})${got < bar ? `  under ${bar}` : ''}`);
    }
    console.log(`  scripts, styles ${(median(visits.map((one) => one.bytes)) / 1000).toFixed(1)} kB transferred`);
    console.log(`  FCP, LCP, TBT, CLS: ${visits.map((one) => one.timing).join(' | ')}`);
    for (const one of new Set(visits.flatMap((each) => [...each.wrong, ...(each.broke ? [each.broke] : [])]))) console.log(`  - ${one}`);
  }
} finally {
  await stop();
}
process.exit(low ? 1 : 0);
