// What every editor of the desk does alike: knows what changed, and keeps it when somebody else saved first.

import { computed, signal } from '@angular/core';

/** Messages by the API's name of the field, such as `address.city` or `rates.peaks[0].days`. */
export type Errors = Record<string, string>;

/** What was read, what was typed over it, and whether they differ. */
export class Editing<T extends object> {
  private readonly base = signal<T | null>(null);
  readonly draft = signal<T | null>(null);
  readonly dirty = computed(() => !same(this.base(), this.draft()));

  /** Begins from something read, or anew. */
  start(value: T): void {
    this.base.set(value);
    this.draft.set(value);
  }

  change(part: Partial<T>): void {
    this.draft.update((draft) => draft && { ...draft, ...part });
  }

  /** Something that is already saved: no change of mine. */
  saved(part: Partial<T>): void {
    this.base.update((base) => base && { ...base, ...part });
    this.change(part);
  }

  discard(): void {
    this.draft.set(this.base());
  }

  /** Puts my changes on what somebody else saved; answers what both changed, where mine stays. */
  rebase(theirs: T): (keyof T)[] {
    const [base, mine] = [this.base(), this.draft()];
    this.base.set(theirs);
    if (!base || !mine) {
      this.draft.set(theirs);
      return [];
    }
    const merged = { ...theirs };
    const both: (keyof T)[] = [];
    for (const key of Object.keys(mine) as (keyof T)[]) {
      if (same(mine[key], base[key])) continue;
      merged[key] = mine[key];
      if (!same(theirs[key], base[key]) && !same(theirs[key], mine[key])) both.push(key);
    }
    this.draft.set(merged);
    return both;
  }
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** The first message of a field or of anything inside it. */
export function errorIn(errors: Errors, field: string): string {
  const found = Object.keys(errors).find((key) => key === field || key.startsWith(`${field}.`) || key.startsWith(`${field}[`));
  return found ? errors[found] : '';
}

/** Takes the person to the first field that is wrong, once it is marked. */
export function focusFirstError(): void {
  requestAnimationFrame(() => {
    const wrong = document.querySelector<HTMLElement>('main [aria-invalid="true"], main [data-wrong]') ?? document.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong]');
    wrong?.scrollIntoView({ block: 'center' });
    wrong?.focus({ preventScroll: true });
  });
}
