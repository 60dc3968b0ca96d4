import { Signal, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, ParamMap, Router } from '@angular/router';

/** A pause in typing after which is searched, milliseconds. */
const PAUSE = 300;

/** The page's query string as its state: filters, tabs and what is open survive a reload, a link and the back button. */
export class Query {
  private typing: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly router: Router,
    private readonly route: ActivatedRoute,
    private readonly params: Signal<ParamMap>,
  ) {}

  /** Empty when it is not there. */
  get(name: string): string {
    return this.params().get(name) ?? '';
  }

  /** Empty when it is not there, or no id. */
  id(name: string): string {
    return isId(this.get(name)) ? this.get(name) : '';
  }

  /** Changes some of them; an empty one goes. What is typed letter by letter replaces the entry in the history. */
  set(changes: Record<string, string | null>, replaceUrl = false): void {
    clearTimeout(this.typing);
    const queryParams = Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, value || null]));
    void this.router.navigate([], { relativeTo: this.route, queryParams, queryParamsHandling: 'merge', replaceUrl });
  }

  /** Once typing pauses. */
  soon(changes: Record<string, string | null>): void {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.set(changes, true), PAUSE);
  }
}

export function query(): Query {
  const route = inject(ActivatedRoute);
  return new Query(inject(Router), route, toSignal(route.queryParamMap, { initialValue: route.snapshot.queryParamMap }));
}

/** Two questions that ask the same. */
export function alike(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Whether a text is an id; the API refuses others. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
