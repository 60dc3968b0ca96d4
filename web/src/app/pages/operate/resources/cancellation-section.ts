import { ChangeDetectionStrategy, Component, computed, inject, input, model } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Language } from '@core/i18n';
import { length } from '@core/time';
import { Icon } from '@ui/icon';

import { Errors } from '../places/editing';

import { POLICIES, PolicyName, preset, wordsOf } from './cancellation';
import { DurationInput } from './duration-input';
import { ResourceDraft } from './resource-draft';

/** What a cancellation gives back: one of the usual policies, or steps of one's own. */
@Component({
  selector: 'p-cancellation-section',
  imports: [Icon, DurationInput, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <div class="cards" role="radiogroup" [attr.aria-label]="t('operate.resources.cancellation.heading')">
        @for (name of policies; track name) {
          <label class="policy">
            <input type="radio" name="policy" [checked]="policy().name === name" (change)="choose(name)" />
            <span class="stack tight">
              <span class="strong">{{ t('operate.resources.cancellation.name.' + name) }}</span>
              <span class="small muted">{{ name === 'custom' ? t('operate.resources.cancellation.ownHint') : sentence(tiersOf(name)) }}</span>
            </span>
          </label>
        }
      </div>
      @if (policy().name === 'custom') {
        <ol class="stack">
          @for (tier of policy().tiers; track $index; let at = $index) {
            <li class="tier">
              <p-duration-input [label]="t('operate.resources.cancellation.until')" [units]="hourUnits" [minutes]="tier.hoursBefore * 60" (minutesChange)="setTier(at, { hoursBefore: hours($event) })" />
              <div class="field">
                <label [attr.for]="'refund-' + at">{{ t('operate.resources.cancellation.percent') }}</label>
                <input #percent class="input" [id]="'refund-' + at" type="number" min="0" max="100" inputmode="numeric" [value]="tier.refundPercent" [attr.aria-invalid]="errors()['cancellation.tiers[' + at + ']'] ? true : null" (input)="setTier(at, { refundPercent: percent.valueAsNumber || 0 })" />
              </div>
              <button type="button" class="btn quiet icon" [attr.aria-label]="t('operate.resources.cancellation.removeTier', { number: at + 1 })" (click)="put(policy().tiers.toSpliced(at, 1))"><p-icon name="trash-2" [size]="18" /></button>
              @if (errors()['cancellation.tiers[' + at + ']']; as error) { <p class="bad small">{{ error }}</p> }
            </li>
          }
        </ol>
        <div><button type="button" class="btn small" (click)="add()"><p-icon name="plus" [size]="17" />{{ t('operate.resources.cancellation.addTier') }}</button></div>
      }
      <p class="words" aria-live="polite">{{ sentence(policy().tiers) }}</p>
    </ng-container>
  `,
  styles: `
    :host { display: grid; gap: var(--s-4); }
    .cards { grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); gap: var(--s-3); }
    .policy { display: flex; gap: var(--s-3); padding: var(--s-4); border: 1px solid var(--line-strong); border-radius: var(--r-2); cursor: pointer; }
    .policy:has(:checked) { border-color: var(--brand); box-shadow: inset 0 0 0 1px var(--brand); background: var(--brand-soft); } .policy:has(:checked) .muted { color: var(--text); }
    .policy:focus-within { outline: 3px solid var(--focus); outline-offset: 2px; } .policy input { width: 1.2rem; height: 1.2rem; margin: 0.15rem 0 0; accent-color: var(--brand); flex: none; outline: none; }
    .tier { display: grid; grid-template-columns: minmax(0, 16rem) 7rem auto; gap: var(--s-3); align-items: end; justify-content: start; } .tier .bad { grid-column: 1 / -1; }
    .words { padding: var(--s-3) var(--s-4); border-radius: var(--r-1); background: var(--brand-soft); }
    .bad { color: var(--bad); font-weight: 500; }
    @media (max-width: 34rem) { .tier { grid-template-columns: 1fr auto; } .tier p-duration-input { grid-column: 1 / -1; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CancellationSection {
  private readonly language = inject(Language);
  readonly draft = model.required<ResourceDraft>();
  readonly errors = input.required<Errors>();
  protected readonly policies = POLICIES;
  protected readonly hourUnits = ['hours', 'days'] as const;
  protected readonly policy = computed(() => this.draft().cancellation);

  protected choose(name: PolicyName): void {
    this.draft.set({ ...this.draft(), cancellation: preset(name, this.policy().tiers) });
  }

  protected tiersOf(name: PolicyName): Schema<'CancellationTier'>[] {
    return preset(name, []).tiers;
  }

  protected setTier(at: number, part: Partial<Schema<'CancellationTier'>>): void {
    this.put(this.policy().tiers.map((tier, index) => (index === at ? { ...tier, ...part } : tier)));
  }

  protected add(): void {
    const last = this.policy().tiers.at(-1);
    this.put([...this.policy().tiers, last ? { hoursBefore: Math.floor(last.hoursBefore / 2), refundPercent: Math.floor(last.refundPercent / 2) } : { hoursBefore: 24, refundPercent: 100 }]);
  }

  protected put(tiers: Schema<'CancellationTier'>[]): void {
    this.draft.set({ ...this.draft(), cancellation: { name: 'custom', tiers } });
  }

  protected hours(minutes: number): number {
    return Math.round(minutes / 60);
  }

  protected sentence(tiers: readonly Schema<'CancellationTier'>[]): string {
    const time = (hours: number): string => length(hours * 60, this.language.locale());
    return wordsOf(tiers).map(({ key, hours, percent }) => this.language.say('operate.resources.cancellation.words.' + key, { time: time(hours), percent })).join(' ');
  }
}
