import { numbers } from '@core/numbers';

/** `340 kB`, `2.1 MB`. */
export function fileSize(bytes: number, locale: string): string {
  const unit = (value: number, name: 'byte' | 'kilobyte' | 'megabyte'): string => numbers(locale, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: name === 'megabyte' ? 1 : 0 }).format(value);
  if (bytes < 1_000) return unit(bytes, 'byte');
  return bytes < 1_000_000 ? unit(bytes / 1_000, 'kilobyte') : unit(bytes / 1_000_000, 'megabyte');
}
