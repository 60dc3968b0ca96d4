import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { load } from '@core/load';
import { Toasts } from '@ui/toasts';
import { Failed, Skeleton } from '@ui/states';

import { FeatureRow, switchable } from './feature-row';

/** What the organisation has switched on. A switch counts at once and can be taken back. */
@Component({
  selector: 'p-features',
  imports: [TranslocoDirective, Failed, Skeleton, FeatureRow],
  template: `
    <section class="card stack" aria-labelledby="features" *transloco="let t">
      <div class="stack tight">
        <h2 id="features">{{ t('operate.settings.features') }}</h2>
        <p class="muted small">{{ t(switches() ? 'operate.settings.featuresText' : 'operate.settings.featuresFixed') }}</p>
      </div>
      @if (read.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="read.reload()" />
      } @else if (read.first()) {
        <p-skeleton [lines]="5" height="3.5rem" />
      } @else {
        <div>
          @for (feature of all(); track feature.key) {
            <p-feature-row [feature]="feature" [may]="may()" [busy]="busy() === feature.key" (turned)="turn(feature, $event)" />
          }
        </div>
      }
    </section>
  `,
  styles: `h2 { font-size: var(--t-lg); }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Features {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly toasts = inject(Toasts);
  readonly may = input(false);
  protected readonly busy = signal('');
  // Their descriptions come in the reader's language.
  protected readonly read = load(
    () => this.language.lang(),
    () => this.api.ok(this.api.http.GET('/api/v1/config/features')),
  );
  protected readonly all = linkedSignal(() => this.read.value()?.items ?? []);
  protected readonly switches = computed(() => this.all().some((feature) => switchable(feature.key)));

  protected async turn(feature: Schema<'Feature'>, wanted: { enabled: boolean; share?: number }, undoes = false): Promise<void> {
    const share = wanted.share ?? feature.share;
    if (this.busy() || (feature.enabled === wanted.enabled && feature.share === share)) return;
    this.busy.set(feature.key);
    this.put({ ...feature, enabled: wanted.enabled, share });
    try {
      this.put(await this.api.ok(this.api.http.PUT('/api/v1/config/features/{key}', { params: { path: { key: feature.key } }, body: { enabled: wanted.enabled, share } })));
      const now = { ...feature, enabled: wanted.enabled, share };
      this.toasts.good(
        this.language.say(wanted.enabled ? 'operate.settings.turnedOn' : 'operate.settings.turnedOff', { share }),
        undoes ? undefined : () => void this.turn(now, { enabled: feature.enabled, share: feature.share }, true),
      );
    } catch (error) {
      this.put(feature);
      this.toasts.problem(error);
    } finally {
      this.busy.set('');
    }
  }

  private put(feature: Schema<'Feature'>): void {
    this.all.update((all) => all.map((one) => (one.key === feature.key ? feature : one)));
  }
}
