import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { debounceTime, filter } from 'rxjs';

import { Api, Schema } from '@core/api';
import { LANGS, Language } from '@core/i18n';
import { Live } from '@core/live';
import { load } from '@core/load';
import { Problem } from '@core/problem';
import { Confirm } from '@ui/dialog';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { askBeforeLeaving } from '@ui/leaving';
import { Refusals } from '@ui/refusals';
import { Empty, Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { Editing, Errors, focusFirstError } from '../../operate/places/editing';
import { OwnProfile } from '../own-profile';
import { DeskSave } from '../save-bar';
import { TradeCombobox } from '../trade-combobox';
import { GigExtras } from './extras-section';
import { GigDraft, gigBodyOf, gigDraftOf, gigIssues, newGig } from './gig-draft';
import { GigImages } from './images-section';
import { GigPackages } from './packages-section';
import { TONES } from './status';

type Gig = Schema<'GigView'>;
type Act = 'submit' | 'pause' | 'resume';

/** Writes a gig: what it is, its packages, extras, questions and pictures; and lets it be found. */
@Component({
  imports: [RouterLink, TranslocoDirective, Control, Field, Icon, Empty, Failed, Skeleton, DeskSave, TradeCombobox, GigExtras, GigImages, GigPackages],
  template: `
    <form class="page" novalidate (submit)="$event.preventDefault(); save()" *transloco="let t">
      <a class="back small" routerLink="/work/gigs"><p-icon name="arrow-left" [size]="17" />{{ t('desk.gigs.title') }}</a>
      <div class="head">
        <h1>{{ gig.value()?.title || t(id() ? 'desk.gigs.editTitle' : 'desk.gigs.newTitle') }}</h1>
        @if (gig.value(); as known) { <span class="badge" [attr.data-tone]="tones[known.status]">{{ t('desk.gigs.statuses.' + known.status) }}</span> }
      </div>
      @if (gig.problem(); as problem) {
        @if (problem.status === 404) { <p-empty icon="tag" [heading]="t('desk.gigs.gone')" [text]="t('desk.gigs.goneText')"><a class="btn" routerLink="/work/gigs">{{ t('desk.gigs.title') }}</a></p-empty> } @else { <p-failed [problem]="problem" (retry)="gig.reload()" /> }
      }
      @if (gig.problem()?.status === 404 ? null : draft(); as draft) {
        <div class="columns">
          <div class="stack sections">
            @if (gig.value()?.status === 'rejected') { <div class="notice" data-tone="bad"><p-icon name="circle-alert" /><div><p class="strong">{{ t('desk.gigs.rejected') }}</p><p>{{ gig.value()?.reason }}</p></div></div> }
            <section class="card stack" aria-labelledby="what">
              <h2 id="what">{{ t('desk.gigs.what') }}</h2>
              <p-field [label]="t('desk.gigs.name')" [hint]="t('desk.gigs.nameHint')" [error]="errors()['title']"><input #title pControl maxlength="80" autocomplete="off" [placeholder]="t('desk.gigs.nameExample')" [value]="draft.title" (input)="change({ title: title.value })" /></p-field>
              <p-trade-combobox [label]="t('desk.gigs.trade')" [value]="draft.trade" [keeps]="true" [error]="errors()['trade'] || ''" (chosen)="change({ trade: $event })" />
              <p-field [label]="t('desk.gigs.description')" [hint]="t('desk.gigs.descriptionHint')" [error]="errors()['description']"><textarea #description pControl rows="8" maxlength="5000" [value]="draft.description" (input)="change({ description: description.value })"></textarea></p-field>
              <div class="two">
                <p-field [label]="t('desk.gigs.language')" [error]="errors()['language']"><select #language pControl (change)="change({ language: language.value })">@for (one of languages; track one) { <option [value]="one" [selected]="one === draft.language">{{ t('desk.gigs.languages.' + one) }}</option> }</select></p-field>
                <p-field [label]="t('desk.gigs.tags')" [hint]="t('desk.gigs.tagsHint')" [optional]="t('common.optional')" [error]="errors()['tags']"><input #tags pControl autocomplete="off" [value]="draft.tags" (input)="change({ tags: tags.value })" /></p-field>
              </div>
            </section>
            <p-gig-packages [packages]="draft.packages" [currency]="currency()" [errors]="errors()" (changed)="change({ packages: $event })" />
            <p-gig-images [gigId]="id() ?? null" [images]="gig.value()?.images ?? []" (changed)="refresh()" />
            <p-gig-extras [extras]="draft.extras" [questions]="draft.questions" [currency]="currency()" [errors]="errors()" (extrasChanged)="change({ extras: $event })" (questionsChanged)="change({ questions: $event })" />
          </div>
          @if (gig.value(); as known) {
            <aside class="card stack">
              <h2>{{ t('desk.gigs.life') }}</h2>
              <p class="small muted">{{ t('desk.gigs.statusTexts.' + known.status) }}</p>
              @if (needsProfile()) { <p class="notice small" data-tone="warn"><p-icon name="info" [size]="18" /><span>{{ t('desk.gigs.needsProfile') }} <a routerLink="/work/profile">{{ t('desk.gigs.toProfile') }}</a></span></p> }
              @if (known.status === 'draft' || known.status === 'rejected') { <button type="button" class="btn primary" [disabled]="busy() || editing.dirty() || needsProfile()" (click)="act('submit')">{{ t('desk.gigs.submit') }}</button> }
              @if (known.status === 'published') { <button type="button" class="btn" [disabled]="busy()" (click)="act('pause')"><p-icon name="pause" [size]="18" />{{ t('desk.gigs.pause') }}</button> }
              @if (known.status === 'paused') { <button type="button" class="btn primary" [disabled]="busy() || editing.dirty()" (click)="act('resume')"><p-icon name="play" [size]="18" />{{ t('desk.gigs.resume') }}</button> }
              @if (editing.dirty()) { <p class="small muted">{{ t('desk.gigs.saveFirst') }}</p> }
              <a class="btn quiet" [routerLink]="['/gigs', known.id]"><p-icon name="eye" [size]="18" />{{ t('desk.gigs.preview') }}</a>
              <button type="button" class="btn quiet remove" [disabled]="busy()" (click)="remove(known)"><p-icon name="trash-2" [size]="18" />{{ t('desk.gigs.remove') }}</button>
            </aside>
          } @else { <aside class="card stack tight"><h2>{{ t('desk.gigs.life') }}</h2><p class="small muted">{{ t('desk.gigs.newText') }}</p></aside> }
        </div>
        <p-desk-save [dirty]="editing.dirty()" [always]="!id()" [busy]="busy()" [wrong]="wrong()" [label]="id() ? '' : t('desk.gigs.create')" (discard)="editing.discard(); errors.set({})" />
      } @else if (!gig.problem()) { <div class="columns"><div class="card"><p-skeleton [lines]="8" height="3rem" /></div><div class="card"><p-skeleton [lines]="4" /></div></div> }
    </form>
  `,
  styles: `
    .page { padding-bottom: 0; } .back { display: inline-flex; gap: var(--s-1); align-items: center; min-height: var(--tap); } h2 { font-size: var(--t-lg); } .sections { gap: var(--s-5); }
    .columns { display: grid; grid-template-columns: minmax(0, 1fr) 19rem; gap: var(--s-6); align-items: start; padding-bottom: var(--s-7); } aside { position: sticky; top: 4.5rem; } .remove { color: var(--bad); }
    @media (max-width: 60rem) { .columns { grid-template-columns: minmax(0, 1fr); gap: var(--s-5); } aside { position: static; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DeskGig {
  private readonly api = inject(Api);
  private readonly confirm = inject(Confirm);
  private readonly language = inject(Language);
  private readonly refusals = inject(Refusals);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly own = inject(OwnProfile);
  readonly id = input<string>();
  protected readonly tones = TONES;
  protected readonly languages = LANGS;
  protected readonly editing = new Editing<GigDraft>();
  protected readonly draft = this.editing.draft;
  protected readonly busy = signal(false);
  protected readonly errors = signal<Errors>({});
  protected readonly wrong = computed(() => Object.values(this.errors()).filter(Boolean).length);
  protected readonly gig = load(
    () => this.id(),
    (id) => this.api.ok(this.api.http.GET('/api/v1/gigs/{id}', { params: { path: { id } } })),
  );
  protected readonly currency = computed(() => this.gig.value()?.price.currency ?? this.own.read.value()?.hourlyFrom?.currency ?? 'EUR');
  protected readonly needsProfile = computed(() => this.own.read.value()?.status !== 'published');

  constructor() {
    askBeforeLeaving(this.editing.dirty, 'desk.leave.');
    // An operator's decision comes with a notification; what is typed stays. Who is saving is answered with the newest anyway.
    inject(Live)
      .notifications.pipe(debounceTime(500), filter(() => !this.busy()), takeUntilDestroyed())
      .subscribe(() => void this.gig.reload());
    effect(() => {
      const [gig, id, profile] = [this.gig.value(), this.id(), this.own.read.value()];
      untracked(() => {
        if (gig) this.editing.rebase(gigDraftOf(gig, this.language.locale()));
        else if (!id && profile && !this.draft()) this.editing.start(newGig(this.language.lang(), profile.trades[0]?.slug ?? '', this.language.say('desk.gigs.firstPackage')));
      });
    });
  }

  protected change(part: Partial<GigDraft>): void {
    this.editing.change(part);
    this.errors.set(Object.fromEntries(Object.entries(this.errors()).filter(([field]) => !Object.keys(part).some((name) => field.startsWith(name)))));
  }

  /** Pictures are saved apart; what is typed stays. */
  protected refresh(): void {
    void this.gig.reload();
  }

  protected async save(): Promise<void> {
    const [draft, id] = [this.draft(), this.id()];
    if (!draft || this.busy()) return;
    const issues = Object.entries(gigIssues(draft, this.currency()));
    if (issues.length) return this.refuse(Object.fromEntries(issues.map(([field, issue]) => [field, this.language.say('desk.gigs.wrong.' + issue)])));
    this.busy.set(true);
    const body = gigBodyOf(draft, this.currency(), this.gig.value()?.version ?? null);
    try {
      const saved = await this.api.ok(id ? this.api.http.PUT('/api/v1/gigs/{id}', { params: { path: { id } }, body }) : this.api.http.POST('/api/v1/gigs', { body }));
      this.editing.start(gigDraftOf(saved, this.language.locale()));
      this.toasts.good(this.language.say(saved.status === 'in_review' ? 'desk.gigs.savedReview' : 'desk.save.saved'));
      if (id) this.gig.set(saved);
      else await this.router.navigate(['/work/gigs', saved.id], { replaceUrl: true });
    } catch (error) {
      await this.failed(Problem.from(error));
    } finally {
      this.busy.set(false);
    }
  }

  protected async act(what: Act): Promise<void> {
    const id = this.id();
    if (!id || this.busy()) return;
    const params = { params: { path: { id } } };
    const asked = { submit: () => this.api.http.POST('/api/v1/gigs/{id}/submit', params), pause: () => this.api.http.POST('/api/v1/gigs/{id}/pause', params), resume: () => this.api.http.POST('/api/v1/gigs/{id}/resume', params) };
    this.busy.set(true);
    try {
      const saved = await this.api.ok(asked[what]());
      this.gig.set(saved);
      this.toasts.good(this.language.say('desk.gigs.now.' + saved.status));
    } catch (error) {
      this.toasts.problem(error);
    } finally {
      this.busy.set(false);
    }
  }

  protected async remove(gig: Gig): Promise<void> {
    const say = (key: string): string => this.language.say(key);
    if (!(await this.confirm.ask(say('desk.gigs.removeSure'), say('desk.gigs.removeText'), say('desk.gigs.remove')))) return;
    this.busy.set(true);
    try {
      await this.api.ok(this.api.http.DELETE('/api/v1/gigs/{id}', { params: { path: { id: gig.id } } }));
      this.editing.discard();
      this.toasts.good(say('desk.gigs.removed'));
      await this.router.navigateByUrl('/work/gigs');
    } catch (error) {
      this.toasts.problem(error);
    } finally {
      this.busy.set(false);
    }
  }

  private async failed(problem: Problem): Promise<void> {
    const fields = this.refusals.fields(problem);
    if (Object.keys(fields).length) return this.refuse(Object.fromEntries(Object.entries(fields).map(([name, text]) => [name.replace(/\.price\.amount$/, '.price'), text])));
    this.toasts.problem(problem);
    if (problem.code === 'gigs.changed_meanwhile') await this.gig.reload();
  }

  private refuse(errors: Errors): void {
    this.errors.set(errors);
    focusFirstError();
  }
}
