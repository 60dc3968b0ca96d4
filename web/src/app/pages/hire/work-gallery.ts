import { ChangeDetectionStrategy, Component, computed, input, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Dialog } from '@ui/dialog';
import { Icon } from '@ui/icon';

/** A picture of somebody's work. */
export interface WorkPicture {
  id: string;
  /** For the page. */
  small: string;
  /** For the dialog. */
  large: string;
  title: string;
  text: string;
}

/** So many are on the page; the others are in the dialog. */
const ON_PAGE = 6;

/** Somebody's work in pictures; large, one by one, in a dialog. */
@Component({
  selector: 'p-work-gallery',
  imports: [Dialog, Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <div class="mosaic" [attr.data-count]="shown().length">
        @for (one of shown(); track one.id; let at = $index) {
          <button type="button" (click)="open.set(at)" [attr.aria-label]="t('hire.gallery.open', { title: one.title || name(), at: at + 1, of: pictures().length })">
            <img [src]="at === 0 ? one.large : one.small" alt="" [attr.loading]="at ? 'lazy' : 'eager'" decoding="async" />
            @if (at === shown().length - 1 && pictures().length > shown().length) { <span class="rest" aria-hidden="true" [attr.data-more]="'+' + (pictures().length - shown().length)"></span> }
          </button>
        }
      </div>
      <p-dialog [open]="open() !== null" [wide]="true" [heading]="current()?.title || name()" (closed)="open.set(null)">
        @if (current(); as one) {
          <figure tabindex="0" (keydown.arrowLeft)="turn(-1)" (keydown.arrowRight)="turn(1)" [attr.aria-label]="one.title || name()">
            <img [src]="one.large" [alt]="one.title || name()" />
            @if (one.text) { <figcaption class="small">{{ one.text }}</figcaption> }
          </figure>
          @if (pictures().length > 1) {
            <div class="row between">
              <button type="button" class="btn icon" [attr.aria-label]="t('hire.gallery.before')" (click)="turn(-1)"><p-icon name="chevron-left" /></button>
              <span aria-live="polite">{{ t('hire.gallery.at', { at: (open() ?? 0) + 1, of: pictures().length }) }}</span>
              <button type="button" class="btn icon" [attr.aria-label]="t('hire.gallery.after')" (click)="turn(1)"><p-icon name="chevron-right" /></button>
            </div>
          }
        }
      </p-dialog>
    </ng-container>
  `,
  styles: `
    :host { display: block; }
    .mosaic { display: grid; gap: var(--s-2); grid-template-columns: repeat(4, 1fr); grid-auto-rows: clamp(6rem, 11vw, 9.5rem); border-radius: var(--r-2); overflow: clip; }
    .mosaic button { position: relative; border: 0; padding: 0; min-width: 0; overflow: hidden; background: var(--surface-2); }
    .mosaic button:focus-visible { outline-offset: -4px; }
    .mosaic img { width: 100%; height: 100%; object-fit: cover; transition: transform var(--calm) var(--ease); } .mosaic button:hover img { transform: scale(1.03); }
    .mosaic button:first-child { grid-area: span 2 / span 2; }
    [data-count='1'] button:first-child, [data-count='2'] button { grid-area: span 2 / span 4; } [data-count='2'] button:first-child, [data-count='2'] button { grid-area: span 2 / span 2; }
    [data-count='3'] button:not(:first-child) { grid-column: span 2; } [data-count='4'] button:last-child { grid-column: span 2; }
    [data-count='6'] button:last-child { grid-column: span 4; }
    .rest { position: absolute; inset: 0; display: grid; place-items: center; background: rgb(10 20 22 / 0.5); color: #fff; font-size: var(--t-2xl); font-weight: 700; } .rest::before { content: attr(data-more); }
    figure img { width: 100%; max-height: 65dvh; object-fit: contain; background: var(--surface-2); border-radius: var(--r-1); } figcaption { margin-top: var(--s-2); white-space: pre-line; }
    @media (prefers-reduced-motion: reduce) { .mosaic button:hover img { transform: none; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class WorkGallery {
  readonly pictures = input.required<readonly WorkPicture[]>();
  /** Whose or of what, for pictures without a title. */
  readonly name = input.required<string>();
  // Five leave no gap in the mosaic; with a sixth the row below is full again.
  protected readonly shown = computed(() => this.pictures().slice(0, this.pictures().length > ON_PAGE ? 5 : ON_PAGE));
  protected readonly open = signal<number | null>(null);
  protected readonly current = computed<WorkPicture | null>(() => this.pictures()[this.open() ?? -1] ?? null);

  protected turn(by: number): void {
    const count = this.pictures().length;
    this.open.update((at) => ((at ?? 0) + by + count) % count);
  }
}
