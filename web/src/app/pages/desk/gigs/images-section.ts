import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { Problem } from '@core/problem';
import { Uploads } from '@core/upload';
import { Confirm } from '@ui/dialog';
import { Icon } from '@ui/icon';
import { Refusals } from '@ui/refusals';

import { shrink } from '../../operate/resources/shrink';
import { MOST } from './gig-draft';

type Image = Schema<'GigImage'>;

/** A gig's pictures; added and removed at once. */
@Component({
  selector: 'p-gig-images',
  imports: [Icon, TranslocoDirective],
  template: `
    <section class="card stack" aria-labelledby="images" *transloco="let t">
      <div class="stack tight"><h2 id="images">{{ t('desk.gigs.images') }}</h2><p class="muted small">{{ t(gigId() ? 'desk.gigs.imagesText' : 'desk.gigs.imagesLater') }}</p></div>
      @if (gigId()) {
        <ul>
          @for (image of images(); track image.id; let at = $index) {
            <li><img [src]="image.small" [alt]="t('desk.portfolio.picture', { number: at + 1 })" loading="lazy" /><button type="button" class="btn icon small" [attr.aria-label]="t('common.pictures.remove', { number: at + 1 })" (click)="remove(image)"><p-icon name="trash-2" [size]="18" /></button></li>
          }
          @if (sending()) { <li class="sending"><progress max="1" [value]="share()" [attr.aria-label]="t('desk.gigs.imagesSending')"></progress></li> }
          @if (images().length < most) {
            <li><label class="add"><input #files type="file" class="visually-hidden" accept="image/*" multiple [disabled]="sending()" (change)="upload(files.files); files.value = ''" /><p-icon name="image-plus" [size]="26" /><span class="small strong">{{ t('desk.portfolio.upload') }}</span></label></li>
          }
        </ul>
        @if (failed()) { <p class="small bad" role="alert">{{ failed() }}</p> }
      }
    </section>
  `,
  styles: `
    h2 { font-size: var(--t-lg); } ul { display: grid; gap: var(--s-3); grid-template-columns: repeat(auto-fill, minmax(min(45%, 10rem), 1fr)); } li { position: relative; aspect-ratio: 4 / 3; border-radius: var(--r-1); overflow: hidden; background: var(--surface-2); }
    img { width: 100%; height: 100%; object-fit: cover; } li .btn { position: absolute; inset: var(--s-2) var(--s-2) auto auto; min-height: var(--tap); width: var(--tap); } .sending { display: grid; place-items: center; } progress { width: 80%; accent-color: var(--brand); }
    .add { display: grid; place-items: center; align-content: center; gap: var(--s-1); width: 100%; height: 100%; border: 2px dashed var(--line-strong); border-radius: inherit; cursor: pointer; text-align: center; } .add:focus-within { outline: 3px solid var(--focus); outline-offset: -3px; } .bad { color: var(--bad); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GigImages {
  private readonly api = inject(Api);
  private readonly confirm = inject(Confirm);
  private readonly language = inject(Language);
  private readonly refusals = inject(Refusals);
  private readonly uploads = inject(Uploads);
  readonly gigId = input.required<string | null>();
  readonly images = input.required<readonly Image[]>();
  readonly changed = output<void>();
  protected readonly most = MOST.images;
  protected readonly sending = signal(false);
  protected readonly share = signal(0);
  protected readonly failed = signal('');

  protected async upload(files: FileList | null): Promise<void> {
    const list = [...(files ?? [])];
    const taken = list.slice(0, MOST.images - this.images().length);
    this.failed.set(taken.length < list.length ? this.language.say('desk.portfolio.full', { most: MOST.images }) : '');
    this.sending.set(true);
    for (const file of taken) {
      this.share.set(0);
      try {
        const body = await shrink(file);
        if (!body) this.failed.set(this.language.say('desk.portfolio.unreadable', { name: file.name }));
        else await this.uploads.send(`/api/v1/gigs/${this.gigId()}/images`, body, (share) => this.share.set(share));
      } catch (error) {
        this.failed.set(this.refusals.text(Problem.from(error)));
      }
    }
    this.sending.set(false);
    this.changed.emit();
  }

  protected async remove(image: Image): Promise<void> {
    const [say, id] = [(key: string): string => this.language.say(key), this.gigId()];
    if (!id || !(await this.confirm.ask(say('desk.gigs.imageSure'), say('desk.gigs.imageSureText'), say('desk.gigs.imageRemove')))) return;
    try {
      await this.api.ok(this.api.http.DELETE('/api/v1/gigs/{id}/images/{imageId}', { params: { path: { id, imageId: image.id } } }));
    } catch (error) {
      this.failed.set(this.refusals.text(Problem.from(error)));
    }
    this.changed.emit();
  }
}
