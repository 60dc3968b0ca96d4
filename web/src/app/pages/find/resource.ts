import { ChangeDetectionStrategy, Component, DestroyRef, ElementRef, Signal, computed, effect, inject, input, linkedSignal, signal, untracked, viewChild } from '@angular/core';
import { takeUntilDestroyed, toObservable, toSignal } from '@angular/core/rxjs-interop';
import { NgTemplateOutlet } from '@angular/common';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { debounceTime, switchMap } from 'rxjs';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { Live } from '@core/live';
import { load } from '@core/load';
import { Problem } from '@core/problem';
import { Session } from '@core/session';
import { stages } from '@core/stages';
import * as time from '@core/time';
import { PageTitle } from '@core/title';
import { Icon } from '@ui/icon';
import { Refusals } from '@ui/refusals';
import { Failed } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { AmenityPipe, amenityIcon } from './amenity';
import { openUntil, opensNext } from './hours';
import { Lost } from './lost';
import { Membership } from './membership';
import { narrowScreen } from './narrow';
import { ownTime } from './own-time';
import { priceOf } from './price';
import { Slot, readSlot, writeSlot } from './query';
import { refusedBy } from './refused';
import { ResourceBar } from './resource-bar';
// Its types on their own: otherwise the compiler does not load it later.
import type { Alternative, Refusal, Sum } from './resource-booker';
import { ResourceBooker } from './resource-booker';
import { ResourceCalendar } from './resource-calendar';
import { ResourceGallery } from './resource-gallery';
import { ownSlot } from './resource-own';
import { ResourceTerms } from './resource-terms';
import { brokenBy, gridOf, nearest } from './slots';

/** One thing to book: what it is, what it costs, when it is free, and the way to have it. The chosen slot is in the address bar. */
@Component({
  imports: [AmenityPipe, Failed, Icon, Lost, NgTemplateOutlet, ResourceBar, ResourceBooker, ResourceCalendar, ResourceGallery, ResourceTerms, RouterLink, TranslocoDirective],
  template: `
    <div class="page" *transloco="let t">
      @if (resource.problem(); as problem) {
        @if (!resource.value()) {
          <h1 class="visually-hidden">{{ t('find.resource.title') }}</h1>
          <p-failed [problem]="problem" (retry)="resource.reload()" />
          <p class="back"><a routerLink="/search">{{ t('find.resource.others') }}</a></p>
        }
      }
      @if (resource.first()) {
        <div class="skeleton picture-ghost"></div>
        <div class="layout" aria-hidden="true"><div class="stack"><div class="skeleton head-ghost"></div><div class="skeleton grid-ghost"></div></div><div class="skeleton side-ghost"></div></div>
      }
      @if (resource.value(); as it) {
        @if (stage() >= 1) { <p-resource-gallery [resource]="it" /> } @else { <div class="skeleton picture-ghost" [class.photos]="it.photos.length"></div> }
        <div class="layout">
          <div class="main">
            <header class="stack tight">
              <p class="small muted tags"><span>{{ t('find.kinds.' + it.kind) }}</span>@if (it.kind !== 'person') { <span><p-icon name="users" [size]="16" />{{ t('find.resource.holds', { count: it.capacity }) }}</span> }@if (it.units.length > 1) { <span>{{ t('find.resource.units', { count: it.units.length }) }}</span> }@if (it.audience === 'members' && !membership.member()) { <span class="badge">{{ t('find.card.members') }}</span> }</p>
              <h1>{{ it.name }}</h1>
              <p class="place"><p-icon name="map-pin" [size]="18" />@if (it.kind === 'person') { {{ it.location.city }} } @else { <a [href]="mapLink()" target="_blank" rel="noopener">{{ it.location.name }}, {{ it.location.address ?? it.location.city }}<span class="visually-hidden"> {{ t('find.resource.onMap') }}</span></a> }</p>
              <p class="small now"><span class="dot" [class.open]="now().open"></span>{{ t(now().open ? 'find.landing.openUntil' : 'find.landing.opensAt', { when: now().when }) }} · {{ t('find.search.clockOf', { zone: zoneName() }) }}</p>
            </header>
            @if (it.description) { <p class="description">{{ it.description }}</p> }
            @if (it.amenities.length) {
              <ul class="amenities" [attr.aria-label]="t('find.filters.amenities')">
                @for (one of it.amenities; track one) { <li><p-icon [name]="icon(one)" [size]="18" />{{ one | amenity }}</li> }
              </ul>
            }

            <section class="stack" #calendar tabindex="-1">
              <h2>{{ t('find.resource.when') }}</h2>
              @if (it.status !== 'active') {
                <div class="notice" data-tone="warn"><p-icon name="ban" /><p>{{ t('find.resource.notActive') }} <a routerLink="/search" [queryParams]="{ kind: it.kind }">{{ t('find.resource.others') }}</a></p></div>
              } @else if (view.problem() && !grid()) {
                <p-failed [problem]="view.problem()!" (retry)="view.reload()" />
              } @else if (grid() && stage() >= 2) {
                <p-resource-calendar [grid]="grid()!" [view]="view.value()!" [rules]="it.rules" [slot]="slot()" [first]="days()[0] <= today()" [stale]="view.loading()" [narrow]="narrow()" (picked)="choose($event)" (move)="week.set(week() + $event)" />
              } @else {
                <div class="skeleton grid-ghost"></div>
              }
            </section>
            @if (narrow() && it.status === 'active') { <section #booking tabindex="-1"><ng-container [ngTemplateOutlet]="booker" /></section> }

            @if (it.houseRules) { <section class="stack tight house"><h2>{{ t('find.resource.houseRules') }}</h2><p>{{ it.houseRules }}</p></section> }
            @defer (on viewport; on timer(4s)) { <p-resource-terms [resource]="it" /> } @placeholder { <div class="terms-ghost"></div> } @error { <p-lost /> }
          </div>
          @if (!narrow() && it.status === 'active') { <aside><ng-container [ngTemplateOutlet]="booker" /></aside> }
        </div>

        <p class="visually-hidden" role="status">{{ held.said() }}</p>
        <ng-template #booker>
          @if (ownTime()) {
            <div class="card stack" role="status"><p class="strong">{{ t('find.ownTime.text') }}</p><a class="btn block" routerLink="/work/bookings">{{ t('find.ownTime.booked') }}</a><a class="btn quiet block" routerLink="/work/profile" fragment="bookable">{{ t('find.ownTime.hours') }}</a></div>
          } @else { @defer (on viewport; on timer(4s); prefetch on idle) {
            <p-resource-booker class="card" [resource]="it" [slot]="slot()" [sum]="sum()" [refusal]="refusal()" [own]="own()" [releasing]="held.releasing()" [signedIn]="session.signedIn()" [quoting]="quote.loading() && session.signedIn()" [seeking]="seeking()" [busy]="busy()" [blocked]="blocked()" [(purpose)]="purpose" (picked)="choose($event)" (nextFree)="seekFree()" (instead)="take($event)" (release)="release()" (reserve)="reserve()" />
          } @placeholder {
            <div class="skeleton side-ghost"></div>
          } @error {
            <p-lost />
          } }
        </ng-template>

        @if (narrow() && it.status === 'active' && !ownTime()) {
          <p-resource-bar [resource]="it" [when]="slotText()" [sum]="sum()" [refusal]="refusal()" [own]="own()" [blocked]="blocked()" [busy]="busy()" [releasing]="held.releasing()" (reserve)="reserve()" (release)="release()" (others)="toOthers()" (calendar)="toCalendar()" />
        }
      }
    </div>
  `,
  styles: `
    .page { padding-top: var(--s-4); }
    .layout { display: grid; grid-template-columns: minmax(0, 1fr) 22rem; gap: var(--s-7); align-items: start; margin-top: var(--s-5); }
    .main { display: grid; gap: var(--s-6); min-width: 0; grid-template-columns: minmax(0, 1fr); }
    aside { position: sticky; top: var(--s-4); max-height: calc(100dvh - 2rem); overflow-y: auto; border-radius: var(--r-2); }
    h1 { font-size: var(--t-3xl); font-weight: 800; letter-spacing: -0.03em; line-height: 1.08; }
    .tags { display: flex; flex-wrap: wrap; gap: var(--s-1) var(--s-4); align-items: center; } .tags span { display: inline-flex; gap: var(--s-1); align-items: center; }
    .place { display: flex; gap: var(--s-2); align-items: start; } .place p-icon { margin-top: 0.2rem; color: var(--accent); }
    .now { display: flex; align-items: center; gap: var(--s-2); } .dot { width: 0.55rem; height: 0.55rem; border-radius: 50%; background: var(--line-strong); flex: none; } .dot.open { background: var(--good); }
    .description { font-size: var(--t-lg); max-width: 42rem; white-space: pre-line; text-wrap: pretty; }
    .amenities { display: flex; flex-wrap: wrap; gap: var(--s-2); } .amenities li { display: inline-flex; align-items: center; gap: var(--s-2); padding: 0.4rem 0.8rem; border-radius: var(--r-full); background: var(--surface-2); font-size: var(--t-sm); }
    .house p { white-space: pre-line; max-width: 42rem; }
    section { outline: none; scroll-margin-top: var(--s-4); }
    .back { margin-top: var(--s-5); }
    /* As high as the gallery, so that nothing jumps when it comes. */
    .picture-ghost { height: clamp(13rem, 22vw, 19rem); border-radius: var(--r-3); } .picture-ghost.photos { height: clamp(15rem, 34vw, 26rem); }
    @media (max-width: 48rem) { .picture-ghost:not(.photos) { height: 12.5rem; } }
    .head-ghost { height: 11rem; } .terms-ghost { min-height: 30rem; } .grid-ghost { height: 34rem; border-radius: var(--r-2); } .side-ghost { height: 26rem; border-radius: var(--r-2); }
    @media (max-width: 60rem) { .layout { grid-template-columns: minmax(0, 1fr); } .page { padding-bottom: 8rem; } .layout > .side-ghost { display: none; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ResourcePage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly language = inject(Language);
  private readonly refusals = inject(Refusals);
  private readonly title = inject(PageTitle);
  private readonly toasts = inject(Toasts);
  protected readonly session = inject(Session);
  protected readonly membership = inject(Membership);
  readonly id = input.required<string>();

  private readonly calendar = viewChild<ElementRef<HTMLElement>>('calendar');
  private readonly booking = viewChild<ElementRef<HTMLElement>>('booking');
  private readonly params = toSignal(this.route.queryParams, { initialValue: {} });
  protected readonly icon = amenityIcon;
  protected readonly narrow = narrowScreen();
  protected readonly seeking = signal(false);
  protected readonly busy = signal(false);
  protected readonly purpose = signal('');

  protected readonly resource = load(
    () => this.id(),
    (id) => this.api.ok(this.api.http.GET('/api/v1/resources/{id}', { params: { path: { id } } })),
  );
  protected readonly stage = stages(2, () => !!this.resource.value());
  private readonly zone = computed(() => this.resource.value()?.location.timeZone);
  protected readonly zoneName = computed(() => time.zoneName(this.zone() ?? ''));
  protected readonly today = computed(() => time.dateIn(new Date(), this.zone() ?? time.HERE));
  /** From the address bar; picking writes it there. */
  protected readonly slot = computed<Slot | null>(() => {
    const zone = this.zone();
    return zone ? readSlot(this.params(), zone) : null;
  });

  /** Weeks from today: the one with the slot, or the one turned to. */
  protected readonly week = linkedSignal(() => {
    const [zone, slot] = [this.zone(), this.slot()];
    const days = zone && slot ? (Date.parse(time.dateIn(slot.from, zone)) - Date.parse(this.today())) / 86_400_000 : 0;
    return Math.max(0, Math.floor(days / 7));
  });
  protected readonly days = computed(() => Array.from({ length: 7 }, (_, at) => time.addDays(this.today(), this.week() * 7 + at)));
  private readonly window = computed(() => {
    const [zone, days] = [this.zone(), this.days()];
    return zone ? { startDate: time.instant(days[0], '00:00', zone).toISOString(), endDate: time.instant(time.addDays(days[6], 1), '00:00', zone).toISOString() } : undefined;
  });
  protected readonly view = load(
    () => this.window(),
    async (query) => ({ ...query, ...(await this.api.ok(this.api.http.GET('/api/v1/resources/{id}/availability', { params: { path: { id: this.id() }, query } }))) }),
  );
  // One's own bookings in the grid; without them it still says what is free.
  private readonly mine = load(
    () => (this.session.signedIn() ? this.window() : undefined),
    (query) => this.api.ok(this.api.http.GET('/api/v1/bookings/calendar', { params: { query: { ...query, resourceId: this.id() } } })),
  );
  protected readonly grid = computed(() => {
    const [it, view] = [this.resource.value(), this.view.value()];
    return it && view && view.resourceId === it.id ? gridOf(this.days(), view, this.ownOf(this.mine.value()), it.rules, new Date()) : null;
  });

  // What was read of the days with the slot, also while other days are looked at.
  private readonly viewThen = this.withSlot(() => this.view.value());
  private readonly mineThen = this.withSlot(() => this.mine.value());
  protected readonly held = ownSlot(this.slot, computed(() => this.ownOf(this.mineThen())), this.zone, () => this.refresh());

  // As text: the same slot written anew is the same question.
  private readonly slotKey = computed(() => {
    const slot = this.slot();
    return slot ? JSON.stringify({ resourceId: this.id(), startDateTime: slot.from.toISOString(), endDateTime: slot.to.toISOString() }) : undefined;
  });
  protected readonly quote = load(
    () => (this.session.signedIn() ? this.slotKey() : undefined),
    async (key) => ({ key, view: await this.api.ok(this.api.http.POST('/api/v1/bookings/quote', { body: JSON.parse(key) })) }),
  );
  private readonly quoted = computed(() => (this.session.signedIn() && this.quote.value()?.key === this.slotKey() ? (this.quote.value()?.view ?? null) : null));
  protected readonly sum = computed<Sum | null>(() => {
    const [it, slot, quoted] = [this.resource.value(), this.slot(), this.quoted()];
    if (!it || !slot || slot.to <= slot.from) return null;
    if (quoted) return { total: quoted.price, tax: quoted.taxAmount, inclusive: quoted.tax.inclusive, lines: quoted.priceLines };
    const price = priceOf(it, slot);
    return price && { ...price, inclusive: it.tax.inclusive };
  });

  // What booking was refused with; over as soon as another slot is chosen.
  private readonly answered = linkedSignal<string | undefined, Problem | null>({ source: () => this.slotKey(), computation: () => null });
  private readonly refused = computed<Refusal | null>(() => {
    const [it, slot] = [this.resource.value(), this.slot()];
    if (!it || !slot) return null;
    const say = (rule: Record<string, unknown>, detail: string, alternatives: unknown, code?: string): Refusal => ({ text: refusedBy(this.refusals, rule, detail, it, code), taken: rule['name'] === 'slotTaken', alternatives: Array.isArray(alternatives) ? (alternatives as Alternative[]) : [] });
    const answered = this.answered();
    if (answered) return say((answered.more['rule'] ?? {}) as Record<string, unknown>, answered.detail, answered.more['alternatives'], answered.code);
    const quoted = this.quoted()?.refusal as { rule?: Record<string, unknown>; detail?: string; alternatives?: unknown; code?: string } | null | undefined;
    if (quoted) return say(quoted.rule ?? {}, quoted.detail ?? '', quoted.alternatives, quoted.code);
    if (this.session.signedIn()) return null;
    const [view, now] = [this.viewThen(), new Date()];
    const broken = brokenBy(slot, view, it.rules, it.location.timeZone, now);
    return broken && say({ ...broken }, '', view ? nearest(slot, view, it.rules, now).map((one) => this.offered(it, one)) : []);
  });
  /** There is nothing to book for whose time it is. */
  protected readonly ownTime = ownTime(this.resource.value, computed(() => this.answered()?.code ?? (this.quoted()?.refusal as { code?: string } | null | undefined)?.code));
  /** One's own booking of that time, or of a part of it where that is in the way. */
  protected readonly own = computed(() => {
    const own = this.session.signedIn() ? this.held.own() : null;
    return own && (own.same || this.refused()?.taken) ? own : null;
  });
  /** Nothing is said to be somebody's before it is known not to be one's own. */
  protected readonly refusal = computed(() => (this.refused()?.taken && this.session.signedIn() && this.whose() ? null : this.refused()));
  private readonly whose = computed(() => (!this.mineThen() && !this.mine.problem()) || this.held.reading());
  protected readonly blocked = computed(() => !!this.refused() || (!!this.own() && this.own()?.state !== 'confirmed'));

  protected readonly mapLink = computed(() => {
    const place = this.resource.value()?.location;
    return place ? `https://www.openstreetmap.org/?mlat=${place.latitude}&mlon=${place.longitude}#map=17/${place.latitude}/${place.longitude}` : '';
  });
  protected readonly now = computed(() => {
    const it = this.resource.value();
    if (!it) return { open: false, when: '' };
    const [zone, locale, at] = [it.location.timeZone, this.language.locale(), new Date()];
    const until = openUntil(it.hours, zone, at);
    const turn = until ?? opensNext(it.hours, zone, at);
    return { open: !!until, when: turn ? (until ? '' : `${time.day(turn, zone, locale)}, `) + time.clock(turn, zone, locale) : '–' };
  });
  protected readonly slotText = computed(() => {
    const [slot, zone, locale] = [this.slot(), this.zone(), this.language.locale()];
    return slot && zone ? time.dayAndRange(slot.from, slot.to, zone, locale) : '';
  });

  // One key for each intent: asked again after a lost answer it books once. A refusal ends the intent.
  private intent: { for: string; key: string } | null = null;

  constructor() {
    const look = (): void => void (document.visibilityState === 'visible' && this.refresh());
    document.addEventListener('visibilitychange', look);
    inject(DestroyRef).onDestroy(() => document.removeEventListener('visibilitychange', look));
    const live = inject(Live);
    toObservable(this.id)
      .pipe(switchMap((id) => live.calendar([id])), debounceTime(300), takeUntilDestroyed())
      .subscribe(() => this.refresh());
    effect(() => {
      const name = this.resource.value()?.name;
      if (name) untracked(() => this.title.show(name));
    });
  }

  protected choose(slot: Slot): void {
    const zone = this.zone();
    if (zone) void this.router.navigate([], { relativeTo: this.route, queryParams: writeSlot(slot, zone), replaceUrl: true, scroll: 'manual' });
  }

  /** The next time that is free for as long as is wanted. */
  protected async seekFree(): Promise<void> {
    const [it, slot] = [this.resource.value(), this.slot()];
    if (!it) return;
    const wanted = slot ? (slot.to.getTime() - slot.from.getTime()) / 60_000 : 60;
    const minutes = Math.min(it.rules.maxMinutes, Math.max(it.rules.minMinutes, wanted));
    this.seeking.set(true);
    try {
      const query = { startDate: new Date().toISOString(), endDate: new Date(Date.now() + 62 * 86_400_000).toISOString(), minutes };
      const found = await this.api.ok(this.api.http.GET('/api/v1/resources/{id}/availability', { params: { path: { id: it.id }, query } }));
      if (found.nextFree) this.choose({ from: new Date(found.nextFree.startDateTime), to: new Date(found.nextFree.endDateTime) });
      else this.toasts.good(this.language.say('find.book.noneFree'));
    } catch (error) {
      this.toasts.problem(error);
    }
    this.seeking.set(false);
  }

  protected take(one: Alternative): void {
    const slot = { from: new Date(one.startDateTime), to: new Date(one.endDateTime) };
    if (one.resourceId === this.id()) this.choose(slot);
    else void this.router.navigate(['/resources', one.resourceId], { queryParams: writeSlot(slot, one.timeZone ?? this.zone() ?? time.HERE) });
  }

  protected async reserve(): Promise<void> {
    const key = this.slotKey();
    if (!key || this.busy()) return;
    if (!this.session.signedIn()) return void this.router.navigate(['/sign-in'], { queryParams: { next: this.router.url } });
    const body = { ...(JSON.parse(key) as Schema<'QuoteRequest'>), purpose: this.purpose().trim() || null };
    const meant = JSON.stringify(body);
    if (this.intent?.for !== meant) this.intent = { for: meant, key: crypto.randomUUID() };
    this.busy.set(true);
    try {
      const booking = await this.api.ok(this.api.http.POST('/api/v1/bookings', { body, headers: { 'idempotency-key': this.intent.key } }));
      if (booking.status === 'held' || booking.status === 'pending') await this.router.navigate(['/bookings', booking.id, 'pay']);
      else await this.router.navigate(['/bookings', booking.id], { queryParams: { new: 1 } });
    } catch (error) {
      const problem = Problem.from(error);
      if (!problem.passing) this.intent = null;
      if (problem.more['rule']) this.answered.set(problem);
      else this.toasts.problem(problem);
      if (problem.status === 409) this.refresh();
    }
    this.busy.set(false);
  }

  protected async release(): Promise<void> {
    await this.held.release();
    // Its button is gone.
    if (!this.own()) this.calendar()?.nativeElement.focus({ preventScroll: true });
  }

  protected toCalendar(): void {
    this.calendar()?.nativeElement.scrollIntoView({ behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
    this.calendar()?.nativeElement.focus({ preventScroll: true });
  }

  /** To what is free instead, where something is; else to where a time is chosen. */
  protected toOthers(): void {
    const box = this.booking()?.nativeElement;
    if (!box || !this.refused()?.alternatives.length) return this.toCalendar();
    const [heading, first] = [box.querySelector('.refused') ?? box, box.querySelector<HTMLElement>('.alternative') ?? box];
    heading.scrollIntoView({ behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
    first.focus({ preventScroll: true });
  }

  private withSlot<V extends { startDate: string; endDate: string }>(read: () => V | undefined): Signal<V | undefined> {
    const covers = (one: V | undefined, slot: Slot | null): boolean => !!one && !!slot && Date.parse(one.startDate) <= slot.from.getTime() && slot.to.getTime() <= Date.parse(one.endDate);
    return linkedSignal<{ read: V | undefined; slot: Slot | null }, V | undefined>({
      source: () => ({ read: read(), slot: this.slot() }),
      computation: (now, before) => [now.read, before?.value].find((one) => covers(one, now.slot)),
    });
  }

  private ownOf(view: Schema<'CalendarView'> | undefined): Schema<'Entry'>[] {
    return this.session.signedIn() ? (view?.items ?? []).filter((one) => one.kind === 'booking' && one.userId === this.session.profile()?.id) : [];
  }

  private offered(it: Schema<'Resource'>, { from, to }: Slot): Alternative {
    return { kind: 'other_time', resourceId: it.id, resourceName: null, startDateTime: from.toISOString(), endDateTime: to.toISOString(), timeZone: it.location.timeZone, price: priceOf(it, { from, to })?.total ?? null };
  }

  private refresh(): void {
    void this.view.reload();
    if (!this.session.signedIn()) return;
    void this.mine.reload();
    void this.held.reload();
    // The quote of now says whether what refused still does.
    void this.quote.reload().then(() => this.answered.set(null));
  }
}
