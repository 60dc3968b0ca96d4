// The wizard's steps, and where somebody stands in them. Pure.

import type { Schema } from '@core/api';

export type Verification = Schema<'VerificationView'>;
export type DocumentKind = Schema<'DocumentKind'>;

export const STEPS = ['who', 'documents', 'send'] as const;
export type Step = (typeof STEPS)[number];

/** Documents in the order they are asked for. */
export const KINDS: readonly DocumentKind[] = ['identity_front', 'identity_back', 'selfie', 'proof_of_address'];

/** Whether it is approved, and ends soon enough to be renewed. */
export function renewable(view: Verification, now: number): boolean {
  return view.status === 'approved' && !!view.renewableFrom && Date.parse(view.renewableFrom) <= now;
}

/** Whether something was gathered for a renewal that is not sent yet. */
export function begun(view: Verification): boolean {
  return view.renewal?.status === 'draft';
}

/** Until when an approval still counts while its renewal is sent, looked at or to be mended; null when nothing is renewed. */
export function oldProof(view: Verification, now: number): string | null {
  const renewed = view.status === 'submitted' || view.status === 'in_review' || view.status === 'rejected';
  return renewed && view.validUntil && Date.parse(view.validUntil) > now ? view.validUntil : null;
}

/** Whether its person may change it. */
export function editable(view: Verification, now: number): boolean {
  return view.status === 'draft' || view.status === 'rejected' || view.status === 'expired' || renewable(view, now);
}

export function doneSteps(view: Verification, now: number): Record<Step, boolean> {
  const who = !view.missing.includes('details');
  const documents = !view.missing.some((name) => name !== 'details');
  return { who, documents, send: !editable(view, now) };
}

/** Where to go on: the first step with something to do. */
export function firstOpen(view: Verification, now: number): Step {
  const done = doneSteps(view, now);
  return STEPS.find((step) => !done[step]) ?? 'send';
}

/** Whether a case needs a kind of document. */
export function needs(view: Verification, kind: DocumentKind): boolean {
  return view.steps.some((step) => step.step === kind && step.required);
}

/** A document that the case's sort never has, such as a passport's back, is not asked for. */
export function asked(view: Verification): DocumentKind[] {
  const passport = view.details?.documentKind === 'passport';
  return KINDS.filter((kind) => !(passport && kind === 'identity_back' && !view.documents.some((one) => one.kind === kind)));
}
