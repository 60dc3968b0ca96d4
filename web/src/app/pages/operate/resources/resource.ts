import { ChangeDetectionStrategy, Component, computed, effect, input, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { load } from '@core/load';
import { Icon } from '@ui/icon';
import { Failed, Skeleton } from '@ui/states';

import type { Errors } from '../places/editing';
import { Editor } from '../places/editor';
import { Meanwhile } from '../places/meanwhile';
import { SaveBar } from '../places/save-bar';

import { AboutSection } from './about-section';
import { BasicsSection } from './basics-section';
import { CancellationSection } from './cancellation-section';
import { HoursSection } from './hours-section';
import { PhotosSection } from './photos-section';
import { PricesSection } from './prices-section';
import { ResourceDraft, bodyOfResource, copyOf, draftOfResource, newResource, resourceIssues } from './resource-draft';
import { RulesSection } from './rules-section';
import { SectionMenu } from './section-menu';

const SECTIONS = ['basics', 'about', 'photos', 'prices', 'rules', 'hours', 'cancellation'] as const;
type Section = (typeof SECTIONS)[number];

/** Publishes or changes something that is booked. */
@Component({
  imports: [RouterLink, Icon, Failed, Skeleton, Meanwhile, SaveBar, SectionMenu, BasicsSection, AboutSection, PhotosSection, PricesSection, RulesSection, HoursSection, CancellationSection, TranslocoDirective],
  template: `
    <div class="page" *transloco="let t">
      <a class="back small" routerLink="/operate/resources"><p-icon name="arrow-left" [size]="17" />{{ t('operate.resources.title') }}</a>
      <div class="head">
        <div class="row title">
          <h1>{{ id() ? read.value()?.name || t('operate.resources.editTitle') : t('operate.resources.newTitle') }}</h1>
          @if (id() && editing.draft(); as draft) {
            @if (draft.status !== 'active') { <span class="badge" data-tone="warn">{{ t('operate.resources.status.' + draft.status) }}</span> }
          }
        </div>
        @if (id()) {
          <div class="row">
            <a class="btn" [routerLink]="['/resources', id()]" target="_blank"><p-icon name="eye" [size]="18" />{{ t('operate.resources.preview') }}</a>
            <a class="btn quiet" routerLink="/operate/resources/new" [queryParams]="{ from: id() }"><p-icon name="copy" [size]="18" />{{ t('operate.resources.copy') }}</a>
          </div>
        }
      </div>
      @if (read.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="read.reload()" />
      }
      @if (around.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="around.reload()" />
      }
      @if (!editing.draft() && !read.problem()) {
        <div class="card"><p-skeleton [lines]="8" height="3rem" /></div>
      }
      @if (editing.draft(); as draft) {
        @if (stale()) {
          <p-meanwhile [busy]="saving()" (merge)="catchUp(true)" (takeTheirs)="catchUp(false)" />
        }
        <div class="with-menu">
          <p-section-menu [sections]="sections" [wrong]="wrongSections()" />
          <form class="stack loose" novalidate (submit)="$event.preventDefault(); save()">
            @for (section of sections; track section) {
              <section class="card stack" [id]="section" tabindex="-1" [attr.aria-labelledby]="section + '-title'">
                <h2 [id]="section + '-title'">{{ t('operate.resources.section.' + section) }}</h2>
                @switch (section) {
                  @case ('basics') { <p-basics-section [draft]="draft" (draftChange)="change($event)" [(categories)]="categories" [places]="around.value()?.places ?? []" [errors]="errors()" /> }
                  @case ('about') { <p-about-section [draft]="draft" (draftChange)="change($event)" [known]="around.value()?.amenities ?? []" [errors]="errors()" /> }
                  @case ('photos') { <p-photos-section [draft]="draft" (draftChange)="change($event)" [errors]="errors()" /> }
                  @case ('prices') { <p-prices-section [draft]="draft" (draftChange)="change($event)" [fresh]="!id()" [errors]="errors()" /> }
                  @case ('rules') { <p-rules-section [draft]="draft" (draftChange)="change($event)" [errors]="errors()" /> }
                  @case ('hours') { <p-hours-section [draft]="draft" (draftChange)="change($event)" [place]="place()" [errors]="errors()" /> }
                  @case ('cancellation') { <p-cancellation-section [draft]="draft" (draftChange)="change($event)" [errors]="errors()" /> }
                }
              </section>
            }
            <p-save-bar [dirty]="editing.dirty()" [fresh]="!id()" [saving]="saving()" [wrong]="wrong()" [label]="id() ? '' : t('operate.resources.create')" (discard)="discard()" />
          </form>
        </div>
      }
    </div>
  `,
  styles: `
    .page { max-width: 66rem; padding-bottom: 0; }
    .back { display: inline-flex; align-items: center; gap: var(--s-1); min-height: var(--tap); }
    .with-menu { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: var(--s-6); align-items: start; }
    p-section-menu { align-self: stretch; }
    section { outline-offset: 4px; }
    form.stack { gap: var(--s-5); }
    @media (max-width: 72rem) { .with-menu { grid-template-columns: minmax(0, 1fr); gap: var(--s-4); } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ResourceEditor extends Editor<ResourceDraft, Schema<'Resource'>> {
  /** `?from=`: the one a new one begins as a copy of. */
  readonly from = input<string>();

  protected readonly sections = SECTIONS;
  protected readonly path = '/operate/resources';
  protected readonly saved = 'operate.resources.saved';
  protected readonly read = load(() => this.id() ?? this.from(), (id) => this.begin(id));
  protected readonly around = load(() => true, () => this.readAround());
  protected readonly categories = signal<readonly Schema<'Category'>[]>([]);
  protected readonly wrongSections = computed(() => new Set(Object.keys(this.errors()).map(sectionOf)));
  protected readonly place = computed(() => this.around.value()?.places.find((one) => one.id === this.editing.draft()?.locationId));

  constructor() {
    super();
    // Anew: with the only place there is, so that there is nothing to choose.
    effect(() => {
      const around = this.around.value();
      if (this.id() || this.from() || !around) return;
      untracked(() => {
        if (!this.editing.draft()) this.editing.start({ ...newResource(), locationId: around.places.length === 1 ? around.places[0].id : '' });
      });
    });
  }

  protected override change(draft: ResourceDraft): void {
    const moved = draft.locationId !== this.editing.draft()?.locationId;
    super.change(draft);
    if (moved && !this.id()) void this.useCurrencyOf(draft.locationId);
  }

  private async begin(id: string): Promise<Schema<'Resource'>> {
    const resource = await this.fetch(id);
    if (this.id()) this.take(resource);
    else this.editing.start(copyOf(resource, this.language.say('operate.resources.copyName', { name: resource.name })));
    return resource;
  }

  /** The currency of the place's other resources, until an amount is typed. */
  private async useCurrencyOf(locationId: string): Promise<void> {
    const query = { locationId, limit: 20 };
    const page = await this.api.ok(this.api.http.GET('/api/v1/resources', { params: { query } })).catch(() => null);
    const currency = page?.items.find((one) => one.fromPrice)?.fromPrice?.currency;
    const draft = this.editing.draft();
    if (currency && draft?.locationId === locationId && !draft.perHour && !draft.perHalfDay && !draft.perDay) this.editing.change({ currency });
  }

  private async readAround(): Promise<{ places: Schema<'Location'>[]; amenities: Schema<'AmenityCount'>[] }> {
    const [places, categories, amenities] = await Promise.all([
      this.api.ok(this.api.http.GET('/api/v1/locations', { params: { query: { limit: 200 } } })),
      this.api.ok(this.api.http.GET('/api/v1/categories')),
      this.api.ok(this.api.http.GET('/api/v1/amenities')),
    ]);
    this.categories.set(categories.items);
    return { places: places.items, amenities: amenities.items };
  }

  protected fetch(id: string): Promise<Schema<'Resource'>> {
    return this.api.ok(this.api.http.GET('/api/v1/resources/{id}', { params: { path: { id } } }));
  }

  protected send(draft: ResourceDraft, id: string | undefined): Promise<Schema<'Resource'>> {
    const body = bodyOfResource(draft, id ? this.version() : null);
    return this.api.ok(id ? this.api.http.PUT('/api/v1/resources/{id}', { params: { path: { id } }, body }) : this.api.http.POST('/api/v1/resources', { body }));
  }

  protected draftOf(resource: Schema<'Resource'>): ResourceDraft {
    return draftOfResource(resource);
  }

  protected issues(draft: ResourceDraft): Errors {
    return resourceIssues(draft);
  }
}

function sectionOf(field: string): Section {
  const head = field.split(/[.[]/)[0];
  if (['description', 'houseRules', 'amenities'].includes(head)) return 'about';
  if (['rates', 'tax', 'currency'].includes(head)) return 'prices';
  return SECTIONS.find((section) => section === head) ?? 'basics';
}
