import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

const LOOKS = 6;

/** Somebody's initials in a colour that stays theirs, and whether they are there. Decoration: the name stands beside it. */
@Component({
  selector: 'p-face',
  template: `<span class="face" aria-hidden="true" [attr.data-look]="look()" [attr.data-initials]="initials()"></span>@if (online()) { <span class="dot" aria-hidden="true"></span> }`,
  styles: `
    :host { position: relative; flex: none; display: inline-block; width: var(--face, 2.75rem); height: var(--face, 2.75rem); }
    .face { width: 100%; height: 100%; border-radius: 50%; display: grid; place-items: center; font-weight: 700; font-size: calc(var(--face, 2.75rem) * 0.36); background: var(--brand-soft); color: var(--brand-strong); }
    .face::before { content: attr(data-initials); }
    .face[data-look='1'] { background: var(--accent-soft); color: var(--accent); }
    .face[data-look='2'] { background: var(--good-soft); color: var(--good); }
    .face[data-look='3'] { background: var(--warn-soft); color: var(--warn); }
    .face[data-look='4'] { background: var(--brand); color: var(--on-brand); }
    .face[data-look='5'] { background: var(--surface-2); color: var(--text); }
    .dot { position: absolute; right: -1px; bottom: -1px; width: 30%; height: 30%; min-width: 0.7rem; min-height: 0.7rem; border-radius: 50%; background: var(--good); border: 2px solid var(--surface); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Face {
  readonly name = input<string | null>('');
  /** Keeps the colour: an id. */
  readonly seed = input('');
  readonly online = input(false);
  protected readonly look = computed(() => [...this.seed()].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7) % LOOKS);
  protected readonly initials = computed(() => {
    const words = (this.name() ?? '').split(/\s+/).filter(Boolean);
    return words.slice(0, 2).map((word) => word[0]?.toUpperCase() ?? '').join('') || '·';
  });
}
