import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { Problem } from '@core/problem';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { AgoPipe } from '@ui/pipes';
import { Refusals } from '@ui/refusals';
import { Toasts } from '@ui/toasts';

import { DeskStars } from './stars';

/** A review one got, with one's answer or the place for it. */
@Component({
  selector: 'p-received',
  imports: [AgoPipe, Control, DeskStars, Field, Icon, TranslocoDirective],
  template: `
    <article class="card stack" *transloco="let t">
      <header class="row between"><h3>{{ review().authorName || t('desk.reviews.somebody') }}@if (review().host) { <span class="badge">{{ t('desk.reviews.of.hour') }}</span> } @else if (review().subjectKind === 'client') { <span class="badge">{{ t('desk.reviews.of.client') }}</span> }</h3><span class="small muted">{{ (review().publishedAt ?? review().submittedAt) | ago }}</span></header>
      <p-desk-stars [stars]="review().rating" />
      @if (review().text) { <p class="text">{{ review().text }}</p> }
      @if (review().reply; as reply) {
        <div class="reply"><p class="small strong">{{ t('desk.reviews.yourReply') }}</p><p class="text">{{ reply }}</p></div>
      } @else if (writing()) {
        <form class="stack" (submit)="$event.preventDefault(); send(text.value)">
          <p-field [label]="t('desk.reviews.yourReply')" [hint]="t('desk.reviews.replyHint')" [error]="wrong()"><textarea #text pControl rows="4" maxlength="2000"></textarea></p-field>
          <div class="row end"><button type="button" class="btn quiet" [disabled]="busy()" (click)="writing.set(false)">{{ t('common.cancel') }}</button><button type="submit" class="btn primary" [disabled]="busy()" [attr.aria-busy]="busy()">{{ t('desk.reviews.sendReply') }}</button></div>
        </form>
      } @else {
        <div><button type="button" class="btn small" (click)="writing.set(true)"><p-icon name="undo-2" [size]="18" />{{ t('desk.reviews.reply') }}</button></div>
      }
    </article>
  `,
  styles: `h3 { font-size: var(--t-md); letter-spacing: 0; } .text { white-space: pre-line; } .reply { padding: var(--s-3) var(--s-4); border-inline-start: 3px solid var(--brand); background: var(--surface-2); border-radius: 0 var(--r-1) var(--r-1) 0; } @media (pointer: coarse) { .btn.small { min-height: var(--tap); } }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Received {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly refusals = inject(Refusals);
  private readonly toasts = inject(Toasts);
  readonly review = input.required<Schema<'Review'>>();
  readonly replied = output<Schema<'Review'>>();
  protected readonly writing = signal(false);
  protected readonly busy = signal(false);
  protected readonly wrong = signal('');

  protected async send(text: string): Promise<void> {
    if (!text.trim()) return this.wrong.set(this.language.say('desk.reviews.empty'));
    this.busy.set(true);
    try {
      const saved = await this.api.ok(this.api.http.POST('/api/v1/reviews/{id}/reply', { params: { path: { id: this.review().id } }, body: { text } }));
      // The answer leaves the author's name out.
      this.replied.emit({ ...saved, authorName: this.review().authorName });
      this.toasts.good(this.language.say('desk.reviews.replied'));
    } catch (error) {
      const problem = Problem.from(error);
      this.wrong.set(this.refusals.field(problem, 'text') ?? '');
      if (!this.wrong()) this.toasts.problem(problem);
    } finally {
      this.busy.set(false);
    }
  }
}
