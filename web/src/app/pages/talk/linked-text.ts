import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** Text with its addresses as links. */
@Component({
  selector: 'p-linked-text',
  template: `@for (part of parts(); track $index) {@if (part.href) {<a [href]="part.href" target="_blank" rel="noopener noreferrer nofollow ugc">{{ part.text }}</a>} @else {{{ part.text }}}}`,
  styles: `:host { white-space: pre-wrap; overflow-wrap: anywhere; } a { color: inherit; text-decoration: underline; }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LinkedText {
  readonly text = input.required<string>();
  protected readonly parts = computed(() => partsOf(this.text()));
}

interface Part {
  text: string;
  href: string | null;
}

/** What ends a sentence is no part of an address in it. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const found of text.matchAll(/https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]/g)) {
    if (found.index > from) parts.push({ text: text.slice(from, found.index), href: null });
    parts.push({ text: found[0], href: found[0] });
    from = found.index + found[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), href: null });
  return parts;
}
