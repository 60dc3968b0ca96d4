import { ChangeDetectionStrategy, Component, ElementRef, effect, inject, input, output, signal, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { load } from '@core/load';
import { Dialog } from '@ui/dialog';
import { Failed } from '@ui/states';

import { Files } from './files';
import { SaveButton } from './save-button';

/** An invoice as a page, in a frame that may run nothing. */
@Component({
  selector: 'p-invoice-view',
  imports: [Dialog, Failed, SaveButton, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <p-dialog [open]="!!invoice()" [wide]="true" [heading]="invoice()?.number ?? ''" (closed)="closed.emit()">
        @if (page.problem(); as problem) { <p-failed [problem]="problem" (retry)="page.reload()" /> }
        <iframe #frame sandbox="allow-same-origin allow-modals" [title]="t('booking.invoice.page', { number: invoice()?.number })" [hidden]="!!page.problem()" [style.height.px]="height()"></iframe>
        <div class="row end">
          <button type="button" class="btn" (click)="print()">{{ t('booking.print') }}</button>
          <p-save-button [save]="save">{{ t('booking.invoice.pdf') }}</p-save-button>
        </div>
      </p-dialog>
    </ng-container>
  `,
  styles: `iframe { width: 100%; min-height: 18rem; border: 1px solid var(--line); border-radius: var(--r-1); background: #fff; }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class InvoiceView {
  private readonly api = inject(Api);
  private readonly files = inject(Files);
  readonly invoice = input<Schema<'InvoiceView'> | null>(null);
  readonly closed = output<void>();
  protected readonly height = signal<number | null>(null);
  private readonly frame = viewChild<ElementRef<HTMLIFrameElement>>('frame');
  protected readonly page = load(
    () => this.invoice()?.id,
    async (id) => (await this.api.file(`/api/v1/payments/invoices/${id}/html`)).text(),
  );

  constructor() {
    effect(() => {
      const [frame, html] = [this.frame()?.nativeElement, this.page.value()];
      if (!frame || html === undefined) return;
      frame.onload = () => this.height.set(Math.min(900, innerHeight - 220, (frame.contentDocument?.documentElement.scrollHeight ?? 600) + 8));
      frame.srcdoc = html;
    });
  }

  protected readonly save = async (): Promise<void> => {
    const one = this.invoice();
    if (one) await this.files.invoice(one);
  };

  protected print(): void {
    this.frame()?.nativeElement.contentWindow?.print();
  }
}
