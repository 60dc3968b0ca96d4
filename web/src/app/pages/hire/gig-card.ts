import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Icon } from '@ui/icon';
import { MoneyPipe } from '@ui/pipes';

import { Face } from './face';
import { GigPicture } from './gig-picture';
import { sellerFace } from './seller-face';
import { Stars } from './stars';

/** A service at a fixed price: what, by whom, from how much and how soon. */
@Component({
  selector: 'p-gig-card',
  imports: [Face, GigPicture, Icon, MoneyPipe, RouterLink, Stars, TranslocoDirective],
  template: `
    <article *transloco="let t">
      <p-gig-picture [image]="gig().image" [trade]="gig().trade" [seed]="gig().id" [eager]="eager()" />
      <div class="text">
        @if (seller()) { <p class="who small"><p-face [name]="gig().seller.name" [src]="face()" /><span class="clip">{{ gig().seller.name }}</span></p> }
        @if (level() === 2) { <h2><a [routerLink]="['/gigs', gig().id]">{{ gig().title }}</a></h2> } @else { <h3><a [routerLink]="['/gigs', gig().id]">{{ gig().title }}</a></h3> }
        @if (seller()) { <p class="small"><p-stars [average]="gig().seller.rating" [count]="gig().seller.ratingCount" /></p> }
        <p class="foot">
          <span class="muted small days"><p-icon name="clock" [size]="15" />{{ gig().deliveryDays === 1 ? t('hire.gigs.day') : t('hire.gigs.days', { count: gig().deliveryDays }) }}</span>
          <span class="price"><span class="muted small">{{ t('hire.from') }}</span> <b>{{ gig().price | money }}</b></span>
        </p>
      </div>
    </article>
  `,
  styles: `
    :host { display: block; min-width: 0; }
    article { position: relative; display: grid; grid-template-rows: auto 1fr; height: 100%; background: var(--surface); border: 1px solid var(--line); border-radius: var(--r-2); overflow: hidden; transition: box-shadow var(--calm), border-color var(--calm); }
    article:hover { box-shadow: var(--shadow-2); border-color: var(--line-strong); }
    .text { display: grid; gap: var(--s-2); grid-template-rows: repeat(3, auto) 1fr; align-content: start; padding: var(--s-4); min-width: 0; }
    .who { display: flex; align-items: center; gap: var(--s-2); min-width: 0; } p-face { --face: 1.75rem; }
    h2, h3 { font-size: var(--t-md); line-height: 1.3; overflow: hidden; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; }
    a { color: var(--text); text-decoration: none; } a::after { content: ''; position: absolute; inset: 0; border-radius: var(--r-2); } article:hover a { text-decoration: underline; text-underline-offset: 0.18em; }
    a:focus-visible { outline: none; } a:focus-visible::after { outline: 3px solid var(--focus); outline-offset: -3px; }
    .foot { display: flex; align-items: end; justify-content: space-between; gap: var(--s-2); align-self: end; flex-wrap: wrap; padding-top: var(--s-2); }
    .days { display: inline-flex; gap: var(--s-1); align-items: center; } .price { display: inline-flex; gap: 0.35em; align-items: baseline; white-space: nowrap; margin-inline-start: auto; } .price b { font-size: var(--t-lg); letter-spacing: -0.02em; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GigCard {
  readonly gig = input.required<Schema<'GigListing'>>();
  readonly eager = input(false);
  /** Not on the seller's own page. */
  readonly seller = input(true);
  /** Of its heading. */
  readonly level = input<2 | 3>(2);

  protected face(): string | null {
    return sellerFace(this.gig().seller);
  }
}
