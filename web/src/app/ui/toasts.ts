import { ChangeDetectionStrategy, Component, DestroyRef, Injectable, afterNextRender, computed, inject, input, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Problem } from '@core/problem';

import { Icon } from './icon';
import { Refusals } from './refusals';

export interface Toast {
  id: number;
  tone: 'good' | 'bad';
  text: string;
  /** Takes it back; offered while the toast is there. */
  undo?: () => void;
}

/** How long a toast stays, milliseconds; with an undo longer. */
const STAYS = 6_000;
const STAYS_UNDO = 12_000;

/** Short words about what was just done. */
@Injectable({ providedIn: 'root' })
export class Toasts {
  private readonly refusals = inject(Refusals);
  private next = 0;
  readonly all = signal<Toast[]>([]);
  /** The places where they could appear; they do in the last one. */
  readonly hosts = signal<readonly object[]>([]);

  good(text: string, undo?: () => void): void {
    this.show({ id: this.next++, tone: 'good', text, undo });
  }

  problem(error: unknown): void {
    this.show({ id: this.next++, tone: 'bad', text: this.refusals.text(Problem.from(error)) });
  }

  dismiss(id: number): void {
    this.all.update((all) => all.filter((toast) => toast.id !== id));
  }

  private show(toast: Toast): void {
    this.all.update((all) => [...all.slice(-2), toast]);
    setTimeout(() => this.dismiss(toast.id), toast.undo ? STAYS_UNDO : STAYS);
  }
}

/**
 * Where toasts appear; read out politely. The page has one, and so has every open dialog: what lies under a dialog is
 * neither to be clicked nor read out.
 */
@Component({
  selector: 'p-toasts',
  imports: [Icon, TranslocoDirective],
  template: `
    <div class="toasts" [class.over]="over()" role="status" aria-live="polite" *transloco="let t">
      @for (toast of shown(); track toast.id) {
        <div class="toast" [attr.data-tone]="toast.tone">
          <p-icon [name]="toast.tone === 'good' ? 'circle-check' : 'circle-alert'" />
          <span class="text">{{ toast.text }}</span>
          @if (toast.undo; as undo) {
            <button type="button" class="undo" (click)="undo(); toasts.dismiss(toast.id)">{{ t('common.undo') }}</button>
          }
          <button type="button" class="close" [attr.aria-label]="t('common.close')" (click)="toasts.dismiss(toast.id)"><p-icon name="x" [size]="18" /></button>
        </div>
      }
    </div>
  `,
  styles: `
    .toasts { position: fixed; inset: auto 0 calc(1rem + env(safe-area-inset-bottom)); display: grid; gap: var(--s-2); justify-items: center; pointer-events: none; z-index: 60; padding-inline: var(--s-4); }
    @media (max-width: 40rem) { .toasts.over { inset: calc(1rem + env(safe-area-inset-top)) 0 auto; } }
    .toast { pointer-events: auto; display: flex; align-items: center; gap: var(--s-3); max-width: 34rem; padding: var(--s-3) var(--s-4); border-radius: var(--r-1); background: var(--text); color: var(--bg); box-shadow: var(--shadow-3); animation: rise var(--calm) var(--ease); }
    .toast[data-tone='bad'] { background: var(--bad); color: var(--surface); }
    .undo { border: 0; background: none; color: inherit; font-weight: 700; text-decoration: underline; min-height: 2rem; }
    .close { border: 0; background: none; color: inherit; display: grid; place-items: center; width: 2rem; height: 2rem; margin: -0.25rem -0.5rem -0.25rem 0; }
    @keyframes rise { from { opacity: 0; transform: translateY(0.75rem); } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ToastHost {
  protected readonly toasts = inject(Toasts);
  /** In a dialog, which is a sheet at the foot of a phone: above it. */
  readonly over = input(false);
  protected readonly shown = computed(() => (this.toasts.hosts().at(-1) === this ? this.toasts.all() : []));

  constructor() {
    afterNextRender(() => this.toasts.hosts.update((all) => [...all, this]));
    inject(DestroyRef).onDestroy(() => this.toasts.hosts.update((all) => all.filter((one) => one !== this)));
  }
}
