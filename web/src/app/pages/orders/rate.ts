import { ChangeDetectionStrategy, Component, input, model } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

let count = 0;

/** One to five stars, chosen: radio buttons, so arrow keys and screen readers know what to do. */
@Component({
  selector: 'p-rate',
  imports: [TranslocoDirective],
  template: `
    <fieldset *transloco="let t" [class.large]="large()">
      <legend [class.strong]="large()">{{ label() }}</legend>
      <div class="stars">
        @for (one of [1, 2, 3, 4, 5]; track one) {
          <label [class.full]="one <= value()"><input class="visually-hidden" type="radio" [name]="name" [value]="one" [checked]="value() === one" (change)="value.set(one)" /><span class="visually-hidden">{{ t('talk.work.review.stars', { stars: one }) }}</span><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 2.5l2.9 6 6.6.9-4.8 4.6 1.2 6.5L12 17.4l-5.9 3.1 1.2-6.5L2.5 9.4l6.6-.9z" /></svg></label>
        }
      </div>
    </fieldset>
  `,
  styles: `
    fieldset { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0 var(--s-4); }
    legend { float: left; }
    .stars { display: flex; margin-inline-start: -0.4rem; }
    label { position: relative; display: grid; place-items: center; width: var(--tap); height: var(--tap); cursor: pointer; border-radius: var(--r-1); }
    svg { width: 1.5rem; height: 1.5rem; fill: transparent; stroke: var(--line-strong); stroke-width: 1.5; stroke-linejoin: round; transition: transform var(--fast); }
    .large svg { width: 2rem; height: 2rem; }
    .full svg { fill: light-dark(#c98a10, #f0c04a); stroke: light-dark(#c98a10, #f0c04a); }
    label:hover svg { transform: scale(1.12); }
    label:has(:focus-visible) { outline: 3px solid var(--focus); outline-offset: -2px; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Rate {
  readonly label = input.required<string>();
  readonly large = input(false);
  /** 0 before something was chosen. */
  readonly value = model(0);
  protected readonly name = `rate-${count++}`;
}
