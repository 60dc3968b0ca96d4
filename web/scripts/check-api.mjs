// The client's types must be those of docs/openapi.json.
import { readFileSync } from 'node:fs';
import openapiTS, { COMMENT_HEADER, astToString } from 'openapi-typescript';

const document = new URL('../../docs/openapi.json', import.meta.url);
const kept = readFileSync(new URL('../src/app/api/schema.d.ts', import.meta.url), 'utf8');
const fresh = COMMENT_HEADER + astToString(await openapiTS(document));
if (kept.trim() !== fresh.trim()) {
  console.error("src/app/api/schema.d.ts is stale: run 'make openapi'");
  process.exit(1);
}
