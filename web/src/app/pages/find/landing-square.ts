import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { load } from '@core/load';

import { Facade } from './facade';
import { Places } from './places';
import { Query, slotOf, writeQuery, zoneOf } from './query';

/** As many houses as fit side by side. */
const HOUSES = 4;

/**
 * The square of the name: a house for each place, a window for each thing, lit when it is free at the time in the form.
 * The lights go on and off while somebody still chooses, so an empty hour is seen before it is searched.
 */
@Component({
  selector: 'p-landing-square',
  imports: [Facade, RouterLink, TranslocoDirective],
  template: `
    <div class="sky" aria-hidden="true"><i class="sun"></i><i class="cloud one"></i><i class="cloud two"></i></div>
    <ng-container *transloco="let t">
      <div class="row-of">
        @for (house of houses(); track $index) {
          @if (house.id) {
            <a class="house" routerLink="/search" [queryParams]="linkTo(house.name)" [attr.aria-label]="t('find.landing.house', { place: house.name, free: house.free, all: house.lights.length })">
              <p-facade [name]="house.name" [lights]="house.lights" [at]="$index" />
            </a>
          } @else {
            <div class="house"><p-facade name="" [lights]="house.lights" [at]="$index" /></div>
          }
        }
      </div>
      <p class="count" aria-live="polite">
        @if (counted(); as count) {
          <b>{{ count.free }}</b> {{ t(query().date ? 'find.landing.litThen' : 'find.landing.lit', { all: count.all }) }}
        }
      </p>
    </ng-container>
  `,
  styles: `
    :host { position: relative; display: block; height: 100%; min-height: 19rem; }
    .row-of { position: absolute; inset: 0; display: flex; align-items: end; justify-content: center; gap: 2.5%; padding: 2.9rem 2% 0; }
    .house { flex: 0 1 13rem; display: block; height: 100%; min-width: 0; border-radius: 4px; transition: transform var(--calm) var(--ease); transform-origin: bottom; }
    a.house:hover { transform: scale(1.025); }
    .house p-facade { height: 100%; }
    .count { position: absolute; inset: 0.25rem 0 auto auto; z-index: 1; min-height: 2.25rem; padding: 0.4rem 0.9rem; border-radius: var(--r-full); font-size: var(--t-sm); background: color-mix(in srgb, var(--surface) 88%, transparent); }
    .count:empty { visibility: hidden; }
    .count b { color: var(--accent); }
    .sky { position: absolute; inset: 0; pointer-events: none; }
    .sun { position: absolute; left: 7%; top: 2%; width: 4.25rem; aspect-ratio: 1; border-radius: 50%; background: light-dark(#f6c667, #e8ecd8); box-shadow: 0 0 3rem light-dark(rgb(246 198 103 / 0.4), rgb(232 236 216 / 0.3)); opacity: 0.85; }
    .cloud { position: absolute; width: 6rem; height: 1.5rem; border-radius: 2rem; background: light-dark(#ffffff, #27383c); opacity: 0.8; } .cloud::before { content: ''; position: absolute; left: 1.5rem; top: -1rem; width: 2.5rem; aspect-ratio: 1; border-radius: 50%; background: inherit; }
    .cloud.one { left: 16%; top: 18%; } .cloud.two { right: 12%; top: 24%; transform: scale(0.75); }
    @media (max-width: 60rem) { :host { min-height: 0; height: 13.5rem; } .count { inset: 0 50% auto auto; transform: translateX(50%); white-space: nowrap; } .cloud, .sun { display: none; } }
    @media (prefers-reduced-motion: reduce) { .house { transition: none; } a.house:hover { transform: none; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LandingSquare {
  private readonly api = inject(Api);
  private readonly places = inject(Places);
  /** What the form says at this moment. */
  readonly query = input.required<Query>();
  /** Everything there is, once read. */
  readonly all = input<readonly Schema<'ResourceSummary'>[] | undefined>();

  private readonly slot = computed(() => (this.places.ready() ? slotOf(this.query(), zoneOf(this.query(), this.places.all())) : null));
  // As text, so that a form that changes nothing of it asks nothing.
  private readonly key = computed(() => {
    const [slot, query] = [this.slot(), this.query()];
    return slot && slot.to > slot.from ? JSON.stringify({ from: slot.from.toISOString(), to: slot.to.toISOString(), kind: query.kind ?? undefined, capacity: query.people ?? undefined, limit: 200 }) : undefined;
  });
  private readonly free = load(
    () => this.key(),
    async (key) => {
      await new Promise((wait) => setTimeout(wait, 250));
      if (key !== this.key()) return null;
      const page = await this.api.ok(this.api.http.GET('/api/v1/resources', { params: { query: JSON.parse(key) } }));
      return new Set(page.items.map((one) => one.id));
    },
  );

  protected readonly houses = computed(() => {
    const [all, places, free, query] = [this.all(), this.places.all(), this.free.value(), this.query()];
    if (!all || !places.length) return Array.from({ length: 3 }, () => ({ id: '', name: '', free: 0, lights: [] }));
    const fits = (one: Schema<'ResourceSummary'>): boolean => (!query.kind || one.kind === query.kind) && (!query.people || one.capacity >= query.people);
    const lit = (one: Schema<'ResourceSummary'>): boolean => (this.key() ? (free?.has(one.id) ?? false) : fits(one));
    const built = places.filter((place) => all.some((one) => one.location.id === place.id));
    return (built.length ? built : places).slice(0, HOUSES).map((place) => {
      const lights = all.filter((one) => one.location.id === place.id).map(lit);
      return { id: place.id, name: place.name, lights, free: lights.filter(Boolean).length };
    });
  });
  protected readonly counted = computed(() => {
    const houses = this.houses().filter((one) => one.id);
    if (!houses.length || (this.key() && !this.free.value())) return null;
    return { free: houses.reduce((sum, one) => sum + one.free, 0), all: houses.reduce((sum, one) => sum + one.lights.length, 0) };
  });

  protected linkTo(place: string): Record<string, unknown> {
    return writeQuery({ ...this.query(), where: place, near: '' });
  }
}
