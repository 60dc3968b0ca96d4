import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, ElementRef, TemplateRef, contentChild, inject, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Icon } from './icon';

/** A picture on its way to the server. */
export interface PictureSending {
  id: number;
  name: string;
  /** Of the file itself, until it is there. */
  preview: string;
  /** 0 to 1. */
  share: number;
}

/** Pictures in a new order, and where the one stands that moved, from 0. */
export interface PictureMoved<T> {
  items: T[];
  to: number;
}

/** What the templates get: the picture, and where it stands, from 0. */
interface Slot<T> {
  $implicit: T;
  at: number;
}

/**
 * Pictures in an order of one's own: by dragging, or with buttons that keep the keyboard on the picture that moved; the first
 * is the cover. What a picture looks like and what is written under it are templates. The owner keeps the pictures, and says
 * aloud what was done.
 *
 *     <p-pictures [items]="photos()" [key]="urlOf" (moved)="keep($event.items)" (removed)="remove($event)">
 *       <ng-template #picture let-photo><img [src]="photo.url" alt="" /></ng-template>
 *       <ng-template #words let-photo let-at="at"><input … /></ng-template>
 *     </p-pictures>
 */
@Component({
  selector: 'p-pictures',
  imports: [Icon, NgTemplateOutlet, TranslocoDirective],
  template: `
    @if (items().length || sending().length) {
      <ol [class.pairs]="pairs()" *transloco="let t">
        @for (item of items(); track key()(item); let at = $index, first = $first, last = $last) {
          <li [class.over]="over() === at && dragged() !== null" (dragover)="drag($event, at)" (drop)="drop($event, at)">
            <div class="frame" draggable="true" (dragstart)="dragged.set(at)" (dragend)="dragged.set(null); over.set(null)">
              <ng-container [ngTemplateOutlet]="picture()" [ngTemplateOutletContext]="{ $implicit: item, at }" />
              @if (first) { <span class="badge" data-tone="brand">{{ t('common.pictures.cover') }}</span> }
            </div>
            <ng-container [ngTemplateOutlet]="words()" [ngTemplateOutletContext]="{ $implicit: item, at }" />
            <div class="row tools">
              <button type="button" class="btn icon small" [disabled]="first" [attr.data-act]="at + '-earlier'" [attr.aria-label]="t('common.pictures.earlier', { number: at + 1 })" (click)="move(at, at - 1, 'earlier')"><p-icon name="arrow-left" [size]="18" /></button>
              <button type="button" class="btn icon small" [disabled]="last" [attr.data-act]="at + '-later'" [attr.aria-label]="t('common.pictures.later', { number: at + 1 })" (click)="move(at, at + 1, 'later')"><p-icon name="arrow-right" [size]="18" /></button>
              <button type="button" class="btn icon small quiet" [attr.data-act]="at + '-remove'" [attr.aria-label]="t('common.pictures.remove', { number: at + 1 })" (click)="remove(item, at)"><p-icon name="trash-2" [size]="18" /></button>
            </div>
          </li>
        }
        @for (one of sending(); track one.id) {
          <li><div class="frame"><img class="preview" [src]="one.preview" alt="" /><progress max="1" [value]="one.share" [attr.aria-label]="t('common.pictures.sending', { name: one.name })"></progress></div></li>
        }
      </ol>
    }
  `,
  styles: `
    :host { display: block; } :host(:empty) { display: none; }
    ol { display: grid; gap: var(--s-4); grid-template-columns: repeat(auto-fill, minmax(min(100%, var(--picture-width, 12rem)), 1fr)); }
    li { display: grid; gap: var(--s-2); align-content: start; padding: var(--s-2); border: 1px solid var(--line); border-radius: var(--r-2); background: var(--surface); min-width: 0; }
    li.over { border-color: var(--brand); box-shadow: 0 0 0 2px var(--brand); }
    .frame { position: relative; border-radius: var(--r-1); overflow: hidden; background: var(--surface-2); cursor: grab; } .frame .badge { position: absolute; inset: var(--s-2) auto auto var(--s-2); }
    .preview { aspect-ratio: 4 / 3; width: 100%; object-fit: cover; opacity: 0.5; } progress { position: absolute; inset: auto var(--s-2) var(--s-2); width: calc(100% - 2 * var(--s-2)); accent-color: var(--brand); }
    .tools { gap: var(--s-2); flex-wrap: nowrap; } .tools button:last-child { margin-inline-start: auto; }
    @media (pointer: coarse) { .tools .btn { min-height: var(--tap); width: var(--tap); } }
    @media (max-width: 30rem) { .pairs { grid-template-columns: 1fr 1fr; gap: var(--s-3); } .pairs .tools { gap: var(--s-1); } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Pictures<T> {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly items = input.required<readonly T[]>();
  /** What stays the same for a picture while it moves. */
  readonly key = input.required<(item: T) => string>();
  /** Those that are not there yet, after the others. */
  readonly sending = input<readonly PictureSending[]>([]);
  /** Two beside each other on a phone. */
  readonly pairs = input(false);
  readonly moved = output<PictureMoved<T>>();
  readonly removed = output<T>();
  protected readonly picture = contentChild.required<TemplateRef<Slot<T>>>('picture');
  protected readonly words = contentChild.required<TemplateRef<Slot<T>>>('words');
  protected readonly dragged = signal<number | null>(null);
  protected readonly over = signal<number | null>(null);

  protected move(from: number, to: number, by?: 'earlier' | 'later'): void {
    const items = [...this.items()];
    if (to < 0 || to >= items.length || from === to) return;
    items.splice(to, 0, ...items.splice(from, 1));
    this.moved.emit({ items, to });
    // The keyboard stays on the picture that moved; at an end, on the button that leads back.
    if (by) this.focus(`${to}-${by}`, `${to}-${by === 'earlier' ? 'later' : 'earlier'}`);
  }

  protected remove(item: T, at: number): void {
    this.removed.emit(item);
    // On with the one that took its place, or with the last.
    this.focus(`${at}-remove`, `${at - 1}-remove`);
  }

  protected drag(event: DragEvent, at: number): void {
    if (this.dragged() === null) return;
    event.preventDefault();
    this.over.set(at);
  }

  protected drop(event: DragEvent, at: number): void {
    const from = this.dragged();
    if (from === null) return;
    event.preventDefault();
    this.move(from, at);
    this.dragged.set(null);
    this.over.set(null);
  }

  /** The first of these buttons that can be pressed, once they show the new order. */
  private focus(...acts: string[]): void {
    setTimeout(() => {
      const buttons = acts.map((act) => this.host.querySelector<HTMLButtonElement>(`[data-act="${act}"]:not(:disabled)`));
      buttons.find((button) => button)?.focus();
    });
  }
}
