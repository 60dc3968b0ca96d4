import { Problem } from '@core/problem';

/** What is in a form's named fields now. Read at submit, so what a password manager filled in silently counts. */
export function values(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
}

/** The fields an invalid-input refusal names. */
export function refusedFields(problem: Problem): string[] {
  const errors = problem.more['errors'];
  return Array.isArray(errors) ? errors.map((one: { field?: unknown }) => String(one.field ?? '')) : [];
}

/** Puts the focus on the first field with an error, once it is drawn. */
export function focusError(form: HTMLElement): void {
  setTimeout(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}

/** Something@something: the rest is the mail's to prove. */
export function looksLikeMail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());
}
