import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { load } from '@core/load';
import { pages } from '@core/pages';
import { Icon } from '@ui/icon';
import { Picture } from '@ui/picture';
import { MoneyPipe } from '@ui/pipes';
import { Empty, Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { More } from '../office/more';
import { alike, query } from '../office/query';
import { KINDS, bodyOfResource, draftOfResource } from './resource-draft';

const STATUSES = ['active', 'inactive', 'archived'] as const;
const CHUNK = 24;

type Status = (typeof STATUSES)[number];
type Row = Schema<'ResourceSummary'>;

/** All that is booked: found by words, sort, place and state; taken off and put back with one press. */
@Component({
  imports: [RouterLink, Icon, Picture, MoneyPipe, Empty, Failed, Skeleton, More, TranslocoDirective],
  template: `
    <div class="page" *transloco="let t">
      <div class="head">
        <div class="stack tight"><h1>{{ t('operate.resources.title') }}</h1><p class="muted">{{ t('operate.resources.intro') }}</p></div>
        <a class="btn primary" routerLink="/operate/resources/new"><p-icon name="plus" />{{ t('operate.resources.add') }}</a>
      </div>
      <nav class="tabs" [attr.aria-label]="t('operate.resources.statusLabel')">
        @for (one of statuses; track one) {
          <a [routerLink]="[]" [queryParams]="{ status: one === 'active' ? null : one }" queryParamsHandling="merge" [attr.aria-current]="one === question().status ? 'page' : null">{{ t('operate.resources.statuses.' + one) }}</a>
        }
      </nav>
      <form class="filters" role="search" (submit)="$event.preventDefault(); query.set({ q: words.value })">
        <label class="search"><span class="visually-hidden">{{ t('operate.resources.search') }}</span><p-icon name="search" [size]="18" />
          <input #words class="input" type="search" [placeholder]="t('operate.resources.search')" [value]="query.get('q')" (input)="query.soon({ q: words.value })" />
        </label>
        <select #kinds class="input" [attr.aria-label]="t('operate.resources.kindLabel')" (change)="query.set({ kind: kinds.value })">
          <option value="" [selected]="!question().kind">{{ t('operate.resources.allKinds') }}</option>
          @for (one of allKinds; track one) { <option [value]="one" [selected]="one === question().kind">{{ t('operate.resources.kind.' + one) }}</option> }
        </select>
        <select #places class="input" [attr.aria-label]="t('operate.resources.place')" (change)="query.set({ place: places.value })">
          <option value="" [selected]="!question().locationId">{{ t('operate.resources.allPlaces') }}</option>
          @for (one of locations.value()?.items; track one.id) { <option [value]="one.id" [selected]="one.id === question().locationId">{{ one.name }}</option> }
        </select>
      </form>
      @if (list.start.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="list.start.reload()" />
      } @else if (list.start.first()) {
        <div class="rows card flush ghost"><p-skeleton [lines]="6" height="4.5rem" /></div>
      }
      @if (list.start.value()) {
        @if (list.items().length) {
          <ul class="rows card flush" [class.old]="list.start.loading()">
            @for (row of list.items(); track row.id) {
              <li>
                <a class="thing" [routerLink]="['/operate/resources', row.id]">
                  <p-picture [photo]="row.photo" [kind]="row.kind" [seed]="row.name" />
                  <span class="texts"><span class="strong name">{{ row.name }}</span><span class="muted small">{{ t('operate.resources.kind.' + row.kind) }} · {{ row.location.name }}</span></span>
                </a>
                <span class="muted small fact people"><p-icon name="users" [size]="16" />{{ row.capacity }}<span class="visually-hidden">{{ t('operate.resources.capacity') }}</span></span>
                <span class="fact price small">
                  @if (row.pricePerHour) { {{ t('operate.resources.perHourShort', { price: row.pricePerHour | money }) }} }
                  @else if (row.fromPrice) { {{ t('operate.resources.fromShort', { price: row.fromPrice | money }) }} }
                  @else { {{ t('operate.resources.free') }} }
                </span>
                <span class="row tools">
                  @if (row.status === 'active') {
                    <button type="button" class="btn small" [disabled]="busy().has(row.id)" [attr.aria-label]="t('operate.resources.deactivateNamed', { name: row.name })" (click)="become(row, 'inactive')"><p-icon name="eye-off" [size]="17" /><span class="word">{{ t('operate.resources.deactivate') }}</span></button>
                  } @else {
                    <button type="button" class="btn small" [disabled]="busy().has(row.id)" [attr.aria-label]="t('operate.resources.activateNamed', { name: row.name })" (click)="become(row, 'active')"><p-icon name="eye" [size]="17" /><span class="word">{{ t('operate.resources.activate') }}</span></button>
                  }
                  <a class="btn small quiet icon" [routerLink]="['/operate/resources/new']" [queryParams]="{ from: row.id }" [attr.aria-label]="t('operate.resources.copyNamed', { name: row.name })"><p-icon name="copy" [size]="17" /></a>
                  @if (row.status !== 'archived') {
                    <button type="button" class="btn small quiet icon" [disabled]="busy().has(row.id)" [attr.aria-label]="t('operate.resources.archiveNamed', { name: row.name })" (click)="become(row, 'archived')"><p-icon name="archive" [size]="17" /></button>
                  }
                </span>
              </li>
            }
          </ul>
        } @else if (filtered()) {
          <p-empty icon="search" [heading]="t('operate.resources.noneFound')" [text]="t('operate.resources.noneFoundText')">
            <a class="btn" [routerLink]="[]" [queryParams]="{ status: query.get('status') || null }">{{ t('operate.resources.clear') }}</a>
          </p-empty>
        } @else if (question().status !== 'active') {
          <p-empty icon="layout-grid" [heading]="t('operate.resources.noneOfStatus')" />
        } @else {
          <p-empty icon="layout-grid" [heading]="t('operate.resources.none')" [text]="t('operate.resources.noneText')"><a class="btn primary" routerLink="/operate/resources/new"><p-icon name="plus" />{{ t('operate.resources.add') }}</a></p-empty>
        }
        <p-more [list]="list" />
      }
    </div>
  `,
  styles: `
    .filters { display: grid; grid-template-columns: 1fr auto auto; gap: var(--s-3); margin-block: var(--s-4); } .filters select { min-width: 10rem; }
    .search { position: relative; } .search p-icon { position: absolute; inset: 0 auto 0 var(--s-3); align-items: center; color: var(--muted); pointer-events: none; } .search .input { padding-inline-start: 2.5rem; }
    .rows li { display: grid; grid-template-columns: minmax(0, 1fr) 4rem 8.5rem auto; align-items: center; gap: var(--s-4); padding: var(--s-2) var(--s-4) var(--s-2) var(--s-2); }
    .rows li + li { border-top: 1px solid var(--line); } .rows.old { opacity: 0.6; } .ghost { padding: var(--s-3); }
    .thing { display: flex; align-items: center; gap: var(--s-4); color: inherit; text-decoration: none; min-width: 0; border-radius: var(--r-1); } .thing:hover .name { text-decoration: underline; } .thing p-picture { width: 5.75rem; border-radius: var(--r-1); flex: none; } .texts { display: grid; min-width: 0; }
    .people { display: inline-flex; align-items: center; gap: var(--s-1); }
    .price { text-align: end; font-weight: 600; }
    .tools { flex-wrap: nowrap; gap: var(--s-1); } .tools .btn:first-child { min-width: 9.5rem; }
    @media (pointer: coarse) { .tools .btn { min-height: var(--tap); } .tools .icon { width: var(--tap); } }
    @media (max-width: 64rem) { .tools .btn:first-child { min-width: 0; } .rows li { gap: var(--s-3); } }
    @media (max-width: 48rem) {
      .filters { grid-template-columns: 1fr 1fr; } .search { grid-column: 1 / -1; } .filters select { min-width: 0; width: 100%; }
      .rows li { grid-template-columns: minmax(0, 1fr) auto; padding: var(--s-3); gap: var(--s-2) var(--s-3); } .thing { grid-column: 1 / -1; } .people { display: none; } .price { text-align: start; padding-inline-start: var(--s-1); }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OperateResources {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly toasts = inject(Toasts);
  protected readonly query = query();

  protected readonly statuses = STATUSES;
  protected readonly allKinds = KINDS;
  protected readonly question = computed(() => ({
    q: this.query.get('q').trim() || undefined,
    kind: KINDS.find((one) => one === this.query.get('kind')),
    locationId: this.query.get('place') || undefined,
    status: STATUSES.find((one) => one === this.query.get('status')) ?? ('active' as Status),
  }), { equal: alike });
  protected readonly filtered = computed(() => !!(this.question().q || this.question().kind || this.question().locationId));
  protected readonly list = pages(
    () => this.question(),
    (question, cursor) => this.api.ok(this.api.http.GET('/api/v1/resources', { params: { query: { ...question, cursor, limit: CHUNK } } })),
  );
  protected readonly locations = load(() => true, () => this.api.ok(this.api.http.GET('/api/v1/locations', { params: { query: { limit: 200 } } })));
  /** Those on their way to another state. */
  protected readonly busy = signal<ReadonlySet<string>>(new Set());

  /** Takes it to another state, and out of this list; the toast takes it back. */
  protected async become(row: Row, status: Status): Promise<void> {
    const from = row.status;
    this.mark(row.id, true);
    try {
      await this.put(row.id, status);
      this.list.change((items) => items.filter((one) => one.id !== row.id));
      this.toasts.good(this.language.say('operate.resources.became.' + status, { name: row.name }), () => void this.takeBack(row, from));
    } catch (error) {
      this.toasts.problem(error);
    } finally {
      this.mark(row.id, false);
    }
  }

  private async takeBack(row: Row, status: Status): Promise<void> {
    try {
      await this.put(row.id, status);
      await this.list.start.reload();
    } catch (error) {
      this.toasts.problem(error);
    }
  }

  private async put(id: string, status: Status): Promise<void> {
    const params = { path: { id } };
    if (status === 'archived') return void (await this.api.ok(this.api.http.DELETE('/api/v1/resources/{id}', { params })));
    // The API replaces the whole: what is there now goes back with another status.
    const now = await this.api.ok(this.api.http.GET('/api/v1/resources/{id}', { params }));
    const body = { ...bodyOfResource({ ...draftOfResource(now), status }, now.version), units: null };
    await this.api.ok(this.api.http.PUT('/api/v1/resources/{id}', { params, body }));
  }

  private mark(id: string, busy: boolean): void {
    const next = new Set(this.busy());
    if (busy) next.add(id);
    else next.delete(id);
    this.busy.set(next);
  }
}
