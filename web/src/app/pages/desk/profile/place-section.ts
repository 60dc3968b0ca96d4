import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Language } from '@core/i18n';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';

import { countries } from '../../operate/places/zones';
import { CITIES, cityOf } from '../cities';
import { PlaceMap, Spot } from './place-map';
import type { PlaceDraft } from './profile-draft';

/** Where somebody works: by city, by the device, or on the map. Others are told about where, to a kilometre. */
@Component({
  selector: 'p-place-section',
  imports: [Control, Field, Icon, PlaceMap, TranslocoDirective],
  template: `
    <section class="card stack" aria-labelledby="place" *transloco="let t">
      <div class="stack tight"><h2 id="place">{{ t('desk.place.heading') }}</h2><p class="muted small">{{ t('desk.place.text') }}</p></div>
      <div class="two">
        <p-field [label]="t('desk.place.city')" [hint]="t('desk.place.cityHint')" [error]="error()">
          <input #city pControl autocomplete="address-level2" list="desk-cities" maxlength="100" [value]="place()?.city ?? typed()" (input)="setCity(city.value)" />
        </p-field>
        <p-field [label]="t('desk.place.country')">
          <select #country pControl autocomplete="country" (change)="setCountry(country.value)">
            @for (one of all(); track one.code) { <option [value]="one.code" [selected]="one.code === (place()?.country ?? chosen())">{{ one.name }}</option> }
          </select>
        </p-field>
      </div>
      <datalist id="desk-cities">@for (one of cities; track one.name + one.country) { <option [value]="one.name"></option> }</datalist>
      <div class="row">
        <button type="button" class="btn small" [disabled]="locating()" (click)="locate()"><p-icon name="locate" [size]="18" />{{ t(locating() ? 'desk.place.locating' : 'desk.place.mine') }}</button>
        @if (lost()) { <span class="small bad" role="alert">{{ t('desk.place.lost') }}</span> }
      </div>
      @defer (on viewport) {
        <p-place-map [spot]="place()" [radiusKm]="radiusKm()" (picked)="put($event)" />
      } @placeholder { <div class="skeleton map" aria-hidden="true"></div> }
      <p class="notice small"><p-icon name="eye-off" [size]="18" /><span>{{ t('desk.place.blurred') }}</span></p>
      <div class="two">
        <p-field [label]="t('desk.place.radius')" [hint]="t('desk.place.radiusHint')" [error]="radiusError()">
          <div class="slide"><input #radius pControl type="range" min="1" max="200" step="1" [value]="radiusKm()" [attr.aria-valuetext]="t('desk.place.km', { km: radiusKm() })" (input)="radiusChanged.emit(radius.valueAsNumber)" /><output>{{ t('desk.place.km', { km: radiusKm() }) }}</output></div>
        </p-field>
        <label class="check remote"><input type="checkbox" [checked]="remote()" #net (change)="remoteChanged.emit(net.checked)" /><span><span class="strong">{{ t('desk.place.remote') }}</span><br /><span class="small muted">{{ t('desk.place.remoteHint') }}</span></span></label>
      </div>
    </section>
  `,
  styles: `
    h2 { font-size: var(--t-lg); }
    .map { height: 22rem; }
    .bad { color: var(--bad); }
    .slide { display: grid; grid-template-columns: 1fr auto; gap: var(--s-3); align-items: center; min-height: var(--tap); } .slide input { width: 100%; accent-color: var(--brand); } output { font-weight: 600; min-width: 4.5rem; text-align: end; }
    .remote { align-self: center; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlaceSection {
  private readonly language = inject(Language);
  readonly place = input.required<PlaceDraft | null>();
  readonly radiusKm = input.required<number>();
  readonly remote = input.required<boolean>();
  readonly error = input('');
  readonly radiusError = input('');
  readonly placeChanged = output<PlaceDraft>();
  readonly radiusChanged = output<number>();
  readonly remoteChanged = output<boolean>();
  protected readonly cities = CITIES;
  protected readonly all = computed(() => countries(this.language.locale()));
  /** Typed before there is a point for it. */
  protected readonly typed = signal('');
  protected readonly chosen = signal('ES');
  protected readonly locating = signal(false);
  protected readonly lost = signal(false);

  /** A city we know puts the pin there; another one is told on the map. */
  protected setCity(text: string): void {
    this.typed.set(text);
    const [known, place] = [cityOf(text), this.place()];
    if (known && known.name !== place?.city) this.placeChanged.emit({ city: known.name, country: known.country, latitude: known.latitude, longitude: known.longitude });
    else if (place) this.placeChanged.emit({ ...place, city: text });
  }

  protected setCountry(country: string): void {
    this.chosen.set(country);
    const place = this.place();
    if (place) this.placeChanged.emit({ ...place, country });
  }

  protected put(spot: Spot): void {
    const [place, near] = [this.place(), nearest(spot)];
    // Far from the city that was named, it is another one.
    const moved = !place?.city || (cityOf(place.city) !== null && near.name !== place.city && near.km < 40);
    this.placeChanged.emit({ ...spot, city: moved ? this.typed().trim() && !place ? this.typed().trim() : near.name : place.city, country: moved ? near.country : place.country });
  }

  protected locate(): void {
    this.locating.set(true);
    this.lost.set(false);
    const failed = (): void => {
      this.locating.set(false);
      this.lost.set(true);
    };
    if (!('geolocation' in navigator)) return failed();
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.locating.set(false);
        this.put({ latitude: coords.latitude, longitude: coords.longitude });
      },
      failed,
      { timeout: 15_000 },
    );
  }
}

/** The city of ours next to a point; flat reckoning is good enough to name it. */
function nearest(spot: Spot): { name: string; country: string; km: number } {
  const narrow = Math.cos((spot.latitude * Math.PI) / 180);
  const away = (one: Spot): number => Math.hypot(one.latitude - spot.latitude, (one.longitude - spot.longitude) * narrow) * 111;
  const found = CITIES.reduce((best, one) => (away(one) < away(best) ? one : best));
  return { name: found.name, country: found.country, km: away(found) };
}
