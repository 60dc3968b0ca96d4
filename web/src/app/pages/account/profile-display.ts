import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Theme } from '@core/theme';
import { Icon } from '@ui/icon';

/** How this browser shows the pages: nothing of it leaves it. */
@Component({
  selector: 'p-profile-display',
  imports: [Icon, TranslocoDirective],
  template: `
    <section class="card stack" *transloco="let t">
      <h2>{{ t('account.profile.tab.display') }}</h2>
      <p class="muted small">{{ t('account.display.text') }}</p>
      <fieldset>
        <legend>{{ t('account.display.theme') }}</legend>
        <div class="choices">
          <label><input type="radio" name="theme" [checked]="!theme.dark()" (change)="dark(false)" /><span><p-icon name="sun" />{{ t('account.display.light') }}</span></label>
          <label><input type="radio" name="theme" [checked]="theme.dark()" (change)="dark(true)" /><span><p-icon name="moon" />{{ t('account.display.dark') }}</span></label>
        </div>
      </fieldset>
    </section>
  `,
  styles: `
    legend { font-weight: 600; font-size: var(--t-sm); margin-bottom: var(--s-2); }
    .choices { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: var(--s-3); max-width: 28rem; }
    label { position: relative; display: block; }
    input { position: absolute; opacity: 0; inset: 0; width: 100%; height: 100%; margin: 0; cursor: pointer; }
    label span { display: flex; align-items: center; gap: var(--s-2); min-height: 3.25rem; padding: 0 var(--s-4); border: 1px solid var(--line-strong); border-radius: var(--r-1); font-weight: 600; }
    input:checked + span { border-color: var(--brand); background: var(--brand-soft); color: var(--brand-strong); box-shadow: 0 0 0 1px var(--brand); }
    input:focus-visible + span { outline: 3px solid var(--focus); outline-offset: 2px; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProfileDisplay {
  protected readonly theme = inject(Theme);

  protected dark(wanted: boolean): void {
    if (this.theme.dark() !== wanted) this.theme.toggle();
  }
}
