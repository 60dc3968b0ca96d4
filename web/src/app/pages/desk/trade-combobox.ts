import { ChangeDetectionStrategy, Component, ElementRef, computed, inject, input, linkedSignal, output, signal, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Trade, Trades } from './trades';

/** Shown at once; typing narrows. */
const MOST = 40;
let count = 0;

/** A trade of the taxonomy, found by typing (ARIA's combobox with a list): arrows move, Enter takes, Escape closes. */
@Component({
  selector: 'p-trade-combobox',
  imports: [TranslocoDirective],
  template: `
    <div class="field" *transloco="let t">
      <label [attr.for]="id">{{ label() }}</label>
      <div class="box">
        <input #box [id]="id" class="input" role="combobox" autocomplete="off" spellcheck="false" aria-autocomplete="list" [attr.aria-expanded]="open()" [attr.aria-controls]="id + '-list'" [attr.aria-activedescendant]="open() && shown()[at()] ? id + '-' + at() : null"
          [attr.aria-invalid]="error() ? 'true' : null" [attr.aria-describedby]="error() ? id + '-error' : null" [disabled]="disabled()" [placeholder]="t('desk.trade.placeholder')" [value]="text()"
          (input)="type(box.value)" (focus)="type(keeps() ? '' : box.value)" (click)="open.set(true)" (blur)="leave()" (keydown)="key($event)" />
        <ul [id]="id + '-list'" role="listbox" [attr.aria-label]="label()" [hidden]="!open()">
          @for (trade of shown(); track trade.slug; let at = $index) {
            <li [id]="id + '-' + at" role="option" [attr.aria-selected]="at === this.at()" [class.on]="at === this.at()" (mousedown)="$event.preventDefault(); take(trade)" (mousemove)="this.at.set(at)"><span>{{ trade.name }}</span><span class="tiny muted">{{ trade.group }}</span></li>
          } @empty {
            <li class="none muted" role="option" aria-disabled="true" aria-selected="false">{{ t('desk.trade.none') }}</li>
          }
        </ul>
      </div>
      @if (error()) { <p class="error" [id]="id + '-error'">{{ error() }}</p> }
      <p class="visually-hidden" role="status">{{ open() && text() ? t('desk.trade.found', { count: shown().length }) : '' }}</p>
    </div>
  `,
  styles: `
    .box { position: relative; }
    ul { position: absolute; inset: calc(100% + 4px) 0 auto; z-index: 30; max-height: 18rem; overflow-y: auto; padding: var(--s-1); border: 1px solid var(--line-strong); border-radius: var(--r-1); background: var(--surface); box-shadow: var(--shadow-2); }
    li { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: 0 var(--s-3); min-height: var(--tap); padding: var(--s-1) var(--s-3); border-radius: calc(var(--r-1) - 2px); cursor: pointer; }
    li.on { background: var(--brand-soft); color: var(--brand-strong); } li.on .muted { color: inherit; } .none { cursor: default; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TradeCombobox {
  private readonly trades = inject(Trades);
  readonly label = input.required<string>();
  readonly error = input('');
  readonly disabled = input(false);
  /** The one that is chosen and stays in the field; without `keeps`, what is taken leaves it empty for the next. */
  readonly value = input('');
  readonly keeps = input(false);
  /** Not offered again. */
  readonly without = input<readonly string[]>([]);
  readonly chosen = output<string>();

  protected readonly id = `trade-${count++}`;
  protected readonly open = signal(false);
  private readonly typed = signal('');
  protected readonly text = computed(() => (this.keeps() && !this.open() && this.value() ? this.trades.name(this.value()) : this.typed()));
  protected readonly shown = computed(() => this.trades.matching(this.typed()).filter((trade) => !this.without().includes(trade.slug)).slice(0, MOST));
  protected readonly at = linkedSignal<Trade[], number>({ source: this.shown, computation: () => 0 });
  private readonly box = viewChild<ElementRef<HTMLInputElement>>('box');

  protected type(text: string): void {
    this.typed.set(text);
    this.open.set(true);
  }

  protected leave(): void {
    this.open.set(false);
    this.typed.set('');
    this.restore();
  }

  protected take(trade: Trade): void {
    this.chosen.emit(trade.slug);
    this.typed.set('');
    this.open.set(false);
    this.restore();
  }

  protected key(event: KeyboardEvent): void {
    const last = this.shown().length - 1;
    const moves: Record<string, number> = { ArrowDown: Math.min(last, this.at() + 1), ArrowUp: Math.max(0, this.at() - 1), Home: 0, End: last };
    if (event.key === 'Escape' && this.open()) this.open.set(false);
    else if (event.key === 'Enter') {
      // In a form, Enter takes the trade and sends nothing.
      event.preventDefault();
      const trade = this.shown()[this.at()];
      if (this.open() && trade) this.take(trade);
      else this.open.set(true);
      return;
    } else if (event.key === 'ArrowDown' && !this.open()) this.open.set(true);
    else if (this.open() && event.key in moves && !(event.key === 'Home' || event.key === 'End')) this.at.set(moves[event.key]);
    else return;
    event.preventDefault();
    setTimeout(() => document.getElementById(`${this.id}-${this.at()}`)?.scrollIntoView({ block: 'nearest' }));
  }

  /** The field shows the choice again, also where the binding did not change. */
  private restore(): void {
    setTimeout(() => {
      const box = this.box()?.nativeElement;
      if (box) box.value = this.text();
    });
  }
}
