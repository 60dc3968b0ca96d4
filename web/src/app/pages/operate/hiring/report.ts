import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { load } from '@core/load';
import { Confirm } from '@ui/dialog';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { MomentPipe } from '@ui/pipes';
import { Empty, Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { Person } from '../office/person';

type Outcome = Schema<'ChatReportOutcome'>;

/** One report with the messages around it. Reading it is recorded, so it is opened by a press and not by a link alone. */
@Component({
  imports: [RouterLink, TranslocoDirective, Control, Field, Icon, MomentPipe, Empty, Failed, Skeleton, Person],
  template: `
    <div class="page narrow stack" *transloco="let t">
      <a class="back small" routerLink="/operate/reports"><p-icon name="arrow-left" [size]="17" />{{ t('operate.hiring.reports') }}</a>
      <h1>{{ t('operate.hiring.report') }}</h1>
      @if (!opened()) {
        <section class="card stack">
          <p class="notice" data-tone="warn"><p-icon name="eye" /><span>{{ t('operate.hiring.readRecorded') }}</span></p>
          <div><button type="button" class="btn primary" (click)="opened.set(true)">{{ t('operate.hiring.readIt') }}</button></div>
        </section>
      } @else if (read.problem(); as problem) {
        @if (problem.status === 404) { <p-empty icon="flag" [heading]="t('operate.hiring.noReport')" [text]="t('operate.hiring.noOrderText')" /> } @else { <p-failed [problem]="problem" (retry)="read.reload()" /> }
      } @else if (read.value(); as detail) {
        <section class="card stack tight" aria-labelledby="complaint">
          <h2 id="complaint">{{ t('operate.hiring.reportReasons.' + detail.report.reason) }}</h2>
          <p class="small muted"><p-person [id]="detail.report.reporter" /> · {{ detail.report.createdAt | moment }}</p>
          @if (detail.report.text) { <p>{{ detail.report.text }}</p> }
        </section>
        <section class="card stack" aria-labelledby="context">
          <h2 id="context">{{ t('operate.hiring.context') }}</h2>
          <p class="small muted"><p-icon name="eye" [size]="16" /> {{ t('operate.hiring.nowRecorded') }}</p>
          <ol class="stack tight">
            @for (one of detail.messages; track one.seq) {
              <li [class.meant]="one.seq === detail.report.seq" [class.right]="one.author === detail.report.reporter">
                <p class="tiny muted">{{ names().get(one.author) ?? '' }} · {{ one.createdAt | moment }} @if (one.seq === detail.report.seq) { <span class="badge" data-tone="bad">{{ t('operate.hiring.meant') }}</span> }</p>
                <p class="bubble">{{ one.seq === detail.report.seq && detail.said ? detail.said : one.deleted ? t('operate.hiring.deleted') : one.text || t('operate.hiring.card') }}</p>
              </li>
            } @empty { <li class="muted">{{ t('operate.hiring.noMessages') }}</li> }
          </ol>
        </section>
        @if (detail.report.outcome; as outcome) {
          <section class="card stack tight"><h2>{{ t('operate.hiring.outcomes.' + outcome) }}</h2><p class="small muted"><p-person [id]="detail.report.resolvedBy ?? ''" /> · {{ detail.report.resolvedAt | moment }}</p>@if (detail.report.note) { <p>{{ detail.report.note }}</p> }</section>
        } @else {
          <section class="card stack" aria-labelledby="decide">
            <h2 id="decide">{{ t('operate.hiring.decide') }}</h2>
            <p-field [label]="t('operate.hiring.reportNote')" [optional]="t('common.optional')"><textarea #note pControl rows="2" maxlength="2000"></textarea></p-field>
            <div class="row">
              <button type="button" class="btn" [disabled]="busy()" (click)="resolve('dismissed', note.value)">{{ t('operate.hiring.dismiss') }}</button>
              @if (detail.report.seq) { <button type="button" class="btn danger" [disabled]="busy()" (click)="resolve('removed', note.value)">{{ t('operate.hiring.erase') }}</button> }
              <button type="button" class="btn danger" [disabled]="busy()" (click)="resolve('closed', note.value)">{{ t('operate.hiring.closeChat') }}</button>
            </div>
          </section>
        }
      } @else { <div class="card"><p-skeleton [lines]="6" height="2rem" /></div> }
    </div>
  `,
  styles: `
    .back { display: inline-flex; gap: var(--s-1); align-items: center; min-height: var(--tap); } h2 { font-size: var(--t-lg); } section p-icon { vertical-align: middle; }
    li { display: grid; justify-items: start; gap: 2px; } li.right { justify-items: end; } .bubble { max-width: 85%; padding: var(--s-2) var(--s-3); border-radius: var(--r-2); background: var(--surface-2); white-space: pre-line; } .right .bubble { background: var(--brand-soft); } .meant .bubble { box-shadow: 0 0 0 2px var(--bad); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ChatReport {
  private readonly api = inject(Api);
  private readonly confirm = inject(Confirm);
  private readonly language = inject(Language);
  private readonly toasts = inject(Toasts);
  readonly id = input.required<string>();
  protected readonly opened = signal(false);
  protected readonly busy = signal(false);
  protected readonly read = load(
    () => (this.opened() ? this.id() : undefined),
    (id) => this.api.ok(this.api.http.GET('/api/v1/operations/chat/reports/{id}', { params: { path: { id } } })),
  );
  protected readonly names = computed(() => new Map((this.read.value()?.people ?? []).map((one) => [one.userId, one.name ?? ''])));

  protected async resolve(outcome: Outcome, note: string): Promise<void> {
    const say = (key: string): string => this.language.say(key);
    if (this.busy()) return;
    if (outcome !== 'dismissed' && !(await this.confirm.ask(say('operate.hiring.resolveSure.' + outcome), say('operate.hiring.resolveText.' + outcome), say(outcome === 'removed' ? 'operate.hiring.erase' : 'operate.hiring.closeChat')))) return;
    this.busy.set(true);
    try {
      await this.api.ok(this.api.http.POST('/api/v1/operations/chat/reports/{id}/resolve', { params: { path: { id: this.id() } }, body: { outcome, note } }));
      this.toasts.good(say('operate.hiring.resolved'));
    } catch (error) {
      this.toasts.problem(error);
    }
    await this.read.reload();
    this.busy.set(false);
  }
}
