import { ChangeDetectionStrategy, Component, computed, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { load } from '@core/load';
import { Icon } from '@ui/icon';
import { Failed, Skeleton } from '@ui/states';

import { Errors, errorIn } from './editing';
import { Editor } from './editor';
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
export class PlaceEditor extends Editor<PlaceDraft, Schema<'Location'>> {
  protected readonly path = '/operate/places';
  protected readonly saved = 'operate.places.saved';
  protected readonly read = load(() => this.id(), (id) => this.begin(id));
  protected readonly excepting = signal(false);
  protected readonly hoursError = computed(() => errorIn(this.errors(), 'hours'));
  protected readonly zone = computed(() => zoneOf(this.editing.draft()?.timeZone ?? '') ?? 'UTC');
  protected readonly hours = computed<HoursDraft | null>(() => {
    const draft = this.editing.draft();
    return draft && { always: draft.always, week: draft.week, exceptions: draft.exceptions };
  });

  constructor() {
    super();
    const region = new Intl.Locale(this.language.locale()).region ?? 'ES';
    // A path with an id brings its own draft.
    queueMicrotask(() => this.id() || this.editing.start(newPlace(region)));
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

  private async begin(id: string): Promise<Schema<'Location'>> {
    const place = await this.fetch(id);
    this.take(place);
    return place;
  }

  protected fetch(id: string): Promise<Schema<'Location'>> {
    return this.api.ok(this.api.http.GET('/api/v1/locations/{id}', { params: { path: { id } } }));
  }

  protected send(draft: PlaceDraft, id: string | undefined): Promise<Schema<'Location'>> {
    const body = bodyOfPlace(draft, this.version());
    return this.api.ok(id ? this.api.http.PUT('/api/v1/locations/{id}', { params: { path: { id } }, body }) : this.api.http.POST('/api/v1/locations', { body }));
  }

  protected draftOf(place: Schema<'Location'>): PlaceDraft {
    return draftOfPlace(place);
  }

  protected issues(draft: PlaceDraft): Errors {
    return placeIssues(draft);
  }
}
