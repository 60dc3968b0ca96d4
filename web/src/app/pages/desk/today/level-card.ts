import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Language } from '@core/i18n';
import { levelShown } from '@core/level-shown';
import { numbers } from '@core/numbers';
import { length } from '@core/time';
import { Icon } from '@ui/icon';

import { Measure, nextLevel } from './level';

/** The level one has, the badges, and what is missing to the next. */
@Component({
  selector: 'p-level-card',
  imports: [Icon, TranslocoDirective],
  template: `
    <section class="card stack" aria-labelledby="level" *transloco="let t">
      <div class="row between">
        <h2 id="level">{{ t('desk.level.heading') }}</h2>
        @if (shown()) { <span class="badge" data-tone="brand"><p-icon name="sparkles" [size]="14" />{{ t('desk.level.names.' + standing().level) }}</span> }
      </div>
      @if (standing().badges.length) {
        <ul class="row">
          @for (badge of standing().badges; track badge) { <li class="badge" data-tone="good"><p-icon name="zap" [size]="14" />{{ t('desk.level.badges.' + badge) }}</li> }
        </ul>
      }
      @if (next(); as next) {
        <p class="small muted">{{ t('desk.level.toNext', { level: t('desk.level.names.' + next.level) }) }}</p>
        <ul class="stack measures">
          @for (one of next.measures; track one.name) {
            <li [class.done]="one.done">
              <span class="what"><p-icon [name]="one.done ? 'circle-check' : 'circle'" [size]="18" />{{ t('desk.level.measures.' + one.name) }}</span>
              <span class="small value"><span class="visually-hidden">{{ t(one.done ? 'desk.level.done' : 'desk.level.missing') }}: </span>{{ t('desk.level.of', { has: said(one, one.has), wants: said(one, one.wants) }) }}</span>
              <span class="track" aria-hidden="true"><i [style.width.%]="one.share * 100"></i></span>
            </li>
          }
        </ul>
      } @else {
        <p class="small muted">{{ t('desk.level.highest') }}</p>
      }
    </section>
  `,
  styles: `
    h2 { font-size: var(--t-lg); }
    .measures { gap: var(--s-3); }
    .measures li { display: grid; grid-template-columns: 1fr auto; gap: var(--s-1) var(--s-3); align-items: baseline; }
    .what { display: inline-flex; gap: var(--s-2); align-items: center; } .what p-icon { color: var(--line-strong); } .done .what p-icon { color: var(--good); }
    .value { color: var(--muted); }
    .track { grid-column: 1 / -1; height: 0.35rem; border-radius: var(--r-full); background: var(--surface-2); overflow: hidden; }
    .track i { display: block; height: 100%; border-radius: inherit; background: var(--brand); } .done .track i { background: var(--good); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LevelCard {
  private readonly language = inject(Language);
  readonly standing = input.required<Schema<'StandingView'>>();
  protected readonly shown = computed(() => levelShown(this.standing().level, this.standing().completed));
  protected readonly next = computed(() => nextLevel(this.standing()));

  protected said({ name }: Measure, value: number | null): string {
    if (value === null) return '–';
    const locale = this.language.locale();
    if (name === 'response') return length(Math.max(1, value), locale);
    if (name === 'inTime') return numbers(locale, { style: 'percent' }).format(value / 100);
    return numbers(locale, { maximumFractionDigits: 2 }).format(value);
  }
}
