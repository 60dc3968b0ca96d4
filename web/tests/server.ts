// Starts plaza with a database and data folder of its own, on a free port, and stops it afterwards.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

export default async function start(): Promise<() => Promise<void>> {
  const binary = process.env['PLAZA_BINARY'] ?? new URL('../../target/debug/plaza', import.meta.url).pathname;
  if (!existsSync(binary)) throw new Error(`${binary} is missing: build it with 'cargo build -p plaza', or name one in PLAZA_BINARY`);
  const folder = mkdtempSync(join(tmpdir(), 'plaza-web-'));
  // PostgreSQL's unprivileged user must be able to pass through.
  chmodSync(folder, 0o755);
  const address = `127.0.0.1:${await freePort()}`;
  // Plaza refuses settings it does not know, and these are ours.
  const { PLAZA_BINARY: _, PLAZA_CHROMIUM: __, PLAZA_URL: ___, ...theirs } = process.env;
  const plaza = spawn(binary, ['serve', '--demo', '--listen', address, '--data-dir', join(folder, 'data')], {
    env: {
      ...theirs,
      PLAZA_LOG_FILTER: 'warn',
      PLAZA_GATEWAY_REQUESTS_PER_HOUR: '1000000',
      PLAZA_GATEWAY_LIMITS: 'POST /auth/login 100000/hour',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    plaza.on('exit', (code) => reject(new Error(`plaza ended with ${code}`)));
    plaza.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('Ctrl-C')) resolve();
    });
  });
  process.env['PLAZA_URL'] = `http://${address}`;
  return async () => {
    await new Promise<void>((resolve) => {
      plaza.removeAllListeners('exit').on('exit', () => resolve());
      plaza.kill('SIGTERM');
    });
    rmSync(folder, { recursive: true, force: true });
  };
}
