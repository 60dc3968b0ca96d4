import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Chats } from '@core/chats';
import { load } from '@core/load';
import { AgoPipe } from '@ui/pipes';
import { Failed, Skeleton } from '@ui/states';

import type { Message } from './thread';

/** One's own messages with some words in them; each leads to its place in the conversation. */
@Component({
  selector: 'p-talk-search',
  imports: [AgoPipe, Failed, RouterLink, Skeleton, TranslocoDirective],
  template: `
    <div *transloco="let t" aria-live="polite">
      @if (found.problem(); as problem) { <p-failed [problem]="problem" (retry)="found.reload()" /> }
      @if (found.first()) { <div class="pad"><p-skeleton [lines]="4" height="3rem" /></div> }
      @if (found.value(); as page) {
        <p class="pad tiny muted">{{ page.items.length ? t('talk.search.found', { count: page.items.length + (page.next ? '+' : '') }) : t('talk.search.nothing', { words: q() }) }}</p>
        <ul>
          @for (one of page.items; track one.id) {
            <li><a [routerLink]="['/messages', one.conversationId]" [queryParams]="{ m: one.seq, q: q() }"><span class="top"><span class="strong clip">{{ withWhom(one) || t('talk.somebody') }}</span><span class="tiny muted">{{ one.createdAt | ago }}</span></span><span class="small muted two-lines">@if (one.author === chats.me()) { {{ t('talk.you') }}: }{{ one.text }}</span></a></li>
          }
        </ul>
      }
    </div>
  `,
  styles: `
    .pad { padding: var(--s-3) var(--s-4); }
    a { display: grid; gap: 0.1rem; padding: var(--s-3) var(--s-4); color: var(--text); text-decoration: none; border-bottom: 1px solid var(--line); }
    a:hover { background: var(--surface-2); }
    a:focus-visible { outline-offset: -3px; }
    .top { display: flex; justify-content: space-between; gap: var(--s-2); min-width: 0; }
    .two-lines { display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TalkSearch {
  private readonly api = inject(Api);
  protected readonly chats = inject(Chats);
  readonly q = input.required<string>();
  protected readonly found = load(
    () => this.q(),
    (q) => this.api.ok(this.api.http.GET('/api/v1/messages/search', { params: { query: { q, limit: 50 } } })),
  );

  protected withWhom(message: Message): string {
    const conversation = this.chats.of(message.conversationId);
    return conversation?.title ?? conversation?.people.find((one) => one.userId !== this.chats.me())?.name ?? this.chats.name(message.author) ?? '';
  }
}
