import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Icon } from '@ui/icon';

import type { Profile } from '../own-profile';

interface Step {
  name: 'publish' | 'verify' | 'account' | 'portfolio';
  done: boolean;
  path: string;
}

/** What is still to be set up; gone once all of it is. */
@Component({
  selector: 'p-setup-card',
  imports: [Icon, RouterLink, TranslocoDirective],
  template: `
    @if (open().length) {
      <section class="card stack" aria-labelledby="setup" *transloco="let t">
        <div class="row between"><h2 id="setup">{{ t('desk.setup.heading') }}</h2><span class="small muted">{{ t('desk.setup.done', { done: steps().length - open().length, all: steps().length }) }}</span></div>
        <ul class="stack tight">
          @for (step of steps(); track step.name) {
            <li>
              @if (step.done) {
                <span class="line muted"><p-icon name="circle-check" />{{ t('desk.setup.steps.' + step.name) }}<span class="visually-hidden"> ({{ t('desk.level.done') }})</span></span>
              } @else {
                <a class="line" [routerLink]="step.path"><p-icon name="circle" /><span>{{ t('desk.setup.steps.' + step.name) }}@if (step.name === 'verify' && waits()) { <span class="small muted"> · {{ t('desk.setup.waits') }}</span> }</span><p-icon class="go" name="chevron-right" [size]="18" /></a>
              }
            </li>
          }
        </ul>
      </section>
    }
  `,
  styles: `
    h2 { font-size: var(--t-lg); }
    .line { display: flex; align-items: center; gap: var(--s-3); min-height: var(--tap); color: var(--text); text-decoration: none; font-weight: 500; }
    a.line:hover { color: var(--brand-strong); } a.line > p-icon:first-child { color: var(--line-strong); } span.line p-icon { color: var(--good); }
    .go { margin-inline-start: auto; color: var(--muted); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SetupCard {
  readonly profile = input.required<Profile>();
  readonly verification = input.required<Schema<'CaseStatus'> | null>();
  readonly hasAccount = input.required<boolean>();
  protected readonly waits = computed(() => this.verification() === 'submitted' || this.verification() === 'in_review');
  protected readonly steps = computed((): Step[] => [
    { name: 'publish', done: this.profile().status === 'published', path: '/work/profile' },
    { name: 'portfolio', done: this.profile().portfolio.length > 0, path: '/work/profile' },
    { name: 'verify', done: this.profile().verified || this.verification() === 'approved', path: '/work/verification' },
    { name: 'account', done: this.hasAccount(), path: '/work/money' },
  ]);
  protected readonly open = computed(() => this.steps().filter((step) => !step.done));
}
