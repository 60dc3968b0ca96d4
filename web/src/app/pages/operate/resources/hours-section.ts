import { ChangeDetectionStrategy, Component, computed, inject, input, model } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Language } from '@core/i18n';

import { Errors, errorIn } from '../places/editing';
import { Exceptions } from '../places/exceptions';
import { HoursDraft, Span, draftOfHours, grouped, spanWords, weekday, withException } from '../places/week';
import { WeekEditor } from '../places/week-editor';

import { ResourceDraft } from './resource-draft';

/** When it is open: as its place, or at hours of its own. */
@Component({
  selector: 'p-hours-section',
  imports: [RouterLink, WeekEditor, Exceptions, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <div class="row options" role="radiogroup" [attr.aria-label]="t('operate.resources.hours.heading')">
        <label class="check"><input type="radio" name="own-hours" [checked]="!draft().ownHours" (change)="set({ ownHours: false })" /><span>{{ t('operate.resources.hours.ofPlace') }}</span></label>
        <label class="check"><input type="radio" name="own-hours" [checked]="draft().ownHours" (change)="own()" /><span>{{ t('operate.resources.hours.own') }}</span></label>
      </div>
      @if (draft().ownHours) {
        <p-week-editor [hours]="draft().hours" (hoursChange)="set({ hours: $event })" [error]="error()" />
        <h3>{{ t('operate.places.exceptions.heading') }}</h3>
        <p-exceptions [exceptions]="draft().hours.exceptions" [zone]="place()?.timeZone ?? 'UTC'" (add)="except($event)" (remove)="unexcept($event)" />
      } @else if (place(); as place) {
        <div class="box">
          <dl class="facts small">
            @for (group of groups(); track group.days) { <div><dt>{{ group.days }}</dt><dd>{{ group.spans.length ? words(group.spans) : t('operate.places.hours.closed') }}</dd></div> } @empty { <div><dt></dt><dd>{{ t('operate.places.hours.always') }}</dd></div> }
          </dl>
          <a class="small" [routerLink]="['/operate/places', place.id]">{{ t('operate.resources.hours.editPlace', { name: place.name }) }}</a>
        </div>
      } @else {
        <p class="muted">{{ t('operate.resources.hours.choosePlace') }}</p>
      }
    </ng-container>
  `,
  styles: `
    :host { display: grid; gap: var(--s-4); }
    .options { gap: 0 var(--s-5); } .options .check { min-height: var(--tap); align-items: center; } .check input { margin: 0; }
    .box { display: grid; gap: var(--s-3); padding: var(--s-4); border-radius: var(--r-1); background: var(--surface-2); }
    .facts { display: grid; gap: var(--s-1); grid-template-columns: 1fr; } .facts > div { display: grid; grid-template-columns: 8rem 1fr; } dt { color: inherit; } dt::first-letter { text-transform: uppercase; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HoursSection {
  private readonly language = inject(Language);
  readonly draft = model.required<ResourceDraft>();
  readonly errors = input.required<Errors>();
  readonly place = input<Schema<'Location'>>();
  protected readonly error = computed(() => errorIn(this.errors(), 'hours'));
  protected readonly groups = computed(() => {
    const hours = draftOfHours(this.place()?.hours);
    const name = (day: Parameters<typeof weekday>[0]): string => weekday(day, this.language.locale(), 'short');
    return hours.always ? [] : grouped(hours.week).map(({ from, to, spans }) => ({ days: from === to ? name(from) : `${name(from)} – ${name(to)}`, spans }));
  });

  protected set(part: Partial<ResourceDraft>): void {
    this.draft.set({ ...this.draft(), ...part });
  }

  /** Its own hours begin as the place's: most differ in little. */
  protected own(): void {
    const place = this.place();
    this.set({ ownHours: true, hours: place ? draftOfHours(place.hours) : this.draft().hours });
  }

  protected words(spans: readonly Span[]): string {
    return spans.map((span) => spanWords(span, this.language.locale())).join(', ');
  }

  protected except(list: readonly Schema<'HoursException'>[]): void {
    this.exceptions(list.reduce(withException, this.draft().hours.exceptions));
  }

  protected unexcept(one: Schema<'HoursException'>): void {
    this.exceptions(this.draft().hours.exceptions.filter((known) => known.date !== one.date));
  }

  private exceptions(exceptions: HoursDraft['exceptions']): void {
    this.set({ hours: { ...this.draft().hours, exceptions } });
  }
}
