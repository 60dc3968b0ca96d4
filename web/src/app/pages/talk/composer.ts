import { ChangeDetectionStrategy, Component, ElementRef, effect, inject, input, output, signal, untracked, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { ChatLine } from '@core/chat-line';
import { Icon } from '@ui/icon';

import { Drafts } from './drafts';
import type { Message } from './thread';
import { Uploading } from './uploading';
import { UploadingList } from './uploading-list';

type Attached = Schema<'ChatAttachment'>;

export interface Words {
  text: string;
  attachments: Attached[];
}

const MOST_FILES = 10;
const LONGEST = 4_000;

/** Where one writes: it grows with the words, keeps them over a reload, and takes files. */
@Component({
  selector: 'p-composer',
  imports: [Icon, TranslocoDirective, UploadingList],
  providers: [Uploading],
  template: `
    <form *transloco="let t" (submit)="submit($event)" (drop)="dropped($event)" (dragover)="$event.preventDefault()">
      @if (about(); as one) {
        <div class="about"><p-icon [name]="editing() ? 'pencil' : 'reply'" [size]="16" /><p class="clip small"><strong>{{ editing() ? t('talk.write.editing') : t('talk.write.replying') }}</strong> {{ one.text ?? t('talk.write.file') }}</p><button type="button" class="btn quiet icon small" [attr.aria-label]="t('talk.write.stop')" (click)="stop()"><p-icon name="x" [size]="18" /></button></div>
      }
      <p-uploading-list />
      <div class="line">
        @if (!editing()) {
          <input #pick class="visually-hidden" type="file" multiple tabindex="-1" aria-hidden="true" (change)="chosen(pick)" />
          <button type="button" class="btn quiet icon" [attr.aria-label]="t('talk.write.attach')" [title]="t('talk.write.attach')" (click)="pick.click()"><p-icon name="paperclip" /></button>
          <ng-content />
        }
        <textarea #box rows="1" name="text" [attr.aria-label]="t('talk.write.label')" [placeholder]="t('talk.write.placeholder')" [maxLength]="longest" enterkeyhint="send" (input)="typed()" (keydown)="key($event)" (paste)="pasted($event)"></textarea>
        <button class="btn primary icon send" [attr.aria-label]="editing() ? t('talk.write.keep') : t('talk.write.send')" [attr.aria-disabled]="!ready()"><p-icon [name]="editing() ? 'check' : 'send'" /></button>
      </div>
    </form>
  `,
  styles: `
    form { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--s-2); padding: var(--s-2) var(--s-3) max(var(--s-2), env(safe-area-inset-bottom)); background: var(--surface); border-top: 1px solid var(--line); }
    .about { display: flex; align-items: center; gap: var(--s-2); padding-inline-start: var(--s-3); border-inline-start: 3px solid var(--brand); min-width: 0; }
    .about p { flex: 1; }
    .line { display: flex; align-items: end; gap: var(--s-1); }
    textarea { flex: 1; min-width: 0; field-sizing: content; min-height: var(--tap); max-height: min(11rem, 35dvh); padding: 0.6rem var(--s-3); resize: none; border: 1px solid var(--line-strong); border-radius: 1.4rem; background: var(--bg); color: var(--text); line-height: 1.45; }
    .send { border-radius: 50%; margin-inline-start: var(--s-1); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Composer {
  private readonly drafts = inject(Drafts);
  private readonly line = inject(ChatLine);
  private readonly uploading = inject<Uploading<Attached>>(Uploading);

  readonly conversation = input.required<string>();
  /** The message that is changed. */
  readonly editing = input<Message | null>(null);
  /** The message that is answered. */
  readonly replying = input<Message | null>(null);
  readonly send = output<Words>();
  /** Neither changing nor answering any more. */
  readonly stopped = output<void>();
  /** The arrow up in an empty field: the last words once more. */
  readonly lastWords = output<void>();
  protected readonly longest = LONGEST;
  protected readonly ready = signal(false);
  private readonly box = viewChild<ElementRef<HTMLTextAreaElement>>('box');

  constructor() {
    effect(() => {
      const [conversation, editing] = [this.conversation(), this.editing()];
      const box = this.box()?.nativeElement;
      untracked(() => {
        if (!box) return;
        box.value = editing ? (editing.text ?? '') : this.drafts.of(conversation);
        if (editing) box.focus();
        this.fit();
      });
    });
    effect(() => {
      if (this.replying()) this.box()?.nativeElement.focus();
    });
    effect(() => {
      this.uploading.all();
      untracked(() => this.weigh());
    });
    effect(() => {
      this.conversation();
      untracked(() => this.uploading.clear());
    });
  }

  protected about(): Message | null {
    return this.editing() ?? this.replying();
  }

  focus(): void {
    this.box()?.nativeElement.focus();
  }

  protected typed(): void {
    const text = this.box()?.nativeElement.value ?? '';
    if (!this.editing()) {
      this.drafts.keep(this.conversation(), text);
      if (text.trim()) this.line.type(this.conversation());
    }
    this.fit();
  }

  protected key(event: KeyboardEvent): void {
    // A word being composed (Chinese, accents) ends with Enter too. On a phone Enter is a new line, and the button sends.
    const touch = matchMedia('(pointer: coarse)').matches;
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && !touch) {
      event.preventDefault();
      this.submit(event);
    } else if (event.key === 'Escape' && this.about()) {
      event.stopPropagation();
      this.stop();
    } else if (event.key === 'ArrowUp' && !this.box()?.nativeElement.value && !this.editing()) {
      event.preventDefault();
      this.lastWords.emit();
    }
  }

  protected submit(event: Event): void {
    event.preventDefault();
    const box = this.box()?.nativeElement;
    if (!this.ready() || !box) return;
    const words = { text: box.value.trim(), attachments: this.uploading.done() };
    if (!this.editing()) {
      this.drafts.keep(this.conversation(), '');
      this.uploading.clear();
      box.value = '';
    }
    this.send.emit(words);
    this.fit();
    box.focus();
  }

  protected stop(): void {
    this.stopped.emit();
    this.focus();
  }

  protected chosen(pick: HTMLInputElement): void {
    this.add(pick.files ?? []);
    pick.value = '';
  }

  protected dropped(event: DragEvent): void {
    event.preventDefault();
    this.add(event.dataTransfer?.files ?? []);
  }

  protected pasted(event: ClipboardEvent): void {
    const files = event.clipboardData?.files;
    if (!files?.length) return;
    event.preventDefault();
    this.add(files);
  }

  private add(files: Iterable<File>): void {
    if (!this.editing()) this.uploading.add(`/api/v1/conversations/${this.conversation()}/files`, files, MOST_FILES);
  }

  private weigh(): void {
    const text = this.box()?.nativeElement.value.trim();
    this.ready.set((!!text || this.uploading.done().length > 0) && !this.uploading.busy());
  }

  /** As high as its words, where the browser does not see to it. */
  private fit(): void {
    const box = this.box()?.nativeElement;
    if (box && !CSS.supports('field-sizing', 'content')) {
      box.style.height = 'auto';
      box.style.height = `${box.scrollHeight + 2}px`;
    }
    this.weigh();
  }
}
