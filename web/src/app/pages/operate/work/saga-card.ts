import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Problem } from '@core/problem';
import { AgoPipe, MomentPipe } from '@ui/pipes';
import { Refusals } from '@ui/refusals';
import { When } from '@ui/when';

import { Catalogue } from '../bookings/catalogue';
import { Actor } from '../office/actor';
import type { Booking } from './concerned';
import { Of, Saga, sagaWord, stepWord } from './desk';

/** Work in several steps: how far it is and what keeps it. */
@Component({
  selector: 'p-saga-card',
  imports: [RouterLink, TranslocoDirective, AgoPipe, MomentPipe, Actor, When],
  template: `
    <article class="card stack tight" *transloco="let t">
      <div class="row between">
        <h3>@if (sagaWord(saga().name); as known) { {{ t('operate.work.sagas.' + known) }} } @else { {{ saga().name }} }</h3>
        <span class="badge" [attr.data-tone]="saga().state === 'stuck' ? 'bad' : 'brand'">{{ t('operate.work.states.' + saga().state) }}</span>
      </div>
      <p class="small muted">
        {{ t('operate.work.services.' + saga().service) }} · {{ t('operate.work.startedBy') }} <p-actor [actor]="saga().startedBy" /> · <span [title]="saga().updatedAt | moment">{{ t('operate.work.moved', { ago: (saga().updatedAt | ago) }) }}</span>
      </p>
      @if (booking(); as one) {
        <p><a routerLink="/operate/bookings" [queryParams]="{ booking: one.id }">{{ catalogue.resource(one.resourceId)?.name ?? t('operate.work.booking') }}</a>&ngsp;<span class="small muted"><p-when [from]="one.startDateTime" [to]="one.endDateTime" [zone]="one.timeZone" /></span></p>
      }
      @if (saga().lastError; as error) {
        <p class="error small">{{ error }}</p>
      }
      @if (reason(); as detail) {
        <p class="small">{{ t('operate.work.turnedBack', { detail }) }}</p>
      }
      <details>
        <summary class="small">{{ t('operate.work.steps', { count: saga().steps.length, attempts: saga().attempts }) }}</summary>
        <ol class="small">
          @for (step of saga().steps; track $index) {
            <li>
              <span class="strong">@if (stepWord(step.step); as known) { {{ t('operate.work.stepNames.' + known) }} } @else { {{ step.step || '–' }} }</span>
              <span>{{ step.outcome }}</span><span class="muted">{{ step.at | moment }}</span>
              @if (step.note) { <span class="note">{{ step.note }}</span> }
            </li>
          } @empty {
            <li class="muted">{{ t('operate.work.noSteps') }}</li>
          }
        </ol>
        <p class="tiny muted id">{{ saga().id }}</p>
      </details>
      @if (saga().state === 'stuck') {
        <div class="row actions">
          <button type="button" class="btn small primary" [disabled]="busy()" (click)="retry.emit()">{{ t('operate.work.retry') }}</button>
          <button type="button" class="btn small danger" [disabled]="busy()" (click)="abandon.emit()">{{ t('operate.work.abandon') }}</button>
        </div>
      }
    </article>
  `,
  styles: `
    .error { padding: var(--s-2) var(--s-3); border-radius: var(--r-1); background: var(--bad-soft); overflow-wrap: anywhere; }
    summary { cursor: pointer; min-height: 2.25rem; line-height: 2.25rem; color: var(--muted); }
    ol { display: grid; gap: var(--s-2); padding-block: var(--s-2); }
    li { display: flex; flex-wrap: wrap; gap: 0 var(--s-3); }
    .note { flex-basis: 100%; overflow-wrap: anywhere; }
    .id { overflow-wrap: anywhere; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SagaCard {
  private readonly refusals = inject(Refusals);
  protected readonly catalogue = inject(Catalogue);
  readonly saga = input.required<Of<Saga>>();
  /** What it is about, where that is known. */
  readonly booking = input<Booking | null>(null);
  readonly busy = input(false);
  readonly retry = output<void>();
  readonly abandon = output<void>();
  /** Why it turned back. */
  protected readonly reason = computed(() => {
    const why = this.saga().reason;
    return why && this.refusals.text(new Problem(why.code ?? '', 422, why.detail ?? ''));
  });
  protected readonly sagaWord = sagaWord;
  protected readonly stepWord = stepWord;
}
