import { ChangeDetectionStrategy, Component, DestroyRef, ElementRef, afterNextRender, computed, inject, input, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Language } from '@core/i18n';
import { Icon } from '@ui/icon';

import { Files } from '../booking/files';
import { fileSize } from './file-size';
import { Thumbs } from './thumbs';

/** A file to be saved; a picture is shown small. */
@Component({
  selector: 'p-attachment',
  imports: [Icon, TranslocoDirective],
  template: `
    <button type="button" *transloco="let t" [class.picture]="isPicture()" [disabled]="busy()" [attr.aria-busy]="busy()" [attr.aria-label]="t('talk.file.save', { name: name(), size: size() })" (click)="save()">
      @if (isPicture()) {
        @if (thumb(); as url) { <img [src]="url" [alt]="name()" /> } @else { <span class="skeleton"></span> }
      } @else {
        <span class="sheet"><p-icon name="file" [size]="22" /></span>
        <span class="words"><span class="clip strong">{{ name() }}</span><span class="tiny">{{ size() }}</span></span>
        <p-icon name="download" [size]="18" />
      }
    </button>
  `,
  styles: `
    :host { display: block; min-width: 0; max-width: 100%; }
    button { display: flex; align-items: center; gap: var(--s-3); width: 100%; min-height: var(--tap); padding: var(--s-2) var(--s-3); border: 1px solid var(--line); border-radius: var(--r-1); background: var(--surface); color: var(--text); text-align: start; }
    button:hover { border-color: var(--line-strong); }
    .picture { padding: 0; width: min(16rem, 100%); border-radius: var(--r-1); overflow: hidden; background: var(--surface-2); aspect-ratio: 4 / 3; }
    img { width: 100%; height: 100%; object-fit: cover; }
    .skeleton { width: 100%; height: 100%; }
    .sheet { color: var(--brand); display: grid; }
    .words { display: grid; flex: 1; min-width: 0; line-height: 1.3; }
    .tiny { color: var(--muted); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Attachment {
  private readonly files = inject(Files);
  private readonly language = inject(Language);
  private readonly thumbs = inject(Thumbs);
  /** The API's path of the file. */
  readonly path = input.required<string>();
  readonly name = input.required<string>();
  readonly mediaType = input.required<string>();
  /** Bytes. */
  readonly bytes = input.required<number>();
  protected readonly busy = signal(false);
  protected readonly thumb = signal('');
  private readonly broken = signal(false);
  protected readonly isPicture = computed(() => this.mediaType().startsWith('image/') && !this.broken());
  protected readonly size = computed(() => fileSize(this.bytes(), this.language.locale()));

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const destroyed = inject(DestroyRef);
    afterNextRender(() => {
      if (!this.isPicture()) return;
      // Read when it comes into view: a long conversation may have hundreds.
      const seen = new IntersectionObserver((entries) => {
        if (!entries.some((one) => one.isIntersecting)) return;
        seen.disconnect();
        this.thumbs.of(this.path()).then(
          (url) => this.thumb.set(url),
          () => this.broken.set(true),
        );
      });
      seen.observe(host);
      destroyed.onDestroy(() => seen.disconnect());
    });
  }

  protected async save(): Promise<void> {
    this.busy.set(true);
    await this.files.save(this.path(), this.name());
    this.busy.set(false);
  }
}
