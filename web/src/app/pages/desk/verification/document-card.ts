import { ChangeDetectionStrategy, Component, DestroyRef, computed, inject, input, output, signal } from '@angular/core';
import { DomSanitizer } from '@angular/platform-browser';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { Problem } from '@core/problem';
import { Uploads } from '@core/upload';
import { Confirm, Dialog } from '@ui/dialog';
import { Icon } from '@ui/icon';
import { AgoPipe } from '@ui/pipes';
import { Refusals } from '@ui/refusals';

import { sendable } from './sendable';
import type { DocumentKind } from './steps';

const ICONS: Record<DocumentKind, string> = { identity_front: 'id-card', identity_back: 'id-card', selfie: 'user', proof_of_address: 'house' };

/** One document: chosen or photographed, looked at, then sent. What was sent can be seen again, replaced or removed. */
@Component({
  selector: 'p-document-card',
  imports: [AgoPipe, Dialog, Icon, TranslocoDirective],
  template: `
    <article class="card stack" [class.done]="document()" [attr.aria-labelledby]="'doc-' + kind()" *transloco="let t">
      <div class="top">
        <span class="circle"><p-icon [name]="document() ? 'check' : icon()" /></span>
        <div>
          <h3 [id]="'doc-' + kind()">{{ t('desk.verification.kinds.' + kind()) }} @if (!required()) { <span class="small muted">{{ t('common.optional') }}</span> }</h3>
          <p class="small muted">{{ t('desk.verification.kindTexts.' + kind()) }}</p>
        </div>
      </div>
      @if (preview(); as url) {
        <div class="preview">
          @if (pdf()) { <p class="row"><p-icon name="file-text" />{{ chosen()?.name }}</p> } @else { <img [src]="url" [alt]="t('desk.verification.preview', { what: t('desk.verification.kinds.' + kind()) })" /> }
        </div>
        <p class="small">{{ t('desk.verification.look') }}</p>
        @if (share() !== null) { <progress max="1" [value]="share()" [attr.aria-label]="t('desk.verification.sending')"></progress> }
        <div class="row">
          <button type="button" class="btn primary" [disabled]="share() !== null" [attr.aria-busy]="share() !== null" (click)="send()">{{ t(share() === null ? 'desk.verification.send' : 'desk.verification.sending') }}</button>
          <button type="button" class="btn quiet" [disabled]="share() !== null" (click)="drop()">{{ t('desk.verification.other') }}</button>
        </div>
      } @else if (document(); as sent) {
        <p class="small"><span class="badge" data-tone="good">{{ t('desk.verification.sent') }}</span>&ngsp;<span class="muted">{{ sent.createdAt | ago }} · {{ size() }}</span></p>
        <div class="row">
          <button type="button" class="btn small" [disabled]="opening()" (click)="open(sent.id)"><p-icon name="eye" [size]="18" />{{ t('desk.verification.see') }}</button>
          <label class="btn small"><input #again type="file" class="visually-hidden" [accept]="accept" (change)="choose(again.files?.[0]); again.value = ''" />{{ t('desk.verification.replace') }}</label>
          <button type="button" class="btn small quiet" [disabled]="opening()" (click)="remove(sent.id)">{{ t('desk.verification.remove') }}</button>
        </div>
      } @else {
        <div class="row">
          <label class="btn camera"><input #camera type="file" class="visually-hidden" accept="image/*" [attr.capture]="kind() === 'selfie' ? 'user' : 'environment'" (change)="choose(camera.files?.[0]); camera.value = ''" /><p-icon name="camera" [size]="18" />{{ t('desk.verification.camera') }}</label>
          <label class="btn"><input #file type="file" class="visually-hidden" [accept]="accept" (change)="choose(file.files?.[0]); file.value = ''" /><p-icon name="upload" [size]="18" />{{ t('desk.verification.file') }}</label>
        </div>
      }
      @if (failed()) { <p class="bad small" role="alert">{{ failed() }}</p> }
      <p-dialog [open]="!!shown()" [wide]="true" [heading]="t('desk.verification.kinds.' + kind())" (closed)="close()">
        @if (shown(); as url) { @if (document()?.mediaType === 'application/pdf') { <iframe [src]="trusted(url)" [title]="t('desk.verification.kinds.' + kind())"></iframe> } @else { <img [src]="url" [alt]="t('desk.verification.kinds.' + kind())" /> } }
      </p-dialog>
    </article>
  `,
  styles: `
    p-dialog { display: contents; } .badge { margin-inline-end: var(--s-1); }
    .top { display: flex; gap: var(--s-4); } h3 { font-size: var(--t-md); letter-spacing: 0; }
    .circle { flex: none; width: 2.75rem; height: 2.75rem; border-radius: 50%; display: grid; place-items: center; background: var(--brand-soft); color: var(--brand-strong); } .done .circle { background: var(--good-soft); color: var(--good); }
    .preview { display: grid; place-items: center; min-height: 8rem; border-radius: var(--r-1); background: var(--surface-2); overflow: hidden; } .preview img { max-height: 20rem; }
    progress { width: 100%; accent-color: var(--brand); } .bad { color: var(--bad); font-weight: 500; } iframe { width: 100%; height: 70dvh; border: 0; }
    label.btn:focus-within { outline: 3px solid var(--focus); outline-offset: 2px; } @media (pointer: fine) { .camera { display: none; } } @media (pointer: coarse) { .btn.small { min-height: var(--tap); } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DocumentCard {
  private readonly api = inject(Api);
  private readonly confirm = inject(Confirm);
  private readonly language = inject(Language);
  private readonly refusals = inject(Refusals);
  private readonly sanitizer = inject(DomSanitizer);
  private readonly uploads = inject(Uploads);
  readonly kind = input.required<DocumentKind>();
  readonly document = input.required<Schema<'VerificationDocument'> | null>();
  readonly required = input.required<boolean>();
  readonly changed = output<void>();

  protected readonly accept = 'image/*,application/pdf';
  protected readonly icon = computed(() => ICONS[this.kind()]);
  protected readonly chosen = signal<File | null>(null);
  protected readonly preview = signal('');
  protected readonly pdf = computed(() => this.chosen()?.type === 'application/pdf');
  protected readonly share = signal<number | null>(null);
  protected readonly opening = signal(false);
  protected readonly shown = signal('');
  protected readonly failed = signal('');
  protected readonly size = computed(() => new Intl.NumberFormat(this.language.locale(), { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 }).format((this.document()?.size ?? 0) / 1_000));

  constructor() {
    inject(DestroyRef).onDestroy(() => [this.preview(), this.shown()].forEach((url) => url && URL.revokeObjectURL(url)));
  }

  protected choose(file: File | undefined): void {
    if (!file) return;
    this.drop();
    this.chosen.set(file);
    this.preview.set(URL.createObjectURL(file));
  }

  protected drop(): void {
    if (this.preview()) URL.revokeObjectURL(this.preview());
    this.preview.set('');
    this.chosen.set(null);
    this.failed.set('');
  }

  protected async send(): Promise<void> {
    const file = this.chosen();
    if (!file || this.share() !== null) return;
    this.share.set(0);
    this.failed.set('');
    try {
      const body = await sendable(file);
      if (!body) return this.failed.set(this.language.say('desk.verification.unsendable'));
      await this.uploads.send(`/api/v1/verification/documents?kind=${this.kind()}`, body, (share) => this.share.set(share));
      this.drop();
      this.changed.emit();
    } catch (error) {
      this.failed.set(this.refusals.text(Problem.from(error)));
    } finally {
      this.share.set(null);
    }
  }

  protected async open(id: string): Promise<void> {
    await this.during(async () => this.shown.set(URL.createObjectURL(await this.api.file(`/api/v1/verification/documents/${id}`))));
  }

  protected close(): void {
    URL.revokeObjectURL(this.shown());
    this.shown.set('');
  }

  protected async remove(id: string): Promise<void> {
    const say = (key: string): string => this.language.say(key);
    if (!(await this.confirm.ask(say('desk.verification.removeSure'), say('desk.verification.removeText'), say('desk.verification.remove')))) return;
    await this.during(async () => {
      await this.api.ok(this.api.http.DELETE('/api/v1/verification/documents/{id}', { params: { path: { id } } }));
      this.changed.emit();
    });
  }

  /** An address this page made itself, of one's own file. */
  protected trusted(url: string): ReturnType<DomSanitizer['bypassSecurityTrustResourceUrl']> {
    return this.sanitizer.bypassSecurityTrustResourceUrl(url);
  }

  private async during(run: () => Promise<void>): Promise<void> {
    this.opening.set(true);
    this.failed.set('');
    try {
      await run();
    } catch (error) {
      this.failed.set(this.refusals.text(Problem.from(error)));
    } finally {
      this.opening.set(false);
    }
  }
}
