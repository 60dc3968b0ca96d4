import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Language } from '@core/i18n';
import { Dialog } from '@ui/dialog';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';

type Reason = Schema<'RejectReason'>;

const REASONS: readonly Reason[] = ['unreadable', 'incomplete', 'document_expired', 'wrong_document', 'data_mismatch', 'face_mismatch', 'underage', 'suspected_forgery', 'other'];

/** Why a case is refused: reasons its person can act on, and words. */
@Component({
  selector: 'p-reject-case',
  imports: [Control, Dialog, Field, Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <p-dialog [open]="open()" [heading]="t(revoking() ? 'operate.hiring.revoke' : 'operate.hiring.reject')" (closed)="closed.emit()">
        <form class="stack" (submit)="$event.preventDefault(); send(note.value)">
          @if (revoking()) { <p class="notice" data-tone="warn"><p-icon name="triangle-alert" /><span>{{ t('operate.hiring.revokeText') }}</span></p> }
          <fieldset class="stack tight" aria-describedby="reasons-error">
            <legend class="strong">{{ t(revoking() ? 'operate.hiring.whyRevoke' : 'operate.hiring.why') }}</legend>
            @for (one of reasons; track one) { <label class="check"><input type="checkbox" [checked]="chosen().includes(one)" (change)="toggle(one)" /><span>{{ t('operate.hiring.reasons.' + one) }}</span></label> }
          </fieldset>
          @if (wrong()) { <p class="bad small" id="reasons-error" role="alert">{{ wrong() }}</p> }
          <p-field [label]="t('operate.hiring.note')" [hint]="t('operate.hiring.noteHint')" [optional]="chosen().includes('other') ? '' : t('common.optional')"><textarea #note pControl rows="4" maxlength="1000"></textarea></p-field>
          <div class="row end"><button type="button" class="btn" (click)="closed.emit()">{{ t('common.cancel') }}</button><button type="submit" class="btn danger" [disabled]="busy()">{{ t(revoking() ? 'operate.hiring.revokeDo' : 'operate.hiring.reject') }}</button></div>
        </form>
      </p-dialog>
    </ng-container>
  `,
  styles: `legend { margin-bottom: var(--s-2); } .bad { color: var(--bad); } .check { min-height: 2.25rem; align-items: center; } .check input { margin: 0; }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RejectCase {
  private readonly language = inject(Language);
  readonly open = input(false);
  readonly busy = input(false);
  /** What was approved is withdrawn, and not a case refused. */
  readonly revoking = input(false);
  readonly closed = output<void>();
  readonly said = output<{ reasons: Reason[]; note: string | null }>();
  protected readonly reasons = REASONS;
  protected readonly chosen = signal<Reason[]>([]);
  protected readonly wrong = signal('');

  protected toggle(reason: Reason): void {
    this.wrong.set('');
    this.chosen.update((chosen) => (chosen.includes(reason) ? chosen.filter((one) => one !== reason) : [...chosen, reason]));
  }

  protected send(note: string): void {
    if (!this.chosen().length) return this.wrong.set(this.language.say('operate.hiring.needsReason'));
    if (this.chosen().includes('other') && !note.trim()) return this.wrong.set(this.language.say('operate.hiring.needsNote'));
    this.said.emit({ reasons: this.chosen(), note: note.trim() || null });
  }
}
