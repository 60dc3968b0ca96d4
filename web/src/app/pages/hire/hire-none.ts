import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { load } from '@core/load';
import { Icon } from '@ui/icon';
import { Empty } from '@ui/states';

import { HireQuery, askedOf } from './hire-query';
import { relaxations } from './hire-relax';

/** So many ways out are offered; the last resort only where there is no other. */
const MOST = 4;

/** Nobody fits: says what giving way on one thing would find, having asked. */
@Component({
  selector: 'p-hire-none',
  imports: [Empty, Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <p-empty icon="users" [heading]="t(query().date ? 'hire.none.taken' : 'hire.none.nobody')" [text]="t('hire.none.text')" />
      <div class="ways" aria-live="polite">
        @if (ways.first()) {
          @for (ghost of [1, 2, 3]; track ghost) { <div class="skeleton way-ghost"></div> }
        }
        @for (one of ways.value() ?? []; track one.step) {
          <button type="button" class="way" (click)="chosen.emit(one.query)">
            <span><b>{{ t('hire.relax.' + one.step) }}</b><span class="muted small">{{ one.count === 1 ? t('hire.none.one') : t('hire.none.many', { count: one.count }) }}</span></span>
            <p-icon name="arrow-right" />
          </button>
        }
      </div>
    </ng-container>
  `,
  styles: `
    .ways { display: grid; gap: var(--s-3); max-width: 34rem; margin: 0 auto var(--s-7); }
    .way, .way-ghost { min-height: 3.75rem; border-radius: var(--r-2); }
    .way { display: flex; align-items: center; justify-content: space-between; gap: var(--s-4); padding: var(--s-3) var(--s-4); border: 1px solid var(--line-strong); background: var(--surface); color: var(--text); text-align: start; }
    .way:hover { border-color: var(--brand); background: var(--brand-soft); }
    .way > span { display: grid; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HireNone {
  private readonly api = inject(Api);
  readonly query = input.required<HireQuery>();
  readonly chosen = output<HireQuery>();

  protected readonly ways = load(
    () => relaxations(this.query()),
    async (all) => {
      const get = all.map((one) => `/api/v1/search/professionals?${new URLSearchParams({ ...(askedOf(one.query) as Record<string, string>), limit: '1' })}`);
      const { answers } = await this.api.ok(this.api.http.POST('/api/v1/batch', { body: { get } }));
      const counted = all.map((one, at) => ({ ...one, count: found(answers[at]) })).filter((one) => one.count > 0);
      const small = counted.filter((one) => one.step !== 'everybody');
      return (small.length ? small : counted).slice(0, MOST);
    },
  );
}

function found(answer: { status: number; body?: unknown } | undefined): number {
  const page = answer?.status === 200 ? (answer.body as Schema<'FoundProfessionals'>) : null;
  // With a time the total counts those who are not free then: only who is shown is sure.
  if (!page?.items.length) return 0;
  return page.items[0].available ? page.items.length : page.total;
}
