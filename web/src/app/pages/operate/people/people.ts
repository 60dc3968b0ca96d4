import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { load } from '@core/load';
import { Icon } from '@ui/icon';
import { Empty, Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { PersonPanel } from './person-panel';
import { ROLES, initials, joined, toneOf } from './roles';

const CHUNK = 50;
/** A pause in typing after which is searched, milliseconds. */
const PAUSE = 300;

/** Everybody in the organisation, by name and role; each opens beside the list. */
@Component({
  imports: [RouterLink, Icon, Empty, Failed, Skeleton, PersonPanel, TranslocoDirective],
  template: `
    <div class="page" *transloco="let t">
      <div class="head"><div class="stack tight"><h1>{{ t('operate.people.title') }}</h1><p class="muted">{{ t('operate.people.intro') }}</p></div></div>
      <form class="filters" role="search" (submit)="$event.preventDefault(); filter({ q: words.value })">
        <label class="search"><span class="visually-hidden">{{ t('operate.people.search') }}</span><p-icon name="search" [size]="18" />
          <input #words class="input" type="search" autocomplete="off" [placeholder]="t('operate.people.search')" [value]="q() ?? ''" (input)="searchSoon(words.value)" />
        </label>
        <select #roleChoice class="input" [attr.aria-label]="t('operate.people.roleLabel')" (change)="filter({ role: roleChoice.value })">
          <option value="" [selected]="!role()">{{ t('operate.people.allRoles') }}</option>
          @for (one of roles; track one) { <option [value]="one" [selected]="one === role()">{{ t('operate.people.role.' + one) }}</option> }
        </select>
      </form>
      <p class="visually-hidden" role="status">{{ list.loading() ? t('common.loading') : t(list.value()?.next ? 'operate.people.countMore' : 'operate.people.count', { count: list.value()?.items?.length ?? 0 }) }}</p>
      @if (list.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="list.reload()" />
      } @else if (list.first()) {
        <div class="card"><p-skeleton [lines]="7" height="3.5rem" /></div>
      }
      @if (list.value(); as page) {
        @if (page.items.length) {
          <ul class="card flush" [class.old]="list.loading()">
            @for (one of page.items; track one.id) {
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
          @if (page.next) {
            <div class="row more"><button type="button" class="btn" [disabled]="loadingMore()" (click)="more(page.next)">{{ t('common.more') }}</button></div>
          }
        } @else {
          <p-empty icon="users" [heading]="t('operate.people.none')" [text]="t('operate.people.noneText')"><a class="btn" [routerLink]="[]">{{ t('operate.people.clear') }}</a></p-empty>
        }
      }
      @if (person(); as id) {
        <p-person-panel [id]="id" [known]="known()" (closed)="close()" (changed)="replace($event)" />
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
    .more { justify-content: center; margin-top: var(--s-5); }
    @media (max-width: 60rem) { .since { display: none; } .person { grid-template-columns: 2.75rem minmax(0, 1fr) auto auto; } }
    @media (max-width: 40rem) { .filters { grid-template-columns: 1fr; } .person { grid-template-columns: 2.75rem minmax(0, 1fr) auto; gap: var(--s-1) var(--s-3); } .badges { grid-column: 2; grid-row: 2; } .face, .person > p-icon { grid-row: 1 / span 2; } .person > p-icon { grid-column: 3; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class People {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly language = inject(Language);
  readonly q = input<string>();
  readonly role = input<string>();
  /** Who is open. */
  readonly person = input<string>();

  protected readonly roles = ROLES;
  protected readonly initials = initials;
  protected readonly tone = toneOf;
  private readonly query = computed(() => ({ q: this.q()?.trim() || undefined, role: ROLES.find((one) => one === this.role()), limit: CHUNK }), { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) });
  protected readonly list = load(() => this.query(), (query) => this.read(query));
  protected readonly known = computed(() => this.list.value()?.items.find((one) => one.id === this.person()) ?? null);
  protected readonly loadingMore = signal(false);
  private pause: ReturnType<typeof setTimeout> | undefined;

  protected joined(at: string): string {
    return joined(at, this.language.locale());
  }

  protected searchSoon(q: string): void {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.filter({ q }, true), PAUSE);
  }

  protected filter(part: Record<string, string>, replaceUrl = false): void {
    clearTimeout(this.pause);
    const queryParams = Object.fromEntries(Object.entries(part).map(([name, value]) => [name, value || null]));
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl });
  }

  protected close(): void {
    if (this.person()) this.filter({ person: '' });
  }

  protected replace(person: Schema<'PersonView'>): void {
    const page = this.list.value();
    if (page) this.list.set({ ...page, items: page.items.map((one) => (one.id === person.id ? person : one)) });
  }

  protected async more(cursor: string): Promise<void> {
    this.loadingMore.set(true);
    try {
      const next = await this.read({ ...this.query(), cursor });
      this.list.set({ ...next, items: [...(this.list.value()?.items ?? []), ...next.items] });
    } catch (error) {
      this.toasts.problem(error);
    } finally {
      this.loadingMore.set(false);
    }
  }

  private read(query: ReturnType<typeof this.query> & { cursor?: string }) {
    return this.api.ok(this.api.http.GET('/api/v1/users', { params: { query } }));
  }
}
