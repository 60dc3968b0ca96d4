/** Time zones a browser knows, by name. Browsers leave UTC out of the list, though it is valid. */
export function timeZones(): string[] {
  return [...Intl.supportedValuesOf('timeZone'), 'UTC'];
}

/** The zone of what somebody typed or chose, in the browser's own spelling; null when there is none. */
export function zoneOf(text: string): string | null {
  try {
    return text.includes('/') || text === 'UTC' ? Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone && text : null;
  } catch {
    return null;
  }
}

/** Countries by ISO 3166-1 code with their names, those that Intl can name. */
export function countries(locale: string): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
  const found: { code: string; name: string }[] = [];
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  for (const first of letters) {
    for (const second of letters) {
      const code = first + second;
      const name = NOT_COUNTRIES.has(code) ? undefined : names.of(code);
      if (name) found.push({ code, name });
    }
  }
  return found.sort((a, b) => a.name.localeCompare(b.name, locale));
}

// Codes that CLDR names but that are no country or are no longer one.
const NOT_COUNTRIES = new Set('AC AN BU CP CQ CS CT DD DG DY EA EU EZ FQ FX HV IC JT MI NH NQ NT PC PU PZ QO QU RH SU TA TP UK UN VD WK XA XB XK YD YU ZR ZZ'.split(' '));
