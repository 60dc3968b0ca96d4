import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Icon } from '@ui/icon';
import { MomentPipe } from '@ui/pipes';
import { Failed, Skeleton } from '@ui/states';

import { Files } from '../../booking/files';
import { SaveButton } from '../../booking/save-button';
import { pages } from '../office/pages';

/** What the two of a disputed order said. Reading it is recorded, so it is opened by a press and not with the page. */
@Component({
  selector: 'p-dispute-talk',
  imports: [TranslocoDirective, Icon, MomentPipe, Failed, Skeleton, SaveButton],
  template: `
    <section class="card stack" aria-labelledby="talk" *transloco="let t">
      <h2 id="talk">{{ t('operate.hiring.talk') }}</h2>
      @if (!opened()) {
        <p class="notice" data-tone="warn"><p-icon name="eye" /><span>{{ t('operate.hiring.talkRecorded') }}</span></p>
        <div><button type="button" class="btn" (click)="opened.set(true)"><p-icon name="message-circle" [size]="18" />{{ t('operate.hiring.talkRead') }}</button></div>
      } @else {
        @if (talk.start.problem(); as problem) { <p-failed [problem]="problem" (retry)="talk.start.reload()" /> }
        @if (talk.start.value()) {
          <p class="small muted"><p-icon name="eye" [size]="16" /> {{ t('operate.hiring.talkShown') }}</p>
          @if (talk.more()) { <div><button type="button" class="btn small" [disabled]="talk.busy()" [attr.aria-busy]="talk.busy()" (click)="talk.readOn()">{{ t(talk.busy() ? 'common.loading' : 'operate.hiring.talkEarlier') }}</button></div> }
          <ol class="stack tight">
            @for (one of said(); track one.seq) {
              <li [attr.data-side]="one.author === clientId() ? 'client' : 'professional'">
                <p class="tiny muted"><span class="strong">{{ names().get(one.author) || t(one.author === clientId() ? 'operate.hiring.client' : 'operate.hiring.professional') }}</span> · {{ one.createdAt | moment }}@if (one.editedAt && !one.deleted) { · {{ t('operate.hiring.edited') }} }</p>
                @if (one.deleted) { <p class="bubble muted">{{ t('operate.hiring.deleted') }}</p> }
                @else if (one.card; as card) { <p class="bubble muted">{{ t('operate.hiring.cards.' + card.kind) }}</p> }
                @else if (one.text) { <p class="bubble">{{ one.text }}</p> }
                @if (one.attachments.length) { <p class="row">@for (file of one.attachments; track file.fileId) { <p-save-button icon="paperclip" [small]="true" [save]="saver(file)">{{ file.name }}</p-save-button> }</p> }
              </li>
            } @empty { <li class="muted">{{ t('operate.hiring.noMessages') }}</li> }
          </ol>
        } @else if (!talk.start.problem()) { <p-skeleton [lines]="6" height="2rem" /> }
      }
    </section>
  `,
  styles: `
    h2 { font-size: var(--t-lg); } section p-icon { vertical-align: middle; }
    li { display: grid; justify-items: start; gap: 2px; } .bubble { max-width: min(85%, 40rem); padding: var(--s-2) var(--s-3); border-radius: var(--r-2); background: var(--surface-2); white-space: pre-line; overflow-wrap: anywhere; border-inline-start: 4px solid var(--line-strong); }
    [data-side='client'] .bubble { border-color: var(--accent); } [data-side='professional'] .bubble { border-color: var(--brand); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DisputeTalk {
  private readonly api = inject(Api);
  private readonly files = inject(Files);
  readonly orderId = input.required<string>();
  readonly clientId = input.required<string>();
  protected readonly opened = signal(false);
  protected readonly names = signal<ReadonlyMap<string, string>>(new Map());
  protected readonly talk = pages(
    () => (this.opened() ? this.orderId() : undefined),
    async (id, cursor) => {
      const query = { limit: 50, ...(cursor ? { before: Number(cursor) } : {}) };
      const page = await this.api.ok(this.api.http.GET('/api/v1/operations/chat/disputes/{id}/messages', { params: { path: { id }, query } }));
      this.names.set(new Map(page.people.map((one) => [one.userId, one.name ?? ''])));
      return page;
    },
  );
  /** Pages come the last ones first. */
  protected readonly said = computed(() => [...this.talk.items()].sort((a, b) => a.seq - b.seq));
  private readonly savers = new Map<string, () => Promise<void>>();

  constructor() {
    // Another order's is another press.
    effect(() => {
      this.orderId();
      untracked(() => this.opened.set(false));
    });
  }

  protected saver(file: Schema<'ChatAttachment'>): () => Promise<void> {
    let known = this.savers.get(file.fileId);
    if (!known) this.savers.set(file.fileId, (known = () => this.files.save(`/api/v1/operations/chat/disputes/${this.orderId()}/files/${file.fileId}`, file.name)));
    return known;
  }
}
