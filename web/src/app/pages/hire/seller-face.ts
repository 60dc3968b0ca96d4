import type { Schema } from '@core/api';

/** Where a seller's picture is: gigs tell its id only. */
export function sellerFace(seller: Schema<'GigSeller'>): string | null {
  return seller.avatar ? `/api/v1/professional-files/${seller.avatar}/thumb` : null;
}
