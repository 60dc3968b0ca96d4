import { Injectable, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';

import { Api, Schema } from '@core/api';
import { ChatFrame, ChatLine } from '@core/chat-line';

export type Offer = Schema<'OfferView'>;
export type Order = Schema<'OrderView'>;

/** The offers and orders that one conversation's cards show, with what may be done now. Provided by its page. */
@Injectable()
export class Deals {
  private readonly api = inject(Api);
  private conversation = '';
  private readonly offers = signal<ReadonlyMap<string, Offer>>(new Map());
  private readonly orders = signal<ReadonlyMap<string, Order>>(new Map());
  private asked = new Set<string>();

  constructor() {
    inject(ChatLine).frames.pipe(takeUntilDestroyed()).subscribe((frame) => this.heard(frame));
  }

  open(conversation: string): void {
    if (conversation === this.conversation) return;
    this.conversation = conversation;
    this.asked = new Set();
  }

  offer(id: string): Offer | undefined {
    return this.offers().get(id);
  }

  order(id: string): Order | undefined {
    return this.orders().get(id);
  }

  put(offer: Offer): void {
    this.offers.update((all) => new Map(all).set(offer.id, offer));
  }

  /** A card shows this one: all of the conversation's are read at once. */
  async wantOffer(id: string): Promise<void> {
    if (this.offers().has(id)) return;
    if (!this.asked.has('offers')) {
      this.asked.add('offers');
      await this.readAll();
    }
    if (!this.offers().has(id)) await this.readOffer(id);
  }

  async wantOrder(id: string): Promise<void> {
    if (!this.asked.has(id)) await this.readOrder(id);
  }

  async readOffer(id: string): Promise<void> {
    const offer = await this.api.ok(this.api.http.GET('/api/v1/offers/{id}', { params: { path: { id } } })).catch(() => null);
    if (offer) this.put(offer);
  }

  private async readAll(): Promise<void> {
    const query = { conversationId: this.conversation, limit: 100 };
    const page = await this.api.ok(this.api.http.GET('/api/v1/offers', { params: { query } })).catch(() => null);
    if (page) this.offers.update((all) => new Map([...all, ...page.items.map((one) => [one.id, one] as const)]));
  }

  private async readOrder(id: string): Promise<void> {
    this.asked.add(id);
    const order = await this.api.ok(this.api.http.GET('/api/v1/orders/{id}', { params: { path: { id } } })).catch(() => null);
    if (order) this.orders.update((all) => new Map(all).set(id, order));
  }

  // A card changed: what it is of did, and with it what may be done.
  private heard(frame: ChatFrame): void {
    const card = frame.message?.card;
    if (frame.conversationId !== this.conversation || !card) return;
    if (card.kind === 'offer' && (frame.kind === 'card' || this.asked.has('offers'))) void this.readOffer(card.subject);
    if (card.kind === 'order' && this.asked.has(card.subject)) void this.readOrder(card.subject);
  }
}
