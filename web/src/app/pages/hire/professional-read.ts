// All that the page of a professional shows besides the profile, in one request; what cannot be reached is left out.
import type { Schema } from '@core/api';
import type { Batch } from '@core/batch';

export interface Around {
  standing: Schema<'StandingView'> | null;
  summary: Schema<'RatingSummary'> | null;
  reviews: Schema<'Page_Review'> | null;
  gigs: readonly Schema<'GigListing'>[];
}

export async function readAround(batch: Batch, userId: string): Promise<Around> {
  const get = [
    `/api/v1/reviews/standing?userId=${userId}`,
    `/api/v1/reviews/summary?subjectKind=professional&subject=${userId}`,
    `/api/v1/reviews?subjectKind=professional&subject=${userId}&limit=6`,
    `/api/v1/gigs?userId=${userId}&limit=12`,
  ];
  const parts = await batch.read(get);
  const body = <T>(at: number): T | null => (parts[at]?.body ?? null) as T | null;
  return { standing: body(0), summary: body(1), reviews: body(2), gigs: body<Schema<'Page_GigListing'>>(3)?.items ?? [] };
}
