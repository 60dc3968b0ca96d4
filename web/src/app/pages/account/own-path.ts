/** Where to go after signing in: a path of our own, never another site (`//evil.example`, `/\evil.example`). */
export function ownPath(next: string | null | undefined): string {
  return next && /^\/(?![/\\])/.test(next) && !/[\u0000-\u001f]/.test(next) ? next : '/';
}
