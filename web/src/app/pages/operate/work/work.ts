import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Language } from '@core/i18n';
import { Batch } from '@core/batch';
import { load } from '@core/load';
import { Confirm } from '@ui/dialog';
import { Icon } from '@ui/icon';
import { ClockPipe } from '@ui/pipes';
import { Empty, Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { query } from '../office/query';
import { AbandonDialog } from './abandon-dialog';
import { askAll } from './ask';
import { Concerned } from './concerned';
import { DeadLetter, Job, Of, SERVICES, Saga, of, read, waiting } from './desk';
import { FailureCard } from './failure-card';
import { SagaCard } from './saga-card';

/** What no service could end by itself, of all services at once. */
@Component({
  imports: [TranslocoDirective, Icon, ClockPipe, Empty, Failed, Skeleton, AbandonDialog, FailureCard, SagaCard],
  template: `
    <div class="page stack" *transloco="let t">
      <div class="head">
        <div class="stack tight">
          <h1>{{ t('operate.work.title') }}</h1>
          <p class="muted">{{ t('operate.work.text') }}</p>
        </div>
        <button type="button" class="btn" [disabled]="desk.loading()" (click)="desk.reload()"><p-icon name="refresh-cw" [size]="18" />{{ t(desk.loading() ? 'common.loading' : 'operate.work.look') }}</button>
      </div>

      @if (desk.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="desk.reload()" />
      } @else if (desk.value(); as all) {
        <p class="small muted" aria-live="polite">{{ t('operate.work.asked', { count: services.length - all.desk.silent.length, clock: (all.at | clock) }) }}</p>
        @if (all.desk.silent.length) {
          <div class="notice" data-tone="warn" role="status"><p-icon name="triangle-alert" /><p>{{ t('operate.work.silent', { services: silent() }) }}</p></div>
        }
        @if (counts().length > 1 || query.get('service')) {
          <div class="row" role="group" [attr.aria-label]="t('operate.work.byService')">
            <button type="button" class="chip" [attr.aria-pressed]="!query.get('service')" (click)="query.set({ service: null })">{{ t('operate.office.all') }}</button>
            @for (one of counts(); track one.service) {
              <button type="button" class="chip" [attr.aria-pressed]="query.get('service') === one.service" (click)="query.set({ service: one.service })">{{ t('operate.work.services.' + one.service) }} <span class="strong">{{ one.count }}</span></button>
            }
          </div>
        }
        @if (all.desk.more) {
          <div class="notice"><p-icon name="info" /><p>{{ t('operate.work.moreThanShown') }}</p></div>
        }

        @let mine = shown();
        @if (mine.stuck.length) {
          <section class="stack" aria-labelledby="stuck">
            <h2 id="stuck">{{ t('operate.work.stuck') }} <span class="badge" data-tone="bad">{{ mine.stuck.length }}</span></h2>
            <p class="muted small">{{ t('operate.work.stuckText') }}</p>
            <div class="cards">
              @for (saga of mine.stuck; track saga.id) {
                <p-saga-card [saga]="saga" [booking]="all.bookings.get(saga.aggregateId) ?? null" [busy]="busy() === saga.id" (retry)="retry(saga)" (abandon)="giveUp.set(saga)" />
              }
            </div>
          </section>
        }
        @if (mine.letters.length) {
          <section class="stack" aria-labelledby="letters">
            <h2 id="letters">{{ t('operate.work.letters') }} <span class="badge" data-tone="bad">{{ mine.letters.length }}</span></h2>
            <p class="muted small">{{ t('operate.work.lettersText') }}</p>
            <div class="cards">
              @for (letter of mine.letters; track letter.eventId + letter.handler) {
                <p-failure-card [letter]="letter" [busy]="busy() === letter.eventId + letter.handler" (replay)="replayLetter(letter)" (discard)="discardLetter(letter)" />
              }
            </div>
          </section>
        }
        @if (mine.jobs.length) {
          <section class="stack" aria-labelledby="jobs">
            <h2 id="jobs">{{ t('operate.work.jobs') }} <span class="badge" data-tone="bad">{{ mine.jobs.length }}</span></h2>
            <p class="muted small">{{ t('operate.work.jobsText') }}</p>
            <div class="cards">
              @for (job of mine.jobs; track job.id) {
                <p-failure-card [job]="job" [busy]="busy() === job.id" (replay)="replayJob(job)" (discard)="discardJob(job)" />
              }
            </div>
          </section>
        }
        @if (calm()) {
          <div class="card"><p-empty icon="circle-check" [heading]="t('operate.work.calm')" [text]="t('operate.work.calmText')" /></div>
        }

        <section class="stack" aria-labelledby="running">
          <h2 id="running">{{ t('operate.work.running') }}</h2>
          @if (mine.running.length) {
            <div class="cards">
              @for (saga of mine.running; track saga.id) { <p-saga-card [saga]="saga" [booking]="all.bookings.get(saga.aggregateId) ?? null" /> }
            </div>
          } @else {
            <p class="muted">{{ t('operate.work.noneRunning') }}</p>
          }
        </section>
      } @else {
        <p-skeleton [lines]="1" />
        <div class="card"><p-skeleton [lines]="6" height="1.5rem" /></div>
      }
      <p-abandon-dialog [open]="!!giveUp()" (closed)="giveUp.set(null)" (noted)="abandon($event)" />
    </div>
  `,
  styles: `
    .head { margin-bottom: 0; align-items: start; }
    .cards { grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr)); gap: var(--s-4); align-items: start; }
    h2 .badge { vertical-align: middle; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Work {
  private readonly api = inject(Api);
  private readonly batch = inject(Batch);
  private readonly concerned = inject(Concerned);
  private readonly confirm = inject(Confirm);
  private readonly language = inject(Language);
  private readonly toasts = inject(Toasts);
  protected readonly query = query();
  protected readonly services = SERVICES;
  protected readonly busy = signal('');
  protected readonly giveUp = signal<Of<Saga> | null>(null);
  protected readonly desk = load(
    () => 'all',
    async () => {
      const desk = await askAll(this.batch);
      return { desk, bookings: await this.concerned.bookings([...desk.stuck, ...desk.running]), at: new Date() };
    },
  );
  private readonly all = computed(() => this.desk.value()?.desk ?? read([], []));
  protected readonly shown = computed(() => of(this.all(), this.query.get('service')));
  protected readonly counts = computed(() => SERVICES.map((service) => ({ service, count: waiting(of(this.all(), service)) })).filter((one) => one.count > 0));
  /** Nothing waits, and every service said so. */
  protected readonly calm = computed(() => waiting(this.shown()) === 0 && this.all().silent.length < SERVICES.length);

  protected silent(): string {
    return this.all().silent.map((service) => this.language.say(`operate.work.services.${service}`)).join(', ');
  }

  protected retry(saga: Of<Saga>): Promise<void> {
    const path = { service: saga.service };
    return this.act(saga.id, 'operate.work.sentOn', () => this.api.ok(this.api.http.POST('/api/v1/operations/{service}/sagas/retry', { params: { path }, body: { id: saga.id } })));
  }

  protected async abandon(note: string): Promise<void> {
    const saga = this.giveUp();
    this.giveUp.set(null);
    if (!saga) return;
    const path = { service: saga.service };
    await this.act(saga.id, 'operate.work.givenUp', () => this.api.ok(this.api.http.POST('/api/v1/operations/{service}/sagas/abandon', { params: { path }, body: { id: saga.id, note } })));
  }

  protected replayLetter(letter: Of<DeadLetter>): Promise<void> {
    const [path, body] = [{ service: letter.service }, { handler: letter.handler, eventId: letter.eventId }];
    return this.act(letter.eventId + letter.handler, 'operate.work.sentOn', () => this.api.ok(this.api.http.POST('/api/v1/operations/{service}/dead-letters/replay', { params: { path }, body })));
  }

  protected async discardLetter(letter: Of<DeadLetter>): Promise<void> {
    const [path, body] = [{ service: letter.service }, { handler: letter.handler, eventId: letter.eventId }];
    if (!(await this.sure('operate.work.discardLetterText'))) return;
    await this.act(letter.eventId + letter.handler, 'operate.work.givenUp', () => this.api.ok(this.api.http.POST('/api/v1/operations/{service}/dead-letters/discard', { params: { path }, body })));
  }

  protected replayJob(job: Of<Job>): Promise<void> {
    const path = { service: job.service };
    return this.act(job.id, 'operate.work.sentOn', () => this.api.ok(this.api.http.POST('/api/v1/operations/{service}/jobs/replay', { params: { path }, body: { id: job.id } })));
  }

  protected async discardJob(job: Of<Job>): Promise<void> {
    const path = { service: job.service };
    if (!(await this.sure('operate.work.discardJobText'))) return;
    await this.act(job.id, 'operate.work.givenUp', () => this.api.ok(this.api.http.POST('/api/v1/operations/{service}/jobs/discard', { params: { path }, body: { id: job.id } })));
  }

  private sure(text: string): Promise<boolean> {
    return this.confirm.ask(this.language.say('operate.work.discardSure'), this.language.say(text), this.language.say('operate.work.discard'));
  }

  /** Does it, says so and looks again: others may have been at it meanwhile. */
  private async act(id: string, done: string, run: () => Promise<unknown>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(id);
    try {
      await run();
      this.toasts.good(this.language.say(done));
    } catch (error) {
      this.toasts.problem(error);
    }
    await this.desk.reload();
    this.busy.set('');
  }
}
