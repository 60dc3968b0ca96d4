import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Icon } from '@ui/icon';
import { AgoPipe, MomentPipe, MoneyPipe } from '@ui/pipes';

import type { Task } from './tasks';

const ICONS: Record<Task['kind'], string> = { offer: 'file-text', start: 'zap', deliver: 'send', revise: 'rotate-ccw', cancellation: 'ban', extension: 'clock', messages: 'mail', review: 'star' };
/** So long before it is due it presses, milliseconds. */
const SOON = 36 * 3_600_000;

/** One thing to do; all of it leads there. */
@Component({
  selector: 'li[p-task]',
  imports: [Icon, RouterLink, AgoPipe, MomentPipe, MoneyPipe, TranslocoDirective],
  template: `
    <a [routerLink]="task().link" [queryParams]="task().query" *transloco="let t">
      <span class="circle" [class.late]="late()"><p-icon [name]="icon()" /></span>
      <span class="words">
        <span class="small kind">{{ t('desk.today.kinds.' + task().kind) }}</span>
        <span class="strong title">{{ task().title || (task().count ? t('desk.today.unread', { count: task().count }) : t('desk.today.reviewOf')) }}</span>
        <span class="small muted facts">
          @if (who(); as name) { <span>{{ name }}</span> }
          @if (task().amount; as amount) { <span>{{ amount | money }}</span> }
          @if (task().due; as due) { <span class="due" [class.late]="late()" [class.soon]="soon()" [title]="due | moment">{{ t(late() ? 'desk.today.late' : 'desk.today.dues.' + task().kind, { when: (due | ago) }) }}</span> }
        </span>
      </span>
      <p-icon class="go" name="chevron-right" />
    </a>
  `,
  styles: `
    :host { display: block; }
    a { display: flex; gap: var(--s-4); align-items: center; padding: var(--s-4) var(--s-5); color: var(--text); text-decoration: none; }
    a:hover { background: var(--surface-2); color: var(--text); } a:focus-visible { outline-offset: -3px; }
    .circle { flex: none; width: 2.75rem; height: 2.75rem; border-radius: 50%; display: grid; place-items: center; background: var(--brand-soft); color: var(--brand-strong); }
    .circle.late { background: var(--bad-soft); color: var(--bad); }
    .words { display: grid; flex: 1; min-width: 0; gap: 1px; }
    .kind { color: var(--brand-strong); font-weight: 600; }
    .facts { display: flex; flex-wrap: wrap; gap: 0 var(--s-2); } .facts span + span::before { content: '·'; margin-inline-end: var(--s-2); color: var(--muted); font-weight: 400; }
    .due.soon { color: var(--warn); font-weight: 600; } .due.late { color: var(--bad); font-weight: 600; }
    .go { color: var(--muted); }
    @media (max-width: 40rem) { a { padding: var(--s-3) var(--s-4); gap: var(--s-3); } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TaskRow {
  readonly task = input.required<Task>();
  readonly who = input<string | null>(null);
  readonly now = input.required<number>();
  protected readonly icon = computed(() => ICONS[this.task().kind]);
  private readonly left = computed(() => (this.task().due ? Date.parse(this.task().due!) - this.now() : Infinity));
  protected readonly late = computed(() => this.left() < 0);
  protected readonly soon = computed(() => this.left() < SOON);
}
