import { ChangeDetectionStrategy, Component, computed, effect, inject, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Inbox } from '@core/inbox';
import { Live } from '@core/live';
import { Tokens } from '@core/tokens';

import { Icon } from './icon';

/** How many notifications are unread, as it happens. */
@Component({
  selector: 'p-bell',
  imports: [Icon, RouterLink, TranslocoDirective],
  template: `
    <a class="btn quiet icon" routerLink="/notifications" *transloco="let t" [attr.aria-label]="t('common.notificationsUnread', { count: shown() })">
      <p-icon name="bell" />
      @if (inbox.unread()) {
        <span class="count" aria-hidden="true">{{ shown() }}</span>
      }
    </a>
  `,
  styles: `
    a { position: relative; }
    .count { position: absolute; inset: 0.2rem 0.1rem auto auto; min-width: 1.15rem; padding: 0 0.25rem; border-radius: var(--r-full); background: var(--accent); color: var(--bg); font-size: 0.6875rem; line-height: 1.15rem; text-align: center; font-weight: 700; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Bell {
  protected readonly inbox = inject(Inbox);
  /** The same to be seen and to be heard. */
  protected readonly shown = computed(() => (this.inbox.unread() > 99 ? '99+' : this.inbox.unread()));

  constructor() {
    const { person } = inject(Tokens);
    effect(() => {
      person();
      untracked(() => {
        this.inbox.unread.set(0);
        void this.inbox.count();
      });
    });
    inject(Live).notifications.pipe(takeUntilDestroyed()).subscribe(() => void this.inbox.count());
  }
}
