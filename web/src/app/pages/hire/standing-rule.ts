import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Language } from '@core/i18n';
import { levelShown } from '@core/level-shown';
import { numbers } from '@core/numbers';
import { length } from '@core/time';
import { Icon } from '@ui/icon';

const BADGES: Record<string, string> = { fast_answers: 'zap', always_in_time: 'alarm-clock', clients_favourite: 'heart' };

/** Badges and level, each with the rule it follows from: nobody buys them. */
@Component({
  selector: 'p-standing-rule',
  imports: [Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      @if (page().verified || badges().length || hasLevel()) {
        <ul class="badges">
          @if (page().verified) { <li><span class="mark"><p-icon name="badge-check" /></span><span><b>{{ t('hire.verified') }}</b><span class="muted small">{{ t('hire.standing.verifiedRule') }}</span></span></li> }
          @for (code of badges(); track code) {
            <li><span class="mark"><p-icon [name]="icons[code]" /></span><span><b>{{ t('hire.badge.' + code) }}</b><span class="muted small">{{ t('hire.badgeRule.' + code) }}</span></span></li>
          }
          @if (hasLevel()) { <li><span class="mark"><p-icon name="award" /></span><span><b>{{ t('hire.level.' + page().level) }}</b><span class="muted small">{{ t('hire.standing.level', { level: page().level }) }}</span></span></li> }
        </ul>
      }
      @if (rules().length) {
        <details>
          <summary>{{ t('hire.standing.how') }}</summary>
          <ol class="rules small">
            @for (rule of rules(); track rule.level) {
              <li [class.has]="page().level >= rule.level"><b>@if (page().level >= rule.level) { <p-icon name="check" [size]="16" /> }{{ t('hire.level.' + rule.level) }}</b><span>{{ t('hire.standing.rule', rule) }}</span></li>
            }
          </ol>
          <p class="muted small">{{ t('hire.standing.earned') }}</p>
        </details>
      }
    </ng-container>
  `,
  styles: `
    :host { display: grid; gap: var(--s-4); }
    .badges { display: grid; gap: var(--s-4); grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); }
    .badges li { display: flex; gap: var(--s-3); align-items: start; } .badges li > span:last-child { display: grid; }
    .mark { display: grid; place-items: center; flex: none; width: 2.75rem; height: 2.75rem; border-radius: 50%; background: var(--brand-soft); color: var(--brand-strong); }
    summary { color: var(--brand); font-weight: 600; cursor: pointer; min-height: var(--tap); display: flex; align-items: center; }
    .rules { display: grid; gap: var(--s-2); margin-bottom: var(--s-3); }
    .rules li { display: grid; grid-template-columns: 9.5rem 1fr; gap: var(--s-3); padding: var(--s-3); border-radius: var(--r-1); background: var(--surface-2); } .rules li.has { background: var(--good-soft); }
    .rules b { display: inline-flex; align-items: center; gap: var(--s-1); }
    @media (max-width: 40rem) { .rules li { grid-template-columns: 1fr; gap: 0; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StandingRule {
  private readonly language = inject(Language);
  readonly page = input.required<Schema<'ProfessionalPage'>>();
  /** None while the reviews cannot be reached: what is earned is shown all the same. */
  readonly standing = input<Schema<'StandingView'> | null>(null);
  protected readonly icons = BADGES;
  protected readonly badges = computed(() => this.page().badges.filter((code) => code in BADGES));
  protected readonly hasLevel = computed(() => levelShown(this.page().level, this.page().completed));
  protected readonly rules = computed(() => {
    const locale = this.language.locale();
    return (this.standing()?.rules ?? []).map((rule) => ({
      level: rule.level,
      completed: rule.completed,
      stars: numbers(locale, { minimumFractionDigits: 1 }).format(rule.averageHundredths / 100),
      time: length(rule.responseMinutes, locale),
      percent: numbers(locale, { style: 'percent' }).format(rule.inTimePercent / 100),
    }));
  });
}
