import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { load } from '@core/load';
import { Problem } from '@core/problem';
import { Icon } from '@ui/icon';
import { Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { Editing, Errors, askBeforeLeaving, errorIn, fieldErrors, focusFirstError } from './editing';
import { Exceptions } from './exceptions';
import { Meanwhile } from './meanwhile';
import { PlaceDraft, bodyOfPlace, draftOfPlace, newPlace, placeIssues } from './place-draft';
import { PlaceFields } from './place-fields';
import { SaveBar } from './save-bar';
import { HoursDraft, withException } from './week';
import { WeekEditor } from './week-editor';
import { zoneOf } from './zones';

/** Makes or changes a place. Its days that differ are saved one by one as they are set; the rest with the button. */
@Component({
  imports: [RouterLink, Icon, Failed, Skeleton, Meanwhile, PlaceFields, WeekEditor, Exceptions, SaveBar, TranslocoDirective],
  template: `
    <div class="page editor" *transloco="let t">
      <a class="back small" routerLink="/operate/places"><p-icon name="arrow-left" [size]="17" />{{ t('operate.places.title') }}</a>
      <div class="head">
        <h1>{{ id() ? read.value()?.name || t('operate.places.editTitle') : t('operate.places.newTitle') }}</h1>
        @if (id()) {
          <a class="btn" routerLink="/operate/resources" [queryParams]="{ place: id() }"><p-icon name="layout-grid" [size]="18" />{{ t('operate.places.resources') }}</a>
        }
      </div>
      @if (read.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="read.reload()" />
      }
      @if (id() && read.first()) {
        <div class="card"><p-skeleton [lines]="7" height="3rem" /></div>
      }
      @if (editing.draft(); as draft) {
        @if (stale()) {
          <p-meanwhile [busy]="saving()" (merge)="catchUp(true)" (takeTheirs)="catchUp(false)" />
        }
        <form class="stack loose" novalidate (submit)="$event.preventDefault(); save()">
          <p-place-fields [draft]="draft" [errors]="errors()" (changed)="change($event)" />
          <section class="card stack" aria-labelledby="hours-heading">
            <div class="stack tight"><h2 id="hours-heading">{{ t('operate.places.hours.heading') }}</h2><p class="muted">{{ t('operate.places.hours.hint') }}</p></div>
            <p-week-editor [hours]="hours()!" (hoursChange)="change($event)" [error]="hoursError()" />
          </section>
          <section class="card stack" aria-labelledby="exceptions-heading">
            <div class="stack tight"><h2 id="exceptions-heading">{{ t('operate.places.exceptions.heading') }}</h2><p class="muted">{{ id() ? t('operate.places.exceptions.hintSaved') : t('operate.places.exceptions.hintNew') }}</p></div>
            <p-exceptions [exceptions]="draft.exceptions" [zone]="zone()" [busy]="excepting()" (add)="except($event)" (remove)="unexcept($event)" />
          </section>
          <p-save-bar [dirty]="editing.dirty()" [fresh]="!id()" [saving]="saving()" [wrong]="wrong()" [label]="id() ? '' : t('operate.places.create')" (discard)="discard()" />
        </form>
      }
    </div>
  `,
  styles: `
    .editor { max-width: 52rem; padding-bottom: 0; }
    .back { display: inline-flex; align-items: center; gap: var(--s-1); min-height: var(--tap); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlaceEditor {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly language = inject(Language);
  private readonly toasts = inject(Toasts);
  /** From the path; none for a new place. */
  readonly id = input<string>();

  protected readonly editing = new Editing<PlaceDraft>();
  protected readonly read = load(() => this.id(), (id) => this.begin(id));
  private readonly version = signal<number | null>(null);
  protected readonly errors = signal<Errors>({});
  protected readonly saving = signal(false);
  protected readonly excepting = signal(false);
  protected readonly stale = signal(false);
  protected readonly wrong = computed(() => Object.keys(this.errors()).length);
  protected readonly hoursError = computed(() => errorIn(this.errors(), 'hours'));
  protected readonly zone = computed(() => zoneOf(this.editing.draft()?.timeZone ?? '') ?? 'UTC');
  protected readonly hours = computed<HoursDraft | null>(() => {
    const draft = this.editing.draft();
    return draft && { always: draft.always, week: draft.week, exceptions: draft.exceptions };
  });

  constructor() {
    askBeforeLeaving(this.editing.dirty);
    const region = new Intl.Locale(this.language.locale()).region ?? 'ES';
    // A path with an id brings its own draft.
    queueMicrotask(() => this.id() || this.editing.start(newPlace(region)));
  }

  protected change(part: Partial<PlaceDraft>): void {
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
      const [id, body] = [this.id(), bodyOfPlace(draft, this.version())];
      if (id) this.take(await this.api.ok(this.api.http.PUT('/api/v1/locations/{id}', { params: { path: { id } }, body })));
      else await this.made(await this.api.ok(this.api.http.POST('/api/v1/locations', { body })));
      this.toasts.good(this.language.say('operate.places.saved', { name: draft.name.trim() }));
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
      const place = await this.fetch(id);
      this.version.set(place.version);
      this.read.set(place);
      const theirs = draftOfPlace(place);
      if (keepMine) {
        const both = this.editing.rebase(theirs).length > 0;
        this.toasts.good(this.language.say(both ? 'operate.places.meanwhile.mergedBoth' : 'operate.places.meanwhile.merged'));
      } else {
        this.editing.start(theirs);
      }
      this.stale.set(false);
    } catch (error) {
      this.toasts.problem(error);
    } finally {
      this.saving.set(false);
    }
  }

  protected async except(list: readonly Schema<'HoursException'>[]): Promise<void> {
    const id = this.id();
    if (!id) return this.change({ exceptions: list.reduce(withException, this.editing.draft()?.exceptions ?? []) });
    await this.excepted(list.length, async (at) => this.api.ok(this.api.http.POST('/api/v1/locations/{id}/exceptions', { params: { path: { id } }, body: list[at] })));
  }

  protected async unexcept(one: Schema<'HoursException'>): Promise<void> {
    const id = this.id();
    if (!id) return this.change({ exceptions: (this.editing.draft()?.exceptions ?? []).filter((known) => known.date !== one.date) });
    const done = await this.excepted(1, () => this.api.ok(this.api.http.DELETE('/api/v1/locations/{id}/exceptions/{date}', { params: { path: { id, date: one.date } } })));
    if (done) this.toasts.good(this.language.say('operate.places.exceptions.removed'), () => void this.except([one]));
  }

  // One after the other: each makes a new version of the place.
  private async excepted(count: number, step: (at: number) => Promise<Schema<'Location'>>): Promise<boolean> {
    this.excepting.set(true);
    try {
      for (let at = 0; at < count; at++) {
        const place = await step(at);
        const mine = this.version();
        // A jump means that somebody else saved too: then saving still has to tell.
        if (mine !== null && place.version === mine + 1) this.version.set(place.version);
        this.editing.saved({ exceptions: draftOfPlace(place).exceptions });
      }
      return true;
    } catch (error) {
      this.toasts.problem(error);
      return false;
    } finally {
      this.excepting.set(false);
    }
  }

  private check(): Errors {
    const draft = this.editing.draft();
    const keys = draft ? placeIssues(draft) : {};
    return Object.fromEntries(Object.entries(keys).map(([field, key]) => [field, this.language.say(key)]));
  }

  private refused(problem: Problem): void {
    this.errors.set(fieldErrors(problem));
    this.stale.set(problem.code === 'resources.changed_meanwhile');
    if (!this.wrong() && !this.stale()) this.toasts.problem(problem);
    focusFirstError();
  }

  private async begin(id: string): Promise<Schema<'Location'>> {
    const place = await this.fetch(id);
    this.take(place);
    return place;
  }

  private take(place: Schema<'Location'>): void {
    this.version.set(place.version);
    this.editing.start(draftOfPlace(place));
    this.stale.set(false);
    this.errors.set({});
    this.read?.set(place);
  }

  private async made(place: Schema<'Location'>): Promise<void> {
    this.editing.start(draftOfPlace(place));
    await this.router.navigate(['/operate/places', place.id], { replaceUrl: true });
  }

  private fetch(id: string): Promise<Schema<'Location'>> {
    return this.api.ok(this.api.http.GET('/api/v1/locations/{id}', { params: { path: { id } } }));
  }
}
