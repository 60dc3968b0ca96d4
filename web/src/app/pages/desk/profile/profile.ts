import { ChangeDetectionStrategy, Component, computed, effect, inject, signal, untracked, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Language } from '@core/i18n';
import { Problem } from '@core/problem';
import { askBeforeLeaving } from '@ui/leaving';
import { Refusals } from '@ui/refusals';
import { Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { Editing, Errors, focusFirstError } from '../../operate/places/editing';
import { OwnProfile, Profile } from '../own-profile';
import { DeskSave } from '../save-bar';
import { DeskStart } from '../today/start';
import { ProfileBasics } from './basics-section';
import { BookableSection } from './bookable-section';
import { LanguagesSection } from './languages-section';
import { PlaceSection } from './place-section';
import { PortfolioSection } from './portfolio-section';
import { ProfileDraft, changedParts, describedOf, draftOf, fieldOf, hourlyOf } from './profile-draft';
import { PublishCard } from './publish-card';
import { TradesSection } from './trades-section';

/** What clients see of a professional, as its owner writes it. */
@Component({
  imports: [TranslocoDirective, Failed, Skeleton, DeskSave, DeskStart, ProfileBasics, BookableSection, LanguagesSection, PlaceSection, PortfolioSection, PublishCard, TradesSection],
  template: `
    <ng-container *transloco="let t">
      @if (own.read.problem(); as problem) {
        <div class="page"><p-failed [problem]="problem" (retry)="own.read.reload()" /></div>
      } @else if (own.read.value() === null) {
        <p-desk-start />
      } @else {
        <form class="page" novalidate (submit)="$event.preventDefault(); save()">
          <div class="head"><div><h1>{{ t('desk.profile.title') }}</h1><p class="muted">{{ t('desk.profile.text') }}</p></div></div>
          @if (draft(); as draft) {
            @let profile = own.read.value()!;
            <div class="columns">
              <aside><p-publish-card [profile]="profile" [draft]="draft" [dirty]="editing.dirty()" (publishAfterSave)="saveAndPublish()" /></aside>
              <div class="stack sections">
                <p-profile-basics [draft]="draft" [currency]="currency()" [errors]="errors()" (changed)="change($event)" />
                <p-trades-section [trades]="draft.trades" [error]="errors()['trades'] || ''" (changed)="change({ trades: $event })" />
                <p-languages-section [languages]="draft.languages" [error]="errors()['languages'] || ''" (changed)="change({ languages: $event })" />
                <p-place-section [place]="draft.place" [radiusKm]="draft.radiusKm" [remote]="draft.remote" [error]="errors()['place'] || ''" [radiusError]="errors()['radiusKm'] || ''" (placeChanged)="change({ place: $event })" (radiusChanged)="change({ radiusKm: $event })" (remoteChanged)="change({ remote: $event })" />
                <p-portfolio-section />
                <p-bookable-section [profile]="profile" />
              </div>
            </div>
            <p-desk-save [dirty]="editing.dirty()" [busy]="busy()" [wrong]="wrong()" (discard)="editing.discard(); errors.set({})" />
          } @else {
            <div class="columns"><aside class="card"><p-skeleton [lines]="6" height="1.75rem" /></aside><div class="stack"><div class="card"><p-skeleton [lines]="7" height="3rem" /></div><div class="card"><p-skeleton [lines]="3" height="3rem" /></div></div></div>
          }
        </form>
      }
    </ng-container>
  `,
  styles: `
    .page { padding-bottom: 0; }
    .columns { display: grid; grid-template-columns: minmax(0, 1fr) 20rem; gap: var(--s-6); align-items: start; padding-bottom: var(--s-7); } aside { order: 2; position: sticky; top: 4.5rem; }
    .sections { gap: var(--s-5); }
    @media (max-width: 60rem) { .columns { grid-template-columns: minmax(0, 1fr); gap: var(--s-5); } aside { order: 0; position: static; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DeskProfile {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly refusals = inject(Refusals);
  private readonly toasts = inject(Toasts);
  protected readonly own = inject(OwnProfile);
  protected readonly editing = new Editing<ProfileDraft>();
  protected readonly draft = this.editing.draft;
  protected readonly busy = signal(false);
  protected readonly errors = signal<Errors>({});
  protected readonly wrong = computed(() => Object.values(this.errors()).filter(Boolean).length);
  protected readonly currency = computed(() => this.own.read.value()?.hourlyFrom?.currency ?? 'EUR');
  private readonly publishing = viewChild(PublishCard);

  constructor() {
    askBeforeLeaving(this.editing.dirty, 'desk.leave.');
    // What was read again, or saved elsewhere on this page, goes under what is typed.
    effect(() => {
      const profile = this.own.read.value();
      if (profile) untracked(() => this.editing.rebase(draftOf(profile, this.language.locale())));
    });
  }

  protected change(part: Partial<ProfileDraft>): void {
    this.editing.change(part);
    this.errors.update((errors) => Object.fromEntries(Object.entries(errors).filter(([name]) => !(name in part))));
  }

  protected async saveAndPublish(): Promise<void> {
    if (await this.save()) await this.publishing()?.turn('published');
  }

  /** Saves the parts that changed, one after the other; says whether all of it went. */
  protected async save(): Promise<boolean> {
    const [draft, profile] = [this.draft(), this.own.read.value()];
    if (!draft || !profile || this.busy()) return false;
    if (hourlyOf(draft, this.currency()) === undefined) return this.refuse({ hourly: this.language.say('desk.profile.hourlyWrong') });
    const parts = changedParts(draft, draftOf(profile, this.language.locale()));
    if (parts.trades && !draft.trades.length) return this.refuse({ trades: this.language.say('desk.profile.tradesNone') });
    if (parts.place && draft.place && !draft.place.city.trim()) return this.refuse({ place: this.language.say('desk.place.noCity') });
    this.busy.set(true);
    try {
      let saved = profile;
      // Each is kept as it goes: what a later refusal leaves unsaved is sent with the right version.
      if (parts.described) this.own.read.set((saved = await this.api.ok(this.api.http.PUT('/api/v1/professionals/me', { body: describedOf(draft, this.currency(), saved.version) }))));
      if (parts.trades) this.own.read.set((saved = await this.api.ok(this.api.http.PUT('/api/v1/professionals/me/trades', { body: { trades: draft.trades, version: saved.version } }))));
      if (parts.place && draft.place) saved = await this.api.ok(this.api.http.PUT('/api/v1/professionals/me/location', { body: { ...draft.place, version: saved.version } }));
      this.took(saved);
      this.toasts.good(this.language.say('desk.save.saved'));
      return true;
    } catch (error) {
      return await this.failed(Problem.from(error));
    } finally {
      this.busy.set(false);
    }
  }

  private took(saved: Profile): void {
    this.editing.start(draftOf(saved, this.language.locale()));
    this.own.read.set(saved);
    this.errors.set({});
  }

  private async failed(problem: Problem): Promise<false> {
    const fields = Object.entries(this.refusals.fields(problem));
    if (fields.length) return this.refuse(Object.fromEntries(fields.map(([name, text]) => [fieldOf(name), text])));
    this.toasts.problem(problem);
    // What is typed stays, on top of what somebody saved meanwhile.
    if (problem.code === 'professionals.changed_meanwhile') await this.own.read.reload();
    return false;
  }

  private refuse(errors: Errors): false {
    this.errors.set(errors);
    focusFirstError();
    return false;
  }
}
