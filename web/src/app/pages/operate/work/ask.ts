import { Api } from '@core/api';
import { Problem } from '@core/problem';

import type { PageOf } from '../office/pages';
import { Desk, Question, questions, read } from './desk';

/** Of each list; more than these are dealt with first. */
const MOST = 50;

/**
 * Asks every service's desk. `POST /batch` does not reach `/operations` (404 `gateway.no_such_path`), so
 * each question is a call of its own; a service that does not answer does not keep the others from the page.
 */
export async function askAll(api: Api): Promise<Desk> {
  const asked = questions();
  const problems: Problem[] = [];
  const answers = await Promise.all(
    asked.map((question) =>
      ask(api, question).catch((error: unknown) => {
        problems.push(Problem.from(error));
        return null;
      }),
    ),
  );
  if (problems[0] && problems.length === asked.length) throw problems[0];
  return read(asked, answers);
}

/** The document does not say what these lists hold; desk.ts does. */
async function ask(api: Api, { service, about, state }: Question): Promise<PageOf<unknown>> {
  const params = { path: { service }, query: { limit: MOST, ...(state ? { state } : {}) } };
  switch (about) {
    case 'letters':
      return (await api.ok(api.http.GET('/api/v1/operations/{service}/dead-letters', { params }))) as PageOf<unknown>;
    case 'jobs':
      return (await api.ok(api.http.GET('/api/v1/operations/{service}/jobs', { params }))) as PageOf<unknown>;
    default:
      return (await api.ok(api.http.GET('/api/v1/operations/{service}/sagas', { params }))) as PageOf<unknown>;
  }
}
