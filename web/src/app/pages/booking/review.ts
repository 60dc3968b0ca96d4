import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { provideTranslocoScope, TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Batch, needed } from '@core/batch';
import { load } from '@core/load';
import { Icon } from '@ui/icon';
import { AgoPipe } from '@ui/pipes';
import { Failed } from '@ui/states';

import { SCOPES } from '../desk/messages';
import { DeskStars } from '../desk/reviews/stars';
import { WriteReview } from '../desk/reviews/write-dialog';

interface Known {
  chance: Schema<'ReviewChance'> | null;
  own: Schema<'Review'> | null;
}

/** What who booked has to say of a stay or an hour that is over: the place to write it, or what they wrote. */
@Component({
  selector: 'p-booking-review',
  imports: [AgoPipe, DeskStars, Failed, Icon, TranslocoDirective, WriteReview],
  providers: [provideTranslocoScope(...SCOPES)],
  template: `
    <ng-container *transloco="let t">
      @if (known.problem(); as problem) { <p-failed [problem]="problem" (retry)="known.reload()" /> }
      @if (known.value()?.own; as own) {
        <section class="card stack tight">
          <div class="row between"><h2>{{ t('booking.review.yours') }}</h2>@if (own.status !== 'published') { <span class="badge">{{ t('desk.reviews.statuses.' + own.status) }}</span> }</div>
          <p-desk-stars [stars]="own.rating" />
          @if (own.text) { <p class="words">{{ own.text }}</p> }
          @if (own.reply) { <p class="small strong">{{ t('booking.review.reply') }}</p><p class="words">{{ own.reply }}</p> }
        </section>
      } @else if (known.value()?.chance; as chance) {
        <section class="card stack">
          <h2>{{ t('booking.review.ask') }}</h2>
          <p class="small muted">{{ t('desk.reviews.closes', { when: (chance.closesAt | ago) }) }}</p>
          <button type="button" class="btn primary block" (click)="writing.set(true)"><p-icon name="star" [size]="18" />{{ t('booking.review.write') }}</button>
        </section>
        <p-write-review [chance]="writing() ? chance : null" [name]="name()" (closed)="writing.set(false)" (written)="done()" />
      }
    </ng-container>
  `,
  styles: `.words { white-space: pre-line; }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BookingReview {
  private readonly batch = inject(Batch);
  readonly booking = input.required<Schema<'BookingView'>>();
  /** What was booked. */
  readonly name = input('');
  protected readonly writing = signal(false);
  // Read again when the booking is: its completion brings the chance.
  protected readonly known = load(
    () => this.booking(),
    ({ id }): Promise<Known> => this.read(id),
  );

  protected async done(): Promise<void> {
    this.writing.set(false);
    await this.known.reload();
  }

  private async read(id: string): Promise<Known> {
    const [open, mine] = await this.batch.read(['/api/v1/reviews/open', '/api/v1/reviews/mine?limit=100']);
    return {
      chance: needed<Schema<'ReviewChances'>>(open).items.find((one) => one.reference === id) ?? null,
      own: needed<Schema<'Page_Review'>>(mine).items.find((one) => one.reference === id) ?? null,
    };
  }
}
