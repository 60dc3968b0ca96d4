import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** A picture of the sprite that scripts/icons.mjs makes; add its name to the list there. Decoration: the words beside it say it. */
@Component({
  selector: 'p-icon',
  template: `<svg aria-hidden="true" focusable="false" [attr.width]="size()" [attr.height]="size()"><use [attr.href]="href()" /></svg>`,
  styles: `
    :host { display: inline-flex; flex: none; }
    svg { fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Icon {
  readonly name = input.required<string>();
  /** Pixels. */
  readonly size = input(20);
  protected readonly href = computed(() => `/icons.svg#${this.name()}`);
}
