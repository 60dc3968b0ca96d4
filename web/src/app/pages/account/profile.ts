import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Session } from '@core/session';
import { Icon } from '@ui/icon';
import { Skeleton } from '@ui/states';

import { ProfileDetails } from './profile-details';
import { ProfileDevices } from './profile-devices';
import { ProfileDisplay } from './profile-display';
import { ProfileNotices } from './profile-notices';
import { ProfilePassword } from './profile-password';

const TABS = ['details', 'security', 'notices', 'display'] as const;
type Tab = (typeof TABS)[number];
const ICONS: Record<Tab, string> = { details: 'user', security: 'shield-check', notices: 'bell', display: 'sun' };

/** Who one is here, in four short parts; which one is open stands in the address. */
@Component({
  selector: 'p-profile',
  imports: [Icon, ProfileDetails, ProfileDevices, ProfileDisplay, ProfileNotices, ProfilePassword, RouterLink, Skeleton, TranslocoDirective],
  template: `
    <div class="page" *transloco="let t">
      <h1>{{ t('account.profile.heading') }}</h1>
      <div class="columns">
        <nav [attr.aria-label]="t('account.profile.parts')">
          @for (one of tabs; track one) {
            <a [routerLink]="[]" [queryParams]="{ tab: one === 'details' ? null : one }" [attr.aria-current]="open() === one ? 'page' : null"><p-icon [name]="icons[one]" />{{ t('account.profile.tab.' + one) }}</a>
          }
        </nav>
        <div class="stack loose">
          @switch (open()) {
            @case ('details') {
              @if (session.profile(); as profile) {
                <p-profile-details [profile]="profile" />
              } @else {
                <div class="card"><p-skeleton [lines]="6" height="2.75rem" /></div>
              }
            }
            @case ('security') {
              <p-profile-password />
              <p-profile-devices />
            }
            @case ('notices') { <p-profile-notices /> }
            @case ('display') { <p-profile-display /> }
          }
        </div>
      </div>
    </div>
  `,
  styles: `
    .page { max-width: 60rem; }
    h1 { margin-bottom: var(--s-5); }
    .columns { display: grid; gap: var(--s-5); }
    nav { display: flex; gap: var(--s-1); overflow-x: auto; scrollbar-width: none; margin-inline: calc(-1 * var(--s-4)); padding: 4px var(--s-4); }
    nav a { display: inline-flex; align-items: center; gap: var(--s-2); min-height: var(--tap); padding: 0 var(--s-3); border-radius: var(--r-1); color: var(--text); font-weight: 600; text-decoration: none; white-space: nowrap; }
    nav a:hover { background: var(--surface-2); }
    nav a[aria-current] { background: var(--brand-soft); color: var(--brand-strong); }
    @media (max-width: 26rem) { nav a p-icon { display: none; } }
    @media (min-width: 52rem) {
      .columns { grid-template-columns: 14rem minmax(0, 1fr); gap: var(--s-6); }
      nav { flex-direction: column; margin: 0; padding: 0; position: sticky; top: var(--s-5); align-self: start; }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Profile {
  protected readonly session = inject(Session);
  readonly tab = input<string>();
  protected readonly tabs = TABS;
  protected readonly icons = ICONS;
  protected readonly open = computed<Tab>(() => TABS.find((one) => one === this.tab()) ?? 'details');
}
