import { ChangeDetectionStrategy, Component, ElementRef, Injectable, effect, inject, input, output, signal, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Icon } from './icon';
import { ToastHost } from './toasts';

/** A dialog over the page: the browser's own, so focus, Escape and the backdrop behave. */
@Component({
  selector: 'p-dialog',
  imports: [Icon, ToastHost, TranslocoDirective],
  template: `
    <dialog #box class="dialog" [class.wide]="wide()" [attr.aria-label]="heading()" (close)="closed.emit()" (click)="backdrop($event)" *transloco="let t">
      @if (open()) {
        <div class="body">
          <div class="row between top">
            <h2>{{ heading() }}</h2>
            <button type="button" class="btn quiet icon small" [attr.aria-label]="t('common.close')" (click)="box.close()"><p-icon name="x" /></button>
          </div>
          <ng-content />
        </div>
        <p-toasts [over]="true" />
      }
    </dialog>
  `,
  styles: `.top { flex-wrap: nowrap; align-items: start; } dialog.wide { width: min(52rem, calc(100vw - 2rem)); } @media (max-width: 40rem) { dialog.wide { width: 100vw; } }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Dialog {
  readonly open = input(false);
  readonly wide = input(false);
  readonly heading = input.required<string>();
  /** Escape, the backdrop or the cross: set what opened it back. */
  readonly closed = output<void>();
  private readonly box = viewChild<ElementRef<HTMLDialogElement>>('box');

  constructor() {
    effect(() => {
      const [box, open] = [this.box()?.nativeElement, this.open()];
      if (open && box && !box.open) box.showModal();
      if (!open && box?.open) box.close();
    });
  }

  protected backdrop(event: MouseEvent): void {
    const box = this.box()?.nativeElement;
    if (event.target === box) box?.close();
  }
}

interface Question {
  heading: string;
  text: string;
  yes: string;
  danger: boolean;
  answer: (yes: boolean) => void;
}

/** Asks before what cannot be undone. */
@Injectable({ providedIn: 'root' })
export class Confirm {
  readonly question = signal<Question | null>(null);

  ask(heading: string, text: string, yes: string, danger = true): Promise<boolean> {
    this.question()?.answer(false);
    return new Promise((resolve) => {
      const answer = (said: boolean): void => {
        this.question.set(null);
        resolve(said);
      };
      this.question.set({ heading, text, yes, danger, answer });
    });
  }
}

@Component({
  selector: 'p-confirm',
  imports: [Dialog, TranslocoDirective],
  template: `
    <p-dialog [open]="!!confirm.question()" [heading]="confirm.question()?.heading ?? ''" (closed)="confirm.question()?.answer(false)">
      @if (confirm.question(); as question) {
        <ng-container *transloco="let t">
          <p>{{ question.text }}</p>
          <div class="row end">
            <button type="button" class="btn" (click)="question.answer(false)">{{ t('common.keep') }}</button>
            <button type="button" class="btn" [class.danger]="question.danger" [class.primary]="!question.danger" (click)="question.answer(true)">{{ question.yes }}</button>
          </div>
        </ng-container>
      }
    </p-dialog>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ConfirmHost {
  protected readonly confirm = inject(Confirm);
}
