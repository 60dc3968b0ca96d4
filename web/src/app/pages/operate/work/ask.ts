import type { Batch } from '@core/batch';
import type { PageOf } from '@core/pages';

import { Desk, pathOf, questions, read } from './desk';

/** Of each list; more than these are dealt with first. */
const MOST = 50;

/** Asks every service's desk, all in one call; a service that does not answer does not keep the others from the page. */
export async function askAll(batch: Batch): Promise<Desk> {
  const asked = questions();
  const parts = await batch.read<PageOf<unknown>>(asked.map((question) => pathOf(question, MOST)));
  const problem = parts[0]?.problem;
  if (problem && parts.every((part) => part.problem)) throw problem;
  return read(asked, parts.map((part) => part.body));
}
