import { ChangeDetectionStrategy, Component, computed, inject, input, model } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Language } from '@core/i18n';
import { length } from '@core/time';
import { Control, Field } from '@ui/field';
import { DurationPipe } from '@ui/pipes';

import { Errors } from '../places/editing';

import { DurationInput } from './duration-input';
import { ResourceDraft, RuleName } from './resource-draft';

/** Steps that divide a day; the API takes no others. */
const GRIDS = [5, 10, 15, 20, 30, 60, 120, 240, 480, 720, 1440];

/** How long, how early and how far apart bookings may be, and what that means in words. */
@Component({
  selector: 'p-rules-section',
  imports: [Field, Control, DurationInput, DurationPipe, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <div class="grid">
        <p-field [label]="t('operate.resources.rules.granularity')" [hint]="t('operate.resources.rules.granularityHint')" [error]="errors()['rules.granularityMinutes']">
          <select #grid pControl (change)="set('granularityMinutes', +grid.value)">
            @for (one of grids(); track one) { <option [value]="one" [selected]="one === rules().granularityMinutes">{{ one | duration }}</option> }
          </select>
        </p-field>
        <p-duration-input [label]="t('operate.resources.rules.min')" [minutes]="rules().minMinutes" [error]="errors()['rules.minMinutes'] || ''" (minutesChange)="set('minMinutes', $event)" />
        <p-duration-input [label]="t('operate.resources.rules.max')" [minutes]="rules().maxMinutes" [error]="errors()['rules.maxMinutes'] || ''" (minutesChange)="set('maxMinutes', $event)" />
        <p-duration-input [label]="t('operate.resources.rules.lead')" [hint]="t('operate.resources.rules.leadHint')" [minutes]="rules().leadMinutes" [error]="errors()['rules.leadMinutes'] || ''" (minutesChange)="set('leadMinutes', $event)" />
        <p-field [label]="t('operate.resources.rules.horizon')" [hint]="t('operate.resources.rules.horizonHint')" [error]="errors()['rules.horizonDays']"><input #horizon pControl type="number" min="1" max="1098" inputmode="numeric" [value]="rules().horizonDays" (input)="set('horizonDays', horizon.valueAsNumber || 0)" /></p-field>
        <p-duration-input [label]="t('operate.resources.rules.before')" [hint]="t('operate.resources.rules.bufferHint')" [units]="['minutes', 'hours']" [minutes]="rules().bufferBeforeMinutes" [error]="errors()['rules.bufferBeforeMinutes'] || ''" (minutesChange)="set('bufferBeforeMinutes', $event)" />
        <p-duration-input [label]="t('operate.resources.rules.after')" [units]="['minutes', 'hours']" [minutes]="rules().bufferAfterMinutes" [error]="errors()['rules.bufferAfterMinutes'] || ''" (minutesChange)="set('bufferAfterMinutes', $event)" />
      </div>
      <p class="words">{{ words() }}</p>
    </ng-container>
  `,
  styles: `
    :host { display: grid; gap: var(--s-4); }
    .grid { display: grid; gap: var(--s-4); grid-template-columns: repeat(auto-fill, minmax(min(100%, 14rem), 1fr)); align-items: start; }
    .words { padding: var(--s-3) var(--s-4); border-radius: var(--r-1); background: var(--brand-soft); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RulesSection {
  private readonly language = inject(Language);
  readonly draft = model.required<ResourceDraft>();
  readonly errors = input.required<Errors>();
  protected readonly rules = computed(() => this.draft().rules);
  protected readonly grids = computed(() => [...new Set([...GRIDS, this.rules().granularityMinutes])].sort((a, b) => a - b));
  protected readonly words = computed(() => {
    const [rules, locale] = [this.rules(), this.language.locale()];
    const say = (key: string, values: Record<string, unknown>): string => this.language.say(key, values);
    const text = [
      say('operate.resources.rules.words', { grid: length(rules.granularityMinutes, locale), min: length(rules.minMinutes, locale), max: length(rules.maxMinutes, locale) }),
      rules.leadMinutes ? say('operate.resources.rules.wordsLead', { lead: length(rules.leadMinutes, locale), horizon: rules.horizonDays }) : say('operate.resources.rules.wordsNoLead', { horizon: rules.horizonDays }),
    ];
    const buffers = rules.bufferBeforeMinutes + rules.bufferAfterMinutes;
    if (buffers) text.push(say('operate.resources.rules.wordsBuffers', { before: length(rules.bufferBeforeMinutes, locale), after: length(rules.bufferAfterMinutes, locale) }));
    return text.join(' ');
  });

  protected set(rule: RuleName, value: number): void {
    this.draft.set({ ...this.draft(), rules: { ...this.rules(), [rule]: value } });
  }
}
