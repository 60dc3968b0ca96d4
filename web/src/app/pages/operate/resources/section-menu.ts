import { ChangeDetectionStrategy, Component, DestroyRef, ElementRef, afterNextRender, afterRenderEffect, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

/** The sections of a long editor, with the one being read marked. Links, so that each has an address. */
@Component({
  selector: 'p-section-menu',
  imports: [RouterLink, TranslocoDirective],
  template: `
    <nav *transloco="let t" [attr.aria-label]="t('operate.resources.sections')">
      @for (one of sections(); track one) {
        <a [routerLink]="[]" [fragment]="one" queryParamsHandling="preserve" [attr.aria-current]="one === now() ? 'location' : null" [class.wrong]="wrong().has(one)" (click)="go(one)">{{ t('operate.resources.section.' + one) }}@if (wrong().has(one)) { <span class="visually-hidden">{{ t('operate.resources.sectionWrong') }}</span> }</a>
      }
    </nav>
  `,
  styles: `
    nav { position: sticky; top: var(--s-4); display: grid; gap: 2px; }
    a { padding: var(--s-2) var(--s-3); border-inline-start: 3px solid var(--line); color: var(--muted); text-decoration: none; font-weight: 500; }
    a:hover { color: var(--text); } a[aria-current] { color: var(--text); border-color: var(--brand); font-weight: 650; }
    a.wrong::after { content: ''; display: inline-block; width: 0.55rem; height: 0.55rem; margin-inline-start: var(--s-2); border-radius: 50%; background: var(--bad); }
    @media (max-width: 72rem) {
      :host { position: sticky; top: 0; z-index: 15; margin-inline: calc(-1 * var(--s-4)); background: var(--bg); border-bottom: 1px solid var(--line); }
      nav { position: static; display: flex; overflow-x: auto; scrollbar-width: none; padding-inline: var(--s-2); }
      a { flex: none; border-inline-start: 0; border-bottom: 3px solid transparent; min-height: var(--tap); display: flex; align-items: center; white-space: nowrap; }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SectionMenu {
  readonly sections = input.required<readonly string[]>();
  /** Sections with something to mend. */
  readonly wrong = input<ReadonlySet<string>>(new Set());
  protected readonly now = signal('');

  constructor() {
    const [destroyed, host] = [inject(DestroyRef), inject<ElementRef<HTMLElement>>(ElementRef).nativeElement];
    // On a phone the menu is a strip: the section being read stays in it.
    afterRenderEffect(() => {
      if (!this.now()) return;
      const [strip, link] = [host.querySelector('nav'), host.querySelector<HTMLElement>('[aria-current]')];
      if (strip && link) strip.scrollTo({ left: link.offsetLeft - strip.offsetLeft - 32 });
    });
    afterNextRender(() => {
      const seen = new Set<string>();
      const watcher = new IntersectionObserver(
        (entries) => {
          for (const entry of entries) entry.isIntersecting ? seen.add(entry.target.id) : seen.delete(entry.target.id);
          this.now.set(this.sections().find((one) => seen.has(one)) ?? this.now());
        },
        { rootMargin: '-20% 0px -55%' },
      );
      for (const one of this.sections()) {
        const section = document.getElementById(one);
        if (section) watcher.observe(section);
      }
      destroyed.onDestroy(() => watcher.disconnect());
    });
  }

  /** The keyboard goes where the eye goes. */
  protected go(section: string): void {
    const target = document.getElementById(section);
    target?.scrollIntoView();
    target?.focus({ preventScroll: true });
  }
}
