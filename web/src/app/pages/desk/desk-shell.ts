import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { ActiveInSight } from '@ui/active-in-sight';
import { Icon } from '@ui/icon';

import { OwnProfile } from './own-profile';

const SECTIONS = [
  { path: '/work', key: 'desk.menu.today', icon: 'layout-dashboard', exact: true },
  { path: '/work/bookings', key: 'desk.menu.bookings', icon: 'calendar-check', exact: false },
  { path: '/work/gigs', key: 'desk.menu.gigs', icon: 'tag', exact: false },
  { path: '/work/money', key: 'desk.menu.money', icon: 'wallet', exact: false },
  { path: '/work/reviews', key: 'desk.menu.reviews', icon: 'star', exact: false },
  { path: '/work/profile', key: 'desk.menu.profile', icon: 'user', exact: false },
  { path: '/work/verification', key: 'desk.menu.verification', icon: 'shield-check', exact: false },
] as const;

/** The professional's desk: its sections in a bar above the page. Without a profile there is nothing to walk through yet. */
@Component({
  imports: [ActiveInSight, RouterOutlet, RouterLink, RouterLinkActive, Icon, TranslocoDirective],
  template: `
    @if (own.read.value() !== null) {
      <nav pActiveInSight class="no-print" *transloco="let t" [attr.aria-label]="t('desk.menu.label')">
        <ul>
          @for (section of sections; track section.path) {
            <li><a [routerLink]="section.path" routerLinkActive="on" ariaCurrentWhenActive="page" [routerLinkActiveOptions]="section.exact ? exact : loose"><p-icon [name]="section.icon" [size]="18" />{{ t(section.key) }}</a></li>
          }
        </ul>
      </nav>
    }
    <router-outlet />
  `,
  styles: `
    nav { position: sticky; top: 0; z-index: 15; background: var(--surface); border-bottom: 1px solid var(--line); overflow-x: auto; scrollbar-width: none; }
    ul { display: flex; gap: var(--s-1); width: min(100% - 2 * var(--s-4), var(--page)); margin-inline: auto; }
    li { flex: none; }
    a { display: flex; align-items: center; gap: var(--s-2); min-height: 3.25rem; padding: 0 var(--s-3); color: var(--muted); font-weight: 600; text-decoration: none; white-space: nowrap; border-bottom: 3px solid transparent; border-top: 3px solid transparent; }
    a:hover { color: var(--text); }
    a.on { color: var(--brand-strong); border-bottom-color: var(--brand); }
    a:focus-visible { outline-offset: -3px; }
    @media (max-width: 60rem) {
      nav { mask-image: linear-gradient(to right, #000 calc(100% - 2rem), transparent); }
      ul { width: max-content; margin: 0; padding: 0 2rem 0 var(--s-2); }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DeskShell {
  protected readonly own = inject(OwnProfile);
  protected readonly sections = SECTIONS;
  protected readonly exact = { paths: 'exact', queryParams: 'ignored', fragment: 'ignored', matrixParams: 'ignored' } as const;
  protected readonly loose = { paths: 'subset', queryParams: 'ignored', fragment: 'ignored', matrixParams: 'ignored' } as const;
}
