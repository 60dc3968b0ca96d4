import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

/** Settings that are saved together. */
@Component({
  selector: 'p-settings-section',
  imports: [TranslocoDirective],
  template: `
    <form class="card stack" novalidate *transloco="let t" [attr.aria-label]="heading()" (submit)="$event.preventDefault(); save.emit()">
      <div class="stack tight">
        <h2>{{ heading() }}</h2>
        <p class="muted small">{{ text() }}</p>
      </div>
      <ng-content />
      @if (may()) {
        <div class="row end">
          @if (changed()) {
            <button type="button" class="btn quiet" [disabled]="busy()" (click)="reset.emit()">{{ t('common.cancel') }}</button>
          }
          <button type="submit" class="btn primary" [disabled]="!changed() || busy()">{{ t(busy() ? 'operate.settings.saving' : 'common.save') }}</button>
        </div>
      }
    </form>
  `,
  styles: `h2 { font-size: var(--t-lg); }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SettingsSection {
  readonly heading = input.required<string>();
  readonly text = input('');
  readonly may = input(false);
  readonly changed = input(false);
  readonly busy = input(false);
  readonly save = output<void>();
  readonly reset = output<void>();
}
