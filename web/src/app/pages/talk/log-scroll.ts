import { DestroyRef, Injectable, Injector, afterNextRender, inject, signal } from '@angular/core';

/** So close to the end counts as at the end, pixels. */
const NEAR = 90;

/**
 * Where a conversation is scrolled to: at its end it stays there whatever comes or grows; what is read before the first
 * message moves nothing that one looks at. Browsers that could do this alone do not all do it.
 */
@Injectable()
export class LogScroll {
  private readonly injector = inject(Injector);
  private box: HTMLElement | null = null;
  private readonly grown = new ResizeObserver(() => this.atEnd() && this.toEnd());
  private size = '';
  readonly atEnd = signal(true);

  constructor() {
    inject(DestroyRef).onDestroy(() => this.grown.disconnect());
  }

  /** The part that scrolls and what is in it. */
  watch(box: HTMLElement, content: HTMLElement): void {
    if (this.box === box) return;
    this.grown.disconnect();
    this.box = box;
    box.addEventListener('scroll', () => this.scrolled(), { passive: true });
    this.grown.observe(content);
    this.grown.observe(box);
    this.toEnd();
  }

  toEnd(): void {
    if (!this.box) return;
    this.box.scrollTop = this.box.scrollHeight;
    this.size = this.measure();
    this.atEnd.set(true);
  }

  /** Keeps what is seen in its place while something is put before it. */
  async keeping(change: () => Promise<void>): Promise<void> {
    const box = this.box;
    const below = box ? box.scrollHeight - box.scrollTop : 0;
    await change();
    afterNextRender({ write: () => box && (box.scrollTop = box.scrollHeight - below) }, { injector: this.injector });
  }

  /** Brings a part of it to the middle, once it is drawn. */
  show(selector: string): void {
    const show = (): void => {
      this.box?.querySelector(selector)?.scrollIntoView({ block: 'center' });
      // At once: what grows in this very frame must not pull it to the end.
      this.atEnd.set(this.isAtEnd());
    };
    afterNextRender({ write: show }, { injector: this.injector });
  }

  // Told late: by now there may be more in it, which is no wish to leave the end.
  private scrolled(): void {
    if (this.atEnd() && this.measure() !== this.size) this.toEnd();
    else this.atEnd.set(this.isAtEnd());
  }

  private measure(): string {
    return `${this.box?.scrollHeight} ${this.box?.clientHeight}`;
  }

  private isAtEnd(): boolean {
    return !!this.box && this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < NEAR;
  }
}
