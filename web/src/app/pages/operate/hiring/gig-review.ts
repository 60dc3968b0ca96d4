import { ChangeDetectionStrategy, Component, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { Batch } from '@core/batch';
import { load } from '@core/load';
import { Problem } from '@core/problem';
import { Session } from '@core/session';
import { Dialog } from '@ui/dialog';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { DurationPipe, MoneyPipe } from '@ui/pipes';
import { Refusals } from '@ui/refusals';
import { Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';

/** A gig as a client would read it, and the decision. */
@Component({
  selector: 'p-gig-review',
  imports: [RouterLink, TranslocoDirective, Control, Dialog, DurationPipe, Field, Icon, MoneyPipe, Failed, Skeleton],
  template: `
    <ng-container *transloco="let t">
      <p-dialog [open]="!!id()" [wide]="true" [heading]="gig.value()?.title ?? t('operate.hiring.gig')" (closed)="closed.emit()">
        @if (gig.problem(); as problem) { <p-failed [problem]="problem" (retry)="gig.reload()" /> } @else if (gig.value(); as one) {
          <p class="muted"><a [routerLink]="['/professionals', one.seller.professionalId]">{{ one.seller.name }}</a> · {{ t('operate.hiring.gigTabs.' + one.status) }}</p>
          @if (one.images.length) { <ul class="images">@for (image of one.images; track image.id) { <li><img [src]="image.large" alt="" loading="lazy" /></li> }</ul> }
          <p class="text">{{ one.description }}</p>
          <ul class="stack tight">@for (part of one.packages; track part.id) { <li class="part"><span class="strong">{{ part.name }}</span><span class="muted small">{{ part.description }}</span><span class="number">{{ part.price | money }} · {{ part.deliveryDays * 1440 | duration }}</span></li> }</ul>
          @if (one.extras.length) { <h3>{{ t('operate.hiring.extras') }}</h3><ul class="stack tight">@for (part of one.extras; track part.id) { <li class="part"><span>{{ part.name }}</span><span class="number">{{ part.price | money }}</span></li> }</ul> }
          @if (one.questions.length) { <h3>{{ t('operate.hiring.questions') }}</h3><ul class="list">@for (part of one.questions; track part.id) { <li>{{ part.text }}</li> }</ul> }
          @if (one.tags.length) { <p class="row">@for (tag of one.tags; track tag) { <span class="badge">{{ tag }}</span> }</p> }
          @if (one.reason) { <p class="notice" data-tone="bad">{{ one.reason }}</p> }
          @if (own()) { <p class="notice" data-tone="warn"><p-icon name="info" /><span>{{ t('operate.hiring.ownGig') }}</span></p> } @else if (refusing()) {
            <form class="stack" (submit)="$event.preventDefault(); reject(one.id, reason.value)">
              <p-field [label]="t('operate.hiring.gigReason')" [hint]="t('operate.hiring.gigReasonHint')" [error]="wrong()"><textarea #reason pControl rows="3" maxlength="500"></textarea></p-field>
              <div class="row end"><button type="button" class="btn quiet" (click)="refusing.set(false)">{{ t('common.cancel') }}</button><button type="submit" class="btn danger" [disabled]="busy()">{{ t(one.status === 'in_review' ? 'operate.hiring.sendBack' : 'operate.hiring.takeDown') }}</button></div>
            </form>
          } @else {
            <div class="row end">
              @if (one.status !== 'rejected' && one.status !== 'draft') { <button type="button" class="btn danger" [disabled]="busy()" (click)="refusing.set(true)">{{ t(one.status === 'in_review' ? 'operate.hiring.sendBack' : 'operate.hiring.takeDown') }}…</button> }
              @if (one.status === 'in_review') { <button type="button" class="btn primary" [disabled]="busy()" (click)="approve(one)">{{ t('operate.hiring.publish') }}</button> }
            </div>
          }
        } @else { <p-skeleton [lines]="6" height="2rem" /> }
      </p-dialog>
    </ng-container>
  `,
  styles: `
    h3 { font-size: var(--t-md); } .text { white-space: pre-line; } .images { display: flex; gap: var(--s-2); overflow-x: auto; } .images img { height: 10rem; width: auto; max-width: none; border-radius: var(--r-1); } .list { list-style: disc; padding-inline-start: 1.2rem; }
    .part { display: flex; flex-wrap: wrap; gap: 0 var(--s-3); padding: var(--s-2) 0; border-bottom: 1px solid var(--line); } .part .number { margin-inline-start: auto; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GigReview {
  private readonly api = inject(Api);
  private readonly batch = inject(Batch);
  private readonly language = inject(Language);
  private readonly refusals = inject(Refusals);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  readonly id = input<string | null>(null);
  readonly closed = output<void>();
  readonly decided = output<void>();
  protected readonly busy = signal(false);
  protected readonly refusing = signal(false);
  protected readonly wrong = signal('');
  protected readonly gig = load(
    () => this.id() ?? undefined,
    (id) => this.api.ok(this.api.http.GET('/api/v1/gigs/{id}', { params: { path: { id } } })),
  );

  // Gigs name their seller by profile; only who works here has one.
  private readonly mine = load(
    () => (this.id() && this.session.worksHere() ? this.session.profile()?.id : undefined),
    async () => (await this.batch.read<Schema<'ProfessionalProfile'>>(['/api/v1/professionals/me']))[0].body?.id ?? null,
  );
  /** Sold by who looks at it: the API lets nobody decide on that. */
  protected readonly own = computed(() => !!this.mine.value() && this.gig.value()?.seller.professionalId === this.mine.value());

  constructor() {
    effect(() => {
      this.id();
      untracked(() => (this.refusing.set(false), this.wrong.set('')));
    });
  }

  protected approve(gig: Schema<'GigView'>): Promise<void> {
    // The version that was read here: what changed since has to be read first.
    return this.decide(() => this.api.ok(this.api.http.POST('/api/v1/operations/gigs/{id}/approve', { params: { path: { id: gig.id } }, body: { version: gig.version } })), 'operate.hiring.gigApproved');
  }

  protected async reject(id: string, reason: string): Promise<void> {
    if (reason.trim().length < 3) return this.wrong.set(this.language.say('operate.hiring.needsWords'));
    await this.decide(() => this.api.ok(this.api.http.POST('/api/v1/operations/gigs/{id}/reject', { params: { path: { id } }, body: { reason } })), 'operate.hiring.gigRejected');
  }

  private async decide(run: () => Promise<unknown>, said: string): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    try {
      await run();
      this.toasts.good(this.language.say(said));
      this.decided.emit();
    } catch (error) {
      const problem = Problem.from(error);
      this.wrong.set(this.refusals.field(problem, 'reason') ?? '');
      if (!this.wrong()) this.toasts.problem(problem);
      if (problem.code === 'gigs.changed_meanwhile') await this.gig.reload();
    } finally {
      this.busy.set(false);
    }
  }
}
