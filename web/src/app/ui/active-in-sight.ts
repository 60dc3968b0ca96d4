import { DestroyRef, Directive, ElementRef, afterNextRender, inject } from '@angular/core';

/** On a menu that scrolls sideways on phones: the link of where one is stays in sight, also when links come or go later. */
@Directive({ selector: '[pActiveInSight]' })
export class ActiveInSight {
  private readonly bar = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private shown: Element | null = null;

  constructor() {
    const changes = new MutationObserver(() => this.reveal());
    const sizes = new ResizeObserver(() => this.reveal(true));
    inject(DestroyRef).onDestroy(() => (changes.disconnect(), sizes.disconnect()));
    afterNextRender(() => {
      changes.observe(this.bar, { subtree: true, childList: true, attributes: true, attributeFilter: ['class'] });
      // Its own width, and that of its words once their font is there.
      sizes.observe(this.bar);
      void document.fonts.ready.then(() => this.reveal(true));
      this.reveal(true);
    });
  }

  // Who scrolls the bar is left alone until something else is active.
  private reveal(anew = false): void {
    const on = this.bar.querySelector('a.on');
    if (on === this.shown && !anew) return;
    this.shown = on;
    if (!on || this.bar.scrollWidth <= this.bar.clientWidth) return;
    const [link, bar] = [on.getBoundingClientRect(), this.bar.getBoundingClientRect()];
    this.bar.scrollTo({ left: this.bar.scrollLeft + link.left - bar.left - (bar.width - link.width) / 2 });
  }
}
