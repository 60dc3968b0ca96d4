import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Language } from '@core/i18n';
import { ticking } from '@core/ticking';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { MomentPipe } from '@ui/pipes';

import { Errors } from './editing';
import { PlaceDraft, bothDegrees, degrees } from './place-draft';
import { countries, timeZones, zoneOf } from './zones';

/** What a place is called, where it is and which clock it keeps. */
@Component({
  selector: 'p-place-fields',
  imports: [Field, Control, Icon, MomentPipe, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <section class="card stack" aria-labelledby="basics-heading">
        <h2 id="basics-heading">{{ t('operate.places.basics') }}</h2>
        <div class="two">
          <p-field [label]="t('operate.places.name')" [error]="errors()['name']"><input #name pControl maxlength="120" autocomplete="off" [value]="draft().name" (input)="changed.emit({ name: name.value })" /></p-field>
          <p-field [label]="t('operate.places.phone')" [optional]="t('common.optional')" [error]="errors()['phone']"><input #phone pControl type="tel" maxlength="40" autocomplete="off" [value]="draft().phone" (input)="changed.emit({ phone: phone.value })" /></p-field>
        </div>
        <p-field [label]="t('operate.places.line1')" [error]="errors()['address.line1']"><input #line1 pControl maxlength="200" autocomplete="address-line1" [value]="draft().line1" (input)="changed.emit({ line1: line1.value })" /></p-field>
        <div class="two">
          <p-field [label]="t('operate.places.line2')" [optional]="t('common.optional')" [error]="errors()['address.line2']"><input #line2 pControl maxlength="200" autocomplete="address-line2" [value]="draft().line2" (input)="changed.emit({ line2: line2.value })" /></p-field>
          <p-field [label]="t('operate.places.postalCode')" [optional]="t('common.optional')" [error]="errors()['address.postalCode']"><input #code pControl maxlength="20" autocomplete="postal-code" [value]="draft().postalCode" (input)="changed.emit({ postalCode: code.value })" /></p-field>
          <p-field [label]="t('operate.places.city')" [error]="errors()['address.city']"><input #city pControl maxlength="100" autocomplete="address-level2" [value]="draft().city" (input)="changed.emit({ city: city.value })" /></p-field>
          <p-field [label]="t('operate.places.region')" [optional]="t('common.optional')" [error]="errors()['address.region']"><input #region pControl maxlength="100" autocomplete="address-level1" [value]="draft().region" (input)="changed.emit({ region: region.value })" /></p-field>
          <p-field [label]="t('operate.places.country')" [error]="errors()['address.country']">
            <select #country pControl autocomplete="country" (change)="changed.emit({ country: country.value })">
              @for (one of countries(); track one.code) { <option [value]="one.code" [selected]="one.code === draft().country">{{ one.name }}</option> }
            </select>
          </p-field>
        </div>
      </section>

      <section class="card stack" aria-labelledby="where-heading">
        <div class="stack tight"><h2 id="where-heading">{{ t('operate.places.where') }}</h2><p class="muted">{{ t('operate.places.whereHint') }}</p></div>
        <div class="two">
          <p-field [label]="t('operate.places.latitude')" [error]="errors()['latitude']" [hint]="t('operate.places.latitudeHint')"><input #lat pControl inputmode="text" autocomplete="off" placeholder="40.4345" [value]="draft().latitude" (paste)="paste($event)" (input)="changed.emit({ latitude: lat.value })" /></p-field>
          <p-field [label]="t('operate.places.longitude')" [error]="errors()['longitude']" [hint]="t('operate.places.longitudeHint')"><input #long pControl inputmode="text" autocomplete="off" placeholder="-3.7003" [value]="draft().longitude" (paste)="paste($event)" (input)="changed.emit({ longitude: long.value })" /></p-field>
        </div>
        <div class="row">
          <button type="button" class="btn" [disabled]="locating()" (click)="locate()"><p-icon name="map-pin" [size]="18" />{{ locating() ? t('operate.places.locating') : t('operate.places.locate') }}</button>
          @if (map(); as url) {
            <a [href]="url" target="_blank" rel="noopener noreferrer">{{ t('operate.places.seeOnMap') }}</a>
          }
        </div>
        <p class="small" role="status" [class.visually-hidden]="!noPosition()">{{ noPosition() ? t('operate.places.noPosition') : '' }}</p>
        <p-field [label]="t('operate.places.timeZone')" [error]="errors()['timeZone']" [hint]="t('operate.places.timeZoneHint')">
          <input #zone pControl list="time-zones" autocomplete="off" autocapitalize="none" spellcheck="false" [value]="draft().timeZone" (input)="changed.emit({ timeZone: zone.value.trim().replaceAll(' ', '_') })" />
        </p-field>
        <datalist id="time-zones">@for (one of zones; track one) { <option [value]="one"></option> }</datalist>
        @if (knownZone(); as known) {
          <p class="small now"><p-icon name="clock" [size]="17" />{{ t('operate.places.zoneNow', { when: clock() | moment: known }) }}</p>
        }
      </section>
    </ng-container>
  `,
  styles: `
    :host { display: grid; gap: var(--s-6); }
    .now { display: flex; gap: var(--s-2); align-items: center; color: var(--muted); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlaceFields {
  private readonly language = inject(Language);
  readonly draft = input.required<PlaceDraft>();
  readonly errors = input.required<Errors>();
  readonly changed = output<Partial<PlaceDraft>>();

  protected readonly zones = timeZones();
  protected readonly countries = computed(() => countries(this.language.locale()));
  protected readonly knownZone = computed(() => zoneOf(this.draft().timeZone));
  private readonly ticked = ticking(15_000);
  protected readonly clock = computed(() => new Date(this.ticked()));
  protected readonly locating = signal(false);
  protected readonly noPosition = signal(false);
  protected readonly map = computed(() => {
    const [lat, long] = [degrees(this.draft().latitude), degrees(this.draft().longitude)];
    return lat === null || long === null ? null : `https://www.openstreetmap.org/?mlat=${lat}&mlon=${long}#map=17/${lat}/${long}`;
  });

  /** Maps copy both numbers at once: each goes to its field. */
  protected paste(event: ClipboardEvent): void {
    const both = bothDegrees(event.clipboardData?.getData('text') ?? '');
    if (!both) return;
    event.preventDefault();
    this.changed.emit(both);
  }

  protected locate(): void {
    this.locating.set(true);
    this.noPosition.set(false);
    const failed = (): void => {
      this.locating.set(false);
      this.noPosition.set(true);
    };
    if (!('geolocation' in navigator)) return failed();
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.locating.set(false);
        this.changed.emit({ latitude: coords.latitude.toFixed(5), longitude: coords.longitude.toFixed(5) });
      },
      failed,
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  }
}
