import { ChangeDetectionStrategy, Component, DestroyRef, inject, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

/** Seconds until another mail may be asked for. */
const PAUSE = 30;

/** "Look into your mail", and a way to have it sent again that does not invite to hammer on it. */
@Component({
  selector: 'p-mail-sent',
  imports: [TranslocoDirective],
  template: `
    <div class="stack tight" *transloco="let t">
      <p class="small muted">{{ t('account.mail.where') }}</p>
      <div class="row">
        <button type="button" class="btn small" [disabled]="busy() || left() > 0" (click)="ask()">
          {{ left() > 0 ? t('account.mail.againIn', { seconds: left() }) : t('account.mail.again') }}
        </button>
        <button type="button" class="btn small quiet" (click)="other.emit()">{{ t('account.mail.otherAddress') }}</button>
      </div>
    </div>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MailSent {
  readonly busy = input(false);
  readonly again = output<void>();
  readonly other = output<void>();
  protected readonly left = signal(PAUSE);

  constructor() {
    const timer = setInterval(() => this.left.update((left) => Math.max(0, left - 1)), 1000);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  protected ask(): void {
    this.left.set(PAUSE);
    this.again.emit();
  }
}
