import { Injectable, computed, inject } from '@angular/core';

import { Api } from '@core/api';
import { Language } from '@core/i18n';
import { load } from '@core/load';

export interface Trade {
  slug: string;
  name: string;
  group: string;
  /** Folded, both languages: what typing is compared with. */
  words: string;
}

/** The trades people offer, in the visitor's language; read once for each. */
@Injectable({ providedIn: 'root' })
export class Trades {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  readonly read = load(
    () => this.language.lang(),
    () => this.api.ok(this.api.http.GET('/api/v1/trades')),
  );
  readonly all = computed((): Trade[] =>
    (this.read.value()?.groups ?? []).flatMap((group) => group.trades.map(({ slug, name, es, en }) => ({ slug, name, group: group.name, words: folded(`${es} ${en} ${group.name}`) }))),
  );
  private readonly names = computed(() => new Map(this.all().map((trade) => [trade.slug, trade.name])));

  /** The name of a slug; the slug itself while names are read. */
  name(slug: string): string {
    return this.names().get(slug) ?? slug;
  }

  /** Those whose words hold all that is typed; those whose name begins with it first. */
  matching(text: string): Trade[] {
    const parts = folded(text).split(/\s+/).filter(Boolean);
    const found = this.all().filter((trade) => parts.every((part) => trade.words.includes(part)));
    if (!parts.length) return found;
    const rank = (trade: Trade): number => (folded(trade.name).startsWith(parts[0]) ? 0 : 1);
    return found.sort((one, other) => rank(one) - rank(other));
  }
}

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
