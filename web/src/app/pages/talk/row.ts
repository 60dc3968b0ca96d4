import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { ChatLine } from '@core/chat-line';
import { Chats, Conversation } from '@core/chats';
import { Language } from '@core/i18n';
import { HERE, clock, dateIn, day } from '@core/time';

import { Face } from './face';

/** A conversation in the list: with whom, the last words, what is unread. */
@Component({
  selector: 'p-talk-row',
  imports: [Face, RouterLink, RouterLinkActive, TranslocoDirective],
  template: `
    <a *transloco="let t" [routerLink]="['/messages', it().id]" routerLinkActive="on" ariaCurrentWhenActive="page" [class.unread]="it().unread">
      <p-face [name]="name()" [seed]="other()?.userId ?? it().id" [online]="online()" />
      <span class="words">
        <span class="top"><span class="name clip">{{ name() || t('talk.somebody') }}</span>@if (online()) { <span class="visually-hidden">{{ t('talk.online') }}</span> }<time class="tiny muted" [attr.datetime]="it().lastAt">{{ when() }}</time></span>
        <span class="top"><span class="last small clip">@if (mine()) { <span class="muted">{{ t('talk.you') }}: </span> }{{ t('talk.last.' + last(), { text: it().lastMessage?.text ?? '' }) }}</span>
          @if (it().unread) { <span class="count"><span aria-hidden="true">{{ it().unread > 99 ? '99+' : it().unread }}</span><span class="visually-hidden">{{ t('talk.unread', { count: it().unread }) }}</span></span> }
        </span>
      </span>
    </a>
  `,
  styles: `
    a { display: flex; align-items: center; gap: var(--s-3); padding: var(--s-3) var(--s-4); color: var(--text); text-decoration: none; min-height: 4.5rem; border-inline-start: 3px solid transparent; }
    a:hover { background: var(--surface-2); color: var(--text); }
    a.on { background: var(--brand-soft); border-color: var(--brand); }
    a:focus-visible { outline-offset: -3px; }
    .words { display: grid; flex: 1; min-width: 0; gap: 0.1rem; }
    .top { display: flex; align-items: center; justify-content: space-between; gap: var(--s-2); min-width: 0; }
    .name { font-weight: 600; }
    .last { color: var(--muted); flex: 1; }
    .unread .last { color: var(--text); font-weight: 600; }
    time { flex: none; }
    .count { flex: none; min-width: 1.35rem; padding: 0 0.4rem; border-radius: var(--r-full); background: var(--brand); color: var(--on-brand); font-size: 0.75rem; line-height: 1.35rem; text-align: center; font-weight: 700; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TalkRow {
  private readonly chats = inject(Chats);
  private readonly language = inject(Language);
  private readonly line = inject(ChatLine);
  readonly it = input.required<Conversation>();
  protected readonly other = computed(() => (this.it().kind === 'pair' ? this.it().people.find((one) => one.userId !== this.chats.me()) : undefined));
  protected readonly name = computed(() => this.it().title ?? this.other()?.name ?? '');
  protected readonly online = computed(() => !!this.line.presence().get(this.other()?.userId ?? '')?.online);
  protected readonly mine = computed(() => !!this.it().lastMessage && this.it().lastMessage?.author === this.chats.me());
  /** The end of a message key for the last words. */
  protected readonly last = computed(() => {
    const last = this.it().lastMessage;
    if (!last) return 'none';
    if (last.deleted) return 'deleted';
    if (last.card) return last.card.kind === 'order' ? 'order' : 'offer';
    return last.text ? 'text' : 'file';
  });
  protected readonly when = computed(() => {
    const [at, locale] = [this.it().lastAt, this.language.locale()];
    return dateIn(at, HERE) === dateIn(new Date(), HERE) ? clock(at, HERE, locale) : day(at, HERE, locale);
  });
}
