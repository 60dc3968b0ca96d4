import { Injectable, Pipe, PipeTransform, computed, inject } from '@angular/core';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { load } from '@core/load';

/** What people do: read once for each language, for the names of groups come in one only. */
@Injectable({ providedIn: 'root' })
export class Trades {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly read = load(
    () => this.language.lang(),
    () => this.api.ok(this.api.http.GET('/api/v1/trades')),
  );
  readonly groups = computed<readonly Schema<'TradeGroup'>[]>(() => this.read.value()?.groups ?? []);
  private readonly bySlug = computed(() => new Map(this.groups().flatMap((group) => group.trades.map((trade) => [trade.slug, trade] as const))));

  private readonly groupOf = computed(() => new Map(this.groups().flatMap((group) => group.trades.map((trade) => [trade.slug, group.slug] as const))));

  /** The group it is in. */
  group(slug: string): string | undefined {
    return this.groupOf().get(slug);
  }

  /** Its name in the visitor's language; until the names are there, the slug in plain letters. */
  name(slug: string): string {
    return this.bySlug().get(slug)?.[this.language.lang()] ?? slug.replaceAll('-', ' ');
  }
}

/** `{{ slug | trade }}`: `Fotógrafo`. */
@Pipe({ name: 'trade', pure: false })
export class TradePipe implements PipeTransform {
  private readonly trades = inject(Trades);
  transform(slug: string): string {
    return this.trades.name(slug);
  }
}
