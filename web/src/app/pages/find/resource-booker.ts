import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, model, output } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Language } from '@core/i18n';
import * as time from '@core/time';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { DurationPipe, MoneyPipe } from '@ui/pipes';
import { When } from '@ui/when';

import { addMinutes, longestOpen } from './hours';
import { Slot, slotOf, writtenSlot } from './query';
import type { Own } from './resource-own';

/** A slot that could be booked instead, as a refusal offers it. */
export interface Alternative {
  kind: 'other_time' | 'other_resource';
  resourceId: string;
  resourceName: string | null;
  startDateTime: string;
  endDateTime: string;
  timeZone: string | null;
  price: Schema<'Money'> | null;
}

/** Why the chosen slot cannot be had. */
export interface Refusal {
  text: string;
  /** Only because it is not free any more. */
  taken: boolean;
  alternatives: readonly Alternative[];
}

/** The price as far as it is known: quoted by the API, or computed for visitors. */
export interface Sum {
  total: Schema<'Money'>;
  tax: Schema<'Money'>;
  inclusive: boolean;
  lines: readonly Schema<'Line'>[];
}

/** The chosen time, typed or picked; its price, what stands in its way, and the button. */
@Component({
  selector: 'p-resource-booker',
  imports: [Control, DurationPipe, Field, FormsModule, Icon, MoneyPipe, RouterLink, TranslocoDirective, When],
  template: `
    <form class="stack" (submit)="$event.preventDefault(); reserve.emit()" *transloco="let t">
      <h2 class="title">{{ t('find.book.title') }}</h2>
      <div class="inputs">
        <p-field [class.date]="!days()" [label]="t(days() ? 'find.book.firstDay' : 'find.book.date')"><input pControl type="date" name="date" [min]="today()" [ngModel]="date()" (ngModelChange)="setDate($event ?? '')" /></p-field>
        <p-field [label]="t('find.book.from')"><input pControl type="time" name="from" [step]="step()" [ngModel]="from()" (ngModelChange)="setFrom($event ?? '')" /></p-field>
        @if (days()) { <p-field [label]="t('find.book.lastDay')"><input pControl type="date" name="until" [min]="date() || today()" [ngModel]="until()" (ngModelChange)="until.set($event ?? ''); typed()" /></p-field> }
        <p-field [label]="t('find.book.to')"><input pControl type="time" name="to" [step]="step()" [ngModel]="to()" (ngModelChange)="to.set($event ?? ''); typed()" /></p-field>
      </div>
      <button type="button" class="btn small" [disabled]="seeking()" (click)="nextFree.emit()"><p-icon name="zap" [size]="18" />{{ t(seeking() ? 'find.book.seeking' : 'find.book.nextFree') }}</button>

      @if (slot(); as chosen) {
        <p class="when"><p-icon name="calendar-clock" /><p-when [from]="chosen.from" [to]="chosen.to" [zone]="resource().location.timeZone" /></p>
      } @else {
        <p class="muted small">{{ t('find.book.choose') }}</p>
      }

      <div aria-live="polite" class="stack">
        @if (own(); as mine) {
          <div class="notice own" [attr.data-tone]="mine.state === 'confirmed' ? 'good' : 'warn'">
            <p-icon [name]="mine.state === 'confirmed' ? 'calendar-check' : 'clock'" />
            <div class="stack tight">
              <p class="strong">{{ mine.text }}</p>
              @switch (mine.state) {
                @case ('held') {
                  <div class="row"><a class="btn primary" [routerLink]="['/bookings', mine.id, 'pay']">{{ t('find.own.pay') }}</a><button type="button" class="btn" [disabled]="releasing()" (click)="release.emit()">{{ t(releasing() ? 'find.own.releasing' : 'find.own.release') }}</button></div>
                }
                @case ('pending') { <div><a class="btn primary" [routerLink]="['/bookings', mine.id, 'pay']">{{ t('find.own.toPayment') }}</a></div> }
                @case ('confirmed') { <div><a class="btn" [routerLink]="['/bookings', mine.id]">{{ t('find.own.see') }}</a></div> }
              }
            </div>
          </div>
        }
        @if (refusal(); as refused) { @if (!own()?.same) {
          @if (!own()) {
            <div class="notice refused" data-tone="bad">
              <p-icon name="circle-alert" />
              <div class="stack tight">
                <p class="strong">{{ refused.text }}</p>
                @if (refused.alternatives.length) { <p class="small">{{ t('find.book.instead') }}</p> }
              </div>
            </div>
          } @else if (refused.alternatives.length) {
            <p class="small refused">{{ t('find.book.instead') }}</p>
          }
          @for (one of refused.alternatives; track one.startDateTime + one.resourceId) {
            <button type="button" class="btn alternative" (click)="instead.emit(one)">
              <span class="stack">@if (one.kind === 'other_resource') { <span class="strong">{{ one.resourceName }}</span> }<span>{{ whenOf(one) }}</span></span>
              @if (one.price; as price) { <span class="strong nowrap">{{ price.amount === 0 ? t('find.card.noCost') : (price | money) }}</span> }
            </button>
          }
        } }
        @if (sum(); as price) {
          <div class="sums" [class.stale]="quoting()">
            @for (line of price.lines; track $index) {
              <div class="small">
                <span>@if (line.what === 'hour') { {{ line.quantity | duration }} × {{ line.unitPrice | money }} } @else { {{ t(line.what === 'day' ? 'find.book.days' : 'find.book.halfDays', { count: line.quantity }) }} }@if (line.peakPercent) { <span class="muted"> ({{ line.peakPercent > 0 ? '+' : '' }}{{ line.peakPercent }} %)</span> }</span>
                <span>{{ line.amount | money }}</span>
              </div>
            }
            @if (!price.inclusive && price.tax.amount) { <div class="small"><span>{{ t('find.book.tax') }}</span><span>{{ price.tax | money }}</span></div> }
            <div class="total"><span>{{ t('find.book.total') }}</span><span>{{ price.total.amount === 0 ? t('find.card.noCost') : (price.total | money) }}</span></div>
            @if (price.inclusive && price.tax.amount) { <p class="tiny muted">{{ t('find.book.taxIn', { tax: (price.tax | money) }) }}</p> }
          </div>
        }
      </div>

      @if (!own() || !blocked()) {
        @if (signedIn() && slot()) {
          <p-field [label]="t('find.book.purpose')" [optional]="t('common.optional')" [hint]="t('find.book.purposeHint')"><input pControl name="purpose" maxlength="200" autocomplete="off" [ngModel]="purpose()" (ngModelChange)="purpose.set($event)" /></p-field>
        }
        <button type="submit" class="btn primary block reserve" [disabled]="!slot() || busy() || blocked()">
          @if (busy()) { {{ t('find.book.reserving') }} } @else { {{ t(signedIn() ? 'find.book.reserve' : 'find.book.signInReserve') }} }
        </button>
        @if (slot() && !refusal()) { <p class="tiny muted center">{{ t(sum()?.total?.amount ? 'find.book.payNext' : 'find.book.atOnce') }}</p> }
      }
    </form>
  `,
  styles: `
    :host { display: block; }
    .title { font-size: var(--t-lg); }
    .inputs { display: grid; grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr); gap: var(--s-3); } .date { grid-column: 1 / -1; }
    .when { display: flex; gap: var(--s-2); align-items: start; font-weight: 600; } .when p-icon { color: var(--accent); margin-top: 0.15rem; }
    .alternative { justify-content: space-between; text-align: start; min-height: 3.25rem; font-weight: 500; border-color: var(--brand); } .alternative .stack { gap: 0; }
    .refused { scroll-margin-top: var(--s-5); }
    .stale { opacity: 0.55; }
    .reserve { min-height: 3.25rem; font-size: var(--t-lg); }
    .center { text-align: center; }
    @media (max-width: 60rem) { .reserve { display: none; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ResourceBooker {
  private readonly language = inject(Language);
  readonly resource = input.required<Schema<'Resource'>>();
  readonly slot = input<Slot | null>(null);
  readonly sum = input<Sum | null>(null);
  readonly refusal = input<Refusal | null>(null);
  /** One's own booking of that time: no reserving it again while that is held. */
  readonly own = input<Own | null>(null);
  readonly signedIn = input(false);
  readonly quoting = input(false);
  readonly seeking = input(false);
  readonly busy = input(false);
  readonly releasing = input(false);
  /** Known not to be bookable: the button would only say so again. */
  readonly blocked = input(false);
  readonly purpose = model('');
  readonly picked = output<Slot>();
  readonly nextFree = output<void>();
  readonly instead = output<Alternative>();
  readonly reserve = output<void>();
  readonly release = output<void>();

  private readonly zone = computed(() => this.resource().location.timeZone);
  private readonly inputs = computed(() => {
    const slot = this.slot();
    return slot ? writtenSlot(slot, this.zone()) : null;
  });
  protected readonly date = linkedSignal(() => this.inputs()?.date ?? '');
  protected readonly from = linkedSignal(() => this.inputs()?.from ?? '');
  protected readonly until = linkedSignal(() => this.inputs()?.until ?? '');
  protected readonly to = linkedSignal(() => this.inputs()?.to ?? '');
  /** It may be had for more than a day at once: the rules allow it, and the place does not close at night. */
  protected readonly days = computed(() => this.resource().rules.maxMinutes > 1440 && longestOpen(this.resource().hours) > 1440);
  protected readonly today = computed(() => time.dateIn(new Date(), this.zone()));
  /** Seconds, as inputs count. */
  protected readonly step = computed(() => this.resource().rules.granularityMinutes * 60);

  protected setDate(date: string): void {
    this.date.set(date);
    if (this.until() < date) this.until.set(date);
    this.typed();
  }

  protected setFrom(from: string): void {
    this.from.set(from);
    if (from && !this.to()) this.to.set(addMinutes(from, Math.max(60, this.resource().rules.minMinutes)));
    this.typed();
  }

  /** What was typed counts once it is whole. */
  protected typed(): void {
    if (this.days() && !this.until()) return;
    const slot = slotOf({ date: this.date(), from: this.from(), to: this.to() }, this.zone(), this.days() ? this.until() : '');
    if (slot) this.picked.emit(slot);
  }

  protected whenOf(one: Alternative): string {
    const [zone, locale] = [one.timeZone ?? this.zone(), this.language.locale()];
    return time.dayAndRange(one.startDateTime, one.endDateTime, zone, locale);
  }
}
