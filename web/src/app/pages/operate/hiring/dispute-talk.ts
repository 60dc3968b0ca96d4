import { ChangeDetectionStrategy, Component, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { pages } from '@core/pages';
import { clock, HERE } from '@core/time';
import { Icon } from '@ui/icon';
import { MomentPipe } from '@ui/pipes';
import { Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { Files } from '../../booking/files';
import { SaveButton } from '../../booking/save-button';
import { DealCard } from './deal-card';
import { dealOf, dealTitles } from './deal-titles';

type Message = Schema<'DisputedMessage'>;

/** How many messages are read at once. */
const PAGE = 50;

/** What the two of a disputed order said. Reading it is recorded, so it is opened by a press and not with the page. */
@Component({
  selector: 'p-dispute-talk',
  imports: [TranslocoDirective, DealCard, Icon, MomentPipe, Failed, Skeleton, SaveButton],
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
                @if (one.changedLater) { <p class="bubble muted">{{ t('operate.hiring.changedLater') }}</p> }
                @else if (one.deleted && !one.removed) { <p class="bubble muted">{{ t('operate.hiring.deleted') }}</p> }
                @else if (one.card; as card) { <p-deal-card [card]="card" [title]="titleOf(card)" [ofDispute]="card.subject === orderId()" /> }
                @else if (one.text) { <p class="bubble">{{ one.text }}</p> }
                @if (one.removed && !one.changedLater) { <p class="tiny muted"><p-icon name="eye-off" [size]="16" /> {{ t('operate.hiring.removed') }}</p> }
                @if (one.attachments.length) { <p class="row">@for (file of one.attachments; track file.fileId) { <p-save-button icon="paperclip" [small]="true" [save]="saver(file)">{{ file.name }}</p-save-button> }</p> }
              </li>
            } @empty { <li class="muted">{{ t('operate.hiring.noMessages') }}</li> }
          </ol>
          @if (live()) {
            <div class="row again">
              <button type="button" class="btn small" [disabled]="looking()" [attr.aria-busy]="looking()" (click)="again()"><p-icon name="refresh-cw" [size]="17" />{{ t(looking() ? 'common.loading' : 'operate.hiring.talkRefresh') }}</button>
              <span class="small muted" role="status">@if (found(); as what) { {{ t(what.count ? 'operate.hiring.talkNew' : 'operate.hiring.talkNothingNew', { count: what.count }) }} {{ t('operate.hiring.talkAsOf', { time: what.time }) }} }</span>
            </div>
          }
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
  private readonly language = inject(Language);
  private readonly toasts = inject(Toasts);
  private readonly titles = dealTitles();
  readonly orderId = input.required<string>();
  readonly clientId = input.required<string>();
  /** Of the order. */
  readonly title = input.required<string>();
  /** Whether it still goes on: nothing is shown that came after the decision. */
  readonly live = input.required<boolean>();
  /** Somebody looked again: what stands beside it may be old too. */
  readonly refreshed = output<void>();
  protected readonly looking = signal(false);
  /** What the last look brought, and when that was. */
  protected readonly found = signal<{ count: number; time: string } | null>(null);
  /** What was read after the pages, the newest version of each. */
  private readonly later = signal<readonly Message[]>([]);
  protected readonly opened = signal(false);
  protected readonly names = signal<ReadonlyMap<string, string>>(new Map());
  protected readonly talk = pages(
    () => (this.opened() ? this.orderId() : undefined),
    (id, cursor) => this.read(id, cursor),
  );
  /** Pages come the last ones first. */
  protected readonly said = computed(() => [...new Map([...this.talk.items(), ...this.later()].map((one) => [one.seq, one])).values()].sort((a, b) => a.seq - b.seq));
  private readonly savers = new Map<string, () => Promise<void>>();

  constructor() {
    // Another order's is another press.
    effect(() => {
      this.orderId();
      untracked(() => {
        this.opened.set(false);
        this.later.set([]);
        this.found.set(null);
      });
    });
    effect(() => {
      const cards = this.said().flatMap((one) => (one.card && one.card.subject !== this.orderId() ? [one.card] : []));
      untracked(() => this.titles.want(cards));
    });
  }

  protected titleOf(card: Schema<'ChatCard'>): string {
    return card.subject === this.orderId() ? this.title() : (this.titles.known().get(dealOf(card).id) ?? '');
  }

  /** Reads the end again, by a press: every reading is recorded, so nothing does it by itself. */
  protected async again(): Promise<void> {
    if (this.looking()) return;
    this.looking.set(true);
    const [id, last] = [this.orderId(), this.said().at(-1)?.seq ?? 0];
    try {
      const { items } = await this.read(id);
      if (id !== this.orderId()) return;
      const first = items[0]?.seq ?? 0;
      this.later.update((known) => [...known, ...items]);
      // More was said than one page holds: the pages begin anew at the end.
      if (first > last + 1) {
        this.later.set([]);
        await this.talk.start.reload();
      }
      this.found.set({ count: Math.max(0, (items.at(-1)?.seq ?? 0) - last), time: clock(new Date(), HERE, this.language.locale()) });
      this.refreshed.emit();
    } catch (error) {
      this.toasts.problem(error);
    } finally {
      this.looking.set(false);
    }
  }

  private async read(id: string, cursor?: string): Promise<Schema<'DisputedConversation'>> {
    const query = { limit: PAGE, ...(cursor ? { before: Number(cursor) } : {}) };
    const page = await this.api.ok(this.api.http.GET('/api/v1/operations/chat/disputes/{id}/messages', { params: { path: { id }, query } }));
    this.names.set(new Map(page.people.map((one) => [one.userId, one.name ?? ''])));
    return page;
  }

  protected saver(file: Schema<'ChatAttachment'>): () => Promise<void> {
    let known = this.savers.get(file.fileId);
    if (!known) this.savers.set(file.fileId, (known = () => this.files.save(`/api/v1/operations/chat/disputes/${this.orderId()}/files/${file.fileId}`, file.name)));
    return known;
  }
}
