import { ChangeDetectionStrategy, Component, input, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Dialog } from '@ui/dialog';
import { Icon } from '@ui/icon';
import { Picture } from '@ui/picture';

/** So many photos are on the page; the others are in the dialog. */
const ON_PAGE = 5;

/** What it looks like: its photos, large in a dialog; or the drawing of its kind. */
@Component({
  selector: 'p-resource-gallery',
  imports: [Dialog, Icon, Picture, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      @let photos = resource().photos;
      @if (photos.length) {
        <div class="mosaic" [class.single]="photos.length < 3">
          @for (photo of photos.slice(0, photos.length < 3 ? 1 : onPage); track photo.url; let at = $index) {
            <button type="button" (click)="open.set(at)" [attr.aria-label]="t('find.gallery.open', { at: at + 1, of: photos.length })">
              <p-picture [photo]="photo" [kind]="resource().kind" [seed]="resource().id" [eager]="at === 0" />
            </button>
          }
          @if (photos.length > 1) { <button type="button" class="btn small all" (click)="open.set(0)"><p-icon name="image" [size]="18" />{{ t('find.gallery.all', { count: photos.length }) }}</button> }
        </div>
        <p-dialog [open]="open() !== null" [wide]="true" [heading]="resource().name" (closed)="open.set(null)">
          @if (open() !== null) {
            @let at = open() ?? 0;
            <figure tabindex="0" (keydown.arrowLeft)="turn(-1)" (keydown.arrowRight)="turn(1)" [attr.aria-label]="t('find.gallery.at', { at: at + 1, of: photos.length })">
              <img [src]="photos[at].url" [alt]="photos[at].alt ?? ''" />
              <figcaption class="small muted">{{ photos[at].alt }}</figcaption>
            </figure>
            <div class="row between">
              <button type="button" class="btn icon" [attr.aria-label]="t('find.gallery.before')" (click)="turn(-1)"><p-icon name="chevron-left" /></button>
              <span aria-live="polite">{{ t('find.gallery.at', { at: at + 1, of: photos.length }) }}</span>
              <button type="button" class="btn icon" [attr.aria-label]="t('find.gallery.after')" (click)="turn(1)"><p-icon name="chevron-right" /></button>
            </div>
          }
        </p-dialog>
      } @else {
        <p-picture class="drawing" [kind]="resource().kind" [seed]="resource().id" />
      }
    </ng-container>
  `,
  styles: `
    :host { display: block; }
    .drawing { aspect-ratio: auto; height: clamp(13rem, 22vw, 19rem); width: 100%; border-radius: var(--r-3); }
    .mosaic { position: relative; display: grid; gap: var(--s-2); grid-template: 1fr 1fr / 2fr 1fr 1fr; height: clamp(15rem, 34vw, 26rem); border-radius: var(--r-3); overflow: clip; }
    .mosaic.single { grid-template: 1fr / 1fr; }
    .mosaic > button:not(.all) { border: 0; padding: 0; min-width: 0; min-height: 0; overflow: hidden; background: none; } .mosaic > button:first-child { grid-row: 1 / -1; }
    .mosaic p-picture { width: 100%; height: 100%; aspect-ratio: auto; }
    .mosaic > button:focus-visible { outline-offset: -4px; }
    .all { position: absolute; right: var(--s-3); bottom: var(--s-3); }
    img { width: 100%; max-height: 70dvh; object-fit: contain; background: var(--surface-2); border-radius: var(--r-1); }
    @media (max-width: 48rem) {
      .drawing { height: 12.5rem; border-radius: var(--r-2); }
      .mosaic { grid-template: 1fr / 1fr; border-radius: var(--r-2); } .mosaic > button:not(:first-child):not(.all) { display: none; }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ResourceGallery {
  readonly resource = input.required<Schema<'Resource'>>();
  protected readonly onPage = ON_PAGE;
  /** The photo in the dialog. */
  protected readonly open = signal<number | null>(null);

  protected turn(by: number): void {
    const count = this.resource().photos.length;
    this.open.update((at) => ((at ?? 0) + by + count) % count);
  }
}
