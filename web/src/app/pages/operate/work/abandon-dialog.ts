import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Language } from '@core/i18n';
import { Dialog } from '@ui/dialog';
import { Control, Field } from '@ui/field';

/** Asks why something is given up: the note is kept with it. */
@Component({
  selector: 'p-abandon-dialog',
  imports: [TranslocoDirective, Dialog, Field, Control],
  template: `
    <ng-container *transloco="let t">
      <p-dialog [open]="open()" [heading]="t('operate.work.abandonSure')" (closed)="closed.emit()">
        <form class="stack" novalidate (submit)="$event.preventDefault(); send(note.value)">
          <p>{{ t('operate.work.abandonText') }}</p>
          <p-field [label]="t('operate.work.note')" [hint]="t('operate.work.noteHint')" [error]="error()">
            <textarea pControl #note rows="3" maxlength="500" (input)="error.set('')"></textarea>
          </p-field>
          <div class="row end">
            <button type="button" class="btn" (click)="closed.emit()">{{ t('common.keep') }}</button>
            <button type="submit" class="btn danger">{{ t('operate.work.abandon') }}</button>
          </div>
        </form>
      </p-dialog>
    </ng-container>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AbandonDialog {
  private readonly language = inject(Language);
  readonly open = input(false);
  readonly closed = output<void>();
  readonly noted = output<string>();
  protected readonly error = signal('');

  protected send(note: string): void {
    if (!note.trim()) return this.error.set(this.language.say('operate.work.noteMissing'));
    this.noted.emit(note.trim());
  }
}
