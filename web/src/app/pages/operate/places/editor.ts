import { Directive, computed, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';

import { Api } from '@core/api';
import { Language } from '@core/i18n';
import { Loaded } from '@core/load';
import { Problem } from '@core/problem';
import { askBeforeLeaving } from '@ui/leaving';
import { Refusals } from '@ui/refusals';
import { Toasts } from '@ui/toasts';

import { Editing, Errors, focusFirstError } from './editing';

/** A page that makes or changes one thing: checks, saves, and catches up when somebody else saved first. */
@Directive()
export abstract class Editor<Draft extends { name: string }, Thing extends { id: string; version: number }> {
  private readonly router = inject(Router);
  private readonly refusals = inject(Refusals);
  protected readonly api = inject(Api);
  protected readonly language = inject(Language);
  protected readonly toasts = inject(Toasts);
  /** From the path; none for a new one. */
  readonly id = input<string>();

  protected readonly editing = new Editing<Draft>();
  protected readonly version = signal<number | null>(null);
  protected readonly errors = signal<Errors>({});
  protected readonly saving = signal(false);
  protected readonly stale = signal(false);
  protected readonly wrong = computed(() => Object.keys(this.errors()).length);

  protected abstract readonly read: Loaded<Thing>;
  /** Where the things are, and the message that one of them is saved. */
  protected abstract readonly path: string;
  protected abstract readonly saved: string;
  protected abstract fetch(id: string): Promise<Thing>;
  /** Changes the one with that id, or makes it. */
  protected abstract send(draft: Draft, id: string | undefined): Promise<Thing>;
  protected abstract draftOf(thing: Thing): Draft;
  /** Message keys by field. */
  protected abstract issues(draft: Draft): Errors;

  constructor() {
    askBeforeLeaving(this.editing.dirty, 'operate.places.leave.');
  }

  protected change(part: Partial<Draft>): void {
    this.editing.change(part);
    // Once something was refused, each mended field is told at once.
    if (this.wrong()) this.errors.set(this.check());
  }

  protected discard(): void {
    this.editing.discard();
    this.errors.set({});
  }

  protected async save(): Promise<void> {
    const draft = this.editing.draft();
    if (!draft || this.saving()) return;
    this.errors.set(this.check());
    if (this.wrong()) return focusFirstError();
    this.saving.set(true);
    try {
      const id = this.id();
      const thing = await this.send(draft, id);
      if (id) this.take(thing);
      else await this.made(thing);
      this.toasts.good(this.language.say(this.saved, { name: draft.name.trim() }));
    } catch (error) {
      this.refused(Problem.from(error));
    } finally {
      this.saving.set(false);
    }
  }

  /** Reads what somebody else saved, and keeps my changes on top or drops them. */
  protected async catchUp(keepMine: boolean): Promise<void> {
    const id = this.id();
    if (!id) return;
    this.saving.set(true);
    try {
      const theirs = await this.fetch(id);
      if (keepMine) {
        this.version.set(theirs.version);
        this.read.set(theirs);
        const both = this.editing.rebase(this.draftOf(theirs)).length > 0;
        this.toasts.good(this.language.say(both ? 'operate.places.meanwhile.mergedBoth' : 'operate.places.meanwhile.merged'));
      } else {
        this.take(theirs);
      }
      this.stale.set(false);
    } catch (error) {
      this.toasts.problem(error);
    } finally {
      this.saving.set(false);
    }
  }

  protected take(thing: Thing): void {
    this.version.set(thing.version);
    this.editing.start(this.draftOf(thing));
    this.read.set(thing);
    this.stale.set(false);
    this.errors.set({});
  }

  private async made(thing: Thing): Promise<void> {
    this.editing.start(this.draftOf(thing));
    await this.router.navigate([this.path, thing.id], { replaceUrl: true });
  }

  private check(): Errors {
    const draft = this.editing.draft();
    return Object.fromEntries(Object.entries(draft ? this.issues(draft) : {}).map(([field, key]) => [field, this.language.say(key)]));
  }

  private refused(problem: Problem): void {
    this.errors.set(this.refusals.fields(problem));
    this.stale.set(problem.code === 'resources.changed_meanwhile');
    if (!this.wrong() && !this.stale()) this.toasts.problem(problem);
    focusFirstError();
  }
}
