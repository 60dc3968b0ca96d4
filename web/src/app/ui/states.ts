import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Problem } from '@core/problem';

import { Icon } from './icon';
import { Refusals } from './refusals';

/** Nothing there yet: says so and what to do about it (put a button inside). */
@Component({
  selector: 'p-empty',
  imports: [Icon],
  template: `
    <div class="circle"><p-icon [name]="icon()" [size]="28" /></div>
    @if (top()) {
      <h1>{{ heading() }}</h1>
    } @else {
      <h2>{{ heading() }}</h2>
    }
    @if (text()) {
      <p class="muted">{{ text() }}</p>
    }
    <div class="row"><ng-content /></div>
  `,
  styles: `
    :host { display: grid; justify-items: center; gap: var(--s-3); text-align: center; padding: var(--s-7) var(--s-4); }
    p { max-width: 32rem; }
    .circle { width: 4rem; height: 4rem; border-radius: 50%; display: grid; place-items: center; background: var(--brand-soft); color: var(--brand-strong); }
    .row { justify-content: center; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Empty {
  readonly icon = input('search');
  readonly heading = input.required<string>();
  readonly text = input('');
  /** It is the whole page, and its heading the page's. */
  readonly top = input(false);
}

/** It could not be read: why, and a button that tries again where that may help. */
@Component({
  selector: 'p-failed',
  imports: [Icon, TranslocoDirective],
  template: `
    <div class="notice" data-tone="bad" role="alert" *transloco="let t">
      <p-icon [name]="problem().status === 0 ? 'wifi-off' : 'circle-alert'" />
      <div class="stack tight">
        <p>{{ text() }}</p>
        @if (problem().requestId; as id) {
          <p class="tiny muted">{{ t('common.requestId', { id }) }}</p>
        }
        @if (problem().passing) {
          <div><button type="button" class="btn small" (click)="retry.emit()">{{ t('common.retry') }}</button></div>
        }
      </div>
    </div>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Failed {
  private readonly refusals = inject(Refusals);
  readonly problem = input.required<Problem>();
  readonly retry = output<void>();
  protected readonly text = computed(() => this.refusals.text(this.problem()));
}

/** Grey lines where text will be. */
@Component({
  selector: 'p-skeleton',
  template: `@for (line of rows(); track line) { <div class="skeleton" [style.height]="height()" aria-hidden="true"></div> }`,
  styles: `:host { display: grid; gap: var(--s-3); }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Skeleton {
  readonly lines = input(3);
  readonly height = input('1.25rem');
  protected readonly rows = computed(() => Array.from({ length: this.lines() }, (_, at) => at));
}
