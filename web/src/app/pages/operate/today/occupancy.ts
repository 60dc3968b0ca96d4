import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Language } from '@core/i18n';
import { clock } from '@core/time';

import { Hour } from './figures';

const [WIDTH, HEIGHT] = [320, 64];

/** How full a place is through the day: bars by the hour, and the same as a table for those who read it. */
@Component({
  selector: 'p-occupancy',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <div class="row between top"><h3>{{ name() }}</h3><span class="small muted">{{ peak() ? t('operate.today.peak', { used: peak()!.used, total: total(), at: text(peak()!) }) : t(closed() ? 'operate.today.shut' : 'operate.today.empty') }}</span></div>
      <svg [attr.viewBox]="'0 0 ' + width + ' ' + (height + 16)" aria-hidden="true" focusable="false">
        @for (bar of bars(); track bar.hour.hour) {
          <rect [attr.x]="bar.x" [attr.y]="0" [attr.width]="bar.width" [attr.height]="height" rx="3" class="room" [class.shut]="!bar.hour.open" />
          @if (bar.height) { <rect [attr.x]="bar.x" [attr.y]="height - bar.height" [attr.width]="bar.width" [attr.height]="bar.height" rx="3" class="used" [class.past]="bar.past" /> }
          @if (bar.label) { <text [attr.x]="bar.x" [attr.y]="height + 13">{{ bar.hour.hour }}</text> }
        }
      </svg>
      <details class="small">
        <summary>{{ t('operate.today.asTable') }}</summary>
        <table>
          <caption class="visually-hidden">{{ name() }}</caption>
          <thead><tr><th>{{ t('operate.today.hour') }}</th><th class="number">{{ t('operate.today.used', { total: total() }) }}</th></tr></thead>
          <tbody>
            @for (hour of hours(); track hour.hour) { <tr><td>{{ text(hour) }}</td><td class="number">{{ hour.used }}</td></tr> }
          </tbody>
        </table>
      </details>
    </ng-container>
  `,
  styles: `
    :host { display: grid; gap: var(--s-2); }
    .top { flex-wrap: nowrap; align-items: baseline; }
    h3 { font-size: var(--t-md); }
    svg { width: 100%; height: auto; overflow: visible; }
    .room { fill: color-mix(in srgb, var(--text) 9%, transparent); }
    .room.shut { opacity: 0.45; }
    .used { fill: var(--brand); }
    .used.past { opacity: 0.45; }
    text { fill: var(--muted); font-size: 10px; }
    summary { cursor: pointer; color: var(--muted); min-height: 1.75rem; }
    td, th { padding: 2px var(--s-2); border-bottom: 1px solid var(--line); }
    @media print { details { display: none; } svg { max-width: 9cm; } .used { fill: #444; } .room { fill: #eee; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Occupancy {
  private readonly language = inject(Language);
  readonly name = input.required<string>();
  readonly zone = input.required<string>();
  readonly hours = input.required<readonly Hour[]>();
  readonly total = input.required<number>();
  /** Whether the place does not open at all. */
  readonly closed = input(false);
  readonly now = input.required<number>();
  protected readonly width = WIDTH;
  protected readonly height = HEIGHT;
  protected readonly peak = computed(() => this.hours().reduce<Hour | null>((best, hour) => (hour.used > (best?.used ?? 0) ? hour : best), null));
  protected readonly bars = computed(() => {
    const step = WIDTH / Math.max(1, this.hours().length);
    return this.hours().map((hour, at) => ({
      hour,
      x: at * step + 1,
      width: step - 2,
      height: hour.used ? Math.max(4, (hour.used / Math.max(1, this.total())) * HEIGHT) : 0,
      past: hour.start + 3_600_000 <= this.now(),
      label: hour.hour % 3 === 0,
    }));
  });

  protected text(hour: Hour): string {
    return clock(new Date(hour.start), this.zone(), this.language.locale());
  }
}
