import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Problem } from '@core/problem';
import { Dialog } from '@ui/dialog';
import { Control, Field } from '@ui/field';
import { Refusals } from '@ui/refusals';
import { Failed } from '@ui/states';

/** Asks for some words before something is done, and stays open until it is. */
@Component({
  selector: 'p-ask',
  imports: [Control, Dialog, Failed, Field, TranslocoDirective],
  template: `
    <p-dialog [open]="open()" [heading]="heading()" (closed)="closed.emit()">
      <form class="stack" novalidate *transloco="let t" (submit)="send($event)">
        @if (text()) { <p>{{ text() }}</p> }
        <ng-content />
        @if (shown(); as problem) { <p-failed [problem]="problem" /> }
        <p-field [label]="label()" [hint]="hint()" [optional]="least() ? '' : t('common.optional')" [error]="error()">
          <textarea pControl name="words" rows="4" [maxLength]="most()" [required]="least() > 0" (input)="error.set('')"></textarea>
        </p-field>
        <div class="row end foot">
          <button type="button" class="btn" (click)="closed.emit()">{{ t('common.cancel') }}</button>
          <button class="btn" [class.primary]="!danger()" [class.danger]="danger()" [attr.aria-disabled]="busy()" [attr.aria-busy]="busy()">{{ yes() }}</button>
        </div>
      </form>
    </p-dialog>
  `,
  styles: `@media (max-width: 40rem) { .foot .btn { flex: 1; } }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Ask {
  private readonly refusals = inject(Refusals);
  readonly open = input(false);
  readonly heading = input.required<string>();
  readonly text = input('');
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly yes = input.required<string>();
  readonly danger = input(false);
  /** Characters; nothing has to be said with 0. */
  readonly least = input(0);
  readonly most = input(1_000);
  /** What to say when there is too little. */
  readonly tooShort = input('');
  /** The API's name of the words. */
  readonly field = input('reason');
  readonly act = input.required<(words: string, form: FormData) => Promise<void>>();
  readonly closed = output<void>();
  protected readonly busy = signal(false);
  protected readonly problem = linkedSignal<boolean, Problem | null>({ source: this.open, computation: () => null });
  protected readonly error = linkedSignal({ source: this.open, computation: () => '' });
  protected readonly shown = computed(() => (this.refusals.field(this.problem(), this.field()) ? null : this.problem()));

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const words = String(form.get('words') ?? '').trim();
    if (this.busy()) return;
    this.problem.set(null);
    this.error.set([...words].length < this.least() ? this.tooShort() : '');
    if (this.error()) return (event.target as HTMLFormElement).querySelector('textarea')?.focus();
    this.busy.set(true);
    try {
      await this.act()(words, form);
      this.closed.emit();
    } catch (error) {
      const problem = Problem.from(error);
      this.error.set(this.refusals.field(problem, this.field()) ?? '');
      this.problem.set(problem);
    } finally {
      this.busy.set(false);
    }
  }
}
