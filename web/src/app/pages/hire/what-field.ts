import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, model, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { plain } from '../find/query';
import { Trades } from './trades';

let count = 0;

interface Option {
  slug: string;
  name: string;
}

/** What is needed, in one field: a trade of the list below it, or any words. A combobox; nothing has to be chosen. */
@Component({
  selector: 'p-what-field',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <label [attr.for]="id">{{ t('hire.form.what') }}</label>
      <input
        [id]="id" name="what" type="text" role="combobox" autocomplete="off" spellcheck="false" aria-autocomplete="list" maxlength="200"
        [attr.aria-expanded]="open()" [attr.aria-controls]="id + '-list'" [attr.aria-activedescendant]="open() && active() >= 0 ? id + '-' + active() : null"
        [placeholder]="t('hire.form.whatHint')" [value]="shown()" (input)="type(box.value)" (keydown)="key($event)" (click)="open.set(true)" (blur)="open.set(false)" #box />
      <div class="list" [id]="id + '-list'" role="listbox" tabindex="-1" [attr.aria-label]="t('hire.form.trades')" [hidden]="!open() || !options().length" (pointerdown)="$event.preventDefault()">
        @for (group of groups(); track group.slug) {
          <div role="group" [attr.aria-label]="group.name">
            <p aria-hidden="true">{{ group.name }}</p>
            @for (option of group.options; track option.slug) {
              @let at = options().indexOf(option);
              <div class="option" role="option" [id]="id + '-' + at" [attr.aria-selected]="trades().includes(option.slug)" [class.on]="at === active()" (click)="choose(option)">{{ option.name }}</div>
            }
          </div>
        }
      </div>
      <p class="visually-hidden" aria-live="polite">{{ open() && typed() ? t('hire.form.tradesFound', { count: options().length }) : '' }}</p>
    </ng-container>
  `,
  styles: `
    :host { display: contents; }
    label { font-size: var(--t-xs); font-weight: 600; color: var(--muted); }
    input { width: 100%; min-width: 0; border: 0; background: transparent; padding: 0; height: 1.9rem; font-weight: 600; border-radius: 4px; }
    input::placeholder { color: var(--muted); opacity: 1; font-weight: 400; }
    .list { position: absolute; z-index: 30; top: calc(100% + 4px); left: 0; width: max(100%, min(22rem, calc(100vw - 4rem))); max-height: min(24rem, 60dvh); overflow-y: auto; padding: var(--s-2); background: var(--surface); border: 1px solid var(--line-strong); border-radius: var(--r-1); box-shadow: var(--shadow-3); }
    .list p { padding: var(--s-2) var(--s-3) var(--s-1); font-size: var(--t-xs); font-weight: 700; color: var(--muted); }
    .option { display: flex; align-items: center; min-height: var(--tap); padding: 0 var(--s-3); border-radius: var(--r-1); cursor: pointer; }
    .option.on, .option:hover { background: var(--brand-soft); } .option[aria-selected='true'] { color: var(--brand-strong); font-weight: 600; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class WhatField {
  private readonly all = inject(Trades);
  readonly words = model.required<string>();
  readonly trades = model.required<readonly string[]>();
  /** After somebody chose or pressed Enter. */
  readonly done = input<() => void>(() => undefined);

  protected readonly id = `hire-what-${count++}`;
  protected readonly open = signal(false);
  /** What is being typed; null while what was chosen is shown. */
  protected readonly typed = linkedSignal<string, string | null>({ source: () => this.words() + this.trades().join(), computation: (_, before) => (before?.value === this.words() ? before.value : null) });
  protected readonly shown = computed(() => this.typed() ?? (this.words() || this.trades().map((slug) => this.all.name(slug)).join(', ')));
  protected readonly groups = computed(() => {
    const text = plain(this.typed() ?? '');
    const fits = (option: Option): boolean => !text || plain(option.name).split(/[\s,]+/).some((word) => word.startsWith(text)) || plain(option.name).startsWith(text);
    const groups = this.all.groups().map((group) => ({ slug: group.slug, name: group.name, options: group.trades.map((trade) => ({ slug: trade.slug, name: this.all.name(trade.slug) })).filter(fits) }));
    return groups.filter((group) => group.options.length);
  });
  protected readonly options = computed(() => this.groups().flatMap((group) => group.options));
  protected readonly active = linkedSignal<readonly Option[], number>({ source: this.options, computation: () => -1 });

  protected type(text: string): void {
    // What was shown was the trade's name: other letters are other words.
    if (!this.words()) this.trades.set([]);
    this.words.set(text);
    this.typed.set(text);
    this.open.set(true);
  }

  protected key(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step && this.options().length) {
      event.preventDefault();
      this.open.set(true);
      const next = this.active() + step;
      this.active.set(next < 0 ? this.options().length - 1 : next % this.options().length);
      setTimeout(() => document.getElementById(`${this.id}-${this.active()}`)?.scrollIntoView({ block: 'nearest' }));
    } else if (event.key === 'Enter' && this.open() && this.active() >= 0) {
      event.preventDefault();
      this.choose(this.options()[this.active()]);
    } else if (event.key === 'Enter') {
      this.open.set(false);
    } else if (event.key === 'Escape' && this.open()) {
      // Only the list: a dialog around stays.
      event.preventDefault();
      event.stopPropagation();
      this.open.set(false);
    }
  }

  protected choose(option: Option): void {
    this.words.set('');
    this.trades.set([option.slug]);
    this.typed.set(null);
    this.open.set(false);
    this.done()();
  }
}
