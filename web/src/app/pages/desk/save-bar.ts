import { ChangeDetectionStrategy, Component, ViewEncapsulation, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Icon } from '@ui/icon';

/** The foot of an editor with unsaved changes, in reach of the thumb; not there while all is saved. */
@Component({
  selector: 'p-desk-save',
  imports: [Icon, TranslocoDirective],
  template: `
    @if (dirty() || always()) {
      <div class="bar no-print" *transloco="let t">
        <p class="state small" role="status">
          @if (wrong()) {
            <span class="bad"><p-icon name="circle-alert" [size]="18" />{{ t('desk.save.wrong', { count: wrong() }) }}</span>
          } @else if (dirty()) {
            <span><i class="dot" aria-hidden="true"></i>{{ t('desk.save.unsaved') }}</span>
          }
        </p>
        <div class="row buttons">
          @if (dirty() && !always()) { <button type="button" class="btn quiet" [disabled]="busy()" (click)="discard.emit()">{{ t('desk.save.discard') }}</button> }
          <button type="submit" class="btn primary" [disabled]="busy()" [attr.aria-busy]="busy()">{{ busy() ? t('desk.save.saving') : label() || t('common.save') }}</button>
        </div>
      </div>
    }
  `,
  // Not enclosed: what is focused and what is told must not lie behind the bar.
  encapsulation: ViewEncapsulation.None,
  styles: `
    :root:has(p-desk-save .bar) { scroll-padding-bottom: 6rem; }
    :root:has(p-desk-save .bar) p-toasts .toasts:not(.over) { bottom: calc(5.5rem + env(safe-area-inset-bottom)); }
    p-desk-save { position: sticky; bottom: 0; z-index: 20; display: block; }
    p-desk-save .bar { display: flex; align-items: center; justify-content: space-between; gap: var(--s-3); margin-top: var(--s-5); padding: var(--s-3) var(--s-4) calc(var(--s-3) + env(safe-area-inset-bottom)); border: 1px solid var(--line); border-bottom: 0; border-radius: var(--r-2) var(--r-2) 0 0; background: var(--surface); box-shadow: 0 -8px 24px -12px rgb(var(--shade) / 0.2); }
    p-desk-save .state span { display: inline-flex; gap: var(--s-2); align-items: center; }
    p-desk-save .bad { color: var(--bad); font-weight: 600; }
    p-desk-save .dot { width: 0.6rem; height: 0.6rem; border-radius: 50%; background: var(--accent); flex: none; }
    p-desk-save .buttons { flex: none; gap: var(--s-2); }
    @media (max-width: 40rem) { p-desk-save { margin-inline: calc(-1 * var(--s-4)); } p-desk-save .bar { border-inline: 0; } }
    @media (max-width: 30rem) { p-desk-save .bar { flex-wrap: wrap; gap: var(--s-2); } p-desk-save .state { width: 100%; } p-desk-save .state:not(:has(span)) { display: none; } p-desk-save .buttons { width: 100%; flex-wrap: nowrap; } p-desk-save .primary { flex: 1; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DeskSave {
  readonly dirty = input(false);
  /** Something that was never saved: the button is there from the start. */
  readonly always = input(false);
  readonly busy = input(false);
  /** How many fields have to be mended. */
  readonly wrong = input(0);
  readonly label = input('');
  readonly discard = output<void>();
}
