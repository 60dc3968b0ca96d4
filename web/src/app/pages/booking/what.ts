import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';

import type { Schema } from '@core/api';
import { Icon } from '@ui/icon';
import { Picture } from '@ui/picture';
import { When } from '@ui/when';

import { inCity } from './links';
import { ResourceCards } from './resource-cards';

/** What is booked: its picture, name, time and place. */
@Component({
  selector: 'p-booked',
  imports: [Icon, Picture, When],
  template: `
    @if (card(); as it) {
      <p-picture [photo]="it.photo" [kind]="it.kind" [seed]="it.id" />
    } @else {
      <div class="skeleton picture"></div>
    }
    <div class="stack tight">
      @if (card(); as it) { <p class="name">{{ it.name }}</p> } @else { <div class="skeleton" style="width: 12rem; max-width: 100%"></div> }
      <p class="line"><p-icon name="calendar" [size]="18" /><p-when [from]="booking().startDateTime" [to]="booking().endDateTime" [zone]="booking().timeZone" [long]="true" /></p>
      @if (card(); as it) { <p class="line muted"><p-icon name="map-pin" [size]="18" /><span>{{ inCity(it) }}</span></p> }
    </div>
  `,
  styles: `
    :host { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: var(--s-4); align-items: start; }
    p-picture, .picture { border-radius: var(--r-1); aspect-ratio: 1; }
    .name { font-size: var(--t-lg); font-weight: 700; line-height: 1.25; }
    .line { display: flex; gap: var(--s-2); align-items: start; }
    .line p-icon { margin-top: 0.2rem; color: var(--muted); }
    @media (max-width: 30rem) { :host { grid-template-columns: 4.5rem minmax(0, 1fr); gap: var(--s-3); } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Booked {
  private readonly cards = inject(ResourceCards);
  readonly booking = input.required<Schema<'BookingView'>>();
  protected readonly inCity = inCity;
  protected readonly card = computed(() => this.cards.of(this.booking().resourceId));
}
