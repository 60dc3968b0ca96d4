import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Language } from '@core/i18n';
import { Confirm, Dialog } from '@ui/dialog';
import { Toasts } from '@ui/toasts';
import { When } from '@ui/when';

import { Catalogue } from '../bookings/catalogue';
import type { Entry } from './layout';

/** A closure: why and until when; and opening again. */
@Component({
  selector: 'p-closure-dialog',
  imports: [Dialog, TranslocoDirective, When],
  template: `
    <ng-container *transloco="let t">
      <p-dialog [open]="!!entry()" [heading]="t('operate.calendar.closureOf', { name: resource()?.name ?? '' })" (closed)="closed.emit()">
        @if (entry(); as shown) {
          <p class="strong"><p-when [from]="shown.startDateTime" [to]="shown.endDateTime" [zone]="resource()?.location?.timeZone ?? 'UTC'" /></p>
          <p>{{ shown.title || t('operate.calendar.noReason') }}</p>
          <p class="muted small">{{ t('operate.calendar.unitsClosed', { count: shown.unitIds.length }) }}</p>
          <div class="row end">
            <button type="button" class="btn" (click)="closed.emit()">{{ t('common.close') }}</button>
            <button type="button" class="btn danger" [disabled]="busy()" (click)="remove(shown)">{{ t(busy() ? 'operate.bookings.working' : 'operate.calendar.reopen') }}</button>
          </div>
        }
      </p-dialog>
    </ng-container>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ClosureDialog {
  private readonly api = inject(Api);
  private readonly confirm = inject(Confirm);
  private readonly toasts = inject(Toasts);
  private readonly language = inject(Language);
  private readonly catalogue = inject(Catalogue);
  readonly entry = input<Entry | null>(null);
  readonly removed = output<string>();
  readonly closed = output<void>();
  protected readonly busy = signal(false);
  protected readonly resource = computed(() => (this.entry() ? this.catalogue.resource(this.entry()!.resourceId) : null));

  protected async remove(entry: Entry): Promise<void> {
    const say = (key: string): string => this.language.say(key);
    if (!(await this.confirm.ask(say('operate.calendar.reopen'), say('operate.calendar.reopenText'), say('operate.calendar.reopen')))) return;
    this.busy.set(true);
    try {
      await this.api.ok(this.api.http.DELETE('/api/v1/bookings/closures/{id}', { params: { path: { id: entry.closureId! } } }));
      this.toasts.good(say('operate.calendar.reopened'));
      this.removed.emit(entry.resourceId);
    } catch (error) {
      this.toasts.problem(error);
    } finally {
      this.busy.set(false);
    }
  }
}
