import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { load } from '@core/load';
import { Confirm } from '@ui/dialog';
import { Icon } from '@ui/icon';
import { AgoPipe } from '@ui/pipes';
import { Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { deviceName } from './device-name';

/** Where one is signed in, and a way to end each. */
@Component({
  selector: 'p-profile-devices',
  imports: [AgoPipe, Failed, Icon, Skeleton, TranslocoDirective],
  template: `
    <section class="card stack" *transloco="let t">
      <h2>{{ t('account.devices.heading') }}</h2>
      <p class="muted small">{{ t('account.devices.text') }}</p>
      @if (sessions.problem(); as problem) { <p-failed [problem]="problem" (retry)="sessions.reload()" /> }
      @if (sessions.first()) { <p-skeleton [lines]="2" height="3.5rem" /> }
      <ul aria-live="polite">
        @for (one of sessions.value(); track one.id) {
          <li>
            <p-icon name="monitor" />
            <div class="what">
              <p class="strong">{{ name(one) || t('account.devices.unknown') }} @if (one.current) { <span class="badge" data-tone="good">{{ t('account.devices.this') }}</span> }</p>
              <p class="small muted">{{ t('account.devices.lastUsed', { when: one.lastUsedAt | ago }) }} · {{ one.address }}</p>
            </div>
            @if (!one.current) {
              <button type="button" class="btn small" [disabled]="ending() === one.id" [attr.aria-label]="t('account.devices.endNamed', { name: name(one) || t('account.devices.unknown') })" (click)="end(one)">{{ t('account.devices.end') }}</button>
            }
          </li>
        }
      </ul>
      @if (others() > 1) {
        <div><button type="button" class="btn danger small" [disabled]="!!ending()" (click)="endOthers()">{{ t('account.devices.endOthers') }}</button></div>
      }
    </section>
  `,
  styles: `
    li { display: flex; align-items: center; gap: var(--s-3); padding-block: var(--s-3); border-top: 1px solid var(--line); }
    .what { flex: 1; min-width: 0; }
    p-icon { color: var(--muted); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProfileDevices {
  private readonly api = inject(Api);
  private readonly confirm = inject(Confirm);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(TranslocoService);
  protected readonly ending = signal('');
  protected readonly sessions = load(() => 0, async () => (await this.api.ok(this.api.http.GET('/api/v1/auth/sessions'))).items);

  protected name(one: Schema<'SessionView'>): string {
    return deviceName(one.device);
  }

  protected others(): number {
    return this.sessions.value()?.filter((one) => !one.current).length ?? 0;
  }

  protected async end(one: Schema<'SessionView'>): Promise<void> {
    this.ending.set(one.id);
    try {
      await this.drop(one.id);
      this.toasts.good(this.words.translate('account.devices.ended'));
    } catch (error) {
      this.toasts.problem(error);
    } finally {
      this.ending.set('');
    }
  }

  protected async endOthers(): Promise<void> {
    const say = (key: string): string => this.words.translate(key);
    if (!(await this.confirm.ask(say('account.devices.endOthers'), say('account.devices.endOthersText'), say('account.devices.end')))) return;
    this.ending.set('all');
    try {
      for (const one of this.sessions.value() ?? []) if (!one.current) await this.drop(one.id);
      this.toasts.good(say('account.devices.ended'));
    } catch (error) {
      this.toasts.problem(error);
    } finally {
      this.ending.set('');
    }
  }

  private async drop(id: string): Promise<void> {
    await this.api.ok(this.api.http.DELETE('/api/v1/auth/sessions/{id}', { params: { path: { id } } }));
    this.sessions.set((this.sessions.value() ?? []).filter((one) => one.id !== id));
  }
}
