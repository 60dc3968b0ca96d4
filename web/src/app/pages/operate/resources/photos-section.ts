import { ChangeDetectionStrategy, Component, inject, input, model, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Language } from '@core/i18n';
import { Problem } from '@core/problem';
import { DropFiles } from '@ui/drop-files';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { Picture } from '@ui/picture';
import { PictureMoved, Pictures } from '@ui/pictures';
import { Refusals } from '@ui/refusals';

import { Errors } from '../places/editing';

import { ResourceDraft } from './resource-draft';
import { shrink } from './shrink';

type Photo = ResourceDraft['photos'][number];

const MOST = 30;

/** Photos: uploaded or named by address, put in order by dragging or with buttons, told in words. */
@Component({
  selector: 'p-photos-section',
  imports: [Field, Control, DropFiles, Icon, Picture, Pictures, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      @if (!draft().photos.length) {
        <div class="none"><p-picture [kind]="draft().kind" [seed]="draft().name" /><p class="muted small">{{ t('operate.resources.photos.none') }}</p></div>
      }
      <p-pictures [items]="draft().photos" [key]="urlOf" (moved)="arrange($event)" (removed)="remove($event)">
        <ng-template #picture let-photo><p-picture [photo]="photo" [kind]="draft().kind" [seed]="draft().name" /></ng-template>
        <ng-template #words let-photo let-at="at">
          <p-field [label]="t('operate.resources.photos.alt', { number: at + 1 })" [error]="errors()['photos[' + at + '].alt'] || errors()['photos[' + at + '].url']"><input #alt pControl maxlength="300" autocomplete="off" [placeholder]="t('operate.resources.photos.altExample')" [value]="photo.alt" (input)="describe(at, alt.value)" /></p-field>
        </ng-template>
      </p-pictures>
      <div class="add stack" (pDropFiles)="upload($event)">
        <div class="row">
          <label class="btn primary upload" [class.busy]="sending()">
            <input #files type="file" class="visually-hidden" accept="image/jpeg,image/png,image/webp,image/avif,image/heic" multiple [disabled]="sending() > 0" (change)="upload(files.files); files.value = ''" />
            <p-icon name="camera" />{{ sending() ? t('operate.resources.photos.sending', { count: sending() }) : t('operate.resources.photos.upload') }}
          </label>
          <span class="muted small">{{ t('operate.resources.photos.dropHint') }}</span>
        </div>
        <div class="url">
          <p-field [label]="t('operate.resources.photos.url')" [error]="wrongUrl()"><input #url pControl type="url" inputmode="url" placeholder="https://" autocomplete="off" (keydown.enter)="$event.preventDefault(); addUrl(url)" /></p-field>
          <button type="button" class="btn" (click)="addUrl(url)">{{ t('operate.resources.photos.addUrl') }}</button>
        </div>
        <p class="small" role="status" [class.bad]="failed()">{{ failed() || said() }}</p>
      </div>
      @if (errors()['photos']; as error) { <p class="bad small" data-wrong tabindex="-1">{{ error }}</p> }
    </ng-container>
  `,
  styles: `
    :host { display: grid; gap: var(--s-4); --picture-width: 13.5rem; }
    .none { display: grid; grid-template-columns: 9rem 1fr; gap: var(--s-4); align-items: center; } .none p-picture { border-radius: var(--r-1); }
    .add { padding: var(--s-4); border: 2px dashed var(--line-strong); border-radius: var(--r-2); } .add.over { border-color: var(--brand); background: var(--brand-soft); }
    .upload:focus-within { outline: 3px solid var(--focus); outline-offset: 2px; } .upload.busy { opacity: 0.6; }
    .url { display: grid; grid-template-columns: 1fr auto; gap: var(--s-3); align-items: end; } .url p-field:has(.error) + button { align-self: center; }
    .bad { color: var(--bad); font-weight: 500; }
    @media (max-width: 30rem) { .url { grid-template-columns: 1fr; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PhotosSection {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly refusals = inject(Refusals);
  readonly draft = model.required<ResourceDraft>();
  readonly errors = input.required<Errors>();

  protected readonly urlOf = (photo: Photo): string => photo.url;
  /** How many files are still on their way. */
  protected readonly sending = signal(0);
  protected readonly failed = signal('');
  protected readonly said = signal('');
  protected readonly wrongUrl = signal('');

  protected describe(at: number, alt: string): void {
    this.put(this.draft().photos.map((photo, index) => (index === at ? { ...photo, alt } : photo)));
  }

  protected remove(photo: Photo): void {
    const number = this.draft().photos.indexOf(photo) + 1;
    this.put(this.draft().photos.filter((one) => one !== photo));
    this.said.set(this.language.say('operate.resources.photos.removed', { number }));
  }

  protected arrange({ items, to }: PictureMoved<Photo>): void {
    this.put(items);
    this.said.set(this.language.say('operate.resources.photos.moved', { number: to + 1, count: items.length }));
  }

  protected addUrl(element: HTMLInputElement): void {
    const url = element.value.trim();
    const fine = /^(https?:\/\/|\/(?!\/))\S+$/.test(url);
    this.wrongUrl.set(fine ? '' : this.language.say('operate.resources.wrong.photo'));
    if (!fine || this.full(1)) return;
    this.append(url);
    element.value = '';
  }

  protected async upload(files: FileList | null): Promise<void> {
    const list = [...(files ?? [])];
    if (!list.length || this.full(list.length)) return;
    this.failed.set('');
    this.sending.set(list.length);
    for (const file of list) {
      try {
        await this.send(file);
      } catch (error) {
        const problem = Problem.from(error);
        // An installation without the operation for photos still takes addresses.
        this.failed.set(problem.status === 404 ? this.language.say('operate.resources.photos.notHere') : this.refusals.text(problem));
      }
      this.sending.update((count) => count - 1);
    }
    this.sending.set(0);
  }

  private async send(file: File): Promise<void> {
    const body = await shrink(file);
    if (!body) return this.failed.set(this.language.say('operate.resources.photos.unreadable', { name: file.name }));
    const headers = { 'content-type': body.type, 'idempotency-key': crypto.randomUUID() };
    const answer = await this.api.file('/api/v1/photos', { method: 'POST', headers, body });
    this.append((JSON.parse(await answer.text()) as { url: string }).url);
  }

  private append(url: string): void {
    if (this.draft().photos.some((photo) => photo.url === url)) return;
    this.put([...this.draft().photos, { url, alt: '' }]);
    this.said.set(this.language.say('operate.resources.photos.added'));
  }

  private full(more: number): boolean {
    const full = this.draft().photos.length + more > MOST;
    this.failed.set(full ? this.language.say('operate.resources.photos.full', { most: MOST }) : '');
    return full;
  }

  private put(photos: Photo[]): void {
    this.draft.set({ ...this.draft(), photos });
  }
}
