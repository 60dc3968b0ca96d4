import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { digits, minorUnits, money } from '@core/money';
import { Problem } from '@core/problem';
import { Confirm } from '@ui/dialog';
import { Control, Field } from '@ui/field';
import { MoneyPipe } from '@ui/pipes';
import { Refusals } from '@ui/refusals';
import { Toasts } from '@ui/toasts';

import { percentOf, splitOf } from './split';

/** Decides a dispute: a slider between the two, the amounts to the cent, and why. */
@Component({
  selector: 'p-split-form',
  imports: [Control, Field, MoneyPipe, TranslocoDirective],
  template: `
    <form class="card stack" novalidate (submit)="$event.preventDefault(); decide(note.value)" *transloco="let t">
      <h2>{{ t('operate.hiring.decide') }}</h2>
      <p class="muted small">{{ t('operate.hiring.decideText', { held: (held() | money) }) }}</p>
      <div class="amounts" aria-live="polite">
        <div><p class="small muted">{{ t('operate.hiring.toClient') }}</p><p class="big">{{ split().toClient | money }}</p><p class="small muted">{{ 100 - percent() }} %</p></div>
        <div class="end"><p class="small muted">{{ t('operate.hiring.toProfessional') }}</p><p class="big">{{ split().toProfessional | money }}</p><p class="small muted">{{ percent() }} %</p></div>
      </div>
      <input #slider type="range" min="0" max="100" step="1" [value]="percent()" [attr.aria-label]="t('operate.hiring.slider')" [attr.aria-valuetext]="words()" [style.--part]="percent() + '%'" (input)="part.set((held().amount * slider.valueAsNumber) / 100)" />
      <div class="row">
        @for (one of quick; track one) { <button type="button" class="chip" [attr.aria-pressed]="percent() === one" (click)="part.set((held().amount * one) / 100)">{{ t('operate.hiring.quick.' + one) }}</button> }
      </div>
      <p-field [label]="t('operate.hiring.exact', { currency: held().currency })" [error]="wrongAmount()"><input #exact pControl inputmode="decimal" autocomplete="off" [value]="typed()" (change)="setExact(exact.value)" /></p-field>
      <p-field [label]="t('operate.hiring.decisionNote')" [hint]="t('operate.hiring.decisionHint')" [error]="wrong()"><textarea #note pControl rows="4" maxlength="5000" (input)="wrong.set('')"></textarea></p-field>
      <button type="submit" class="btn primary block" [disabled]="busy()" [attr.aria-busy]="busy()">{{ t('operate.hiring.decideNow') }}</button>
    </form>
  `,
  styles: `
    h2 { font-size: var(--t-lg); } .amounts { display: flex; justify-content: space-between; gap: var(--s-4); } .end { text-align: end; } .big { font-size: var(--t-xl); font-weight: 700; letter-spacing: -0.015em; }
    input[type='range'] { width: 100%; min-height: var(--tap); accent-color: var(--brand); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SplitForm {
  private readonly api = inject(Api);
  private readonly confirm = inject(Confirm);
  private readonly language = inject(Language);
  private readonly refusals = inject(Refusals);
  private readonly toasts = inject(Toasts);
  readonly orderId = input.required<string>();
  readonly held = input.required<Schema<'Money'>>();
  readonly decided = output<void>();
  protected readonly quick = [0, 25, 50, 75, 100];
  protected readonly busy = signal(false);
  protected readonly wrong = signal('');
  protected readonly wrongAmount = signal('');
  /** Stays the same when the order is read again, and what was typed with it. */
  private readonly all = computed(() => this.held().amount);
  /** The professional's, in minor units. */
  protected readonly part = linkedSignal(() => this.all() / 2);
  protected readonly split = computed(() => splitOf(this.held(), this.part()));
  protected readonly percent = computed(() => percentOf(this.held(), this.split().toProfessional.amount));
  protected readonly typed = computed(() => {
    const { amount, currency } = this.split().toProfessional;
    return new Intl.NumberFormat(this.language.locale(), { useGrouping: false, minimumFractionDigits: digits(currency) }).format(amount / 10 ** digits(currency));
  });
  protected readonly words = computed(() => this.language.say('operate.hiring.splitWords', this.amounts()));

  protected setExact(text: string): void {
    const amount = minorUnits(text, this.held().currency);
    const fine = amount !== null && amount >= 0 && amount <= this.held().amount;
    this.wrongAmount.set(fine ? '' : this.language.say('operate.hiring.exactWrong', { most: money(this.held(), this.language.locale()) }));
    if (fine) this.part.set(amount);
  }

  protected async decide(note: string): Promise<void> {
    if (this.busy() || this.wrongAmount()) return;
    if (!note.trim()) return this.wrong.set(this.language.say('operate.hiring.needsWords'));
    const say = (key: string, values?: Record<string, unknown>): string => this.language.say(key, values);
    if (!(await this.confirm.ask(say('operate.hiring.decideSure'), say('operate.hiring.splitWords', this.amounts()) + ' ' + say('operate.hiring.final'), say('operate.hiring.decideNow')))) return;
    this.busy.set(true);
    try {
      await this.api.ok(this.api.http.POST('/api/v1/orders/{id}/resolve', { params: { path: { id: this.orderId() } }, body: { ...this.split(), note } }));
      this.toasts.good(say('operate.hiring.decidedToast'));
      this.decided.emit();
    } catch (error) {
      const problem = Problem.from(error);
      this.wrong.set(this.refusals.field(problem, 'note') ?? '');
      if (!this.wrong()) this.toasts.problem(problem);
    } finally {
      this.busy.set(false);
    }
  }

  private amounts(): Record<string, string> {
    const { toClient, toProfessional } = this.split();
    const locale = this.language.locale();
    return { client: money(toClient, locale), professional: money(toProfessional, locale) };
  }
}
