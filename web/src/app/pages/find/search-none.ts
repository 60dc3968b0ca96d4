import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { load } from '@core/load';
import * as time from '@core/time';
import { Icon } from '@ui/icon';
import { Empty } from '@ui/states';

import { Query, askedOf, slotOf, zoneOf } from './query';
import { Relaxation, relaxations, worthOffering } from './relax';

/** As many paths as one batch takes. */
const MOST = 20;

/** Nothing fits: says what giving way on one thing would find, having asked. */
@Component({
  selector: 'p-search-none',
  imports: [Empty, Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <p-empty icon="calendar-x" [heading]="t(query().date ? 'find.none.taken' : 'find.none.nothing')" [text]="t('find.none.text')" />
      <div class="ways" aria-live="polite">
        @if (found.first()) {
          @for (ghost of [1, 2, 3]; track ghost) { <div class="skeleton way-ghost"></div> }
        }
        @for (one of found.value() ?? []; track one.step) {
          <button type="button" class="way" (click)="chosen.emit(one.query)">
            <span><b>{{ t('find.relax.' + one.step, { people: one.query.people }) }}</b>@if (when(one); as text) { <span class="muted small">{{ text }}</span> }</span>
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
export class SearchNone {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  readonly query = input.required<Query>();
  readonly locations = input.required<readonly Schema<'Location'>[]>();
  readonly chosen = output<Query>();

  private readonly candidates = computed(() => relaxations(this.query()).filter((one) => !this.past(one.query)));
  protected readonly found = load(
    () => this.candidates(),
    async (all) => {
      const get = all.slice(0, MOST).map((one) => `/api/v1/resources?${new URLSearchParams({ ...(askedOf(one.query, this.locations()) as Record<string, string>), limit: '1' })}`);
      const { answers } = await this.api.ok(this.api.http.POST('/api/v1/batch', { body: { get } }));
      const leads = answers.map((answer) => answer.status === 200 && ((answer.body as { items?: unknown[] }).items ?? []).length > 0);
      return worthOffering(all, leads);
    },
  );

  /** The other time, where that is what changes. */
  protected when(one: Relaxation): string | null {
    if (!one.query.date || (one.query.date === this.query().date && one.query.from === this.query().from && one.query.to === this.query().to)) return null;
    const zone = zoneOf(one.query, this.locations());
    const slot = slotOf(one.query, zone);
    const locale = this.language.locale();
    return slot && `${time.day(slot.from, zone, locale)}, ${time.range(slot.from, slot.to, zone, locale)}`;
  }

  private past(query: Query): boolean {
    const slot = slotOf(query, zoneOf(query, this.locations()));
    return !!slot && slot.from.getTime() < Date.now();
  }
}
