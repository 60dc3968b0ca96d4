import { Pipe, PipeTransform, inject } from '@angular/core';

import { Language } from '@core/i18n';

const known = new Map<string, Intl.DisplayNames>();

/** `español` of `es`, in the language of the pages. */
export function languageName(code: string, lang: string): string {
  let names = known.get(lang);
  if (!names) known.set(lang, (names = new Intl.DisplayNames(lang, { type: 'language' })));
  const name = names.of(code) ?? code;
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** `{{ 'es' | spoken }}`: `Español`. */
@Pipe({ name: 'spoken', pure: false })
export class SpokenPipe implements PipeTransform {
  private readonly language = inject(Language);
  transform(code: string): string {
    return languageName(code, this.language.lang());
  }
}
