import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { load } from '@core/load';
import { Session } from '@core/session';
import { Confirm } from '@ui/dialog';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { AgoPipe } from '@ui/pipes';
import { Empty, Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { Person } from '../office/person';

interface Reported {
  review: Schema<'Review'>;
  complaints: Schema<'ReviewReport'>[];
}

/** Reviews that somebody complained about: each once, with all that is said against it. */
@Component({
  imports: [TranslocoDirective, AgoPipe, Control, Field, Icon, Empty, Failed, Skeleton, Person],
  template: `
    <div class="page narrow stack" *transloco="let t">
      <div><h1>{{ t('operate.hiring.reviews') }}</h1><p class="muted">{{ t('operate.hiring.reviewsText') }}</p></div>
      @if (read.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="read.reload()" />
      } @else if (read.value()) {
        @for (one of reported(); track one.review.id) {
          <article class="card stack">
            <header class="row between"><h2>{{ one.review.authorName }} → @if (one.review.subjectKind === 'resource') { {{ t('operate.hiring.subject.resource') }}@if (one.review.host; as host) { · <p-person [id]="host" /> } } @else { <p-person [id]="one.review.subject" /> }</h2><span class="small muted">{{ (one.review.publishedAt ?? one.review.submittedAt) | ago }}</span></header>
            <p><span class="visually-hidden">{{ t('operate.hiring.stars', { stars: one.review.rating }) }}</span><span class="stars" aria-hidden="true">{{ '★'.repeat(one.review.rating) }}{{ '☆'.repeat(5 - one.review.rating) }}</span></p>
            <blockquote>{{ one.review.text || t('operate.hiring.noWords') }}</blockquote>
            @if (one.review.reply) { <p class="small"><span class="strong">{{ t('operate.hiring.reply') }}:</span> {{ one.review.reply }}</p> }
            <ul class="stack tight">@for (complaint of one.complaints; track complaint.reporter) { <li class="small"><span class="badge" data-tone="warn">{{ t('operate.hiring.reviewReasons.' + complaint.reason) }}</span>&ngsp;<p-person [id]="complaint.reporter" /> · <span class="muted">{{ complaint.createdAt | ago }}</span>@if (complaint.note) { <br />{{ complaint.note }} }</li> }</ul>
            @if (own(one.review)) { <p class="notice" data-tone="warn"><p-icon name="info" /><span>{{ t('operate.hiring.ownReview') }}</span></p> } @else {
              <p-field [label]="t('operate.hiring.reviewNote')" [optional]="t('common.optional')"><input #note pControl maxlength="2000" autocomplete="off" /></p-field>
              <div class="row end"><button type="button" class="btn" [disabled]="!!busy()" (click)="decide(one.review, false, note.value)">{{ t('operate.hiring.stays') }}</button><button type="button" class="btn danger" [disabled]="!!busy()" (click)="decide(one.review, true, note.value)">{{ t('operate.hiring.goes') }}</button></div>
            }
          </article>
        } @empty { <div class="card"><p-empty icon="star" [heading]="t('operate.hiring.noReviews')" [text]="t('operate.hiring.noReviewsText')" /></div> }
      } @else { <div class="card"><p-skeleton [lines]="5" height="2rem" /></div> }
    </div>
  `,
  styles: `h2 { font-size: var(--t-lg); } blockquote { margin: 0; padding-inline-start: var(--s-4); border-inline-start: 3px solid var(--line-strong); white-space: pre-line; } .stars { color: light-dark(#9a6a08, #f0c04a); letter-spacing: 0.1em; }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ReviewModeration {
  private readonly api = inject(Api);
  private readonly confirm = inject(Confirm);
  private readonly language = inject(Language);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  protected readonly busy = signal('');
  protected readonly read = load(
    () => 'open',
    () => this.api.ok(this.api.http.GET('/api/v1/operations/reviews')),
  );
  protected readonly reported = computed(() => {
    const found = new Map<string, Reported>();
    for (const one of this.read.value()?.items ?? []) found.set(one.review.id, { review: one.review, complaints: [...(found.get(one.review.id)?.complaints ?? []), one] });
    return [...found.values()];
  });

  /** Written by who looks at it, or about them or an hour of theirs: the API lets nobody judge that. */
  protected own({ author, host, subject, subjectKind }: Schema<'Review'>): boolean {
    const me = this.session.profile()?.id;
    return author === me || host === me || (subjectKind !== 'resource' && subject === me);
  }

  protected async decide(review: Schema<'Review'>, remove: boolean, reason: string): Promise<void> {
    const say = (key: string): string => this.language.say(key);
    if (this.busy()) return;
    if (remove && !(await this.confirm.ask(say('operate.hiring.goesSure'), say('operate.hiring.goesText'), say('operate.hiring.goes')))) return;
    this.busy.set(review.id);
    try {
      await this.api.ok(this.api.http.POST('/api/v1/operations/reviews/{id}/decide', { params: { path: { id: review.id } }, body: { remove, reason } }));
      this.toasts.good(say(remove ? 'operate.hiring.gone' : 'operate.hiring.stayed'));
    } catch (error) {
      this.toasts.problem(error);
    }
    await this.read.reload();
    this.busy.set('');
  }
}
