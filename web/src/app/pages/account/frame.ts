import { ChangeDetectionStrategy, Component, input } from '@angular/core';

import { Icon } from '@ui/icon';

/** The quiet page around a short form: one thing to do, in the middle. */
@Component({
  selector: 'p-account-frame',
  imports: [Icon],
  template: `
    <div class="page">
      <section class="card">
        <div class="circle"><p-icon [name]="icon()" [size]="26" /></div>
        <h1>{{ heading() }}</h1>
        @if (text()) { <p class="muted">{{ text() }}</p> }
        <ng-content />
      </section>
      <div class="below"><ng-content select="[below]" /></div>
    </div>
  `,
  styles: `
    .page { max-width: 30rem; padding-top: clamp(1.5rem, 6vh, 4.5rem); display: grid; gap: var(--s-4); }
    .card { display: grid; gap: var(--s-4); padding: var(--s-6); border-radius: var(--r-3); box-shadow: var(--shadow-2); }
    .circle { width: 3.25rem; height: 3.25rem; border-radius: 50%; display: grid; place-items: center; background: var(--brand-soft); color: var(--brand-strong); }
    h1 { margin-top: calc(-1 * var(--s-1)); }
    .below { text-align: center; }
    @media (max-width: 40rem) {
      .page { padding-top: var(--s-4); }
      .card { padding: var(--s-5); }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AccountFrame {
  readonly icon = input.required<string>();
  readonly heading = input.required<string>();
  readonly text = input('');
}
