import { Injectable, inject } from '@angular/core';

import { Api } from '@core/api';
import { saveFile } from '@core/save-file';
import { Toasts } from '@ui/toasts';

/** Files of the API kept on the visitor's machine. A plain link cannot do it: it would carry no token. */
@Injectable({ providedIn: 'root' })
export class Files {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);

  async save(path: string, name: string): Promise<void> {
    try {
      saveFile(await this.api.file(path), name);
    } catch (error) {
      this.toasts.problem(error);
    }
  }

  async calendar(bookingId: string): Promise<void> {
    await this.save(`/api/v1/bookings/${bookingId}/calendar.ics`, 'plaza.ics');
  }

  async invoice(invoice: { id: string; number: string }): Promise<void> {
    await this.save(`/api/v1/payments/invoices/${invoice.id}/pdf`, `${invoice.number}.pdf`);
  }
}
