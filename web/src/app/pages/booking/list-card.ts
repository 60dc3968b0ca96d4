import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Language } from '@core/i18n';
import { HERE, day, dayAndRange, differs, range, zoneName } from '@core/time';
import { MoneyPipe } from '@ui/pipes';
import { Picture } from '@ui/picture';

import { Countdown } from './countdown';
import { inCity } from './links';
import { ResourceCards } from './resource-cards';
import { StatusBadge } from './status';

/** One booking of a list; its day stands above it. */
@Component({
  selector: 'p-booking-card',
  imports: [Countdown, MoneyPipe, Picture, RouterLink, StatusBadge, TranslocoDirective],
  template: `
    <article class="card flush" [class.dim]="dim()" *transloco="let t">
      @if (card(); as it) { <p-picture [photo]="it.photo" [kind]="it.kind" [seed]="it.id" /> } @else { <div class="skeleton picture"></div> }
      <div class="text">
        <h3 class="name"><a [routerLink]="['/bookings', booking().id]">@if (card(); as it) { {{ it.name }} } @else { {{ t('booking.list.unnamed') }} }</a></h3>
        <p class="time">@if (dated()) { {{ times().date }}, }{{ times().there }}@if (times().here) { <span class="muted small"> · {{ t('common.yourTime', { when: times().here, zone: mine }) }}</span> }</p>
        <p class="muted small clip">@if (card(); as it) { {{ inCity(it) }} }@if (booking().purpose) { · {{ booking().purpose }} }</p>
      </div>
      <div class="side">
        <p-booking-status [status]="booking().status" />
        @if (booking().price.amount) { <span class="small muted number">{{ booking().price | money }}</span> }
      </div>
      @if (booking().status === 'held' && booking().holdExpiresAt; as until) {
        <p class="pay"><p-countdown [until]="until" (over)="over.emit()" /><a class="btn primary small" [routerLink]="['/bookings', booking().id, 'pay']">{{ t('booking.payNow') }}</a></p>
      } @else if (booking().status === 'pending') {
        <p class="pay"><span class="small">{{ booking().payment.nextAction ? t('booking.list.needsYou') : t('booking.list.underWay') }}</span><a class="btn small" [routerLink]="['/bookings', booking().id, 'pay']">{{ t('booking.list.goOn') }}</a></p>
      }
    </article>
  `,
  styles: `
    article { position: relative; display: grid; grid-template-columns: 5.5rem minmax(0, 1fr) auto; align-items: center; transition: box-shadow var(--calm), border-color var(--calm); }
    article:hover { box-shadow: var(--shadow-2); border-color: var(--line-strong); }
    p-picture, .picture { height: 100%; min-height: 5.5rem; aspect-ratio: auto; border-radius: 0; }
    .text { padding: var(--s-3) var(--s-4); display: grid; gap: 0.1rem; min-width: 0; }
    .name { font-size: var(--t-md); }
    .name a { color: var(--text); text-decoration: none; }
    .name a::after { content: ''; position: absolute; inset: 0; border-radius: var(--r-2); }
    .name a:focus-visible { outline: none; }
    article:has(.name a:focus-visible) { outline: 3px solid var(--focus); outline-offset: 2px; }
    .side { display: grid; justify-items: end; gap: var(--s-1); padding: var(--s-3) var(--s-4) var(--s-3) 0; }
    .pay { grid-column: 1 / -1; display: flex; justify-content: space-between; align-items: center; gap: var(--s-3); padding: var(--s-2) var(--s-4); background: var(--warn-soft); }
    .pay .btn { position: relative; z-index: 1; min-height: var(--tap); }
    .dim p-picture { filter: grayscale(0.8); opacity: 0.75; }
    @media (max-width: 34rem) {
      article { grid-template-columns: 4.25rem minmax(0, 1fr); }
      .side { grid-column: 2; display: flex; justify-content: space-between; align-items: center; padding: 0 var(--s-3) var(--s-3); }
      .text { padding: var(--s-3) var(--s-3) var(--s-1); }
      p-picture, .picture { grid-row: span 2; }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BookingCard {
  private readonly cards = inject(ResourceCards);
  private readonly language = inject(Language);
  readonly booking = input.required<Schema<'BookingView'>>();
  /** With its date, where no heading tells it. */
  readonly dated = input(false);
  /** The hold ran out while it was looked at. */
  readonly over = output<void>();
  protected readonly inCity = inCity;
  protected readonly mine = zoneName(HERE);
  protected readonly card = computed(() => this.cards.of(this.booking().resourceId));
  protected readonly dim = computed(() => ['cancelled', 'expired', 'no_show'].includes(this.booking().status));
  protected readonly times = computed(() => {
    const { startDateTime: from, endDateTime: to, timeZone: zone } = this.booking();
    const locale = this.language.locale();
    return {
      date: day(from, zone, locale),
      there: range(from, to, zone, locale),
      here: differs(from, zone) ? dayAndRange(from, to, HERE, locale) : '',
    };
  });
}
