import { ChangeDetectionStrategy, Component, input, signal } from '@angular/core';

import { Icon } from '@ui/icon';

/** A button that fetches a file: it shows that it works, and cannot be pressed twice. */
@Component({
  selector: 'p-save-button',
  imports: [Icon],
  template: `<button type="button" class="btn" [class.small]="small()" [class.quiet]="quiet()" [attr.aria-busy]="busy()" [disabled]="busy()" [attr.aria-label]="named() || null" (click)="go()"><p-icon [name]="icon()" [size]="small() ? 18 : 20" /><ng-content /></button>`,
  styles: `:host { display: inline-flex; } button { flex: 1; }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SaveButton {
  readonly icon = input('download');
  readonly small = input(false);
  readonly quiet = input(false);
  /** A fuller name, where the text alone would not tell which. */
  readonly named = input('');
  readonly save = input.required<() => Promise<void>>();
  protected readonly busy = signal(false);

  protected async go(): Promise<void> {
    this.busy.set(true);
    await this.save()().finally(() => this.busy.set(false));
  }
}
