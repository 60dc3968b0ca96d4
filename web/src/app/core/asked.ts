/** What start.js asked for beside the app: a path of the API, and its answer. */
interface Asked {
  path: string;
  answer: Promise<Response>;
}

/** The answer to what start.js has asked already, if it is this; it is given once. */
export function asked(request: Request): Promise<Response> | null {
  const here = globalThis as { plazaAsked?: Asked };
  const { pathname, search } = new URL(request.url);
  if (request.method !== 'GET' || here.plazaAsked?.path !== pathname + search) return null;
  const { answer } = here.plazaAsked;
  delete here.plazaAsked;
  return answer;
}
