import { ChangeDetectionStrategy, Component, ElementRef, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { Location } from '@angular/common';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Problem } from '@core/problem';
import { Session } from '@core/session';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { MoneyPipe } from '@ui/pipes';
import { Failed } from '@ui/states';

import { PayCards } from '../booking/pay-cards';
import { keepAnswers, keptAnswers } from './answers-kept';
import { Choice, daysOf, totalOf, unanswered } from './gig-choice';

/** The longest answer, characters. */
const LONGEST = 2_000;

/** Orders a gig: what is added, what the seller asks, what it comes to, and the card. The money is held until the work is done. */
@Component({
  selector: 'p-gig-order',
  imports: [Control, Failed, Field, Icon, MoneyPipe, PayCards, TranslocoDirective],
  template: `
    <form class="columns" novalidate (submit)="$event.preventDefault(); order()" *transloco="let t">
      <div class="stack">
        @if (gig().extras.length) {
          <fieldset class="card stack tight">
            <legend class="visually-hidden">{{ t('hire.order.extras') }}</legend>
            <h3 aria-hidden="true">{{ t('hire.order.extras') }}</h3>
            @for (extra of gig().extras; track extra.id) {
              <label class="extra"><input type="checkbox" [checked]="has(extra.id)" [disabled]="busy()" (change)="toggle(extra.id)" /><span class="grow">{{ extra.name }}@if (extra.extraDays) { <span class="muted small"> {{ extra.extraDays === 1 ? t('hire.order.moreDay') : t('hire.order.moreDays', { count: extra.extraDays }) }}</span> }</span><b class="nowrap">+ {{ extra.price | money }}</b></label>
            }
          </fieldset>
        }
        @if (gig().questions.length) {
          <section class="card stack">
            <h3>{{ t('hire.order.questions') }}</h3>
            @for (question of gig().questions; track question.id) {
              <p-field [label]="question.text" [optional]="question.required ? '' : t('common.optional')" [error]="missing() === question.id ? t('hire.order.needed') : ''">
                <textarea pControl rows="3" [attr.data-question]="question.id" [attr.maxlength]="longest" [attr.aria-required]="question.required" [value]="answers()[question.id] ?? ''" [disabled]="busy()" (input)="answer(question.id, $any($event.target).value)"></textarea>
              </p-field>
            }
          </section>
        }
        <section class="card stack">
          <h3>{{ t('hire.order.pay') }}</h3>
          <p class="muted small sandbox"><p-icon name="info" [size]="18" />{{ t('booking.pay.sandbox') }}</p>
          <p-pay-cards [(token)]="token" [busy]="busy()" />
        </section>
      </div>
      <aside [attr.aria-label]="t('hire.order.summary')">
        <div class="card stack">
          <h3>{{ t('hire.order.summary') }}</h3>
          <dl class="sums">
            <div><dt>{{ choice().pack?.name }}</dt><dd>{{ choice().pack?.price | money }}</dd></div>
            @for (extra of choice().extras; track extra.id) { <div><dt>{{ extra.name }}</dt><dd>{{ extra.price | money }}</dd></div> }
            <div class="total"><dt>{{ t('hire.order.total') }}</dt><dd>{{ total() | money }}</dd></div>
          </dl>
          <p class="small days"><p-icon name="clock" [size]="18" />{{ days() === 1 ? t('hire.gigs.day') : t('hire.gigs.days', { count: days() }) }}</p>
          @if (problem(); as problem) { <p-failed [problem]="problem" (retry)="order()" /> }
          <div class="stick do"><button type="submit" class="btn primary block" [attr.aria-disabled]="busy()" [attr.aria-busy]="busy()"><p-icon name="lock" [size]="18" />{{ busy() ? t('hire.order.busy') : session.signedIn() ? t('hire.order.do', { amount: (total() | money) }) : t('hire.order.signIn') }}</button></div>
          <p class="muted tiny safe"><p-icon name="shield-check" [size]="18" />{{ t('hire.order.held') }}</p>
        </div>
      </aside>
    </form>
  `,
  styles: `
    :host { display: block; }
    .columns { display: grid; grid-template-columns: minmax(0, 1fr) 22rem; gap: var(--s-5); align-items: start; }
    aside { position: sticky; top: var(--s-4); }
    .extra { display: flex; align-items: center; gap: var(--s-3); min-height: var(--tap); cursor: pointer; } .extra input { width: 1.2rem; height: 1.2rem; accent-color: var(--brand); flex: none; } .grow { flex: 1; }
    .sandbox, .safe, .days { display: flex; gap: var(--s-2); align-items: start; }
    .sums dt { min-width: 0; } .sums dd { white-space: nowrap; }
    .do .btn { min-height: 3.25rem; font-size: var(--t-lg); }
    @media (max-width: 60rem) {
      .columns { grid-template-columns: minmax(0, 1fr); } aside { position: static; }
      .do { position: fixed; inset: auto 0 0; z-index: 20; padding: var(--s-3) var(--s-4) calc(var(--s-3) + env(safe-area-inset-bottom)); background: color-mix(in srgb, var(--surface) 94%, transparent); border-top: 1px solid var(--line); backdrop-filter: blur(8px); }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GigOrder {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly location = inject(Location);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly session = inject(Session);
  readonly gig = input.required<Schema<'GigView'>>();
  readonly choice = input.required<Choice>();
  /** The extras there should be. */
  readonly extras = output<readonly string[]>();

  protected readonly longest = LONGEST;
  protected readonly answers = linkedSignal<Record<string, string | undefined>>(() => keptAnswers(this.gig().id));
  protected readonly token = signal('tok_approved');
  protected readonly busy = signal(false);
  protected readonly missing = signal<string | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly total = computed(() => totalOf(this.choice()));
  protected readonly days = computed(() => daysOf(this.choice()));
  // The same attempt has the same key, however often it has to be sent: nobody pays twice.
  private attempt: { key: string; body: string } | null = null;

  protected has(id: string): boolean {
    return this.choice().extras.some((one) => one.id === id);
  }

  protected toggle(id: string): void {
    const ids = this.choice().extras.map((one) => one.id);
    this.extras.emit(ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]);
  }

  protected answer(id: string, text: string): void {
    this.answers.update((before) => ({ ...before, [id]: text }));
    if (this.missing() === id && text.trim()) this.missing.set(null);
    keepAnswers(this.gig().id, this.answers());
  }

  protected async order(): Promise<void> {
    const { pack, extras } = this.choice();
    if (this.busy() || !pack) return;
    if (!this.session.signedIn()) {
      await this.router.navigate(['/sign-in'], { queryParams: { next: this.location.path(true) } });
      return;
    }
    const missing = unanswered(this.gig(), this.answers());
    if (missing) return this.ask(missing);
    this.busy.set(true);
    this.problem.set(null);
    const answers = Object.entries(this.answers()).flatMap(([questionId, answer]) => (answer?.trim() && this.gig().questions.some((one) => one.id === questionId) ? [{ questionId, answer }] : []));
    const body = { gigId: this.gig().id, packageId: pack.id, extras: extras.map((one) => one.id), answers, paymentInfo: { method: 'card', token: this.token() } };
    try {
      const order = await this.api.ok(this.api.http.POST('/api/v1/orders', { body, headers: { 'idempotency-key': this.key(JSON.stringify(body)) } }));
      keepAnswers(this.gig().id, {});
      // There the second factor is asked for, if the card wants one.
      await this.router.navigate(['/orders', order.id]);
    } catch (error) {
      const problem = Problem.from(error);
      // A refusal ends the attempt; without an answer it may have gone through, and is asked about again.
      if (!problem.passing) this.attempt = null;
      if (problem.code === 'orders.question_unanswered') this.ask(String(problem.more['questionId'] ?? ''));
      else this.problem.set(problem);
    }
    this.busy.set(false);
  }

  private key(body: string): string {
    if (this.attempt?.body !== body) this.attempt = { key: crypto.randomUUID(), body };
    return this.attempt.key;
  }

  private ask(question: string): void {
    this.missing.set(question);
    this.host.querySelector<HTMLElement>(`[data-question="${CSS.escape(question)}"]`)?.focus();
  }
}
