import { Location } from '@angular/common';
import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Lang, Language } from '@core/i18n';
import { Section } from '@core/section';
import { Session } from '@core/session';
import { Theme } from '@core/theme';

import { ActiveInSight } from './active-in-sight';
import { Bell } from './bell';
import { Icon } from './icon';
import { MessagesLink } from './messages-link';
import { Toasts } from './toasts';

/** The bar above every page: where one is, where one can go, who one is. */
@Component({
  selector: 'p-header',
  imports: [ActiveInSight, RouterLink, RouterLinkActive, TranslocoDirective, Icon, Bell, MessagesLink],
  template: `
    <header *transloco="let t">
      <a class="brand" routerLink="/" [attr.aria-label]="t('common.home')">
        <img src="images/icon.svg" width="32" height="32" alt="" /><span>Plaza</span>
      </a>
      <nav pActiveInSight class="main" [attr.aria-label]="t('common.mainMenu')">
        <a routerLink="/search" routerLinkActive="on" [ariaCurrentWhenActive]="true">{{ t('common.find') }}</a>
        <a routerLink="/hire" routerLinkActive="on" [ariaCurrentWhenActive]="true">{{ t('common.hire') }}</a>
        @if (session.signedIn()) {
          <a routerLink="/bookings" routerLinkActive #bookings="routerLinkActive" [class.on]="bookings.isActive && !section.work()" [attr.aria-current]="bookings.isActive && !section.work() ? true : null">{{ t('common.myBookings') }}</a>
        }
        @if (session.worksHere()) {
          <a routerLink="/work" routerLinkActive #work="routerLinkActive" [class.on]="work.isActive || section.work()" [attr.aria-current]="work.isActive || section.work() ? true : null">{{ t('common.work') }}</a>
        }
        @if (session.operates()) {
          <a routerLink="/operate" routerLinkActive="on" [ariaCurrentWhenActive]="true">{{ t('common.operate') }}</a>
        }
      </nav>
      <div class="side">
        <button type="button" class="btn quiet icon" [attr.aria-label]="t('common.otherLanguage')" (click)="speak(language.lang() === 'es' ? 'en' : 'es')" lang="{{ language.lang() === 'es' ? 'en' : 'es' }}">
          {{ language.lang() === 'es' ? 'EN' : 'ES' }}
        </button>
        <button type="button" class="btn quiet icon theme" [attr.aria-label]="t(theme.dark() ? 'common.useLight' : 'common.useDark')" (click)="theme.toggle()">
          <p-icon [name]="theme.dark() ? 'sun' : 'moon'" />
        </button>
        @if (session.signedIn()) {
          @defer (on idle) { <p-messages-link /> } @placeholder { <a class="btn quiet icon" routerLink="/messages" [attr.aria-label]="t('common.messages')"><p-icon name="message-circle" /></a> }
          <p-bell />
          <button type="button" class="btn quiet icon" popovertarget="account-menu" [attr.aria-label]="t('common.account')" [attr.aria-expanded]="menu()">
            <span class="face" aria-hidden="true" [attr.data-initials]="initials()"></span>
          </button>
          <div id="account-menu" popover class="menu" (toggle)="menu.set($any($event).newState === 'open')" (click)="close()">
            <p class="who"><span class="strong">{{ session.profile()?.name }}</span><span class="muted small clip">{{ session.profile()?.email }}</span></p>
            <a routerLink="/bookings"><p-icon name="calendar-check" />{{ t('common.myBookings') }}</a>
            <a routerLink="/orders"><p-icon name="package" />{{ t('common.myOrders') }}</a>
            <a routerLink="/messages"><p-icon name="message-circle" />{{ t('common.messages') }}</a>
            <a routerLink="/invoices"><p-icon name="receipt-text" />{{ t('common.invoices') }}</a>
            <a routerLink="/work"><p-icon name="briefcase" />{{ t(session.worksHere() ? 'common.work' : 'common.offerWork') }}</a>
            <a routerLink="/profile"><p-icon name="user" />{{ t('common.profile') }}</a>
            @if (session.operates()) {
              <a routerLink="/operate"><p-icon name="layout-dashboard" />{{ t('common.operate') }}</a>
            }
            <button type="button" (click)="session.signOut()"><p-icon name="log-out" />{{ t('common.signOut') }}</button>
          </div>
        } @else {
          <a class="btn small primary" routerLink="/sign-in" [queryParams]="{ next: next() }">{{ t('common.signIn') }}</a>
        }
      </div>
    </header>
  `,
  styles: `
    header { display: flex; align-items: center; gap: var(--s-4); min-height: 4rem; padding: 0 max(var(--s-4), env(safe-area-inset-left)); background: var(--surface); border-bottom: 1px solid var(--line); }
    .brand { display: inline-flex; align-items: center; gap: var(--s-2); color: var(--text); font-weight: 800; font-size: var(--t-lg); letter-spacing: -0.02em; text-decoration: none; min-height: var(--tap); }
    .main { display: flex; gap: var(--s-1); margin-inline-end: auto; overflow-x: auto; scrollbar-width: none; }
    .main a { padding: var(--s-2) var(--s-3); min-height: var(--tap); display: inline-flex; align-items: center; border-radius: var(--r-1); color: var(--text); font-weight: 600; text-decoration: none; white-space: nowrap; }
    .main a:hover { background: var(--surface-2); }
    .main a.on { color: var(--brand-strong); background: var(--brand-soft); }
    .side { display: flex; align-items: center; gap: var(--s-1); }
    .face { width: 2.1rem; height: 2.1rem; border-radius: 50%; display: grid; place-items: center; background: var(--brand); color: var(--on-brand); font-size: var(--t-xs); font-weight: 700; }
    .face::before { content: attr(data-initials); }
    .menu { position: fixed; inset: 4.25rem var(--s-3) auto auto; margin: 0; width: min(18rem, calc(100vw - 1.5rem)); padding: var(--s-2); border: 1px solid var(--line); border-radius: var(--r-2); background: var(--surface); color: var(--text); box-shadow: var(--shadow-3); }
    .menu .who { display: grid; padding: var(--s-2) var(--s-3) var(--s-3); border-bottom: 1px solid var(--line); margin-bottom: var(--s-2); }
    .menu a, .menu button { display: flex; align-items: center; gap: var(--s-3); width: 100%; min-height: var(--tap); padding: 0 var(--s-3); border: 0; border-radius: var(--r-1); background: none; color: var(--text); text-decoration: none; font-weight: 500; text-align: start; }
    .menu a:hover, .menu button:hover { background: var(--surface-2); }
    @media (max-width: 44rem) {
      header { gap: var(--s-1); flex-wrap: wrap; padding-bottom: 0; }
      header:has(.main a + a) { padding-top: var(--s-2); }
      .brand { margin-inline-end: auto; }
      .main { order: 3; width: 100%; margin: 0 0 var(--s-1); mask-image: linear-gradient(to right, #000 calc(100% - 1.5rem), transparent); }
      .main a { flex: none; } .main a:last-child { margin-inline-end: 1.5rem; }
      .main:not(:has(a + a)) { display: none; }
    }
    @media (max-width: 26rem) { .theme { display: none; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Header {
  protected readonly section = inject(Section);
  protected readonly session = inject(Session);
  protected readonly language = inject(Language);
  protected readonly theme = inject(Theme);
  private readonly location = inject(Location);
  private readonly toasts = inject(Toasts);
  protected readonly menu = signal(false);

  protected initials(): string {
    const words = (this.session.profile()?.name ?? '').split(/\s+/).filter(Boolean);
    return words.slice(0, 2).map((word) => word[0]?.toUpperCase() ?? '').join('') || '·';
  }

  protected next(): string | null {
    const url = this.location.path(true);
    return !url || url === '/' || url.startsWith('/sign-') ? null : url;
  }

  protected speak(lang: Lang): void {
    this.session.speak(lang).catch((error: unknown) => this.toasts.problem(error));
  }

  protected close(): void {
    document.getElementById('account-menu')?.hidePopover();
  }
}
