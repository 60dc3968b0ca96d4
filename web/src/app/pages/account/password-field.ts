import { ChangeDetectionStrategy, Component, ElementRef, afterNextRender, computed, inject, input, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';

import { SHORTEST } from './password-rule';

/** A password, shown if wanted. A new one says what is enough while it is typed. */
@Component({
  selector: 'p-password',
  imports: [Field, Control, Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <p-field [label]="label()" [error]="error()" [hint]="fresh() ? t('account.password.rule', { count: shortest }) : ''">
        <div class="box">
          <input pControl [name]="name()" [type]="shown() ? 'text' : 'password'" [autocomplete]="fresh() ? 'new-password' : 'current-password'" required autocapitalize="off" spellcheck="false" (input)="length.set($any($event.target).value.length)" />
          <button type="button" class="eye" [attr.aria-pressed]="shown()" [attr.aria-label]="t('account.password.show')" (click)="shown.set(!shown())"><p-icon [name]="shown() ? 'eye-off' : 'eye'" /></button>
        </div>
        @if (fresh()) {
          <div class="bar" aria-hidden="true"><span [style.width.%]="enough()" [class.full]="enough() === 100"></span></div>
        }
      </p-field>
    </ng-container>
  `,
  styles: `
    .box { position: relative; }
    .box input { padding-inline-end: 3rem !important; }
    .eye { position: absolute; inset: 0 0 0 auto; width: var(--tap); display: grid; place-items: center; border: 0; background: none; color: var(--muted); border-radius: var(--r-1); }
    .eye:hover { color: var(--text); }
    .bar { height: 4px; border-radius: var(--r-full); background: var(--surface-2); overflow: hidden; }
    .bar span { display: block; height: 100%; background: var(--line-strong); transition: width var(--calm) var(--ease), background var(--calm); }
    .bar .full { background: var(--good); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PasswordField {
  readonly label = input.required<string>();
  readonly name = input('password');
  readonly error = input<string | null | undefined>('');
  /** A new password, not the one that is known already. */
  readonly fresh = input(false);
  protected readonly shortest = SHORTEST;
  protected readonly shown = signal(false);
  protected readonly length = signal(0);
  protected readonly enough = computed(() => Math.min(100, (this.length() / SHORTEST) * 100));

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    afterNextRender(() => host.closest('form')?.addEventListener('reset', () => this.length.set(0)));
  }
}
