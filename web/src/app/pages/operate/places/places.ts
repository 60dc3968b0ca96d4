import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { pages } from '@core/pages';
import { ticking } from '@core/ticking';
import { dateIn, zoneName } from '@core/time';
import { Icon } from '@ui/icon';
import { ClockPipe, DayPipe } from '@ui/pipes';
import { Empty, Failed } from '@ui/states';

import { Span, allDay, draftOfHours, grouped, openAt, spanWords, weekday } from './week';

const CHUNK = 50;

/** The organisation's places: where each is, when it is open, whether it is open now. */
@Component({
  imports: [RouterLink, Icon, Empty, Failed, ClockPipe, DayPipe, TranslocoDirective],
  template: `
    <div class="page" *transloco="let t">
      <div class="head">
        <div class="stack tight"><h1>{{ t('operate.places.title') }}</h1><p class="muted">{{ t('operate.places.intro') }}</p></div>
        <a class="btn primary" routerLink="/operate/places/new"><p-icon name="plus" />{{ t('operate.places.add') }}</a>
      </div>
      @if (places.start.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="places.start.reload()" />
      }
      @if (places.start.first()) {
        <div class="cards" aria-hidden="true">@for (at of [1, 2, 3]; track at) { <div class="card skeleton ghost"></div> }</div>
        <p class="visually-hidden" role="status">{{ t('common.loading') }}</p>
      }
      @if (places.start.value()) {
        @if (places.items().length) {
          <ul class="cards">
            @for (place of places.items(); track place.id) {
              <li class="card">
                <div class="row between top">
                  <h2><a [routerLink]="['/operate/places', place.id]">{{ place.name }}</a></h2>
                  <span class="badge" [attr.data-tone]="open(place) ? 'good' : null">{{ open(place) ? t('operate.places.openNow') : t('operate.places.closedNow') }}</span>
                </div>
                <p class="address muted">{{ address(place) }}</p>
                <p class="line"><p-icon name="clock" [size]="18" /><span>{{ t('operate.places.timeThere', { time: now() | clock: place.timeZone, zone: zone(place.timeZone) }) }}</span></p>
                <ul class="hours small">
                  @for (group of groups(place); track group.from) {
                    <li><span class="muted">{{ group.days }}</span><span>@for (span of group.spans; track $index) { <span class="span">{{ words(span) }}</span> } @empty { {{ t('operate.places.hours.closed') }} }</span></li>
                  } @empty {
                    <li><span>{{ t('operate.places.hours.always') }}</span></li>
                  }
                </ul>
                @if (nextException(place); as next) {
                  <p class="line small"><p-icon name="calendar-x" [size]="18" /><span>{{ next.date | day: 'UTC' }}{{ next.reason ? ' · ' + next.reason : '' }}</span></p>
                }
                <div class="row foot">
                  <a class="btn small" [routerLink]="['/operate/places', place.id]" [attr.aria-label]="t('operate.places.editNamed', { name: place.name })"><p-icon name="pencil" [size]="17" />{{ t('operate.places.edit') }}</a>
                  <a class="btn small quiet" routerLink="/operate/resources" [queryParams]="{ place: place.id }">{{ t('operate.places.resources') }}<span class="visually-hidden">: {{ place.name }}</span><p-icon name="arrow-right" [size]="17" /></a>
                </div>
              </li>
            }
          </ul>
          @if (places.more()) {
            <div class="row more"><button type="button" class="btn" [disabled]="places.busy()" (click)="places.readOn()">{{ t('common.more') }}</button></div>
          }
        } @else {
          <p-empty icon="map-pin" [heading]="t('operate.places.none')" [text]="t('operate.places.noneText')">
            <a class="btn primary" routerLink="/operate/places/new"><p-icon name="plus" />{{ t('operate.places.add') }}</a>
          </p-empty>
        }
      }
    </div>
  `,
  styles: `
    .cards { grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); }
    .card { display: flex; flex-direction: column; gap: var(--s-3); }
    .ghost { height: 20rem; }
    .top { flex-wrap: nowrap; align-items: start; }
    h2 { font-size: var(--t-lg); } h2 a { color: inherit; text-decoration: none; } h2 a:hover { text-decoration: underline; }
    .line { display: flex; gap: var(--s-2); align-items: flex-start; } .line p-icon { color: var(--brand); margin-top: 0.15rem; }
    .hours { display: grid; gap: var(--s-1); padding-top: var(--s-3); border-top: 1px solid var(--line); } .hours li { display: flex; justify-content: space-between; gap: var(--s-4); } .hours li > span:first-child::first-letter { text-transform: uppercase; } .hours li > span:last-child { text-align: end; }
    .hours li > span:first-child { display: inline-block; white-space: nowrap; } .span { display: block; }
    .foot { margin-top: auto; padding-top: var(--s-2); justify-content: space-between; }
    .foot .btn { min-height: var(--tap); }
    .more { justify-content: center; margin-top: var(--s-5); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Places {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  protected readonly places = pages(
    () => true,
    (_, cursor) => this.api.ok(this.api.http.GET('/api/v1/locations', { params: { query: { limit: CHUNK, cursor } } })),
  );
  private readonly ticked = ticking(30_000);
  protected readonly now = computed(() => new Date(this.ticked()));
  protected readonly zone = zoneName;

  protected open(place: Schema<'Location'>): boolean {
    return openAt(place.hours, place.timeZone, this.now());
  }

  protected address(place: Schema<'Location'>): string {
    const { line1, line2, postalCode, city, country } = place.address;
    const region = new Intl.DisplayNames(this.language.locale(), { type: 'region' });
    return [line1, line2, [postalCode, city].filter(Boolean).join(' '), /^[A-Z]{2}$/.test(country) ? region.of(country) : country].filter(Boolean).join(', ');
  }

  protected groups(place: Schema<'Location'>): { from: string; days: string; spans: Span[] }[] {
    const hours = draftOfHours(place.hours);
    if (hours.always) return [];
    const name = (day: Parameters<typeof weekday>[0]): string => weekday(day, this.language.locale(), 'short');
    return grouped(hours.week).map(({ from, to, spans }) => ({ from, days: from === to ? name(from) : `${name(from)} – ${name(to)}`, spans }));
  }

  protected words(span: Span): string {
    return allDay(span) ? '24 h' : spanWords(span, this.language.locale());
  }

  protected nextException(place: Schema<'Location'>): Schema<'HoursException'> | undefined {
    const today = dateIn(this.now(), place.timeZone);
    return draftOfHours(place.hours).exceptions.find((one) => one.date >= today);
  }
}
