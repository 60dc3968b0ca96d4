import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Language } from '@core/i18n';
import { Problem } from '@core/problem';
import { saveFile } from '@core/save-file';
import { HERE, addDays, dateIn, instant } from '@core/time';
import { Dialog } from '@ui/dialog';
import { Control, Field } from '@ui/field';
import { Refusals } from '@ui/refusals';
import { Toasts } from '@ui/toasts';

import { eventWord } from '../office/event-words';

/** Takes a part of the log away as a table for spreadsheets. */
@Component({
  selector: 'p-export-dialog',
  imports: [TranslocoDirective, Dialog, Field, Control],
  template: `
    <ng-container *transloco="let t">
      <p-dialog [open]="open()" [heading]="t('operate.audit.export')" (closed)="closed.emit()">
        <form class="stack" novalidate (submit)="$event.preventDefault(); take()">
          <p class="small muted">{{ t('operate.audit.exportText') }}</p>
          <div class="two">
            <p-field [label]="t('operate.audit.from')" [error]="error()"><input pControl #from type="date" [value]="first()" (change)="first.set(from.value); error.set('')" /></p-field>
            <p-field [label]="t('operate.audit.to')"><input pControl #to type="date" [value]="last()" (change)="last.set(to.value); error.set('')" /></p-field>
          </div>
          @if (kind()) { <p class="small">{{ t('operate.audit.exportKind', { kind: word() ? t('operate.audit.names.' + word()) : kind() }) }}</p> }
          <div class="row end">
            <button type="button" class="btn" (click)="closed.emit()">{{ t('common.cancel') }}</button>
            <button type="submit" class="btn primary" [disabled]="busy()">{{ t(busy() ? 'operate.audit.exporting' : 'operate.audit.download') }}</button>
          </div>
        </form>
      </p-dialog>
    </ng-container>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ExportDialog {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly refusals = inject(Refusals);
  private readonly toasts = inject(Toasts);
  readonly open = input(false);
  /** Dates of the page's filter, or empty. */
  readonly from = input('');
  readonly to = input('');
  /** How kinds begin. */
  readonly kind = input('');
  readonly closed = output<void>();
  protected readonly first = linkedSignal(() => this.from() || addDays(dateIn(new Date(), HERE), -30));
  protected readonly last = linkedSignal(() => this.to() || dateIn(new Date(), HERE));
  protected readonly word = computed(() => eventWord(this.kind()));
  protected readonly error = signal('');
  protected readonly busy = signal(false);

  protected async take(): Promise<void> {
    if (this.busy()) return;
    if (!this.first() || !this.last() || this.first() > this.last()) return this.error.set(this.language.say('operate.audit.spanWrong'));
    const body = {
      from: instant(this.first(), '00:00', HERE).toISOString(),
      to: instant(addDays(this.last(), 1), '00:00', HERE).toISOString(),
      kind: this.kind() || null,
    };
    this.busy.set(true);
    try {
      const file = await this.api.file('/api/v1/audit/export', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
      saveFile(file, `audit-${this.first()}-${this.last()}.csv`);
      this.closed.emit();
    } catch (error) {
      const problem = Problem.from(error);
      if (problem.status === 400) this.error.set(this.refusals.text(problem));
      else this.toasts.problem(problem);
    } finally {
      this.busy.set(false);
    }
  }
}
