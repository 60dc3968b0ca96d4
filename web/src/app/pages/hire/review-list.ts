import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { numbers } from '@core/numbers';
import { AgoPipe } from '@ui/pipes';
import { Toasts } from '@ui/toasts';

import { Stars } from './stars';

const ASPECTS = ['quality', 'communication', 'punctuality', 'value'];

/** What clients say of a professional: in bars, by aspect, and in their own words. */
@Component({
  selector: 'p-review-list',
  imports: [AgoPipe, Stars, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      @if (summary()?.count) {
        <div class="summary">
          <div class="mean"><b>{{ mean() }}</b><p-stars [average]="summary()!.average" [five]="true" /><span class="muted small">{{ summary()!.count === 1 ? t('hire.reviews.one') : t('hire.reviews.many', { count: summary()!.count }) }}</span></div>
          <ol class="bars" [attr.aria-label]="t('hire.reviews.distribution')">
            @for (bar of bars(); track bar.stars) {
              <li><span class="visually-hidden">{{ t('hire.reviews.bar', { stars: bar.stars, count: bar.count }) }}</span><span aria-hidden="true">{{ bar.stars }}</span><span class="bar" aria-hidden="true"><i [style.width.%]="bar.percent"></i></span><span class="muted tiny number" aria-hidden="true">{{ bar.count }}</span></li>
            }
          </ol>
          @if (aspects().length) {
            <dl>@for (one of aspects(); track one.name) { <div><dt>{{ t('hire.aspect.' + one.name) }}</dt><dd><b>{{ one.text }}</b></dd></div> }</dl>
          }
        </div>
      } @else if (rated().count) {
        <p class="row"><p-stars [average]="rated().average" [count]="rated().count" [five]="true" /></p>
      }
      @if (!all().length) {
        <p class="muted">{{ t(rated().count ? 'hire.reviews.noWords' : 'hire.reviews.none') }}</p>
      }
      <ul class="all">
        @for (review of all(); track review.id) {
          <li>
            <div class="row"><b>{{ review.authorName || t('hire.reviews.somebody') }}</b><p-stars [average]="review.rating" [five]="true" /><span class="muted small">{{ (review.publishedAt ?? review.submittedAt) | ago }}</span>@if (review.host) { <span class="badge">{{ t('hire.reviews.hour') }}</span> }</div>
            @if (review.text) { <p class="words">{{ review.text }}</p> }
            @if (review.reply) { <blockquote><b class="small">{{ t('hire.reviews.reply', { name: name() }) }}</b><p class="words">{{ review.reply }}</p></blockquote> }
          </li>
        }
      </ul>
      @if (next()) { <div><button type="button" class="btn" [attr.aria-disabled]="reading()" [attr.aria-busy]="reading()" (click)="more()">{{ t(reading() ? 'common.loading' : 'common.more') }}</button></div> }
    </ng-container>
  `,
  styles: `
    :host { display: grid; gap: var(--s-5); }
    .summary { display: grid; grid-template-columns: auto minmax(12rem, 1fr) minmax(12rem, 1fr); gap: var(--s-5) var(--s-6); align-items: center; padding: var(--s-5); border-radius: var(--r-2); background: var(--surface); border: 1px solid var(--line); }
    .mean { display: grid; justify-items: center; gap: var(--s-1); } .mean b { font-size: var(--t-3xl); line-height: 1; letter-spacing: -0.03em; }
    .bars { display: grid; gap: var(--s-1); } .bars li { display: grid; grid-template-columns: 1ch 1fr 3ch; gap: var(--s-3); align-items: center; font-size: var(--t-sm); }
    .bar { height: 0.5rem; border-radius: var(--r-full); background: var(--surface-2); overflow: hidden; } .bar i { display: block; height: 100%; border-radius: inherit; background: light-dark(#c98a10, #f0c04a); }
    dl { display: grid; gap: var(--s-1); } dl div { display: flex; justify-content: space-between; gap: var(--s-4); font-size: var(--t-sm); } dt { color: var(--muted); }
    .all { display: grid; gap: var(--s-5); } .all:empty { display: none; } .all > li { display: grid; gap: var(--s-2); padding-bottom: var(--s-5); border-bottom: 1px solid var(--line); } .all > li:last-child { border: 0; padding-bottom: 0; }
    .words { white-space: pre-line; max-width: 42rem; text-wrap: pretty; }
    blockquote { margin: 0; padding: var(--s-3) var(--s-4); border-inline-start: 3px solid var(--brand); background: var(--surface-2); border-radius: 0 var(--r-1) var(--r-1) 0; }
    @media (max-width: 48rem) { .summary { grid-template-columns: 1fr; padding: var(--s-4); } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ReviewList {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly toasts = inject(Toasts);
  readonly userId = input.required<string>();
  readonly name = input.required<string>();
  /** The rating the profile carries. */
  readonly rated = input.required<Schema<'ProfessionalRating'>>();
  readonly summary = input<Schema<'RatingSummary'> | null>(null);
  readonly first = input<Schema<'Page_Review'> | null>(null);

  protected readonly all = linkedSignal<readonly Schema<'Review'>[]>(() => this.first()?.items ?? []);
  protected readonly next = linkedSignal<string | null>(() => this.first()?.next ?? null);
  protected readonly reading = signal(false);
  protected readonly mean = computed(() => this.number(this.summary()?.average ?? 0));
  protected readonly bars = computed(() => {
    const all = this.summary()?.distribution ?? [];
    const most = Math.max(1, ...all);
    return all.map((count, at) => ({ stars: at + 1, count, percent: (100 * count) / most })).reverse();
  });
  protected readonly aspects = computed(() => {
    const means = this.summary()?.aspects ?? {};
    return ASPECTS.filter((name) => name in means).map((name) => ({ name, text: this.number(means[name]) }));
  });

  protected async more(): Promise<void> {
    const cursor = this.next();
    if (!cursor || this.reading()) return;
    this.reading.set(true);
    try {
      const page = await this.api.ok(this.api.http.GET('/api/v1/reviews', { params: { query: { subjectKind: 'professional', subject: this.userId(), cursor, limit: 20 } } }));
      this.all.update((before) => [...before, ...page.items]);
      this.next.set(page.next ?? null);
    } catch (error) {
      this.toasts.problem(error);
    }
    this.reading.set(false);
  }

  private number(value: number): string {
    return numbers(this.language.locale(), { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);
  }
}
