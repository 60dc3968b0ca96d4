import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Language } from '@core/i18n';
import * as time from '@core/time';

/** When something is: in the place's zone, with the visitor's beside it when their clocks differ. */
@Component({
  selector: 'p-when',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <span class="there">{{ there() }}</span>
      @if (here(); as mine) {
        <span class="here muted small">{{ t('common.yourTime', { when: mine, zone: zoneName }) }}</span>
      }
    </ng-container>
  `,
  styles: `:host { display: inline-grid; }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class When {
  private readonly language = inject(Language);
  readonly from = input.required<string | Date>();
  readonly to = input.required<string | Date>();
  readonly zone = input.required<string>();
  readonly long = input(false);
  protected readonly zoneName = time.zoneName(time.HERE);
  protected readonly there = computed(() => this.text(this.zone()));
  protected readonly here = computed(() => (time.differs(this.from(), this.zone()) ? this.text(time.HERE) : null));

  private text(zone: string): string {
    const locale = this.language.locale();
    return time.dayAndRange(this.from(), this.to(), zone, locale, this.long() ? 'long' : 'short');
  }
}
