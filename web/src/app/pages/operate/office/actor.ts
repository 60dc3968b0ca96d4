import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { SERVICES } from '../work/desk';
import { Person } from './person';

/** Who did something: `user:<id>`, `service:<name>` or `anonymous`. */
@Component({
  selector: 'p-actor',
  imports: [TranslocoDirective, Person],
  template: `
    <ng-container *transloco="let t">
      @if (userId(); as id) {
        <p-person [id]="id" />
      } @else if (service(); as name) {
        {{ t('operate.office.service', { name: known() ? t('operate.work.services.' + name) : name }) }}
      } @else {
        {{ t('operate.office.anonymous') }}
      }
    </ng-container>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Actor {
  readonly actor = input.required<string>();
  protected readonly userId = computed(() => after(this.actor(), 'user:'));
  protected readonly known = computed(() => SERVICES.some((one) => one === this.service()));
  protected readonly service = computed(() => after(this.actor(), 'service:'));
}

function after(text: string, start: string): string | null {
  return text.startsWith(start) ? text.slice(start.length) : null;
}
