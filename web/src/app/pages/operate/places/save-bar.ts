import { ChangeDetectionStrategy, Component, ViewEncapsulation, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Icon } from '@ui/icon';

/** The foot of an editor: whether all is saved, and the buttons to save or go back. Stays in reach of the thumb. */
@Component({
  selector: 'p-save-bar',
  imports: [Icon, TranslocoDirective],
  template: `
    <div class="bar no-print" *transloco="let t">
      <p class="state small" role="status">
        @if (wrong()) {
          <span class="bad"><p-icon name="circle-alert" [size]="18" />{{ wrong() === 1 ? t('operate.places.bar.wrongOne') : t('operate.places.bar.wrong', { count: wrong() }) }}</span>
        } @else if (dirty()) {
          <span class="dot" aria-hidden="true"></span>{{ t('operate.places.bar.unsaved') }}
        } @else if (!fresh()) {
          <span class="muted"><p-icon name="check" [size]="18" />{{ t('operate.places.bar.saved') }}</span>
        }
      </p>
      <div class="row buttons">
        @if (dirty() && !fresh()) {
          <button type="button" class="btn quiet" [disabled]="saving()" (click)="discard.emit()">{{ t('operate.places.bar.discard') }}</button>
        }
        <button type="submit" class="btn primary" [disabled]="saving() || (!dirty() && !fresh())" [attr.aria-busy]="saving()">
          {{ saving() ? t('operate.places.bar.saving') : label() || t('common.save') }}
        </button>
      </div>
    </div>
  `,
  // Not enclosed: what is focused and what is told must not lie behind the bar.
  encapsulation: ViewEncapsulation.None,
  styles: `
    :root:has(p-save-bar) { scroll-padding-bottom: 6rem; }
    :root:has(p-save-bar) p-toasts .toasts:not(.over) { bottom: calc(5.5rem + env(safe-area-inset-bottom)); }
    @media (max-width: 30rem) { :root:has(p-save-bar) p-toasts .toasts:not(.over) { bottom: calc(7.5rem + env(safe-area-inset-bottom)); } }
    p-save-bar { position: sticky; bottom: 0; z-index: 20; display: block; margin-top: var(--s-5); }
    p-save-bar .bar { display: flex; align-items: center; justify-content: space-between; gap: var(--s-3); padding: var(--s-3) var(--s-4) calc(var(--s-3) + env(safe-area-inset-bottom)); border: 1px solid var(--line); border-bottom: 0; border-radius: var(--r-2) var(--r-2) 0 0; background: var(--surface); box-shadow: 0 -8px 24px -12px rgb(var(--shade) / 0.2); }
    p-save-bar .state span { display: inline-flex; gap: var(--s-1); align-items: center; }
    p-save-bar .bad { color: var(--bad); font-weight: 600; }
    p-save-bar .state { display: flex; align-items: center; gap: var(--s-2); min-width: 0; }
    p-save-bar .dot { width: 0.6rem; height: 0.6rem; border-radius: 50%; background: var(--accent); flex: none; }
    p-save-bar .buttons { flex: none; gap: var(--s-2); }
    @media (max-width: 40rem) { p-save-bar { margin-inline: calc(-1 * var(--s-4)); } p-save-bar .bar { border-inline: 0; } }
    @media (max-width: 30rem) { p-save-bar .bar { flex-wrap: wrap; } p-save-bar .state { width: 100%; } p-save-bar .state:not(:has(span)) { display: none; } p-save-bar .buttons { width: 100%; flex-wrap: nowrap; } p-save-bar .primary { flex: 1; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SaveBar {
  readonly dirty = input(false);
  /** Something that was never saved: it can be saved as it is, and there is nothing to go back to. */
  readonly fresh = input(false);
  readonly saving = input(false);
  /** How many fields have to be mended. */
  readonly wrong = input(0);
  readonly label = input('');
  readonly discard = output<void>();
}
