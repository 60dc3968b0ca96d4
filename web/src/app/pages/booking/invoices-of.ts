import type { Api, Schema } from '@core/api';

/** The invoice of a payment and its corrections. */
export async function invoicesOf(api: Api, paymentId: string): Promise<Schema<'InvoiceView'>[]> {
  return (await api.ok(api.http.GET('/api/v1/payments/invoices', { params: { query: { paymentId } } }))).items;
}
