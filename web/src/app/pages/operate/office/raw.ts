import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** Data as it is, for who looks closely. */
@Component({
  selector: 'p-raw',
  template: `<details><summary>{{ label() }}</summary><pre>{{ text() }}</pre></details>`,
  styles: `
    summary { cursor: pointer; min-height: 2.25rem; line-height: 2.25rem; font-size: var(--t-sm); color: var(--muted); }
    pre { margin: 0; padding: var(--s-3); border-radius: var(--r-1); background: var(--surface-2); font-size: var(--t-xs); white-space: pre-wrap; overflow-wrap: anywhere; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Raw {
  readonly label = input.required<string>();
  readonly data = input.required<unknown>();
  protected readonly text = computed(() => JSON.stringify(this.data(), null, 2));
}
