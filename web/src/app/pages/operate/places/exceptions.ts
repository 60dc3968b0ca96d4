import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Language } from '@core/i18n';
import { addDays, dateIn } from '@core/time';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { DayPipe } from '@ui/pipes';

import { Span, spanWords, spansIssue } from './week';

type Exception = Schema<'HoursException'>;
/** A closure typed as a span of dates becomes one exception a day. */
const LONGEST_SPAN = 31;

/** Days that are not as their weekday: holidays, closures, other hours. The page keeps them; this shows and asks. */
@Component({
  selector: 'p-exceptions',
  imports: [Icon, Field, Control, DayPipe, TranslocoDirective],
  template: `
    <div class="stack" *transloco="let t">
      @if (coming().length) {
        <ul class="list">
          @for (one of coming(); track one.date) {
            <li>
              <span class="date strong">{{ one.date | day: 'UTC' : 'long' }}</span>
              <span class="what">
                @if (one.intervals?.length) {
                  <span class="badge" data-tone="brand">{{ words(one) }}</span>
                } @else {
                  <span class="badge" data-tone="warn">{{ t('operate.places.hours.closed') }}</span>
                }
                <span class="muted small">{{ one.reason }}</span>
              </span>
              <button type="button" class="btn quiet icon" [disabled]="busy()" [attr.aria-label]="t('operate.places.exceptions.remove', { date: one.date | day: 'UTC' : 'long' })" (click)="remove.emit(one)"><p-icon name="trash-2" [size]="18" /></button>
            </li>
          }
        </ul>
        @if (more()) {
          <button type="button" class="btn small quiet more" (click)="all.set(true)">{{ t('operate.places.exceptions.more', { count: more() }) }}</button>
        }
      } @else {
        <p class="muted">{{ t('operate.places.exceptions.none') }}</p>
      }

      @if (!open()) {
        <div><button type="button" class="btn" (click)="begin()"><p-icon name="calendar-plus" [size]="18" />{{ t('operate.places.exceptions.add') }}</button></div>
      } @else {
        <fieldset class="form stack">
          <legend class="strong">{{ t('operate.places.exceptions.add') }}</legend>
          <div class="two">
            <p-field [label]="t('operate.places.exceptions.from')" [error]="wrongDate()">
              <input #from pControl type="date" [value]="date()" (change)="date.set(from.value)" />
            </p-field>
            <p-field [label]="t('operate.places.exceptions.until')" [optional]="t('common.optional')" [hint]="t('operate.places.exceptions.untilHint', { days: longest })">
              <input #until pControl type="date" [min]="date()" [value]="last()" (change)="last.set(until.value)" />
            </p-field>
          </div>
          <div class="row" role="radiogroup" [attr.aria-label]="t('operate.places.exceptions.kind')">
            <label class="check"><input type="radio" name="exception-kind" [checked]="!spans().length" (change)="spans.set([])" /><span>{{ t('operate.places.exceptions.closed') }}</span></label>
            <label class="check"><input type="radio" name="exception-kind" [checked]="spans().length" (change)="spans.set([{ opens: '10:00', closes: '14:00' }])" /><span>{{ t('operate.places.exceptions.other') }}</span></label>
          </div>
          @for (span of spans(); track $index) {
            <div class="span">
              <input #opens class="input" type="time" [value]="span.opens" [attr.aria-label]="t('operate.places.exceptions.opens')" (change)="edit($index, { opens: opens.value })" />
              <span aria-hidden="true">–</span>
              <input #closes class="input" type="time" [value]="span.closes" [attr.aria-label]="t('operate.places.exceptions.closes')" (change)="edit($index, { closes: closes.value })" />
              @if (spans().length > 1) {
                <button type="button" class="btn quiet icon" [attr.aria-label]="t('operate.places.exceptions.removeSpan')" (click)="spans.set(without($index))"><p-icon name="x" [size]="18" /></button>
              }
            </div>
          }
          @if (issue(); as issue) {
            <p class="error small" role="alert">{{ t('operate.places.hours.issue.' + issue) }}</p>
          }
          @if (spans().length) {
            <div><button type="button" class="btn small quiet" (click)="spans.set(spans().concat({ opens: spans().at(-1)!.closes, closes: '20:00' }))"><p-icon name="plus" [size]="17" />{{ t('operate.places.exceptions.addSpan') }}</button></div>
          }
          <p-field [label]="t('operate.places.exceptions.reason')" [optional]="t('common.optional')" [hint]="t('operate.places.exceptions.reasonHint')">
            <input #why pControl maxlength="200" [value]="reason()" (input)="reason.set(why.value)" />
          </p-field>
          <div class="row">
            <button type="button" class="btn primary" [disabled]="busy()" (click)="submit()">{{ t('operate.places.exceptions.put') }}</button>
            <button type="button" class="btn quiet" (click)="open.set(false)">{{ t('common.cancel') }}</button>
          </div>
        </fieldset>
      }

      @if (past().length) {
        <details>
          <summary class="small muted">{{ t('operate.places.exceptions.past', { count: past().length }) }}</summary>
          <ul class="list">
            @for (one of past(); track one.date) {
              <li><span class="date">{{ one.date | day: 'UTC' : 'long' }}</span><span class="what muted small">{{ one.reason }}</span></li>
            }
          </ul>
        </details>
      }
    </div>
  `,
  styles: `
    .list { border: 1px solid var(--line); border-radius: var(--r-1); }
    li { display: grid; grid-template-columns: minmax(11rem, 16rem) 1fr auto; gap: var(--s-1) var(--s-4); align-items: center; padding: var(--s-1) var(--s-2) var(--s-1) var(--s-4); min-height: 3.25rem; }
    li + li { border-top: 1px solid var(--line); }
    .date::first-letter { text-transform: uppercase; }
    .what { display: flex; flex-wrap: wrap; gap: var(--s-1) var(--s-3); align-items: center; }
    .more { justify-self: start; }
    .form { padding: var(--s-4); border: 1px solid var(--line-strong); border-radius: var(--r-2); background: var(--bg); }
    .form legend { float: inline-start; }
    .row .check { min-height: var(--tap); align-items: center; } .check input { margin: 0; }
    .span { display: flex; align-items: center; gap: var(--s-2); } .span .input { width: 8.75rem; }
    .error { color: var(--bad); font-weight: 500; }
    summary { min-height: var(--tap); display: flex; align-items: center; cursor: pointer; }
    @media (max-width: 40rem) { li { grid-template-columns: 1fr auto; padding-block: var(--s-2); } .what { grid-column: 1; } li button { grid-column: 2; grid-row: 1 / span 2; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Exceptions {
  private readonly language = inject(Language);
  readonly exceptions = input.required<readonly Exception[]>();
  readonly zone = input.required<string>();
  readonly busy = input(false);
  /** One a day. */
  readonly add = output<Exception[]>();
  readonly remove = output<Exception>();

  protected readonly longest = LONGEST_SPAN;
  protected readonly open = signal(false);
  protected readonly all = signal(false);
  protected readonly date = signal('');
  protected readonly last = signal('');
  protected readonly spans = signal<Span[]>([]);
  protected readonly reason = signal('');
  protected readonly tried = signal(false);
  private readonly today = computed(() => dateIn(new Date(), this.zone()));
  private readonly ahead = computed(() => this.exceptions().filter((one) => one.date >= this.today()));
  protected readonly coming = computed(() => (this.all() ? this.ahead() : this.ahead().slice(0, 8)));
  protected readonly more = computed(() => this.ahead().length - this.coming().length);
  protected readonly past = computed(() => this.exceptions().filter((one) => one.date < this.today()).reverse());
  protected readonly issue = computed(() => (this.tried() ? spansIssue(this.spans()) : null));
  protected readonly wrongDate = computed(() => (this.tried() && !this.dates().length ? this.language.say('operate.places.exceptions.dateNeeded', { days: LONGEST_SPAN }) : ''));
  private readonly dates = computed(() => datesBetween(this.date(), this.last() || this.date()));

  protected begin(): void {
    this.date.set(addDays(this.today(), 1));
    this.last.set('');
    this.spans.set([]);
    this.reason.set('');
    this.tried.set(false);
    this.open.set(true);
  }

  protected edit(at: number, part: Partial<Span>): void {
    this.spans.set(this.spans().map((span, index) => (index === at ? { ...span, ...part } : span)));
  }

  protected without(at: number): Span[] {
    return this.spans().filter((_, index) => index !== at);
  }

  protected words(one: Exception): string {
    return (one.intervals ?? []).map((span) => spanWords(span, this.language.locale())).join(', ');
  }

  protected submit(): void {
    this.tried.set(true);
    if (!this.dates().length || this.issue()) return;
    const intervals = this.spans().map((span) => ({ opens: `${span.opens}:00`, closes: `${span.closes}:00` }));
    this.add.emit(this.dates().map((date) => ({ date, intervals, reason: this.reason().trim() })));
    this.open.set(false);
  }
}

/** The dates from one to another; none when they are no dates, the wrong way round or too many. */
function datesBetween(from: string, to: string): string[] {
  if (!from || !to || to < from || addDays(from, LONGEST_SPAN) <= to) return [];
  const dates: string[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) dates.push(date);
  return dates;
}
