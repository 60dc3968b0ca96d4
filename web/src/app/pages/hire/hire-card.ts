import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Language } from '@core/i18n';
import { numbers } from '@core/numbers';
import { Icon } from '@ui/icon';
import { DurationPipe, MoneyPipe } from '@ui/pipes';

import { Face } from './face';
import { Stars } from './stars';
import { TradePipe } from './trades';
import { WriteButton } from './write-button';

/** One professional: who, what, how far, how good, what an hour costs, and what can be done next. */
@Component({
  selector: 'p-hire-card',
  imports: [DurationPipe, Face, Icon, MoneyPipe, RouterLink, Stars, TradePipe, TranslocoDirective, WriteButton],
  template: `
    <article [class.small]="small()" [class.hot]="hot()" (pointerenter)="hover.emit(item().id)" (pointerleave)="hover.emit(null)" (focusin)="hover.emit(item().id)" (focusout)="hover.emit(null)" *transloco="let t">
      <p-face [name]="item().displayName" [src]="item().avatar?.thumb" [eager]="eager()" />
      <div class="text">
        <h2><a [routerLink]="['/professionals', item().id]">{{ item().displayName }}</a>@if (item().verified) { <span class="seal" [title]="t('hire.verified')"><p-icon name="badge-check" [size]="18" /><span class="visually-hidden"> {{ t('hire.verified') }}</span></span> }</h2>
        <p class="headline">{{ item().headline }}</p>
        <p class="muted small facts">
          <span>@for (slug of item().trades.slice(0, 3); track slug; let last = $last) {<span>{{ slug | trade }}{{ last ? '' : ', ' }}</span>}</span>
          <span><p-icon name="map-pin" [size]="15" />{{ item().place.city }}@if (away(); as far) { <span class="strong nowrap">· {{ far }}</span> }</span>
          @if (item().remote) { <span><p-icon name="wifi" [size]="15" />{{ t('hire.remote') }}</span> }
        </p>
        <p class="small facts">
          <p-stars [average]="item().rating.average" [count]="item().rating.count" />
          @if (item().level > 0) { <span class="badge" [attr.data-tone]="item().level > 1 ? 'brand' : null">{{ t('hire.level.' + item().level) }}</span> }
          @if (item().available) { <span class="badge" data-tone="good"><p-icon name="check" [size]="14" />{{ t('hire.free') }}</span> }
          @if (!small() && item().responseMinutes; as minutes) { <span class="muted">{{ t('hire.answersIn', { time: (minutes | duration) }) }}</span> }
        </p>
      </div>
      <div class="side">
        <p class="price">
          @if (item().hourlyFrom; as price) { <span class="muted small">{{ t('hire.from') }}</span> <b>{{ price | money }}</b> <span class="muted small">{{ t('hire.perHour') }}</span> }
          @else { <span class="muted small">{{ t('hire.onAsking') }}</span> }
        </p>
        @if (!small()) {
          <div class="next">
            @if (item().resourceId; as resource) { <a class="btn small" [routerLink]="['/resources', resource]"><p-icon name="calendar-plus" [size]="16" />{{ t('hire.book') }}<span class="visually-hidden"> {{ t('hire.bookWith', { name: item().displayName }) }}</span></a> }
            <p-write-button [userId]="item().userId" [name]="item().displayName" [about]="{ kind: 'professional', id: item().id }" [small]="true" />
          </div>
        }
      </div>
    </article>
  `,
  styles: `
    :host { display: block; min-width: 0; }
    article { position: relative; display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: var(--s-3) var(--s-4); height: 100%; padding: var(--s-4); background: var(--surface); border: 1px solid var(--line); border-radius: var(--r-2); transition: box-shadow var(--calm), border-color var(--calm); }
    article:hover, article.hot { box-shadow: var(--shadow-2); border-color: var(--line-strong); }
    article:focus-within { border-color: var(--brand); }
    p-face { --face: 4.5rem; }
    .text { display: grid; gap: 0.2rem; align-content: start; min-width: 0; }
    h2 { display: flex; align-items: center; gap: var(--s-2); font-size: var(--t-lg); min-width: 0; }
    h2 a { color: var(--text); text-decoration: none; }
    h2 a::after { content: ''; position: absolute; inset: 0; border-radius: var(--r-2); }
    h2 a:focus-visible { outline: none; } h2 a:focus-visible::after { outline: 3px solid var(--focus); outline-offset: 2px; }
    article:hover h2 a { text-decoration: underline; text-underline-offset: 0.18em; }
    .seal { display: inline-flex; color: var(--brand); position: relative; z-index: 1; }
    .headline { overflow: hidden; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; }
    .facts { display: flex; flex-wrap: wrap; align-items: center; gap: 0.15rem var(--s-3); }
    .facts > span { display: inline-flex; align-items: center; gap: var(--s-1); } .facts > span:first-child { display: inline; }
    .side { display: grid; justify-items: end; align-content: space-between; gap: var(--s-3); text-align: end; }
    .price { display: grid; justify-items: end; line-height: 1.2; } .price b { font-size: var(--t-xl); letter-spacing: -0.02em; }
    .next { display: grid; gap: var(--s-2); position: relative; z-index: 1; } .next .btn { width: 100%; }
    @media (min-width: 60rem) and (max-width: 77.99rem) { .next { display: flex; } }
    @media (max-width: 40rem) {
      article:not(.small) { grid-template-columns: auto minmax(0, 1fr); }
      p-face { --face: 3.5rem; }
      article:not(.small) .side { grid-column: 1 / -1; grid-template-columns: auto 1fr; align-items: center; justify-items: start; text-align: start; }
      article:not(.small) .price { display: flex; align-items: baseline; gap: var(--s-1); flex-wrap: wrap; }
      article:not(.small) .next { display: flex; justify-self: end; flex-wrap: wrap; justify-content: end; } .next .btn { width: auto; }
      .next ::ng-deep .btn.small { min-height: var(--tap); }
    }
    article.small { padding: var(--s-3); gap: var(--s-3); } .small p-face { --face: 3.25rem; } .small h2 { font-size: var(--t-md); } .small .headline { -webkit-line-clamp: 1; font-size: var(--t-sm); } .small .price b { font-size: var(--t-lg); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HireCard {
  private readonly language = inject(Language);
  readonly item = input.required<Schema<'FoundProfessional'>>();
  readonly eager = input(false);
  /** In a strip over the map. */
  readonly small = input(false);
  /** Pointed at on the map. */
  readonly hot = input(false);
  /** Pointed at here; null again when no more. */
  readonly hover = output<string | null>();
  protected readonly away = computed(() => {
    const km = this.item().distanceKm;
    return km ? numbers(this.language.locale(), { style: 'unit', unit: 'kilometer', maximumFractionDigits: 0 }).format(km) : null;
  });
}
