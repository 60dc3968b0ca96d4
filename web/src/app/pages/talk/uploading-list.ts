import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Language } from '@core/i18n';
import { Icon } from '@ui/icon';

import { fileSize } from './file-size';
import { Uploading } from './uploading';

/** The files that were chosen: how far each is, and taking it back. */
@Component({
  selector: 'p-uploading-list',
  imports: [Icon, TranslocoDirective],
  template: `
    @if (uploading.all().length) {
      <ul *transloco="let t" [attr.aria-label]="t('talk.file.chosen')">
        @for (one of uploading.all(); track one.key) {
          <li>
            <p-icon [name]="one.done ? 'circle-check' : 'file'" [size]="18" />
            <span class="words"><span class="clip">{{ one.name }}</span>
              @if (one.done) { <span class="tiny muted">{{ size(one.size) }}</span> } @else { <progress max="1" [value]="one.part" [attr.aria-label]="t('talk.file.uploading', { name: one.name })"></progress> }
            </span>
            <button type="button" class="btn quiet icon small" [attr.aria-label]="t('talk.file.drop', { name: one.name })" (click)="uploading.drop(one.key)"><p-icon name="x" [size]="18" /></button>
          </li>
        }
      </ul>
    }
  `,
  styles: `
    ul { display: flex; flex-wrap: wrap; gap: var(--s-2); }
    li { display: flex; align-items: center; gap: var(--s-2); min-width: 0; max-width: min(18rem, 100%); padding: var(--s-1) var(--s-1) var(--s-1) var(--s-3); border: 1px solid var(--line); border-radius: var(--r-1); background: var(--surface); font-size: var(--t-sm); }
    .words { display: grid; min-width: 0; }
    progress { width: 8rem; height: 0.4rem; accent-color: var(--brand); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class UploadingList {
  private readonly language = inject(Language);
  protected readonly uploading = inject<Uploading<unknown>>(Uploading);

  protected size(bytes: number): string {
    return fileSize(bytes, this.language.locale());
  }
}
