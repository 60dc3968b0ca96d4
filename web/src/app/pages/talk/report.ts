import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Toasts } from '@ui/toasts';

import { Ask } from './ask';
import type { Message } from './thread';

const REASONS = ['spam', 'abuse', 'fraud', 'off_platform', 'other'] as const;

/** Tells the operators of a message, or of the conversation. */
@Component({
  selector: 'p-report',
  imports: [Ask, TranslocoDirective],
  template: `
    <p-ask *transloco="let t" [open]="open()" [heading]="message() ? t('talk.report.message') : t('talk.report.conversation')" [text]="t('talk.report.text')" [label]="t('talk.report.words')" [most]="2000" field="text" [yes]="t('talk.report.do')" [danger]="true" [act]="send" (closed)="closed.emit()">
      @if (message()?.text; as text) { <blockquote class="small">{{ text }}</blockquote> }
      <fieldset>
        <legend class="strong small">{{ t('talk.report.why') }}</legend>
        @for (one of reasons; track one) { <label class="check"><input type="radio" name="reason" [value]="one" [checked]="one === 'spam'" /><span>{{ t('talk.report.reason.' + one) }}</span></label> }
      </fieldset>
    </p-ask>
  `,
  styles: `
    fieldset { display: grid; gap: var(--s-1); }
    .check { min-height: 2.25rem; align-items: center; }
    .check input { margin: 0; }
    blockquote { margin: 0; padding-inline-start: var(--s-3); border-inline-start: 3px solid var(--line); color: var(--muted); max-height: 6rem; overflow: auto; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Report {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(TranslocoService);
  readonly open = input(false);
  readonly conversation = input.required<string>();
  /** The conversation as a whole without one. */
  readonly message = input<Message | null>(null);
  readonly closed = output<void>();
  protected readonly reasons = REASONS;

  protected readonly send = async (text: string, form: FormData): Promise<void> => {
    const reason = String(form.get('reason') ?? 'other') as Schema<'ChatReportReason'>;
    const body = { reason, text, seq: this.message()?.seq ?? null };
    await this.api.ok(this.api.http.POST('/api/v1/conversations/{id}/report', { params: { path: { id: this.conversation() } }, body }));
    this.toasts.good(this.words.translate('talk.report.done'));
  };
}
