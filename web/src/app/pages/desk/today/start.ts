import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Problem } from '@core/problem';
import { Session } from '@core/session';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { Refusals } from '@ui/refusals';
import { Toasts } from '@ui/toasts';

import { OwnProfile } from '../own-profile';

/** For who offers nothing yet: what it is, how it goes, and the first step. */
@Component({
  selector: 'p-desk-start',
  imports: [Control, Field, Icon, TranslocoDirective],
  template: `
    <div class="page" *transloco="let t">
      <div class="hello">
        <div class="stack loose">
          <div class="stack">
            <h1>{{ t('desk.start.heading') }}</h1>
            <p class="lead">{{ t('desk.start.text') }}</p>
          </div>
          <form class="card stack" novalidate (submit)="$event.preventDefault(); begin(line.value)">
            <p-field [label]="t('desk.start.headline')" [hint]="t('desk.start.headlineHint')" [error]="wrong()">
              <input #line pControl maxlength="120" autocomplete="off" [placeholder]="t('desk.start.headlineExample')" (input)="wrong.set('')" />
            </p-field>
            <button type="submit" class="btn primary" [disabled]="busy()" [attr.aria-busy]="busy()">{{ t(busy() ? 'desk.start.busy' : 'desk.start.begin') }}</button>
            <p class="small muted">{{ t('desk.start.note') }}</p>
          </form>
        </div>
        <ol class="stack steps">
          @for (step of steps; track step.name) {
            <li><span class="circle"><p-icon [name]="step.icon" /></span><div><h2>{{ t('desk.start.steps.' + step.name) }}</h2><p class="muted">{{ t('desk.start.stepTexts.' + step.name) }}</p></div></li>
          }
        </ol>
      </div>
    </div>
  `,
  styles: `
    .hello { display: grid; grid-template-columns: minmax(0, 6fr) minmax(0, 5fr); gap: var(--s-7); align-items: center; padding-block: var(--s-6); }
    h1 { font-size: var(--t-3xl); line-height: 1.08; letter-spacing: -0.03em; }
    .lead { font-size: var(--t-lg); max-width: 34rem; text-wrap: pretty; }
    form { max-width: 34rem; }
    .steps { gap: var(--s-5); } .steps li { display: flex; gap: var(--s-4); } .steps h2 { font-size: var(--t-md); letter-spacing: 0; }
    .circle { flex: none; width: 3rem; height: 3rem; border-radius: 50%; display: grid; place-items: center; background: var(--brand-soft); color: var(--brand-strong); }
    @media (max-width: 60rem) { .hello { grid-template-columns: minmax(0, 1fr); padding-block: var(--s-3); gap: var(--s-6); } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DeskStart {
  private readonly api = inject(Api);
  private readonly own = inject(OwnProfile);
  private readonly refusals = inject(Refusals);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  protected readonly busy = signal(false);
  protected readonly wrong = signal('');
  protected readonly steps = [
    { name: 'profile', icon: 'user' },
    { name: 'offer', icon: 'send' },
    { name: 'paid', icon: 'wallet' },
    { name: 'reviews', icon: 'star' },
  ];

  protected async begin(headline: string): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    try {
      // What one writes in is what one works in, until told otherwise.
      const code = this.session.profile()?.locale ?? 'es';
      const body = { headline, about: '', languages: [{ code, level: 'native' as const }], radiusKm: 25, remote: false };
      this.own.read.set(await this.api.ok(this.api.http.POST('/api/v1/professionals/me', { body })));
      await this.router.navigateByUrl('/work/profile');
    } catch (error) {
      const problem = Problem.from(error);
      this.wrong.set(this.refusals.field(problem, 'headline') ?? '');
      if (problem.code === 'professionals.exists') await this.own.read.reload();
      else if (!this.wrong()) this.toasts.problem(problem);
    } finally {
      this.busy.set(false);
    }
  }
}
