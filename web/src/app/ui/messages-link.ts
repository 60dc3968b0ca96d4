import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Chats } from '@core/chats';

import { Icon } from './icon';

/** The way to one's conversations, with how many messages are unread, as it happens. Comes after the header, and with it the line to chat. */
@Component({
  selector: 'p-messages-link',
  imports: [Icon, RouterLink, RouterLinkActive, TranslocoDirective],
  template: `
    <a class="btn quiet icon" routerLink="/messages" routerLinkActive="on" *transloco="let t" [attr.aria-label]="chats.unread() ? t('common.messagesUnread', { count: shown() }) : t('common.messages')">
      <p-icon name="message-circle" />
      @if (chats.unread()) { <span class="count" aria-hidden="true">{{ shown() }}</span> }
    </a>
  `,
  styles: `
    :host { display: inline-flex; }
    a { position: relative; }
    .on { background: var(--brand-soft); }
    .count { position: absolute; inset: 0.2rem 0.1rem auto auto; min-width: 1.15rem; padding: 0 0.25rem; border-radius: var(--r-full); background: var(--accent); color: var(--bg); font-size: 0.6875rem; line-height: 1.15rem; text-align: center; font-weight: 700; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MessagesLink {
  protected readonly chats = inject(Chats);
  /** The same to be seen and to be heard. */
  protected readonly shown = computed(() => (this.chats.unread() > 99 ? '99+' : this.chats.unread()));

  constructor() {
    void this.chats.known();
  }
}
