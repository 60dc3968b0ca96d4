import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { AgoPipe, MomentPipe } from '@ui/pipes';

import { Actor } from '../office/actor';
import { Of, Saga, sagaWord, stepWord } from './desk';

/** Work in several steps: how far it is and what keeps it. */
@Component({
  selector: 'p-saga-card',
  imports: [TranslocoDirective, AgoPipe, MomentPipe, Actor],
  template: `
    <article class="card stack tight" *transloco="let t">
      <div class="row between">
        <h3>@if (sagaWord(saga().name); as known) { {{ t('operate.work.sagas.' + known) }} } @else { {{ saga().name }} }</h3>
        <span class="badge" [attr.data-tone]="saga().state === 'stuck' ? 'bad' : 'brand'">{{ t('operate.work.states.' + saga().state) }}</span>
      </div>
      <p class="small muted">
        {{ t('operate.work.services.' + saga().service) }} · {{ t('operate.work.startedBy') }} <p-actor [actor]="saga().startedBy" /> · <span [title]="saga().updatedAt | moment">{{ t('operate.work.moved', { ago: (saga().updatedAt | ago) }) }}</span>
      </p>
      @if (saga().lastError; as error) {
        <p class="error small">{{ error }}</p>
      }
      @if (saga().reason?.detail; as detail) {
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
  readonly saga = input.required<Of<Saga>>();
  readonly busy = input(false);
  readonly retry = output<void>();
  readonly abandon = output<void>();
  protected readonly sagaWord = sagaWord;
  protected readonly stepWord = stepWord;
}
