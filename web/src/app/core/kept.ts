import { DestroyRef, Injectable, effect, inject, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationCancel, NavigationEnd, NavigationError, NavigationStart, Router } from '@angular/router';

import { Language } from './i18n';
import { Session } from './session';
import { Tokens } from './tokens';

/** So many entries of the history, the last ones. */
const MOST = 20;

/** What a page had, under a name that says what it is. */
interface Had {
  name: string;
  value: unknown;
  /** For whom it was read; left out, it is nobody's in particular. */
  whose?: string;
}

type Entry = Map<string, Had | null>;

/**
 * What the pages in the browser's history had read when they were left, so that who comes back by the browser's
 * buttons finds them as they were. In memory only, and only for the same person, organisation and language.
 */
@Injectable({ providedIn: 'root' })
export class Kept {
  private readonly session = inject(Session);
  private readonly language = inject(Language);
  private readonly tokens = inject(Tokens);
  private readonly live = new Set<() => Had | undefined>();
  // By the id of the navigation that made the entry: the router keeps it in the entry's state.
  private readonly entries = new Map<number, Entry>();
  private shown = 0;
  /** Of the entry somebody came back to, what was not taken yet. */
  private back: Entry | null = null;
  private owner = '';

  constructor() {
    effect(() => {
      this.tokens.person();
      // What somebody read is not in memory any longer than they are signed in.
      this.entries.clear();
      this.back?.clear();
    });
    inject(Router)
      .events.pipe(takeUntilDestroyed())
      .subscribe((event) => {
        if (event instanceof NavigationStart) this.leave(event);
        else if (event instanceof NavigationEnd) this.shown = event.id;
        else if (event instanceof NavigationCancel || event instanceof NavigationError) this.back = null;
      });
  }

  /** For whom is read now. */
  whose(): string {
    return untracked(() => [this.tokens.person(), this.session.organisation()?.id, this.language.lang()].join(' '));
  }

  /** Asks `what` when the page is left, for as long as its maker is there. Call it where something can be injected. */
  keep(what: () => Had | undefined): void {
    this.live.add(what);
    inject(DestroyRef).onDestroy(() => this.live.delete(what));
  }

  /** What was there under this name, once, after coming back. */
  take<T>(name: string): T | undefined {
    const had = this.back?.get(name);
    this.back?.delete(name);
    return had && (had.whose ?? this.owner) === this.whose() ? (had.value as T) : undefined;
  }

  private leave(to: NavigationStart): void {
    const owner = this.whose();
    if (owner !== this.owner) this.entries.clear();
    this.owner = owner;
    const entry: Entry = new Map();
    for (const what of this.live) {
      const had = untracked(what);
      // Two of one name cannot be told apart.
      if (had && (had.whose ?? owner) === owner) entry.set(had.name, entry.has(had.name) ? null : had);
    }
    this.entries.delete(this.shown);
    if (entry.size) this.entries.set(this.shown, entry);
    for (const id of [...this.entries.keys()].slice(0, -MOST)) this.entries.delete(id);
    const id = to.navigationTrigger === 'popstate' ? to.restoredState?.navigationId : undefined;
    this.back = new Map(id === undefined ? [] : this.entries.get(id));
  }
}
