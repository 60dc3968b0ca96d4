import { ChangeDetectionStrategy, Component, ElementRef, computed, effect, inject, input, viewChild } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { load } from '@core/load';
import { PageTitle } from '@core/title';
import { Icon } from '@ui/icon';
import { MoneyPipe } from '@ui/pipes';
import { Empty, Failed } from '@ui/states';

import { narrowScreen } from '../find/narrow';
import { Face } from './face';
import { readChoice } from './gig-choice';
import { GigOrder } from './gig-order';
import { GigPackages } from './gig-packages';
import { GigPicture } from './gig-picture';
import { hireMessages } from './messages';
import { sellerFace } from './seller-face';
import { SpokenPipe } from './spoken';
import { Stars } from './stars';
import { TradePipe } from './trades';
import { WorkGallery } from './work-gallery';
import { WriteButton } from './write-button';
import { Writing } from './writing';

/** A service at a fixed price: what it is, by whom, its packages side by side, and the order. The choice is in the address bar. */
@Component({
  selector: 'p-gig',
  imports: [Empty, Face, Failed, GigOrder, GigPackages, GigPicture, Icon, MoneyPipe, RouterLink, SpokenPipe, Stars, TradePipe, TranslocoDirective, WorkGallery, WriteButton],
  providers: [hireMessages],
  template: `
    <div class="page" *transloco="let t">
      @if (gig.problem(); as problem) {
        @if (problem.status === 404) {
          <p-empty [top]="true" icon="package" [heading]="t('hire.gig.gone')" [text]="t('hire.gig.goneText')"><a class="btn primary" routerLink="/gigs">{{ t('hire.gig.others') }}</a></p-empty>
        } @else if (!gig.value()) {
          <h1 class="visually-hidden">{{ t('hire.gig.title') }}</h1>
          <p-failed [problem]="problem" (retry)="gig.reload()" />
        }
      } @else if (gig.first()) {
        <div class="top" aria-hidden="true"><div class="skeleton picture-ghost"></div><div class="stack"><div class="skeleton line-ghost"></div><div class="skeleton words-ghost"></div></div></div>
        <div class="skeleton packs-ghost" aria-hidden="true"></div>
      }
      @if (gig.value(); as it) {
        @if (writing.isMe(it.seller.userId)) { <div class="notice own"><p-icon name="eye" /><p>{{ t('hire.gig.yours') }} <a [routerLink]="['/work/gigs', it.id]">{{ t('hire.person.edit') }}</a></p></div> }
        <nav class="small trail" [attr.aria-label]="t('hire.gig.trail')"><a routerLink="/gigs">{{ t('hire.gigs.heading') }}</a><span aria-hidden="true">/</span><a routerLink="/gigs" [queryParams]="{ trade: it.trade }">{{ it.trade | trade }}</a></nav>
        <div class="top">
          @if (pictures().length) { <p-work-gallery [pictures]="pictures()" [name]="it.title" /> } @else { <p-gig-picture [trade]="it.trade" [seed]="it.id" [large]="true" /> }
          <header class="stack">
            <h1>{{ it.title }}</h1>
            <a class="seller" [routerLink]="['/professionals', it.seller.professionalId]">
              <p-face [name]="it.seller.name" [src]="face()" [eager]="true" />
              <span><b>{{ it.seller.name }}</b><p-stars class="small" [average]="it.seller.rating" [count]="it.seller.ratingCount" /></span>
            </a>
            <p class="muted small facts"><span><p-icon name="languages" [size]="16" />{{ it.language | spoken }}</span>@for (tag of it.tags; track tag) { <span class="badge">{{ tag }}</span> }</p>
            <div><p-write-button [userId]="it.seller.userId" [name]="it.seller.name" [about]="{ kind: 'gig', id: it.id }" /></div>
          </header>
        </div>
        <section class="stack"><h2>{{ t('hire.gig.about') }}</h2><p class="about" [attr.lang]="it.language">{{ it.description }}</p></section>
        @if (it.status === 'published') {
          <section class="stack"><h2>{{ t('hire.gig.packages') }}</h2><p-gig-packages [packages]="it.packages" [chosen]="choice()?.pack?.id ?? null" [narrow]="narrow()" (pick)="choose($event)" /></section>
          @if (choice(); as chosen) {
            @if (chosen.pack && !writing.isMe(it.seller.userId)) {
              <section class="stack order" #order tabindex="-1"><h2>{{ t('hire.order.heading') }}</h2><p-gig-order [gig]="it" [choice]="chosen" (extras)="add($event)" /></section>
            } @else if (!chosen.pack && narrow()) {
              <p class="muted small">{{ t('hire.gig.from', { price: (it.price | money) }) }}</p>
            }
          }
        } @else {
          <div class="notice" data-tone="warn"><p-icon name="ban" /><p>{{ t('hire.gig.notForSale') }} <a routerLink="/gigs" [queryParams]="{ trade: it.trade }">{{ t('hire.gig.others') }}</a></p></div>
        }
      }
    </div>
  `,
  styles: `
    .page { display: grid; gap: var(--s-6); grid-template-columns: minmax(0, 1fr); align-content: start; }
    .trail { display: flex; gap: var(--s-2); margin-bottom: calc(-1 * var(--s-4)); } .trail a { min-height: 1.5rem; }
    .top { display: grid; grid-template-columns: minmax(0, 7fr) minmax(0, 5fr); gap: var(--s-6); align-items: center; }
    p-gig-picture { border-radius: var(--r-3); aspect-ratio: 16 / 9; }
    h1 { font-size: var(--t-3xl); font-weight: 800; letter-spacing: -0.03em; line-height: 1.08; }
    .seller { display: flex; align-items: center; gap: var(--s-3); color: var(--text); text-decoration: none; width: fit-content; border-radius: var(--r-1); } .seller > span { display: grid; } .seller:hover b { text-decoration: underline; text-underline-offset: 0.18em; } .seller p-face { --face: 3.25rem; }
    .facts { display: flex; flex-wrap: wrap; gap: var(--s-2) var(--s-3); align-items: center; } .facts > span { display: inline-flex; gap: var(--s-1); align-items: center; }
    .about { white-space: pre-line; max-width: 46rem; font-size: var(--t-lg); text-wrap: pretty; }
    .order { outline: none; scroll-margin-top: var(--s-4); }
    .picture-ghost { aspect-ratio: 16 / 9; border-radius: var(--r-3); } .line-ghost { height: 3rem; } .words-ghost { height: 8rem; } .packs-ghost { height: 18rem; border-radius: var(--r-2); }
    @media (max-width: 60rem) { .page { padding-bottom: 8rem; gap: var(--s-5); } .top { grid-template-columns: minmax(0, 1fr); gap: var(--s-4); } .about { font-size: var(--t-md); } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Gig {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  protected readonly writing = inject(Writing);
  readonly id = input.required<string>();
  protected readonly narrow = narrowScreen();
  private readonly form = viewChild<ElementRef<HTMLElement>>('order');
  private readonly params = toSignal(this.route.queryParams, { initialValue: {} });
  protected readonly gig = load(
    () => this.id(),
    (id) => this.api.ok(this.api.http.GET('/api/v1/gigs/{id}', { params: { path: { id } } })),
  );
  protected readonly choice = computed(() => {
    const gig = this.gig.value();
    return gig ? readChoice(gig, this.params()) : null;
  });
  protected readonly pictures = computed(() => (this.gig.value()?.images ?? []).map(({ id, large }) => ({ id, small: large, large, title: '', text: '' })));
  protected readonly face = computed(() => {
    const seller = this.gig.value()?.seller;
    return seller ? sellerFace(seller) : null;
  });

  constructor() {
    const title = inject(PageTitle);
    effect(() => {
      const gig = this.gig.value();
      if (gig) title.show(gig.title);
    });
  }

  protected async choose(pack: string): Promise<void> {
    await this.go({ package: pack });
    setTimeout(() => {
      const form = this.form()?.nativeElement;
      form?.scrollIntoView({ block: 'start' });
      form?.focus({ preventScroll: true });
    });
  }

  protected add(extras: readonly string[]): void {
    void this.go({ extras: extras.join(',') || null });
  }

  private go(change: Record<string, string | null>): Promise<boolean> {
    return this.router.navigate([], { relativeTo: this.route, queryParams: change, queryParamsHandling: 'merge', replaceUrl: true, scroll: 'manual' });
  }
}
