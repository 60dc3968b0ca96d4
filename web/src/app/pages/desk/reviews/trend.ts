import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Language } from '@core/i18n';
import { numbers } from '@core/numbers';

import { monthName } from '../money/months';

const WIDTH = 320;
const HEIGHT = 96;
const TOP = 18;

/** Stars month by month: a line, and the same as a table for who does not see it. */
@Component({
  selector: 'p-rating-trend',
  imports: [TranslocoDirective],
  template: `
    <figure *transloco="let t">
      <figcaption class="small strong">{{ t('desk.reviews.trend') }}</figcaption>
      <svg [attr.viewBox]="'0 0 ' + width + ' ' + (height + 24)" aria-hidden="true">
        @for (line of lines; track line.stars) { <line x1="18" [attr.x2]="width" [attr.y1]="line.y" [attr.y2]="line.y" class="grid" /><text x="0" [attr.y]="line.y + 4">{{ line.stars }}</text> }
        <polyline [attr.points]="path()" />
        @for (point of points(); track point.month) {
          <circle [attr.cx]="point.x" [attr.cy]="point.y" r="5" />
          <text class="value" [attr.x]="point.x" [attr.y]="point.y - 10" text-anchor="middle">{{ point.said }}</text>
          @if (point.named) { <text [attr.x]="point.x" [attr.y]="height + 20" text-anchor="middle">{{ point.name }}</text> }
        }
      </svg>
      <table class="visually-hidden">
        <thead><tr><th scope="col">{{ t('desk.reviews.month') }}</th><th scope="col">{{ t('desk.reviews.stars') }}</th><th scope="col">{{ t('desk.reviews.number') }}</th></tr></thead>
        <tbody>@for (point of points(); track point.month) { <tr><th scope="row">{{ point.name }}</th><td>{{ point.said }}</td><td>{{ point.count }}</td></tr> }</tbody>
      </table>
    </figure>
  `,
  styles: `
    figure { display: grid; gap: var(--s-2); position: relative; } svg { width: 100%; max-width: 26rem; overflow: visible; }
    .grid { stroke: var(--line); } polyline { fill: none; stroke: var(--brand); stroke-width: 2.5; stroke-linejoin: round; stroke-linecap: round; } circle { fill: var(--surface); stroke: var(--brand); stroke-width: 2.5; }
    text { fill: var(--muted); font-size: 11px; } .value { fill: var(--text); font-weight: 600; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RatingTrend {
  private readonly language = inject(Language);
  readonly months = input.required<readonly Schema<'RatingMonth'>[]>();
  protected readonly width = WIDTH;
  protected readonly height = HEIGHT;
  protected readonly lines = [1, 3, 5].map((stars) => ({ stars, y: heightOf(stars) }));
  protected readonly points = computed(() => {
    const [months, locale] = [this.months(), this.language.locale()];
    const step = (WIDTH - 60) / Math.max(1, months.length - 1);
    // Names of twelve months do not fit: every second one then.
    const every = months.length > 7 ? 2 : 1;
    return months.map((one, at) => ({
      ...one,
      x: months.length === 1 ? WIDTH / 2 : 36 + at * step,
      y: heightOf(one.average),
      name: monthName(one.month, locale, 'short'),
      said: numbers(locale, { maximumFractionDigits: 1 }).format(one.average),
      named: (months.length - 1 - at) % every === 0,
    }));
  });
  protected readonly path = computed(() => this.points().map((point) => `${point.x},${point.y}`).join(' '));
}

function heightOf(stars: number): number {
  return TOP + ((5 - stars) / 4) * (HEIGHT - TOP);
}
