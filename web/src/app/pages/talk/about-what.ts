import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Icon } from '@ui/icon';

const PATHS: Record<string, string> = { professional: '/professionals', gig: '/gigs', order: '/orders', booking: '/bookings' };
const ICONS: Record<string, string> = { professional: 'user', gig: 'tag', order: 'package', booking: 'calendar' };

/** What somebody came to talk about, as a way there. */
@Component({
  selector: 'p-about-what',
  imports: [Icon, RouterLink, TranslocoDirective],
  template: `<a class="chip" *transloco="let t" [routerLink]="[path(), about().id]"><p-icon [name]="icon()" [size]="16" />{{ t('talk.about.' + about().kind) }}</a>`,
  styles: `:host { display: block; } .chip { font-size: var(--t-xs); min-height: 2rem; }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AboutWhat {
  readonly about = input.required<Schema<'ChatAbout'>>();
  protected readonly path = computed(() => PATHS[this.about().kind] ?? '/');
  protected readonly icon = computed(() => ICONS[this.about().kind] ?? 'info');
}
