import { Injectable, computed, inject, isDevMode, signal } from '@angular/core';
import { EnvironmentProviders, provideAppInitializer } from '@angular/core';
import { Translation, TranslocoLoader, TranslocoService, provideTransloco } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';

import { pause } from './stages';

/** The languages the whole product speaks. */
export type Lang = 'en' | 'es';
export const LANGS: readonly Lang[] = ['en', 'es'];
const KEPT = 'plaza.lang';

/** The visitor's language, and the locale dates and money are written in. */
@Injectable({ providedIn: 'root' })
export class Language {
  private readonly transloco = inject(TranslocoService);
  private readonly chosen = signal<Lang>(first());
  readonly lang = this.chosen.asReadonly();
  readonly locale = computed(() => localeOf(this.chosen()));

  /** Shows the pages in it. */
  async use(lang: Lang): Promise<void> {
    await firstValueFrom(this.transloco.load(lang));
    this.transloco.setActiveLang(lang);
    this.chosen.set(lang);
    document.documentElement.lang = lang;
  }

  /** The visitor's own word, which goes before anything an account or a browser says; remembered in this browser. */
  async choose(lang: Lang): Promise<void> {
    await this.use(lang);
    try {
      localStorage.setItem(KEPT, lang);
    } catch {
      // Not remembered, but used.
    }
  }

  /** What was chosen in this browser. */
  kept(): Lang | null {
    try {
      return LANGS.find((one) => one === localStorage.getItem(KEPT)) ?? null;
    } catch {
      return null;
    }
  }

  /** A message now, outside a template. */
  say(key: string, values?: Record<string, unknown>): string {
    return this.transloco.translate(key, values);
  }
}

/** Reads the messages of a language; each is a chunk of its own. */
@Injectable({ providedIn: 'root' })
class Messages implements TranslocoLoader {
  async getTranslation(lang: string): Promise<Translation> {
    return lang === 'es' ? (await import('../../i18n/es')).default : (await import('../../i18n/en')).default;
  }
}

export function provideLanguages(): EnvironmentProviders[] {
  return [
    ...provideTransloco({
      config: {
        availableLangs: [...LANGS],
        defaultLang: first(),
        reRenderOnLangChange: true,
        prodMode: !isDevMode(),
        missingHandler: { logMissingKey: true },
      },
      loader: Messages,
    }) as EnvironmentProviders[],
    // The first paint has its words: nothing jumps when they arrive.
    provideAppInitializer(async () => {
      const language = inject(Language);
      await pause();
      await language.use(first());
      await pause();
    }),
  ];
}

function first(): Lang {
  return document.documentElement.lang === 'es' ? 'es' : 'en';
}

// The browser's own region where it speaks that language: 12 Nov or Nov 12 is a matter of region.
function localeOf(lang: Lang): string {
  return navigator.languages.find((one) => one.toLowerCase().startsWith(lang)) ?? (lang === 'es' ? 'es-ES' : 'en-GB');
}
