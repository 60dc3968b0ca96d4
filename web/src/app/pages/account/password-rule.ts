/** Fewest characters, as the API enforces it. */
export const SHORTEST = 10;

export type PasswordFault = 'short' | 'address' | 'few';

/** What is wrong with a password as far as a page can tell; the API also knows those that are tried first. */
export function passwordFault(password: string, email = ''): PasswordFault | null {
  if ([...password].length < SHORTEST) return 'short';
  const lower = password.toLowerCase();
  if (email && lower === email.trim().toLowerCase()) return 'address';
  return new Set(lower).size < 4 ? 'few' : null;
}
