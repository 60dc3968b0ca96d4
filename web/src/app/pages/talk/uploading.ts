import { DestroyRef, Injectable, computed, inject, signal } from '@angular/core';

import { Problem } from '@core/problem';
import { Uploads } from '@core/upload';
import { Toasts } from '@ui/toasts';

/** A file that goes up, or is there. */
export interface Going<T> {
  key: number;
  name: string;
  size: number;
  /** 0 to 1. */
  part: number;
  /** What the API keeps of it, once it is there. */
  done: T | null;
  stop: AbortController;
}

/** The largest file, bytes. */
const LARGEST = 20 * 1024 * 1024;

/** Files on their way to the API, with their progress. Provided by the part that chooses them. */
@Injectable()
export class Uploading<T> {
  private readonly toasts = inject(Toasts);
  private readonly uploads = inject(Uploads);
  private keys = 0;
  readonly all = signal<readonly Going<T>[]>([]);
  readonly done = computed(() => this.all().flatMap((one) => (one.done ? [one.done] : [])));
  readonly busy = computed(() => this.all().some((one) => !one.done));

  constructor() {
    inject(DestroyRef).onDestroy(() => this.all().forEach((one) => one.done ?? one.stop.abort()));
  }

  /** Sends files to a path, at most so many in all. */
  add(path: string, files: Iterable<File>, most: number): void {
    for (const file of [...files].slice(0, Math.max(0, most - this.all().length))) {
      if (file.size > LARGEST) this.toasts.problem(new Problem('chat.file_too_large', 413, ''));
      else void this.send(path, file);
    }
  }

  drop(key: number): void {
    const one = this.all().find((other) => other.key === key);
    if (!one?.done) one?.stop.abort();
    this.all.update((all) => all.filter((other) => other.key !== key));
  }

  clear(): void {
    this.all.set([]);
  }

  private async send(path: string, file: File): Promise<void> {
    const one: Going<T> = { key: this.keys++, name: file.name, size: file.size, part: 0, done: null, stop: new AbortController() };
    this.all.update((all) => [...all, one]);
    const change = (news: Partial<Going<T>>): void => this.all.update((all) => all.map((other) => (other.key === one.key ? { ...other, ...news } : other)));
    try {
      const done = await this.uploads.send<T>(`${path}?name=${encodeURIComponent(file.name.slice(-200))}`, file, (part) => change({ part }), one.stop.signal);
      change({ done, part: 1 });
    } catch (error) {
      const problem = Problem.from(error);
      this.all.update((all) => all.filter((other) => other.key !== one.key));
      if (problem.code !== 'web.aborted') this.toasts.problem(problem);
    }
  }
}
