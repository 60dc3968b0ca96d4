import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Icon } from '@ui/icon';

import { Writing } from './writing';

/** "Write a message", to anybody but oneself. */
@Component({
  selector: 'p-write-button',
  imports: [Icon, TranslocoDirective],
  template: `
    @if (!writing.isMe(userId())) {
      <button type="button" class="btn" [class.primary]="primary()" [class.block]="block()" [class.small]="small()" [attr.aria-disabled]="busy()" [attr.aria-busy]="busy()" (click)="writing.to(userId(), about())" *transloco="let t">
        <p-icon name="message-circle" [size]="small() ? 16 : 18" />{{ t(busy() ? 'hire.write.opening' : 'hire.write.do') }}<span class="visually-hidden"> {{ t('hire.write.to', { name: name() }) }}</span>
      </button>
    }
  `,
  styles: `:host { display: contents; }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class WriteButton {
  protected readonly writing = inject(Writing);
  readonly userId = input.required<string>();
  readonly name = input.required<string>();
  readonly about = input.required<Schema<'ChatAbout'>>();
  readonly primary = input(false);
  readonly block = input(false);
  readonly small = input(false);
  protected readonly busy = computed(() => this.writing.opening() === this.userId());
}
