import { ChangeDetectionStrategy, Component, computed, effect, inject, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { pages } from '@core/pages';
import { HERE, addDays, dateIn, instant, zoneName } from '@core/time';
import { Icon } from '@ui/icon';
import { DayPipe } from '@ui/pipes';
import { Empty, Failed } from '@ui/states';

import { Catalogue } from '../bookings/catalogue';
import { PersonPicker } from '../bookings/person-picker';
import { EVENTS } from '../office/event-words';
import { Filters } from '../office/filters';
import { More } from '../office/more';
import { Named } from '../office/person';
import { alike, isId, query } from '../office/query';
import { Rows } from '../office/rows';
import { EntryLine } from './entry-line';
import { ExportDialog } from './export-dialog';
import { TYPES, byDay, resourceOf } from './story';

const NO_FILTER = { actor: null, who: null, type: null, entity: null, kind: null, from: null, to: null, request: null };

/** Who did what to what, and when. */
@Component({
  imports: [TranslocoDirective, Icon, DayPipe, Empty, Failed, Filters, More, Rows, PersonPicker, EntryLine, ExportDialog],
  template: `
    <div class="page stack" *transloco="let t">
      <div class="head">
        <div class="stack tight">
          <h1>{{ t('operate.audit.title') }}</h1>
          <p class="muted">{{ t('operate.audit.text', { zone }) }}</p>
        </div>
        <button type="button" class="btn" (click)="exporting.set(true)"><p-icon name="download" [size]="18" />{{ t('operate.audit.export') }}</button>
      </div>

      <p-filters [active]="active()" (cleared)="query.set(none)">
        <p-person-picker [label]="t('operate.audit.actor')" [value]="query.id('actor')" (valueChange)="query.set({ actor: $event, who: null })" />
        @if (!query.get('actor')) {
          <div class="field">
            <label for="audit-who">{{ t('operate.audit.orWho') }}</label>
            <select id="audit-who" (change)="query.set({ who: value($event) })">
              <option value="">{{ t('operate.audit.anybody') }}</option>
              <option value="anonymous" [selected]="query.get('who') === 'anonymous'">{{ t('operate.office.anonymous') }}</option>
              @for (group of events; track group.service) {
                <option [value]="'service:' + group.service" [selected]="query.get('who') === 'service:' + group.service">{{ t('operate.audit.byService', { name: t('operate.work.services.' + group.service) }) }}</option>
              }
            </select>
          </div>
        }
        <div class="field">
          <label for="audit-kind">{{ t('operate.audit.kind') }}</label>
          <select id="audit-kind" (change)="query.set({ kind: value($event) })">
            <option value="">{{ t('operate.office.all') }}</option>
            @for (group of events; track group.service) {
              <optgroup [label]="t('operate.work.services.' + group.service)">
                @if (group.kinds.length > 1) {
                  <option [value]="group.service + '.'" [selected]="query.get('kind') === group.service + '.'">{{ t('operate.audit.allOf', { name: t('operate.work.services.' + group.service) }) }}</option>
                }
                @for (kind of group.kinds; track kind) {
                  <option [value]="kind" [selected]="query.get('kind') === kind">{{ t('operate.audit.names.' + kind.replaceAll('.', '_')) }}</option>
                }
              </optgroup>
            }
          </select>
        </div>
        <div class="field">
          <label for="audit-type">{{ t('operate.audit.entityType') }}</label>
          <select id="audit-type" (change)="query.set({ type: value($event) })">
            <option value="">{{ t('operate.office.all') }}</option>
            @for (type of types; track type) {
              <option [value]="type" [selected]="query.get('type') === type">{{ t('operate.audit.types.' + type) }}</option>
            }
          </select>
        </div>
        <div class="field">
          <label for="audit-entity">{{ t('operate.audit.entityId') }}</label>
          <input id="audit-entity" type="search" autocomplete="off" spellcheck="false" [value]="query.get('entity')" [attr.aria-invalid]="badEntity() ? 'true' : null" [attr.aria-describedby]="badEntity() ? 'audit-entity-error' : null" (change)="query.set({ entity: value($event).trim() })" />
          @if (badEntity()) { <p class="error" id="audit-entity-error">{{ t('operate.office.noId') }}</p> }
        </div>
        <div class="field">
          <label for="audit-request">{{ t('operate.audit.requestId') }}</label>
          <input id="audit-request" type="search" autocomplete="off" spellcheck="false" [value]="query.get('request')" [attr.aria-invalid]="badRequest() ? 'true' : null" [attr.aria-describedby]="badRequest() ? 'audit-request-error' : null" (change)="query.set({ request: value($event).trim() })" />
          @if (badRequest()) { <p class="error" id="audit-request-error">{{ t('operate.office.noId') }}</p> }
        </div>
        <div class="field"><label for="audit-from">{{ t('operate.audit.from') }}</label><input id="audit-from" type="date" [value]="query.get('from')" [max]="query.get('to')" (change)="query.set({ from: value($event) })" /></div>
        <div class="field"><label for="audit-to">{{ t('operate.audit.to') }}</label><input id="audit-to" type="date" [value]="query.get('to')" [min]="query.get('from')" (change)="query.set({ to: value($event) })" /></div>
      </p-filters>

      @if (question().correlationId) {
        <div class="notice">
          <p-icon name="zap" />
          <p>{{ t('operate.audit.following') }} <button type="button" class="link" (click)="query.set({ request: null })">{{ t('operate.audit.stopFollowing') }}</button></p>
        </div>
      }

      @if (list.start.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="list.start.reload()" />
      } @else if (list.start.first()) {
        <p-rows height="2.9rem" />
      } @else {
        @for (day of days(); track day.date) {
          <section class="stack tight" [attr.aria-labelledby]="'day-' + day.date" [attr.aria-busy]="list.start.loading()">
            <h2 [id]="'day-' + day.date">{{ day.entries[0].at | day: here : 'long' }}</h2>
            <ul class="table-box">
              @for (entry of day.entries; track entry.id) { <li><p-entry-line [entry]="entry" /></li> }
            </ul>
          </section>
        } @empty {
          <p-empty icon="history" [heading]="t('operate.audit.none')" [text]="t('operate.audit.noneText')">
            @if (active()) { <button type="button" class="btn" (click)="query.set(none)">{{ t('operate.office.clear') }}</button> }
          </p-empty>
        }
        @if (days().length) { <p-more [list]="list" /> }
      }
      <p-export-dialog [open]="exporting()" [from]="query.get('from')" [to]="query.get('to')" [kind]="query.get('kind')" (closed)="exporting.set(false)" />
    </div>
  `,
  styles: `
    .head { margin-bottom: 0; align-items: start; }
    h2 { font-size: var(--t-md); color: var(--muted); font-weight: 600; }
    h2::first-letter { text-transform: uppercase; }
    li + li { border-top: 1px solid var(--line); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AuditLog {
  private readonly api = inject(Api);
  protected readonly query = query();
  protected readonly events = EVENTS;
  protected readonly types = TYPES;
  protected readonly none = NO_FILTER;
  protected readonly here = HERE;
  protected readonly zone = zoneName(HERE);
  protected readonly exporting = signal(false);
  protected readonly badEntity = computed(() => this.query.get('entity') !== '' && !isId(this.query.get('entity')));
  protected readonly badRequest = computed(() => this.query.get('request') !== '' && !isId(this.query.get('request')));
  protected readonly question = computed(
    () => {
      const [from, to, kind] = ['from', 'to', 'kind'].map((name) => this.query.get(name));
      return {
        actor: this.query.id('actor') || this.query.get('who') || undefined,
        entityType: this.query.get('type') || undefined,
        entityId: this.badEntity() ? undefined : this.query.get('entity') || undefined,
        kind: kind || undefined,
        correlationId: this.badRequest() ? undefined : this.query.get('request') || undefined,
        from: isDate(from) ? instant(from, '00:00', HERE).toISOString() : undefined,
        // The last day counts whole.
        to: isDate(to) ? instant(addDays(to, 1), '00:00', HERE).toISOString() : undefined,
      };
    },
    { equal: alike },
  );
  protected readonly active = computed(() => Object.values(this.question()).filter(Boolean).length);
  protected readonly list = pages(
    () => this.question(),
    (question, cursor) => this.api.ok(this.api.http.GET('/api/v1/audit/logs', { params: { query: { ...question, cursor, limit: 50 } } })),
  );
  protected readonly days = computed(() => byDay(this.list.items(), (at) => dateIn(at, HERE)));

  constructor() {
    const [named, catalogue] = [inject(Named), inject(Catalogue)];
    effect(() => named.want(this.query.id('actor')));
    // Names of what the lines are about; without them the lines still stand.
    effect(() => {
      const ids = this.list.items().flatMap((entry) => resourceOf(entry) ?? []);
      if (ids.length) void catalogue.load().then(() => catalogue.learn(ids));
    });
  }

  protected value(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }
}

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text);
}
