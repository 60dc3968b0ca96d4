import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Batch } from '@core/batch';
import { load } from '@core/load';
import { Empty } from '@ui/states';

import { Way, Ways, worthOffering } from '../find/ways';
import { HireQuery, askedOf } from './hire-query';
import { relaxations } from './hire-relax';

/** So many ways out are offered. */
const MOST = 4;

/** Nobody fits: says what giving way on one thing would find, having asked. */
@Component({
  selector: 'p-hire-none',
  imports: [Empty, TranslocoDirective, Way, Ways],
  template: `
    <ng-container *transloco="let t">
      <p-empty icon="users" [heading]="t(query().date ? 'hire.none.taken' : 'hire.none.nobody')" [text]="t('hire.none.text')" />
      <p-ways [looking]="found.first()">
        @for (one of found.value() ?? []; track one.step) {
          <button pWay type="button" (click)="chosen.emit(one.query)"><b>{{ t('hire.relax.' + one.step) }}</b><span class="muted small">{{ one.count === 1 ? t('hire.none.one') : t('hire.none.many', { count: one.count }) }}</span></button>
        }
      </p-ways>
    </ng-container>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HireNone {
  private readonly batch = inject(Batch);
  readonly query = input.required<HireQuery>();
  readonly chosen = output<HireQuery>();

  protected readonly found = load(
    () => relaxations(this.query()),
    async (all) => {
      const get = all.map((one) => `/api/v1/search/professionals?${new URLSearchParams({ ...(askedOf(one.query) as Record<string, string>), limit: '1' })}`);
      const parts = await this.batch.read<Schema<'FoundProfessionals'>>(get);
      const counted = all.map((one, at) => ({ ...one, count: sure(parts[at].body) }));
      return worthOffering(counted, counted.map(({ count }) => count > 0), MOST);
    },
  );
}

function sure(page: Schema<'FoundProfessionals'> | null): number {
  // With a time the total counts those who are not free then: only who is shown is sure.
  if (!page?.items.length) return 0;
  return page.items[0].available ? page.items.length : page.total;
}
