import { Injectable, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';

import { Problem } from '@core/problem';

/** Refusals in the visitor's language: by code where we have words for it, else what the API says. */
@Injectable({ providedIn: 'root' })
export class Refusals {
  private readonly transloco = inject(TranslocoService);

  text(problem: Problem): string {
    const key = `problems.${problem.code.replaceAll('.', '_')}`;
    const known = this.transloco.getTranslation(this.transloco.getActiveLang())[key];
    if (known) return this.transloco.translate(key);
    return problem.detail || this.transloco.translate('problems.web_broken');
  }
}
