import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { HERE } from '@core/time';
import { Icon } from '@ui/icon';
import { DayPipe, MoneyPipe } from '@ui/pipes';

import { currentPart, leftAmount } from './deeds';
import { isOver } from './next-step';

const ICONS = { open: 'circle', delivered: 'package', released: 'circle-check' } as const;

/** The parts of an order: what each costs, when it is due, how far it is. */
@Component({
  selector: 'p-order-parts',
  imports: [DayPipe, Icon, MoneyPipe, TranslocoDirective],
  template: `
    <section class="card stack" *transloco="let t">
      <h2>{{ t('talk.work.parts.heading') }}</h2>
      <ol>
        @for (part of order().milestones; track part.id) {
          <li [attr.data-state]="part.state" [attr.aria-current]="part.id === current() ? 'step' : null">
            <span class="mark"><p-icon [name]="icons[part.state]" /></span>
            <div class="what"><p class="strong">{{ part.title }}</p><p class="small muted">{{ t('talk.work.parts.state.' + part.state) }}@if (part.dueAt && part.state === 'open') { · {{ t('talk.work.parts.due', { day: (part.dueAt | day: here) }) }} }</p></div>
            <p class="number strong">{{ part.amount | money }}</p>
          </li>
        }
      </ol>
      @if (left().amount && !over()) { <p class="small muted">{{ t('talk.work.parts.left', { amount: (left() | money) }) }}</p> }
    </section>
  `,
  styles: `
    ol { display: grid; gap: var(--s-2); }
    li { display: flex; align-items: center; gap: var(--s-3); padding: var(--s-3); border: 1px solid var(--line); border-radius: var(--r-1); }
    li[aria-current] { border-color: var(--brand); background: color-mix(in srgb, var(--brand-soft) 40%, transparent); }
    .what { flex: 1; min-width: 0; }
    .mark { color: var(--muted); display: grid; }
    [data-state='released'] .mark { color: var(--good); }
    [data-state='delivered'] .mark { color: var(--warn); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OrderParts {
  readonly order = input.required<Schema<'OrderView'>>();
  protected readonly here = HERE;
  protected readonly icons = ICONS;
  protected readonly over = computed(() => isOver(this.order().status));
  protected readonly current = computed(() => (this.over() ? null : currentPart(this.order())?.id));
  protected readonly left = computed(() => leftAmount(this.order()));
}
