import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { pages } from '@core/pages';
import { Language } from '@core/i18n';
import { Icon } from '@ui/icon';
import { Empty, Failed, Skeleton } from '@ui/states';

import { More } from '../office/more';
import { alike, query } from '../office/query';
import { PersonPanel } from './person-panel';
import { ROLES, initials, joined, toneOf } from './roles';

const CHUNK = 50;

/** Everybody in the organisation, by name and role; each opens beside the list. */
@Component({
  imports: [RouterLink, Icon, Empty, Failed, Skeleton, More, PersonPanel, TranslocoDirective],
  template: `
    <div class="page" *transloco="let t">
      <div class="head"><div class="stack tight"><h1>{{ t('operate.people.title') }}</h1><p class="muted">{{ t('operate.people.intro') }}</p></div></div>
      <form class="filters" role="search" (submit)="$event.preventDefault(); query.set({ q: words.value })">
        <label class="search"><span class="visually-hidden">{{ t('operate.people.search') }}</span><p-icon name="search" [size]="18" />
          <input #words class="input" type="search" autocomplete="off" [placeholder]="t('operate.people.search')" [value]="query.get('q')" (input)="query.soon({ q: words.value })" />
        </label>
        <select #roleChoice class="input" [attr.aria-label]="t('operate.people.roleLabel')" (change)="query.set({ role: roleChoice.value })">
          <option value="" [selected]="!question().role">{{ t('operate.people.allRoles') }}</option>
          @for (one of roles; track one) { <option [value]="one" [selected]="one === question().role">{{ t('operate.people.role.' + one) }}</option> }
        </select>
      </form>
      @if (list.start.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="list.start.reload()" />
      } @else if (list.start.first()) {
        <div class="card"><p-skeleton [lines]="7" height="3.5rem" /></div>
      }
      @if (list.start.value()) {
        @if (list.items().length) {
          <ul class="card flush" [class.old]="list.start.loading()">
            @for (one of list.items(); track one.id) {
              <li>
                <a class="person" [routerLink]="[]" [queryParams]="{ person: one.id }" queryParamsHandling="merge">
                  <span class="face" aria-hidden="true">{{ initials(one.name) }}</span>
                  <span class="texts"><span class="strong clip">{{ one.name }}</span><span class="muted small clip">{{ one.email }}</span></span>
                  <span class="row badges">
                    @for (each of one.roles; track each) { <span class="badge" [attr.data-tone]="tone(each)">{{ t('operate.people.role.' + each) }}</span> }
                    @if (!one.verified) { <span class="badge" data-tone="warn">{{ t('operate.people.unverified') }}</span> }
                  </span>
                  <span class="muted small since">{{ t('operate.people.since', { date: joined(one.joinedAt) }) }}</span>
                  <p-icon name="chevron-right" [size]="18" />
                </a>
              </li>
            }
          </ul>
        } @else {
          <p-empty icon="users" [heading]="t('operate.people.none')" [text]="t('operate.people.noneText')"><a class="btn" [routerLink]="[]">{{ t('operate.people.clear') }}</a></p-empty>
        }
        <p-more [list]="list" />
      }
      @if (query.get('person'); as id) {
        <p-person-panel [id]="id" [known]="known()" (closed)="query.set({ person: null })" (changed)="replace($event)" />
      }
    </div>
  `,
  styles: `
    .filters { display: grid; grid-template-columns: 1fr auto; gap: var(--s-3); margin-bottom: var(--s-4); } .filters select { min-width: 11rem; }
    .search { position: relative; } .search p-icon { position: absolute; inset: 0 auto 0 var(--s-3); align-items: center; color: var(--muted); pointer-events: none; } .search .input { padding-inline-start: 2.5rem; }
    li + li { border-top: 1px solid var(--line); } .old { opacity: 0.6; }
    .person { display: grid; grid-template-columns: 2.75rem minmax(0, 1.3fr) minmax(0, 1fr) auto auto; gap: var(--s-4); align-items: center; padding: var(--s-3) var(--s-4); color: inherit; text-decoration: none; min-height: 4rem; outline-offset: -3px; }
    .person:hover { background: var(--surface-2); color: inherit; }
    .face { width: 2.75rem; height: 2.75rem; border-radius: 50%; display: grid; place-items: center; background: var(--brand-soft); color: var(--brand-strong); font-weight: 700; font-size: var(--t-sm); }
    .texts { display: grid; min-width: 0; } .badges { gap: var(--s-1); } p-icon { color: var(--muted); }
    @media (max-width: 60rem) { .since { display: none; } .person { grid-template-columns: 2.75rem minmax(0, 1fr) auto auto; } }
    @media (max-width: 40rem) { .filters { grid-template-columns: 1fr; } .person { grid-template-columns: 2.75rem minmax(0, 1fr) auto; gap: var(--s-1) var(--s-3); } .badges { grid-column: 2; grid-row: 2; } .face, .person > p-icon { grid-row: 1 / span 2; } .person > p-icon { grid-column: 3; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class People {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  protected readonly query = query();

  protected readonly roles = ROLES;
  protected readonly initials = initials;
  protected readonly tone = toneOf;
  protected readonly question = computed(() => ({ q: this.query.get('q').trim() || undefined, role: ROLES.find((one) => one === this.query.get('role')) }), { equal: alike });
  protected readonly list = pages(
    () => this.question(),
    (question, cursor) => this.api.ok(this.api.http.GET('/api/v1/users', { params: { query: { ...question, cursor, limit: CHUNK } } })),
  );
  protected readonly known = computed(() => this.list.items().find((one) => one.id === this.query.get('person')) ?? null);

  protected joined(at: string): string {
    return joined(at, this.language.locale());
  }

  protected replace(person: Schema<'PersonView'>): void {
    this.list.change((items) => items.map((one) => (one.id === person.id ? person : one)));
  }
}
