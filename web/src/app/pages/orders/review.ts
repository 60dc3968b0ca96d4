import { ChangeDetectionStrategy, Component, DestroyRef, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Batch, needed } from '@core/batch';
import { load } from '@core/load';
import { Problem } from '@core/problem';
import { HERE } from '@core/time';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { DayPipe } from '@ui/pipes';
import { Refusals } from '@ui/refusals';
import { Failed } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { Rate } from './rate';

/** The chance to review comes a moment after the order's end, milliseconds. */
const SOON = 2_500;

interface Known {
  chance: Schema<'ReviewChance'> | null;
  own: Schema<'Review'> | null;
  /** What the other side wrote, once it is shown. */
  received: Schema<'Review'> | null;
}

/** What one has to say of the other side when the work is over: written once, hidden until both have. */
@Component({
  selector: 'p-order-review',
  imports: [Control, DayPipe, Failed, Field, Icon, Rate, RouterLink, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      @if (known.value()?.received; as review) {
        <section class="card stack tight">
          <h2>{{ t('talk.work.review.received', { name: name() || review.authorName || t(order().role === 'client' ? 'talk.work.side.professional' : 'talk.work.side.client') }) }}</h2>
          <p class="shown"><span aria-hidden="true">{{ '★'.repeat(review.rating) }}<span class="none">{{ '★'.repeat(5 - review.rating) }}</span></span><span class="visually-hidden">{{ t('talk.work.review.stars', { stars: review.rating }) }}</span></p>
          @if (review.text) { <p class="words">{{ review.text }}</p> }
          @if (review.reply) { <p class="small strong">{{ t('talk.work.review.reply') }}</p><p class="words">{{ review.reply }}</p> }
          @else if (order().role === 'professional') { <p><a class="small" routerLink="/work/reviews">{{ t('talk.work.review.answer') }}</a></p> }
        </section>
      }
      @if (known.value()?.own; as own) {
        <section class="card stack tight">
          <h2>{{ t('talk.work.review.yours') }}</h2>
          <p class="shown"><span aria-hidden="true">{{ '★'.repeat(own.rating) }}<span class="none">{{ '★'.repeat(5 - own.rating) }}</span></span><span class="visually-hidden">{{ t('talk.work.review.stars', { stars: own.rating }) }}</span></p>
          @if (own.text) { <p class="words">{{ own.text }}</p> }
          @if (own.status === 'hidden') { <p class="small muted"><p-icon name="eye-off" [size]="16" /> {{ t('talk.work.review.hidden', { name: name() }) }}</p> }
        </section>
      } @else if (known.value()?.chance; as chance) {
        <section class="card stack ask">
          <h2>{{ t(order().role === 'client' ? 'talk.work.review.ofProfessional' : 'talk.work.review.ofClient', { name: name() }) }}</h2>
          <p class="small muted">{{ t('talk.work.review.text', { day: (chance.closesAt | day: here) }) }}</p>
          <form class="stack" novalidate (submit)="send($event)">
            @if (problem(); as refusal) { <p-failed [problem]="refusal" /> }
            <div><p-rate [label]="t('talk.work.review.whole')" [large]="true" [(value)]="rating" />@if (missing()) { <p class="wrong small" role="alert">{{ t('talk.work.review.missing') }}</p> }</div>
            @if (rating()) {
              <div class="aspects">@for (aspect of chance.aspects; track aspect) { <p-rate [label]="t('talk.work.review.aspect.' + aspect)" [value]="aspects()[aspect] || 0" (valueChange)="set(aspect, $event)" /> }</div>
              <p-field [label]="t('talk.work.review.words')" [optional]="t('common.optional')" [error]="textError()"><textarea pControl name="text" rows="4" maxlength="2000"></textarea></p-field>
            }
            <div><button class="btn primary" [attr.aria-disabled]="busy()" [attr.aria-busy]="busy()">{{ t('talk.work.review.do') }}</button></div>
          </form>
        </section>
      }
    </ng-container>
  `,
  styles: `
    .ask { border-inline-start: 4px solid light-dark(#c98a10, #f0c04a); }
    .shown { color: light-dark(#a06c08, #f0c04a); font-size: var(--t-xl); letter-spacing: 0.1em; }
    .none { color: var(--line); }
    .words { white-space: pre-wrap; }
    .wrong { color: var(--bad); font-weight: 500; }
    .aspects { display: grid; gap: var(--s-1) var(--s-6); }
    @media (min-width: 48rem) { .aspects { grid-template-columns: 1fr 1fr; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OrderReview {
  private readonly api = inject(Api);
  private readonly batch = inject(Batch);
  private readonly refusals = inject(Refusals);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(TranslocoService);
  readonly order = input.required<Schema<'OrderView'>>();
  readonly name = input('');
  protected readonly here = HERE;
  protected readonly rating = signal(0);
  protected readonly aspects = signal<Record<string, number>>({});
  protected readonly busy = signal(false);
  protected readonly missing = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly textError = computed(() => this.refusals.field(this.problem(), 'text'));
  protected readonly known = load(
    () => this.order().id,
    async (id): Promise<Known> => this.read(id),
  );

  constructor() {
    const timer = setTimeout(() => !this.known.value()?.chance && !this.known.value()?.own && void this.known.reload(), SOON);
    inject(DestroyRef).onDestroy(() => clearTimeout(timer));
    // Whatever made the order be read again may have brought the chance, or the other side's review.
    effect(() => {
      this.order();
      untracked(() => this.changes() && void this.known.reload());
    });
  }

  /** Known, and still to become something else without one's own doing. */
  private changes(): boolean {
    const known = this.known.value();
    return !!known && !(known.own?.status === 'published' && known.received);
  }

  private async read(id: string): Promise<Known> {
    const { role, clientId, professionalId } = this.order();
    const me = role === 'client' ? clientId : professionalId;
    const of = role ? [`/api/v1/reviews?subjectKind=${role}&subject=${me}&reference=${id}`] : [];
    const [open, mine, received] = await this.batch.read(['/api/v1/reviews/open', '/api/v1/reviews/mine?limit=100', ...of]);
    const mineOf = (items: Schema<'Review'>[]): Schema<'Review'> | null => items.find((one) => one.reference === id) ?? null;
    return {
      chance: needed<Schema<'ReviewChances'>>(open).items.find((one) => one.reference === id) ?? null,
      own: mineOf(needed<Schema<'Page_Review'>>(mine).items),
      received: received ? mineOf(needed<Schema<'Page_Review'>>(received).items) : null,
    };
  }

  protected set(aspect: string, stars: number): void {
    this.aspects.update((all) => ({ ...all, [aspect]: stars }));
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    this.missing.set(!this.rating());
    if (this.busy() || !this.rating()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      const text = String(new FormData(event.target as HTMLFormElement).get('text') ?? '').trim();
      const body = { rating: this.rating(), aspects: this.aspects(), text };
      const own = await this.api.ok(this.api.http.POST('/api/v1/orders/{id}/reviews', { params: { path: { id: this.order().id } }, body }));
      this.known.set({ chance: null, own, received: this.known.value()?.received ?? null });
      // The second to write sees the other's at once.
      void this.known.reload();
      this.toasts.good(this.words.translate('talk.work.review.done'));
    } catch (error) {
      this.problem.set(Problem.from(error));
    } finally {
      this.busy.set(false);
    }
  }
}
