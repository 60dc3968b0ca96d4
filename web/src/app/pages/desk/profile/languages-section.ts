import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Language } from '@core/i18n';
import { Icon } from '@ui/icon';

type Spoken = Schema<'SpokenLanguage'>;

const MOST = 12;
const LEVELS = ['native', 'fluent', 'basic'] as const;
/** ISO 639-1 codes of the languages people most often name; the visitor's own names are Intl's. */
const CODES = 'es en ca gl eu pt fr de it nl pl ro bg uk ru ar zh ja ko hi tr el sv no da fi cs hu he fa ur bn id vi th sw qu gn ay'.split(' ');

/** In which languages somebody works, and how well. */
@Component({
  selector: 'p-languages-section',
  imports: [Icon, TranslocoDirective],
  template: `
    <section class="card stack" aria-labelledby="languages" *transloco="let t">
      <div class="stack tight"><h2 id="languages">{{ t('desk.profile.languages') }}</h2><p class="muted small">{{ t('desk.profile.languagesText') }}</p></div>
      @if (languages().length) {
        <ul>
          @for (one of languages(); track one.code; let at = $index) {
            <li>
              <span class="strong name">{{ name(one.code) }}</span>
              <select class="input" [attr.aria-label]="t('desk.profile.levelOf', { language: name(one.code) })" #level (change)="setLevel(at, level.value)">
                @for (step of levels; track step) { <option [value]="step" [selected]="step === one.level">{{ t('desk.profile.levels.' + step) }}</option> }
              </select>
              <button type="button" class="btn icon quiet" [attr.aria-label]="t('desk.profile.languageRemove', { language: name(one.code) })" (click)="remove(at)"><p-icon name="x" [size]="18" /></button>
            </li>
          }
        </ul>
      }
      @if (languages().length < most) {
        <div class="field">
          <label for="language-add">{{ t('desk.profile.languageAdd') }}</label>
          <select id="language-add" #add [attr.aria-invalid]="error() ? 'true' : null" (change)="take(add.value); add.value = ''">
            <option value="">{{ t('desk.profile.languageChoose') }}</option>
            @for (one of others(); track one.code) { <option [value]="one.code">{{ one.name }}</option> }
          </select>
          @if (error()) { <p class="error">{{ error() }}</p> }
        </div>
      }
    </section>
  `,
  styles: `
    h2 { font-size: var(--t-lg); }
    ul { border: 1px solid var(--line); border-radius: var(--r-1); }
    li { display: grid; grid-template-columns: minmax(5rem, 1fr) minmax(0, 12rem) auto; gap: var(--s-3); align-items: center; padding: var(--s-2) var(--s-2) var(--s-2) var(--s-4); } li + li { border-top: 1px solid var(--line); }
    .name::first-letter { text-transform: uppercase; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LanguagesSection {
  private readonly language = inject(Language);
  readonly languages = input.required<readonly Spoken[]>();
  readonly error = input('');
  readonly changed = output<Spoken[]>();
  protected readonly most = MOST;
  protected readonly levels = LEVELS;
  private readonly words = computed(() => new Intl.DisplayNames(this.language.locale(), { type: 'language' }));
  protected readonly others = computed(() => {
    const spoken = new Set(this.languages().map((one) => one.code));
    return CODES.filter((code) => !spoken.has(code)).map((code) => ({ code, name: this.name(code) }));
  });

  protected name(code: string): string {
    return this.words().of(code) ?? code;
  }

  protected take(code: string): void {
    if (code) this.changed.emit([...this.languages(), { code, level: 'fluent' }]);
  }

  protected remove(at: number): void {
    this.changed.emit(this.languages().filter((_, index) => index !== at));
  }

  protected setLevel(at: number, level: string): void {
    this.changed.emit(this.languages().map((one, index) => (index === at ? { ...one, level: level as Spoken['level'] } : one)));
  }
}
