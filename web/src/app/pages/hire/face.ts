import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** Dark enough for white letters. */
const COLOURS = ['#a4502f', '#4c6f45', '#2b7379', '#77557f', '#3c668f', '#a34d59', '#6a6255', '#7a4a63'];

/** Somebody's picture; without one their initials, in a colour that stays theirs. Decoration: the name stands beside it. */
@Component({
  selector: 'p-face',
  template: `
    @if (src(); as url) {
      <img [src]="url" alt="" [attr.loading]="eager() ? 'eager' : 'lazy'" decoding="async" />
    } @else {
      <span aria-hidden="true" [style.background]="colour()" [attr.data-initials]="initials()"></span>
    }
  `,
  styles: `
    :host { display: block; flex: none; width: var(--face, 4rem); height: var(--face, 4rem); border-radius: 50%; overflow: hidden; background: var(--surface-2); }
    img { width: 100%; height: 100%; object-fit: cover; }
    span { display: grid; place-items: center; width: 100%; height: 100%; color: #fff; font-weight: 700; font-size: calc(var(--face, 4rem) * 0.34); letter-spacing: 0.01em; }
    span::before { content: attr(data-initials); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Face {
  readonly name = input.required<string>();
  readonly src = input<string | null | undefined>(null);
  readonly eager = input(false);
  protected readonly initials = computed(() => this.name().split(/\s+/).filter(Boolean).slice(0, 2).map((word) => word[0].toUpperCase()).join('') || '·');
  protected readonly colour = computed(() => COLOURS[[...this.name()].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7) % COLOURS.length]);
}
