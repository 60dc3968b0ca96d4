import { Location } from '@angular/common';
import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { CanActivateFn, Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Updates } from '@core/updates';
import { Icon } from '@ui/icon';

/** In the place of a page whose part of the app did not come; the address is that page's. */
@Component({
  imports: [Icon, TranslocoDirective],
  template: `
    <div class="page" *transloco="let t">
      <p-icon [name]="updates.online() ? 'circle-alert' : 'wifi-off'" [size]="32" />
      <h1>{{ t('common.unreached') }}</h1>
      <p class="muted" role="status">{{ t(updates.online() ? 'common.unreachedText' : 'common.unreachedOffline') }}</p>
      <div class="row"><button type="button" class="btn primary" [attr.aria-busy]="busy()" [attr.aria-disabled]="busy()" (click)="again()">{{ t('common.retry') }}</button></div>
    </div>
  `,
  styles: `
    .page { display: grid; justify-items: center; gap: var(--s-3); text-align: center; padding-block: var(--s-7); }
    p { max-width: 32rem; }
    p-icon { color: var(--muted); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Unreached {
  private readonly router = inject(Router);
  private readonly location = inject(Location);
  protected readonly updates = inject(Updates);
  protected readonly busy = signal(false);

  protected async again(): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    await this.router.navigateByUrl(this.location.path(true), { replaceUrl: true }).catch(() => undefined);
    this.busy.set(false);
  }
}

/** Only instead of a page; on a later visit, by reloading or going back, that page is tried again. */
export const insteadOfPage: CanActivateFn = () => {
  const [router, location] = [inject(Router), inject(Location)];
  if ((router.currentNavigation()?.extras.info as { unreached?: boolean } | undefined)?.unreached) return true;
  const path = location.path(true);
  return router.parseUrl(path.startsWith('/unreached') ? '/' : path);
};
