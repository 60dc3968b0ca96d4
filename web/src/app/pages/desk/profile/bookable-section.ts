import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Language } from '@core/i18n';
import { load } from '@core/load';
import { Problem } from '@core/problem';
import { HERE, length, zoneName } from '@core/time';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { Refusals } from '@ui/refusals';
import { Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { draftOfHours, hoursOfDraft, usualHours } from '../../operate/places/week';
import { CITIES } from '../cities';
import { OwnProfile, Profile } from '../own-profile';
import { BookableHours } from './bookable-hours';

const LENGTHS = [30, 60, 90, 120, 180, 240, 360, 480, 600];
const NOTICES = [0, 60, 120, 240, 720, 1_440, 2_880, 10_080];

/** One's time as something to book by the hour, like a room; saved apart from the profile. */
@Component({
  selector: 'p-bookable-section',
  imports: [BookableHours, Control, Failed, Field, Icon, RouterLink, Skeleton, TranslocoDirective],
  template: `
    <section class="card stack" aria-labelledby="bookable" *transloco="let t">
      <div class="row between"><h2 id="bookable">{{ t('desk.bookable.heading') }}</h2>@if (profile().resourceId) { <span class="badge" data-tone="good">{{ t('desk.bookable.on') }}</span> }</div>
      <p class="muted small">{{ t('desk.bookable.text') }}</p>
      @if (!profile().place) {
        <p class="notice small"><p-icon name="map-pin" [size]="18" /><span>{{ t('desk.bookable.needsPlace') }}</span></p>
      } @else if (!open() && !profile().resourceId) {
        <div><button type="button" class="btn" (click)="open.set(true)"><p-icon name="calendar-plus" [size]="18" />{{ t('desk.bookable.begin') }}</button></div>
      } @else if (resource.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="resource.reload()" />
      } @else if (profile().resourceId && resource.first()) {
        <p-skeleton [lines]="4" height="3rem" />
      } @else {
        <p-bookable-hours [hours]="hours()" (changed)="hours.set($event); touched.set(true)" />
        <p class="small muted">{{ t('desk.bookable.zone', { zone: zoneName() }) }}</p>
        <div class="two">
          <p-field [label]="t('desk.bookable.shortest')"><select #least pControl (change)="set({ min: +least.value })">@for (one of lengths; track one) { <option [value]="one" [selected]="one === rules().min">{{ words(one) }}</option> }</select></p-field>
          <p-field [label]="t('desk.bookable.longest')" [error]="wrong()"><select #most pControl (change)="set({ max: +most.value })">@for (one of lengths; track one) { <option [value]="one" [selected]="one === rules().max">{{ words(one) }}</option> }</select></p-field>
          <p-field [label]="t('desk.bookable.notice')"><select #lead pControl (change)="set({ lead: +lead.value })">@for (one of notices; track one) { <option [value]="one" [selected]="one === rules().lead">{{ one ? words(one) : t('desk.bookable.noNotice') }}</option> }</select></p-field>
        </div>
        @if (!profile().hourlyFrom) { <p class="notice small" data-tone="warn"><p-icon name="info" [size]="18" /><span>{{ t('desk.bookable.noPrice') }}</span></p> }
        <div class="row">
          <button type="button" class="btn" [class.primary]="!profile().resourceId" [disabled]="busy() || (!!profile().resourceId && !touched())" [attr.aria-busy]="busy()" (click)="save(true)">{{ t(profile().resourceId ? 'desk.bookable.save' : 'desk.bookable.start') }}</button>
          @if (profile().resourceId; as id) {
            <button type="button" class="btn quiet" [disabled]="busy()" (click)="save(false)">{{ t('desk.bookable.stop') }}</button>
            <a class="btn quiet" [routerLink]="['/resources', id]">{{ t('desk.bookable.see') }}</a>
          } @else { <button type="button" class="btn quiet" (click)="open.set(false)">{{ t('common.cancel') }}</button> }
        </div>
      }
    </section>
  `,
  styles: `h2 { font-size: var(--t-lg); }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BookableSection {
  private readonly api = inject(Api);
  private readonly own = inject(OwnProfile);
  private readonly language = inject(Language);
  private readonly refusals = inject(Refusals);
  private readonly toasts = inject(Toasts);
  readonly profile = input.required<Profile>();
  protected readonly lengths = LENGTHS;
  protected readonly notices = NOTICES;
  protected readonly open = signal(false);
  protected readonly busy = signal(false);
  protected readonly touched = signal(false);
  protected readonly wrong = signal('');
  protected readonly resource = load(
    () => this.profile().resourceId ?? undefined,
    (id) => this.api.ok(this.api.http.GET('/api/v1/resources/{id}', { params: { path: { id } } })),
  );
  protected readonly hours = linkedSignal(() => {
    const known = this.resource.value();
    return known ? draftOfHours(known.hours) : usualHours();
  });
  protected readonly rules = linkedSignal(() => {
    const known = this.resource.value()?.rules;
    return { min: known?.minMinutes ?? 60, max: known?.maxMinutes ?? 480, lead: known?.leadMinutes ?? 120 };
  });
  /** The clock of the city one works in; the browser's where we do not know the city. */
  private readonly zone = computed(() => this.resource.value()?.location.timeZone ?? CITIES.find((one) => one.name === this.profile().place?.city)?.timeZone ?? HERE);
  protected readonly zoneName = computed(() => zoneName(this.zone()));

  protected words(minutes: number): string {
    return length(minutes, this.language.locale());
  }

  protected set(part: Partial<{ min: number; max: number; lead: number }>): void {
    this.rules.update((rules) => ({ ...rules, ...part }));
    this.touched.set(true);
    this.wrong.set('');
  }

  protected async save(active: boolean): Promise<void> {
    const { min, max, lead } = this.rules();
    if (max < min) return this.wrong.set(this.language.say('desk.bookable.wrong'));
    if (active && !Object.values(this.hours().week).some((spans) => spans.length) && !this.hours().always) return this.wrong.set(this.language.say('desk.bookable.noDay'));
    this.busy.set(true);
    try {
      const body = { timeZone: this.zone(), hours: hoursOfDraft(this.hours()), minMinutes: min, maxMinutes: max, leadMinutes: lead, active };
      const time = await this.api.ok(this.api.http.POST('/api/v1/professionals/me/bookable', { body }));
      const profile = this.own.read.value();
      if (profile) this.own.read.set({ ...profile, resourceId: time.active ? time.resourceId : null, version: profile.version + 1 });
      this.touched.set(false);
      this.open.set(false);
      this.toasts.good(this.language.say(active ? 'desk.bookable.saved' : 'desk.bookable.stopped'));
      await this.own.read.reload();
      await this.resource.reload();
    } catch (error) {
      const problem = Problem.from(error);
      this.wrong.set(this.refusals.field(problem, 'maxMinutes', 'minMinutes', 'leadMinutes', 'hours') ?? '');
      if (!this.wrong()) this.toasts.problem(problem);
    } finally {
      this.busy.set(false);
    }
  }
}
