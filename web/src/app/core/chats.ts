import { Injectable, computed, effect, inject, signal, untracked } from '@angular/core';

import { Api, Schema } from './api';
import { ChatFrame, ChatLine } from './chat-line';
import { afterFrame, inOrder } from './chats-after';
import { Problem } from './problem';
import { Session } from './session';

export type Conversation = Schema<'Conversation'>;

/** How long receipts are gathered, milliseconds. */
const GATHER = 400;
const PAGE = 50;

/** One's conversations as they stand, the last active first: one list for the header, the pages and the names in orders. */
@Injectable({ providedIn: 'root' })
export class Chats {
  private readonly api = inject(Api);
  private readonly line = inject(ChatLine);
  private readonly session = inject(Session);

  readonly me = computed(() => this.session.profile()?.id);
  readonly list = signal<readonly Conversation[] | null>(null);
  readonly problem = signal<Problem | null>(null);
  readonly next = signal<string | null>(null);
  /** Messages of others that were not read. */
  readonly unread = computed(() => (this.list() ?? []).reduce((sum, one) => sum + one.unread, 0));
  private readonly people = computed(() => new Map((this.list() ?? []).flatMap((one) => one.people.map((person) => [person.userId, person.name] as const))));
  private readonly arrived = new Map<string, number>();
  private reading: Promise<void> | null = null;
  /** Who the list was read for, once that is known. */
  private whose: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.line.frames.subscribe((frame) => this.heard(frame));
    this.line.anew.subscribe(() => void this.reload());
    effect(() => {
      // Another person's list is none of this one's. Who it is may be known only after the list: that is nobody else.
      const [me, before] = [this.me(), this.whose];
      this.whose = me;
      if (before === undefined || before === me) return;
      untracked(() => {
        this.list.set(null);
        this.next.set(null);
        this.problem.set(null);
      });
    });
  }

  of(id: string): Conversation | undefined {
    return this.list()?.find((one) => one.id === id);
  }

  /** Somebody's name, as far as one talks with them. */
  name(userId: string): string | null {
    return this.people().get(userId) ?? null;
  }

  /** Read once; whoever comes second waits for the first. */
  async known(): Promise<void> {
    if (!this.list()) await this.reload();
  }

  reload(): Promise<void> {
    this.reading ??= this.read().finally(() => (this.reading = null));
    return this.reading;
  }

  async more(): Promise<void> {
    const cursor = this.next();
    if (!cursor) return;
    const page = await this.api.ok(this.api.http.GET('/api/v1/conversations', { params: { query: { limit: PAGE, cursor } } }));
    this.next.set(page.next ?? null);
    this.list.update((list) => inOrder([...(list ?? []), ...page.items]));
  }

  /** Takes a conversation as it was just read. */
  put(conversation: Conversation): void {
    this.list.update((list) => (list ? inOrder([...list.filter((one) => one.id !== conversation.id), conversation]) : list));
  }

  async fetch(id: string): Promise<Conversation> {
    const found = await this.api.ok(this.api.http.GET('/api/v1/conversations/{id}', { params: { path: { id } } }));
    this.put(found);
    return found;
  }

  /** One has read everything up to there; shown at once. */
  markRead(id: string, seq: number): void {
    const known = this.of(id);
    if (known && seq <= known.readSeq) return;
    if (known) this.put({ ...known, readSeq: seq, unread: seq >= known.lastSeq ? 0 : Math.min(known.unread, known.lastSeq - seq) });
    this.line.receipt('read', id, seq);
  }

  private async read(): Promise<void> {
    const me = this.me();
    try {
      const page = await this.api.ok(this.api.http.GET('/api/v1/conversations', { params: { query: { limit: PAGE } } }));
      if (me !== undefined && this.me() !== me) return;
      // Those further back that are open or were read before stay.
      this.list.update((before) => inOrder([...(before ?? []), ...page.items]));
      this.next.set(page.next ?? null);
      this.problem.set(null);
      for (const one of page.items) if (one.unread && one.deliveredSeq < one.lastSeq) this.got(one.id, one.lastSeq);
    } catch (error) {
      this.problem.set(Problem.from(error));
    }
  }

  private heard(frame: ChatFrame): void {
    const me = this.me();
    if (frame.kind === 'message' && frame.message && frame.message.author !== me) this.got(frame.conversationId, frame.seq);
    if (!this.list()) return;
    const known = this.of(frame.conversationId);
    if (known) this.put(afterFrame(known, frame, me));
    else if (frame.kind === 'message') this.fetch(frame.conversationId).catch(() => undefined);
  }

  /** It has arrived at this device. */
  private got(id: string, seq: number): void {
    this.arrived.set(id, Math.max(seq, this.arrived.get(id) ?? 0));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      for (const [conversation, upTo] of this.arrived) this.line.receipt('delivered', conversation, upTo);
      this.arrived.clear();
    }, GATHER);
  }
}
