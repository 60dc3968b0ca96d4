// Answers to a seller's questions while somebody signs in or looks at something else: in this tab, until the order is made.
const KEY = 'plaza.answers.';

export function keptAnswers(gigId: string): Record<string, string> {
  try {
    return JSON.parse(sessionStorage.getItem(KEY + gigId) ?? '{}') as Record<string, string>;
  } catch {
    return {};
  }
}

export function keepAnswers(gigId: string, answers: Readonly<Record<string, string | undefined>>): void {
  try {
    if (Object.keys(answers).length) sessionStorage.setItem(KEY + gigId, JSON.stringify(answers));
    else sessionStorage.removeItem(KEY + gigId);
  } catch {
    // Typed again after signing in.
  }
}
