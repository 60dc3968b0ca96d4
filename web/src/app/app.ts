import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Kept } from '@core/kept';
import { ScrollBack } from '@core/scroll-back';
import { Updates } from '@core/updates';
import { ConfirmHost } from '@ui/dialog';
import { Header } from '@ui/header';
import { ToastHost } from '@ui/toasts';

@Component({
  selector: 'p-root',
  imports: [RouterOutlet, Header, ToastHost, ConfirmHost, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <a class="skip" href="#main" (click)="skip($event)">{{ t('common.skip') }}</a>
      <p-header />
      @if (!updates.online()) {
        <p class="offline" role="status">{{ t('common.offline') }}</p>
      }
      <main id="main" tabindex="-1"><router-outlet /></main>
      @defer (on idle) {
        <p-toasts />
        <p-confirm />
      } @error {
        <p class="offline lost" role="alert">{{ t('find.lost.app') }} <button type="button" class="link" (click)="again()">{{ t('common.retry') }}</button></p>
      }
    </ng-container>
  `,
  styles: `
    :host { display: flex; flex-direction: column; min-height: 100dvh; }
    main { flex: 1; outline: none; display: block; }
    .skip { position: absolute; inset: 0 auto auto 0; padding: var(--s-3) var(--s-4); background: var(--brand); color: var(--on-brand); transform: translateY(-120%); z-index: 80; }
    .skip:focus { transform: none; }
    .offline { background: var(--warn-soft); color: var(--text); text-align: center; padding: var(--s-2) var(--s-4); font-size: var(--t-sm); }
    .lost { order: -1; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class App {
  protected readonly updates = inject(Updates);

  constructor() {
    // They follow the history from the first page on.
    inject(Kept);
    inject(ScrollBack);
  }

  protected again(): void {
    location.reload();
  }

  protected skip(event: Event): void {
    event.preventDefault();
    document.getElementById('main')?.focus();
  }
}
