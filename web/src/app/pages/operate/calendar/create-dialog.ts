import { ChangeDetectionStrategy, Component, computed, effect, inject, input, output, signal, untracked, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { Problem } from '@core/problem';
import { Dialog } from '@ui/dialog';
import { Control, Field } from '@ui/field';
import { MoneyPipe } from '@ui/pipes';
import { Refusals } from '@ui/refusals';
import { Toasts } from '@ui/toasts';

import { Catalogue } from '../bookings/catalogue';
import { Deeds } from '../bookings/deed';
import { PersonPicker } from '../bookings/person-picker';
import { Alternative, Refused } from '../bookings/refused';
import { SpanFields, Typed, spanOf, typedOf } from '../bookings/span-fields';

/** Free time that was chosen. */
export interface Chosen {
  resourceId: string;
  start: Date;
  end: Date;
}

/** The price is asked after so long without a change, milliseconds. */
const PAUSE = 350;

/** Books free time for somebody at the desk, or closes it. */
@Component({
  selector: 'p-create-dialog',
  imports: [Dialog, Field, Control, TranslocoDirective, MoneyPipe, PersonPicker, SpanFields, Refused],
  template: `
    <ng-container *transloco="let t">
      <p-dialog [open]="!!chosen()" [heading]="resource()?.name ?? ''" (closed)="closed.emit()">
        @if (chosen() && resource(); as what) {
          <div class="tabs" role="group" [attr.aria-label]="t('operate.calendar.what')">
            <button type="button" [attr.aria-pressed]="mode() === 'booking'" (click)="turn('booking')">{{ t('operate.calendar.book') }}</button>
            <button type="button" [attr.aria-pressed]="mode() === 'closure'" (click)="turn('closure')">{{ t('operate.calendar.close') }}</button>
          </div>
          <form class="stack" (submit)="$event.preventDefault(); save()">
            @if (mode() === 'booking') {
              @if (guest() === null) {
                <p-person-picker [label]="t('operate.calendar.forWhom')" [(value)]="person" [error]="missing() ? t('operate.calendar.choosePerson') : error('userId')" />
              } @else {
                <p-field [label]="t('operate.calendar.guest')" [hint]="t('operate.calendar.guestHint')" [error]="missing() ? t('operate.calendar.guestMissing') : null">
                  <input pControl autocomplete="off" maxlength="100" [value]="guest()" (input)="guest.set($any($event.target).value)" />
                </p-field>
              }
              <label class="check"><input type="checkbox" [checked]="guest() !== null" (change)="walkIn($any($event.target).checked)" /><span>{{ t('operate.calendar.noAccount') }}</span></label>
            }
            <p-span-fields [(value)]="typed" [zone]="what.location.timeZone" [startError]="error('startDateTime')" [endError]="error('endDateTime')" />
            @if (mode() === 'booking') {
              <p-field [label]="t('operate.bookings.purpose')" [optional]="t('common.optional')" [error]="error('purpose')">
                <input pControl [attr.maxlength]="guest() === null ? 500 : 380" [value]="words()" (input)="words.set($any($event.target).value)" />
              </p-field>
              <div class="quote" aria-live="polite">
                @if (quote(); as quoted) {
                  <p class="row between"><span>{{ t('operate.bookings.price') }}</span><span class="strong">{{ quoted.price.amount ? (quoted.price | money) : t('operate.bookings.free') }}</span></p>
                  @if (quoted.bookable && quoted.price.amount) {
                    <label class="check"><input type="checkbox" [checked]="waive()" (change)="waive.set($any($event.target).checked)" /><span>{{ t('operate.calendar.waive') }}<br /><span class="tiny muted">{{ t('operate.calendar.waiveHint') }}</span></span></label>
                  }
                }
              </div>
            } @else {
              <p-field [label]="t('operate.calendar.why')" [optional]="t('common.optional')" [hint]="t('operate.calendar.whyHint')" [error]="error('reason')">
                <input pControl maxlength="500" [value]="words()" (input)="words.set($any($event.target).value)" />
              </p-field>
            }
            @if (shownRefusal(); as refused) { <p-refused [problem]="refused" [sameResource]="true" (chosen)="take($event)" /> }
            <div class="row end">
              <button type="button" class="btn" (click)="closed.emit()">{{ t('common.cancel') }}</button>
              <button class="btn primary" [disabled]="busy()">{{ t(busy() ? 'operate.bookings.working' : mode() === 'booking' ? 'operate.calendar.bookDo' : 'operate.calendar.closeDo') }}</button>
            </div>
          </form>
        }
      </p-dialog>
    </ng-container>
  `,
  styles: `.quote:empty { display: none; } .quote { display: grid; gap: var(--s-2); min-height: 1.75rem; }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CreateDialog {
  private readonly refusals = inject(Refusals);
  private readonly api = inject(Api);
  private readonly deeds = inject(Deeds);
  private readonly toasts = inject(Toasts);
  private readonly language = inject(Language);
  private readonly catalogue = inject(Catalogue);
  readonly chosen = input<Chosen | null>(null);
  /** Something was booked or closed on this resource. */
  readonly made = output<string>();
  readonly closed = output<void>();

  protected readonly resource = computed(() => (this.chosen() ? this.catalogue.resource(this.chosen()!.resourceId) : null));
  protected readonly mode = signal<'booking' | 'closure'>('booking');
  protected readonly person = signal('');
  /** The name of somebody without an account; null where a person is chosen. */
  protected readonly guest = signal<string | null>(null);
  protected readonly words = signal('');
  protected readonly waive = signal(false);
  protected readonly typed = signal<Typed>({ date: '', from: '', to: '' });
  protected readonly busy = signal(false);
  protected readonly missing = signal(false);
  protected readonly quote = signal<Schema<'QuoteView'> | null>(null);
  protected readonly refusal = signal<Problem | null>(null);
  /** What was refused, or what would be. */
  protected readonly shownRefusal = computed(() => {
    const refused = this.refusal() ?? this.foreseen();
    return refused && !this.refusals.field(refused, 'userId', 'startDateTime', 'endDateTime', 'purpose', 'reason') ? refused : null;
  });
  private readonly foreseen = computed(() => {
    const refusal = this.mode() === 'booking' ? this.quote()?.refusal : null;
    return refusal ? Problem.of(422, refusal) : null;
  });
  private readonly picker = viewChild(PersonPicker);
  private asked = 0;

  constructor() {
    effect(() => {
      const chosen = this.chosen();
      untracked(() => chosen && this.begin(chosen));
    });
    effect((done) => {
      const [typed, mode, chosen] = [this.typed(), this.mode(), this.chosen()];
      this.quote.set(null);
      this.refusal.set(null);
      if (!chosen || mode !== 'booking') return;
      const timer = setTimeout(() => void this.ask(typed, chosen.resourceId), PAUSE);
      done(() => clearTimeout(timer));
    });
    effect(() => {
      if (this.person() || this.guest()) this.missing.set(false);
    });
  }

  protected error(field: string): string | null {
    return this.refusals.field(this.refusal(), field);
  }

  protected turn(mode: 'booking' | 'closure'): void {
    this.mode.set(mode);
  }

  /** Books for somebody whom the API does not know, or for a person again. What was typed stays. */
  protected walkIn(on: boolean): void {
    const typed = this.picker()?.text() ?? '';
    this.missing.set(false);
    this.guest.set(on ? typed : null);
    this.person.set('');
    // Who has no account cannot pay here.
    this.waive.set(on);
  }

  protected take(offer: Alternative): void {
    this.typed.set(typedOf(offer.startDateTime, offer.endDateTime, offer.timeZone));
  }

  protected async save(): Promise<void> {
    const what = this.resource();
    const span = what && spanOf(this.typed(), what.location.timeZone);
    if (!what || !span || this.busy()) return;
    if (this.mode() === 'booking' && !this.person() && !this.guest()?.trim()) return this.missing.set(true);
    this.busy.set(true);
    this.refusal.set(null);
    const times = { resourceId: what.id, startDateTime: span.start.toISOString(), endDateTime: span.end.toISOString() };
    try {
      if (this.mode() === 'booking') await this.book(times);
      else await this.close(times);
      this.made.emit(what.id);
    } catch (error) {
      this.refusal.set(Problem.from(error));
    } finally {
      this.busy.set(false);
    }
  }

  private async book(times: { resourceId: string; startDateTime: string; endDateTime: string }): Promise<void> {
    const booking = await this.api.ok(this.api.http.POST('/api/v1/bookings', { body: { ...times, ...this.forWhom() } }));
    if (booking.status === 'held' && this.waive()) await this.deeds.set(booking.id, 'confirm').catch((error: unknown) => this.toasts.problem(error));
    else this.toasts.good(this.language.say(booking.status === 'held' ? 'operate.calendar.held' : 'operate.calendar.booked'));
  }

  /** The API knows only people with accounts: others are booked by the operator, with their name in what it is for. */
  private forWhom(): { userId: string | null; purpose: string | null } {
    const [guest, words] = [this.guest()?.trim(), this.words().trim()];
    if (!guest) return { userId: this.person(), purpose: words || null };
    return { userId: null, purpose: [this.language.say('operate.calendar.walkIn', { name: guest }), words].filter(Boolean).join(' · ') };
  }

  private async close(times: { resourceId: string; startDateTime: string; endDateTime: string }): Promise<void> {
    const closure = await this.api.ok(this.api.http.POST('/api/v1/bookings/closures', { body: { ...times, reason: this.words().trim() || null } }));
    const undo = async (): Promise<void> => {
      try {
        await this.api.ok(this.api.http.DELETE('/api/v1/bookings/closures/{id}', { params: { path: { id: closure.id } } }));
        this.made.emit(times.resourceId);
      } catch (error) {
        this.toasts.problem(error);
      }
    };
    this.toasts.good(this.language.say('operate.calendar.closedDone'), () => void undo());
  }

  private begin(chosen: Chosen): void {
    const zone = this.catalogue.resource(chosen.resourceId)?.location.timeZone ?? 'UTC';
    this.typed.set(typedOf(chosen.start, chosen.end, zone));
    this.person.set('');
    this.guest.set(null);
    this.words.set('');
    this.waive.set(false);
    this.missing.set(false);
  }

  private async ask(typed: Typed, resourceId: string): Promise<void> {
    const zone = this.catalogue.resource(resourceId)?.location.timeZone;
    const span = zone && spanOf(typed, zone);
    if (!span) return;
    const mine = ++this.asked;
    const body = { resourceId, startDateTime: span.start.toISOString(), endDateTime: span.end.toISOString() };
    // Without a price one can still book: the booking itself answers.
    const quoted = await this.api.ok(this.api.http.POST('/api/v1/bookings/quote', { body })).catch(() => null);
    if (mine === this.asked) this.quote.set(quoted);
  }
}
