import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Language } from '@core/i18n';
import { numbers } from '@core/numbers';

import { DeskStars } from './stars';
import { RatingTrend } from './trend';

/** What clients say in numbers: the mean, how it is spread, by aspect, and over time. */
@Component({
  selector: 'p-rating-summary',
  imports: [TranslocoDirective, DeskStars, RatingTrend],
  template: `
    <section class="card summary" [attr.aria-label]="t('desk.reviews.summary')" *transloco="let t">
      <div class="mean"><p class="big">{{ said(summary().average ?? 0) }}</p><p-desk-stars [stars]="summary().average ?? 0" /><p class="small muted">{{ t(summary().count === 1 ? 'desk.reviews.countOne' : 'desk.reviews.count', { count: summary().count }) }}</p></div>
      <ol class="spread" [attr.aria-label]="t('desk.reviews.spread')">
        @for (row of spread(); track row.stars) { <li><span class="small">{{ row.stars }} ★</span><span class="track" aria-hidden="true"><i [style.width.%]="row.share"></i></span><span class="small muted number">{{ row.count }}</span></li> }
      </ol>
      @if (aspects().length) {
        <dl class="aspects">@for (one of aspects(); track one.name) { <div><dt class="small">{{ t('desk.reviews.aspects.' + one.name) }}</dt><dd><span class="track" aria-hidden="true"><i [style.width.%]="one.stars * 20"></i></span><span class="small strong">{{ said(one.stars) }}</span></dd></div> }</dl>
      }
      @if (summary().trend.length) { <p-rating-trend [months]="summary().trend" /> }
    </section>
  `,
  styles: `
    .summary { display: grid; grid-template-columns: auto minmax(12rem, 1fr) minmax(12rem, 1fr) minmax(16rem, 1.3fr); gap: var(--s-6); align-items: center; }
    .mean { display: grid; justify-items: center; gap: var(--s-1); } .big { font-size: 3.25rem; font-weight: 800; line-height: 1; letter-spacing: -0.03em; }
    .spread { display: grid; gap: var(--s-1); } .spread li { display: grid; grid-template-columns: 2rem 1fr 2rem; gap: var(--s-2); align-items: center; }
    .track { height: 0.5rem; border-radius: var(--r-full); background: var(--surface-2); overflow: hidden; } .track i { display: block; height: 100%; border-radius: inherit; background: var(--brand); }
    .aspects { display: grid; gap: var(--s-2); } .aspects dd { display: grid; grid-template-columns: 1fr 2rem; gap: var(--s-2); align-items: center; }
    @media (max-width: 70rem) { .summary { grid-template-columns: auto 1fr; } } @media (max-width: 40rem) { .summary { grid-template-columns: 1fr; gap: var(--s-5); } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RatingSummary {
  private readonly language = inject(Language);
  readonly summary = input.required<Schema<'RatingSummary'>>();
  protected readonly spread = computed(() => {
    const { distribution, count } = this.summary();
    return [5, 4, 3, 2, 1].map((stars) => ({ stars, count: distribution[stars - 1], share: count ? (distribution[stars - 1] / count) * 100 : 0 }));
  });
  protected readonly aspects = computed(() => Object.entries(this.summary().aspects).map(([name, stars]) => ({ name, stars })));

  protected said(stars: number): string {
    return numbers(this.language.locale(), { maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(stars);
  }
}
