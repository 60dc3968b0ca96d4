import { ChangeDetectionStrategy, Component, computed, input, linkedSignal, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';

/** Features we have names for; an organisation may have others of its own. */
const NAMED = ['guest_booking', 'online_payment', 'recurring_bookings', 'reviews', 'waitlist'];
/** Nothing reads these yet: a switch would promise what does not come. */
const LATER = ['recurring_bookings', 'reviews', 'waitlist'];
/** What each resource says for itself; no switch is asked. */
const BY_RESOURCE = ['guest_booking', 'online_payment'];

/** Whether its switch changes something. */
export function switchable(key: string): boolean {
  return !LATER.includes(key) && !BY_RESOURCE.includes(key);
}

/** One feature: on or off, and for how many. */
@Component({
  selector: 'p-feature-row',
  imports: [TranslocoDirective],
  template: `
    <div class="feature" *transloco="let t">
      <div class="stack tight">
        <h3 [id]="id()">@if (named()) { {{ t('operate.settings.featureNames.' + feature().key) }} } @else { {{ feature().key }} }</h3>
        <p class="small muted" [id]="id() + '-about'">{{ feature().description }} @if (fixed() === 'byResource') { {{ t('operate.settings.byResource.' + feature().key) }} }</p>
      </div>
      @if (fixed(); as why) {
        <span class="badge">{{ t('operate.settings.fixed.' + why) }}</span>
      } @else {
        <input type="checkbox" role="switch" [checked]="feature().enabled" [disabled]="!may() || busy()" [attr.aria-labelledby]="id()" [attr.aria-describedby]="id() + '-about'" (change)="turned.emit({ enabled: $any($event.target).checked })" />
        @if (feature().enabled) {
          <label class="share small">
            <span>{{ t('operate.settings.share', { share: share() }) }}</span>
            <input type="range" min="0" max="100" step="5" [value]="share()" [disabled]="!may() || busy()" (input)="share.set(+$any($event.target).value)" (change)="turned.emit({ enabled: true, share: share() })" />
          </label>
        }
      }
    </div>
  `,
  styles: `
    .feature { display: grid; grid-template-columns: 1fr auto; gap: var(--s-2) var(--s-4); align-items: center; padding-block: var(--s-4); border-top: 1px solid var(--line); }
    h3 { font-size: var(--t-md); }
    [role='switch'] { appearance: none; width: 3.25rem; height: 1.9rem; margin: 0.4rem 0; border-radius: var(--r-full); border: 1px solid var(--line-strong); background: var(--surface-2); position: relative; cursor: pointer; transition: background var(--fast); }
    [role='switch']::before { content: ''; position: absolute; inset: 3px auto 3px 3px; aspect-ratio: 1; border-radius: 50%; background: var(--line-strong); transition: transform var(--fast); }
    [role='switch']:checked { background: var(--brand); border-color: var(--brand); }
    [role='switch']:checked::before { transform: translateX(1.35rem); background: var(--on-brand); }
    [role='switch']:disabled { cursor: not-allowed; opacity: 0.6; }
    .share { grid-column: 1 / -1; display: grid; grid-template-columns: minmax(12rem, auto) minmax(8rem, 16rem); gap: var(--s-3); align-items: center; justify-content: start; }
    [type='range'] { accent-color: var(--brand); width: 100%; min-height: var(--tap); }
    @media (max-width: 40rem) { .share { grid-template-columns: 1fr; gap: 0; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FeatureRow {
  readonly feature = input.required<Schema<'Feature'>>();
  readonly may = input(false);
  readonly busy = input(false);
  readonly turned = output<{ enabled: boolean; share?: number }>();
  protected readonly share = linkedSignal(() => this.feature().share);
  protected readonly named = computed(() => NAMED.includes(this.feature().key));
  protected readonly fixed = computed(() => (LATER.includes(this.feature().key) ? 'later' : BY_RESOURCE.includes(this.feature().key) ? 'byResource' : null));
  protected readonly id = computed(() => `feature-${this.feature().key}`);
}
