import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { load } from '@core/load';
import { saveFile } from '@core/save-file';
import { Icon } from '@ui/icon';
import { MomentPipe } from '@ui/pipes';
import { Failed, Skeleton } from '@ui/states';

import { Letter } from '../office/letter';
import { query } from '../office/query';
import { kindWord, stateWord, tone } from './mail-words';

/** One mail as its reader gets it. */
@Component({
  selector: 'p-mail',
  imports: [TranslocoDirective, Icon, MomentPipe, Failed, Skeleton, Letter],
  template: `
    <article class="card stack" *transloco="let t" [attr.aria-busy]="read.loading()">
      @if (read.problem(); as problem) {
        @if (problem.code === 'notifications.secret_mail') {
          <h2>{{ t('operate.outbox.secret') }}</h2>
          <div class="notice" data-tone="warn"><p-icon name="lock" /><p>{{ t('operate.outbox.secretText') }}</p></div>
        } @else {
          <p-failed [problem]="problem" (retry)="read.reload()" />
        }
      } @else if (read.value(); as mail) {
        <header class="stack tight">
          <div class="row between"><h2>{{ mail.subject }}</h2><span class="badge" [attr.data-tone]="tone(mail.state)">@if (stateWord(mail.state); as known) { {{ t('operate.outbox.states.' + known) }} } @else { {{ mail.state }} }</span></div>
          <dl class="facts small">
            <dt>{{ t('operate.outbox.to') }}</dt><dd>{{ mail.to }}</dd>
            <dt>{{ t('operate.outbox.written') }}</dt><dd>{{ mail.at | moment }}</dd>
            <dt>{{ t('operate.outbox.kind') }}</dt><dd>@if (kindWord(mail.kind); as known) { {{ t('operate.outbox.kinds.' + known) }} } @else { {{ mail.kind }} }</dd>
            @if (mail.attempts) { <dt>{{ t('operate.outbox.attempts') }}</dt><dd>{{ mail.attempts }}</dd> }
          </dl>
        </header>
        @if (mail.error) {
          <div class="notice" [attr.data-tone]="mail.state === 'failed' ? 'bad' : 'warn'"><p-icon name="circle-alert" /><div><p class="strong">{{ t('operate.outbox.serverSaid') }}</p><p class="small said">{{ mail.error }}</p></div></div>
        }
        @if (mail.attachments.length) {
          <ul class="row" [attr.aria-label]="t('operate.outbox.files')">
            @for (file of mail.attachments; track file.name) {
              <li><button type="button" class="btn small" (click)="take(file)"><p-icon name="download" [size]="17" />{{ file.name }}</button></li>
            }
          </ul>
        }
        @if (!mail.html && !mail.text) {
          <p class="muted">{{ t('operate.outbox.gone') }}</p>
        } @else {
          <div class="row" role="group" [attr.aria-label]="t('operate.outbox.view')">
            <button type="button" class="chip" [attr.aria-pressed]="!plain()" (click)="query.set({ view: null }, true)">{{ t('operate.outbox.asPage') }}</button>
            <button type="button" class="chip" [attr.aria-pressed]="plain()" (click)="query.set({ view: 'text' }, true)">{{ t('operate.outbox.asText') }}</button>
          </div>
          @if (plain()) {
            <pre>{{ mail.text }}</pre>
          } @else {
            <p-letter class="letter" [name]="mail.subject" [html]="mail.html" />
          }
        }
      } @else {
        <p-skeleton [lines]="3" /><div class="skeleton letter"></div>
      }
    </article>
  `,
  styles: `
    h2 { font-size: var(--t-lg); flex: 1 1 12rem; }
    .letter { height: min(70dvh, 44rem); }
    pre { margin: 0; padding: var(--s-4); border-radius: var(--r-1); background: var(--surface-2); white-space: pre-wrap; overflow-wrap: anywhere; font-size: var(--t-sm); }
    .said { overflow-wrap: anywhere; }
    dd { overflow-wrap: anywhere; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Mail {
  private readonly api = inject(Api);
  readonly id = input.required<string>();
  protected readonly query = query();
  protected readonly tone = tone;
  protected readonly kindWord = kindWord;
  protected readonly stateWord = stateWord;
  protected readonly read = load(
    () => this.id(),
    (id) => this.api.ok(this.api.http.GET('/api/v1/notifications/outbox/{id}', { params: { path: { id } } })),
  );

  protected plain(): boolean {
    return this.query.get('view') === 'text';
  }

  protected take(file: Schema<'Attachment'>): void {
    saveFile(new Blob([file.content], { type: file.contentType }), file.name);
  }
}
