import { ChangeDetectionStrategy, Component, Directive, ElementRef, computed, effect, inject, input } from '@angular/core';

let count = 0;

/**
 * A labelled input: put one `input`, `select` or `textarea` with `pControl` inside. Hint and error are read out with it.
 *
 *     <p-field [label]="t('account.email')" [error]="errors()['email']"><input pControl type="email" [(ngModel)]="email" /></p-field>
 */
@Component({
  selector: 'p-field',
  host: { class: 'field' },
  template: `
    <label [attr.for]="id">{{ label() }}@if (optional()) { <span class="muted tiny"> {{ optional() }}</span> }</label>
    <ng-content />
    @if (hint()) { <p class="hint" [id]="id + '-hint'">{{ hint() }}</p> }
    @if (error()) { <p class="error" [id]="id + '-error'">{{ error() }}</p> }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Field {
  readonly id = `field-${count++}`;
  readonly label = input.required<string>();
  readonly hint = input<string | null | undefined>('');
  readonly optional = input('');
  readonly error = input<string | null | undefined>('');
  readonly described = computed(() => [this.hint() && `${this.id}-hint`, this.error() && `${this.id}-error`].filter(Boolean).join(' ') || null);
}

/** Ties a control to the [[Field]] around it. */
@Directive({ selector: '[pControl]' })
export class Control {
  constructor() {
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const field = inject(Field, { optional: true });
    if (!field) return;
    element.id = field.id;
    effect(() => {
      const described = field.described();
      if (described) element.setAttribute('aria-describedby', described);
      else element.removeAttribute('aria-describedby');
      if (field.error()) element.setAttribute('aria-invalid', 'true');
      else element.removeAttribute('aria-invalid');
    });
  }
}
