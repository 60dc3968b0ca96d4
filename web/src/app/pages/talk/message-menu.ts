import { ChangeDetectionStrategy, Component, ElementRef, inject, output, signal, viewChild } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';

import { Chats } from '@core/chats';
import { Confirm } from '@ui/dialog';
import { Icon } from '@ui/icon';
import { Toasts } from '@ui/toasts';

import { Message, Thread } from './thread';
import { isChangeable } from './thread-rows';

/** What can be done with a message: one menu for all of them. */
@Component({
  selector: 'p-message-menu',
  imports: [Icon, TranslocoDirective],
  template: `
    <div #list popover class="menu" *transloco="let t" (click)="hide()" (keydown)="move($event)" role="menu" [attr.aria-label]="t('talk.menu.label')">
      @if (message(); as it) {
        <button type="button" role="menuitem" (click)="reply.emit(it)"><p-icon name="reply" [size]="18" />{{ t('talk.menu.reply') }}</button>
        @if (it.text) { <button type="button" role="menuitem" (click)="copy(it.text)"><p-icon name="copy" [size]="18" />{{ t('talk.menu.copy') }}</button> }
        @if (changeable()) {
          @if (it.text) { <button type="button" role="menuitem" (click)="edit.emit(it)"><p-icon name="pencil" [size]="18" />{{ t('talk.menu.edit') }}</button> }
          <button type="button" role="menuitem" class="bad" (click)="remove(it)"><p-icon name="trash-2" [size]="18" />{{ t('talk.menu.delete') }}</button>
        }
        @if (it.author !== me()) { <button type="button" role="menuitem" (click)="report.emit(it)"><p-icon name="flag" [size]="18" />{{ t('talk.menu.report') }}</button> }
      }
    </div>
  `,
  styles: `
    .menu { position: fixed; margin: 0; width: 13rem; padding: var(--s-2); border: 1px solid var(--line); border-radius: var(--r-2); background: var(--surface); color: var(--text); box-shadow: var(--shadow-3); }
    button { display: flex; align-items: center; gap: var(--s-3); width: 100%; min-height: var(--tap); padding: 0 var(--s-3); border: 0; border-radius: var(--r-1); background: none; text-align: start; }
    button:hover, button:focus-visible { background: var(--surface-2); }
    .bad { color: var(--bad); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MessageMenu {
  private readonly confirm = inject(Confirm);
  private readonly thread = inject(Thread);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(TranslocoService);
  protected readonly me = inject(Chats).me;
  readonly reply = output<Message>();
  readonly edit = output<Message>();
  readonly report = output<Message>();
  protected readonly message = signal<Message | null>(null);
  protected readonly changeable = signal(false);
  private readonly list = viewChild<ElementRef<HTMLElement>>('list');

  /** Opens beside the button that was pressed. */
  show(message: Message, by: HTMLElement): void {
    const list = this.list()?.nativeElement;
    if (!list) return;
    this.message.set(message);
    this.changeable.set(!this.thread.disputed() && isChangeable(message, this.me(), Date.now()));
    list.showPopover();
    setTimeout(() => {
      const [at, size] = [by.getBoundingClientRect(), list.getBoundingClientRect()];
      list.style.left = `${Math.max(8, Math.min(at.left, innerWidth - size.width - 8))}px`;
      list.style.top = `${Math.max(8, Math.min(at.bottom, innerHeight - size.height - 8))}px`;
      list.querySelector('button')?.focus();
    });
  }

  protected hide(): void {
    this.list()?.nativeElement.hidePopover();
  }

  protected move(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = [...(this.list()?.nativeElement.querySelectorAll('button') ?? [])];
    if (!step || !buttons.length) return;
    event.preventDefault();
    const at = buttons.findIndex((one) => one === document.activeElement);
    buttons[(at + step + buttons.length) % buttons.length].focus();
  }

  protected async copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.toasts.good(this.words.translate('talk.menu.copied'));
    } catch (error) {
      this.toasts.problem(error);
    }
  }

  protected async remove(message: Message): Promise<void> {
    const say = (key: string): string => this.words.translate(key);
    if (!(await this.confirm.ask(say('talk.menu.deleteHeading'), say('talk.menu.deleteText'), say('talk.menu.delete')))) return;
    await this.thread.remove(message.seq).catch((error: unknown) => this.toasts.problem(error));
  }
}
