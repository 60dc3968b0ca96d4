import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { load } from '@core/load';
import { Icon } from '@ui/icon';

/** The way to what one may still review, when there is any; what cannot be read is nothing to do. */
@Component({
  selector: 'p-to-review',
  imports: [Icon, RouterLink, TranslocoDirective],
  template: `@if (count(); as count) { <p *transloco="let t"><a class="btn" routerLink="/work/reviews" [queryParams]="{ tab: 'write' }"><p-icon name="star" [size]="18" />{{ t(count === 1 ? 'booking.review.openOne' : 'booking.review.open', { count }) }}</a></p> }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ToReview {
  private readonly api = inject(Api);
  private readonly read = load(
    () => 'open',
    () => this.api.ok(this.api.http.GET('/api/v1/reviews/open')),
  );
  protected readonly count = computed(() => this.read.value()?.items.length ?? 0);
}
