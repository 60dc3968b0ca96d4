import { ChangeDetectionStrategy, Component, ElementRef, effect, input, viewChild } from '@angular/core';

/** A page that others wrote (a mail, an invoice), shown where it can do nothing: no scripts, no forms; its links open in new tabs. */
@Component({
  selector: 'p-letter',
  template: `<iframe #frame sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer" [title]="name()"></iframe>`,
  styles: `
    :host { display: block; }
    iframe { width: 100%; height: 100%; border: 1px solid var(--line); border-radius: var(--r-1); background: #fff; color-scheme: light; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Letter {
  readonly name = input.required<string>();
  readonly html = input.required<string>();
  private readonly frame = viewChild.required<ElementRef<HTMLIFrameElement>>('frame');

  constructor() {
    // Set by hand: Angular would strip the letter's styles, and the sandbox already keeps it from doing anything.
    effect(() => (this.frame().nativeElement.srcdoc = `<base target="_blank">${this.html()}`));
  }
}
