import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { pages } from '@core/pages';
import { Session } from '@core/session';
import { Icon } from '@ui/icon';
import { AgoPipe, MomentPipe } from '@ui/pipes';
import { Empty, Failed } from '@ui/states';

import { More } from '../office/more';
import { query } from '../office/query';
import { Rows } from '../office/rows';
import { Mail } from './mail';
import { STATES, stateWord, tone } from './mail-words';

/** The mails the place has written, and how far each got. */
@Component({
  imports: [TranslocoDirective, RouterLink, Icon, AgoPipe, MomentPipe, Empty, Failed, More, Rows, Mail],
  template: `
    <div class="page stack" *transloco="let t" [class.reading]="open()">
      <h1>{{ t('operate.outbox.title') }}</h1>
      <div class="stack tight intro">
        <p class="muted">{{ t('operate.outbox.text') }}</p>
        <p class="small muted secret"><p-icon name="lock" [size]="16" />{{ t(admin() ? 'operate.outbox.seesSecrets' : 'operate.outbox.hidesSecrets') }}</p>
      </div>
      <div class="row intro" role="group" [attr.aria-label]="t('operate.outbox.state')">
        <button type="button" class="chip" [attr.aria-pressed]="!state()" (click)="query.set({ state: null, mail: null })">{{ t('operate.office.all') }}</button>
        @for (one of states; track one) {
          <button type="button" class="chip" [attr.aria-pressed]="state() === one" (click)="query.set({ state: one, mail: null })">{{ t('operate.outbox.states.' + one) }}</button>
        }
      </div>

      @if (list.start.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="list.start.reload()" />
      } @else if (list.start.first()) {
        <div class="panes"><p-rows height="5.5rem" /></div>
      } @else if (list.items().length === 0) {
        <p-empty icon="mail" [heading]="t(state() ? 'operate.outbox.noneFound' : 'operate.outbox.none')" [text]="t(state() === 'failed' ? 'operate.outbox.noneFailed' : 'operate.outbox.noneText')" />
      } @else {
        <div class="panes">
          <div class="list">
            <h2 class="visually-hidden">{{ t('operate.outbox.list') }}</h2>
            <ul class="table-box" [attr.aria-busy]="list.start.loading()">
              @for (mail of list.items(); track mail.id) {
                <li>
                  <a routerLink="." [queryParams]="{ mail: mail.id }" queryParamsHandling="merge" [attr.aria-current]="open() === mail.id ? 'true' : null">
                    <span class="strong subject">{{ mail.subject }}</span>
                    <span class="small muted clip">{{ mail.to }}</span>
                    <span class="tiny muted when" [title]="mail.at | moment">{{ mail.at | ago }}</span>
                    @if (mail.state === 'failed' || mail.state === 'queued') {
                      <span class="badge" [attr.data-tone]="tone(mail.state)">@if (stateWord(mail.state); as known) { {{ t('operate.outbox.states.' + known) }} } @else { {{ mail.state }} }</span>
                    }
                    @if (mail.state === 'failed' && mail.error) { <span class="small error">{{ mail.error }}</span> }
                  </a>
                </li>
              }
            </ul>
            <p-more [list]="list" />
          </div>
          <div class="pane">
            @if (open(); as id) {
              <a class="back" routerLink="." [queryParams]="{ mail: null, view: null }" queryParamsHandling="merge"><p-icon name="arrow-left" [size]="18" />{{ t('operate.outbox.back') }}</a>
              <p-mail [id]="id" />
            } @else {
              <div class="card choose"><p-empty icon="mail" [heading]="t('operate.outbox.choose')" [text]="t('operate.outbox.chooseText')" /></div>
            }
          </div>
        </div>
      }
    </div>
  `,
  styles: `
    .secret { display: flex; gap: var(--s-2); align-items: flex-start; }
    .secret p-icon { margin-top: 0.2rem; }
    .panes { display: grid; grid-template-columns: minmax(18rem, 24rem) minmax(0, 1fr); gap: var(--s-5); align-items: start; }
    .pane { position: sticky; top: var(--s-4); min-width: 0; }
    li + li { border-top: 1px solid var(--line); }
    li a { display: grid; grid-template-columns: 1fr auto; gap: 0 var(--s-3); padding: var(--s-3) var(--s-4); color: var(--text); text-decoration: none; }
    li a:hover { background: var(--surface-2); color: var(--text); }
    li a[aria-current] { background: var(--brand-soft); box-shadow: inset 3px 0 var(--brand); }
    .subject { grid-column: 1 / -1; }
    .when { align-self: center; }
    .badge { justify-self: start; margin-top: var(--s-1); }
    .error { grid-column: 1 / -1; color: var(--bad); overflow-wrap: anywhere; }
    .back { display: none; align-items: center; gap: var(--s-2); min-height: var(--tap); text-decoration: none; }
    @media (max-width: 68rem) {
      .panes { grid-template-columns: minmax(0, 1fr); }
      .pane { position: static; }
      .choose { display: none; }
      .reading .intro, .reading .list { display: none; }
      .reading h1 { position: absolute; clip-path: inset(50%); }
      .back { display: inline-flex; }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Outbox {
  private readonly api = inject(Api);
  protected readonly query = query();
  protected readonly states = STATES;
  protected readonly tone = tone;
  protected readonly stateWord = stateWord;
  protected readonly admin = inject(Session).administers;
  protected readonly state = computed(() => STATES.find((one) => one === this.query.get('state')));
  protected readonly open = computed(() => this.query.id('mail'));
  protected readonly list = pages(
    () => ({ state: this.state() }),
    (question, cursor) => this.api.ok(this.api.http.GET('/api/v1/notifications/outbox', { params: { query: { ...question, cursor, limit: 30 } } })),
  );
}
