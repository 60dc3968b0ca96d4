import { ChangeDetectionStrategy, Component, effect, inject } from '@angular/core';
import { Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Session } from '@core/session';
import { ActiveInSight } from '@ui/active-in-sight';
import { Icon } from '@ui/icon';

/** What belongs together: the day, what there is, the hiring, the money, the house. */
const GROUPS = [
  {
    key: 'operate.shell.day',
    sections: [
      { path: '.', key: 'operate.shell.today', icon: 'layout-dashboard', exact: true },
      { path: 'calendar', key: 'operate.shell.calendar', icon: 'calendar-days', exact: false },
      { path: 'bookings', key: 'operate.shell.bookings', icon: 'calendar-check', exact: false },
    ],
  },
  {
    key: 'operate.shell.offer',
    sections: [
      { path: 'places', key: 'operate.shell.places', icon: 'map-pin', exact: false },
      { path: 'resources', key: 'operate.shell.resources', icon: 'layout-grid', exact: false },
      { path: 'people', key: 'operate.shell.people', icon: 'users', exact: false },
    ],
  },
  {
    key: 'operate.hiring.menu.title',
    sections: [
      { path: 'verification', key: 'operate.hiring.menu.verification', icon: 'shield-check', exact: false },
      { path: 'gigs', key: 'operate.hiring.menu.gigs', icon: 'tag', exact: false },
      { path: 'disputes', key: 'operate.hiring.menu.disputes', icon: 'gavel', exact: false },
      { path: 'reviews', key: 'operate.hiring.menu.reviews', icon: 'star', exact: false },
      { path: 'reports', key: 'operate.hiring.menu.reports', icon: 'flag', exact: false },
    ],
  },
  {
    key: 'operate.shell.money',
    sections: [
      { path: 'payments', key: 'operate.shell.payments', icon: 'wallet', exact: false },
      { path: 'invoices', key: 'operate.shell.invoices', icon: 'receipt-text', exact: false },
    ],
  },
  {
    key: 'operate.shell.house',
    sections: [
      { path: 'work', key: 'operate.shell.work', icon: 'wrench', exact: false },
      { path: 'outbox', key: 'operate.shell.outbox', icon: 'mail', exact: false },
      { path: 'audit', key: 'operate.shell.audit', icon: 'history', exact: false },
      { path: 'settings', key: 'operate.shell.settings', icon: 'settings', exact: false },
    ],
  },
] as const;

/** The operators' desk: its sections beside, or above on a phone, the page. */
@Component({
  imports: [ActiveInSight, RouterOutlet, RouterLink, RouterLinkActive, Icon, TranslocoDirective],
  template: `
    <nav pActiveInSight *transloco="let t" [attr.aria-label]="t('operate.shell.menu')" class="no-print">
      @for (group of groups; track group.key) {
        <div class="group">
          <p class="title" [id]="group.key">{{ t(group.key) }}</p>
          <ul [attr.aria-labelledby]="group.key">
            @for (section of group.sections; track section.path) {
              <li>
                <a [routerLink]="section.path" routerLinkActive="on" ariaCurrentWhenActive="page" [routerLinkActiveOptions]="section.exact ? exact : loose">
                  <p-icon [name]="section.icon" [size]="19" /><span>{{ t(section.key) }}</span>
                </a>
              </li>
            }
          </ul>
        </div>
      }
    </nav>
    <div class="content"><router-outlet /></div>
  `,
  styles: `
    :host { display: grid; grid-template-columns: 13.5rem minmax(0, 1fr); min-height: calc(100dvh - 4rem); }
    nav { position: sticky; top: 0; align-self: start; display: grid; align-content: start; gap: var(--s-4); height: 100%; max-height: 100dvh; overflow-y: auto; padding: var(--s-4) var(--s-3); border-inline-end: 1px solid var(--line); background: var(--surface); }
    ul { display: grid; gap: 2px; }
    .title { padding: 0 var(--s-3) var(--s-1); color: var(--muted); font-size: 0.75rem; font-weight: 600; }
    .group + .group { border-top: 1px solid var(--line); padding-top: var(--s-3); }
    a { position: relative; display: flex; align-items: center; gap: var(--s-3); min-height: 2.5rem; padding: 0 var(--s-3); border-radius: var(--r-1); color: var(--text); text-decoration: none; font-weight: 500; line-height: 1.25; }
    a p-icon { color: var(--muted); }
    a:hover { background: var(--surface-2); }
    a.on { background: var(--brand-soft); color: var(--brand-strong); font-weight: 650; }
    a.on p-icon { color: inherit; }
    .content { min-width: 0; }
    @media (max-width: 60rem) {
      :host { display: block; }
      nav { position: static; display: flex; gap: 0; height: auto; overflow: auto hidden; padding: var(--s-1) var(--s-2); border-inline-end: 0; border-bottom: 1px solid var(--line); scrollbar-width: none; mask-image: linear-gradient(to right, #000 calc(100% - 2.5rem), transparent); }
      .title { display: none; }
      .group + .group { border: 0; padding: 0; }
      .group, li { flex: none; }
      ul { display: flex; }
      a { min-height: var(--tap); white-space: nowrap; gap: var(--s-2); }
      li:last-child { padding-inline-end: var(--s-1); }
      .group:last-child { padding-inline-end: 2rem; }
    }
    @media print { :host { display: block; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Shell {
  protected readonly groups = GROUPS;
  // Filters in the address do not make it another section.
  protected readonly exact = { paths: 'exact', queryParams: 'ignored', fragment: 'ignored', matrixParams: 'ignored' } as const;
  protected readonly loose = { paths: 'subset', queryParams: 'ignored', fragment: 'ignored', matrixParams: 'ignored' } as const;

  constructor() {
    const [session, router] = [inject(Session), inject(Router)];
    // Somebody else signed in in another tab: the desk is not theirs.
    effect(() => void (session.profile() && !session.operates() && router.navigateByUrl('/')));
  }
}
