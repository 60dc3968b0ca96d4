import { ChangeDetectionStrategy, Component, input } from '@angular/core';

/** A list that is being read, in the shape it will have. */
@Component({
  selector: 'p-rows',
  template: `
    <div class="table-box" aria-hidden="true">
      @for (row of rows; track row) {
        <div class="line" [style.height]="height()"><div class="skeleton"></div><div class="skeleton short"></div></div>
      }
    </div>
  `,
  styles: `
    .line { display: flex; align-items: center; justify-content: space-between; gap: var(--s-5); padding: 0 var(--s-4); }
    .line + .line { border-top: 1px solid var(--line); }
    .skeleton { width: 45%; } .short { width: 18%; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Rows {
  readonly height = input('3.8rem');
  protected readonly rows = [1, 2, 3, 4, 5, 6, 7, 8];
}
