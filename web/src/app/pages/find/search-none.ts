import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Batch } from '@core/batch';
import { Language } from '@core/i18n';
import { load } from '@core/load';
import * as time from '@core/time';
import { Empty } from '@ui/states';

import { Query, askedOf, slotOf, zoneOf } from './query';
import { Relaxation, relaxations } from './relax';
import { Way, Ways, worthOffering } from './ways';

/** So many ways out are offered. */
const MOST = 5;

/** Nothing fits: says what giving way on one thing would find, having asked. */
@Component({
  selector: 'p-search-none',
  imports: [Empty, TranslocoDirective, Way, Ways],
  template: `
    <ng-container *transloco="let t">
      <p-empty icon="calendar-x" [heading]="t(query().date ? 'find.none.taken' : 'find.none.nothing')" [text]="t('find.none.text')" />
      <p-ways [looking]="found.first()">
        @for (one of found.value() ?? []; track one.step) {
          <button pWay type="button" (click)="chosen.emit(one.query)"><b>{{ t('find.relax.' + one.step, { people: one.query.people }) }}</b>@if (when(one); as text) { <span class="muted small">{{ text }}</span> }</button>
        }
      </p-ways>
    </ng-container>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SearchNone {
  private readonly batch = inject(Batch);
  private readonly language = inject(Language);
  readonly query = input.required<Query>();
  readonly locations = input.required<readonly Schema<'Location'>[]>();
  readonly chosen = output<Query>();

  private readonly candidates = computed(() => relaxations(this.query()).filter((one) => !this.past(one.query)));
  protected readonly found = load(
    () => this.candidates(),
    async (all) => {
      const get = all.map((one) => `/api/v1/resources?${new URLSearchParams({ ...(askedOf(one.query, this.locations()) as Record<string, string>), limit: '1' })}`);
      const parts = await this.batch.read<Schema<'Page_ResourceSummary'>>(get);
      return worthOffering(all, parts.map(({ body }) => !!body?.items.length), MOST);
    },
  );

  /** The other time, where that is what changes. */
  protected when(one: Relaxation): string | null {
    if (!one.query.date || (one.query.date === this.query().date && one.query.from === this.query().from && one.query.to === this.query().to)) return null;
    const zone = zoneOf(one.query, this.locations());
    const slot = slotOf(one.query, zone);
    const locale = this.language.locale();
    return slot && time.dayAndRange(slot.from, slot.to, zone, locale);
  }

  private past(query: Query): boolean {
    const slot = slotOf(query, zoneOf(query, this.locations()));
    return !!slot && slot.from.getTime() < Date.now();
  }
}
