/** Cells that a spreadsheet would run as a formula get a quote before them (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

/** A table as RFC 4180 text. */
export function csv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

function cell(value: string | number): string {
  // Numbers are ours: a negative amount stays a number.
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
