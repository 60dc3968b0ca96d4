import { DestroyRef, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';

import { Api, Schema } from '@core/api';
import { ChatFrame, ChatLine } from '@core/chat-line';
import { Chats } from '@core/chats';
import { Problem } from '@core/problem';

export type Message = Schema<'ChatMessage'>;

/** One's own words on their way. */
export interface Waiting {
  clientId: string;
  text: string;
  attachments: Schema<'ChatAttachment'>[];
  replyTo: number | null;
  at: string;
  /** Why it was not sent; null while it is under way. */
  problem: Problem | null;
}

const PAGE = 40;
/** Messages read around the one that is looked for. */
const AROUND = 15;
const MOST = 200;
/** Without another sign somebody types no longer, milliseconds. */
const TYPES = 6_000;

/** What was said in one conversation, as far as it was read, and what happens to it. Provided by its page. */
@Injectable()
export class Thread {
  private readonly api = inject(Api);
  private readonly chats = inject(Chats);
  private readonly line = inject(ChatLine);

  readonly id = signal('');
  private readonly known = signal<ReadonlyMap<number, Message>>(new Map());
  readonly messages = computed(() => [...this.known().values()].sort((one, other) => one.seq - other.seq));
  readonly waiting = signal<readonly Waiting[]>([]);
  readonly typing = signal<readonly string[]>([]);
  readonly problem = signal<Problem | null>(null);
  /** Nothing read yet. */
  readonly first = signal(true);
  /** Whether there is more before what was read. */
  readonly more = signal(false);
  readonly loadingOlder = signal(false);
  /** Whether a dispute of these two is known to be open: what was said stays as it is until it is decided. */
  readonly disputed = computed(() => this.messages().some(({ card }) => card?.kind === 'order' && card.data['status'] === 'disputed'));
  private readonly typers = new Map<string, ReturnType<typeof setTimeout>>();
  private missing: Promise<void> | null = null;

  constructor() {
    this.line.frames.pipe(takeUntilDestroyed()).subscribe((frame) => frame.conversationId === this.id() && this.heard(frame));
    this.line.anew.pipe(takeUntilDestroyed()).subscribe(() => void this.refresh());
    this.line.typing.pipe(takeUntilDestroyed()).subscribe(({ conversationId, userId }) => conversationId === this.id() && this.types(userId));
    // Back again: what could not be sent goes now.
    effect(() => {
      if (this.line.linked()) untracked(() => this.waiting().forEach((one) => one.problem?.status === 0 && void this.again(one)));
    });
    inject(DestroyRef).onDestroy(() => this.typers.forEach((timer) => clearTimeout(timer)));
  }

  /** Reads a conversation's end; with `seq`, so far back that this message is there. */
  async open(id: string, seq?: number): Promise<void> {
    this.id.set(id);
    this.known.set(new Map());
    this.waiting.set([]);
    this.typing.set([]);
    this.first.set(true);
    this.more.set(false);
    await this.readEnd();
    if (seq && !this.problem()) await this.reach(seq);
  }

  async readEnd(): Promise<void> {
    const id = this.id();
    try {
      const [page] = await Promise.all([this.page({ limit: PAGE }), this.chats.of(id) && !this.isGroup(id) ? null : this.whole(id)]);
      if (id !== this.id()) return;
      this.keep(page.items);
      this.more.set(!!page.next);
      this.problem.set(null);
    } catch (error) {
      if (id === this.id()) this.problem.set(Problem.from(error));
    }
    if (id === this.id()) this.first.set(false);
  }

  async older(): Promise<void> {
    const before = this.messages()[0]?.seq;
    if (!before || !this.more() || this.loadingOlder()) return;
    const id = this.id();
    this.loadingOlder.set(true);
    try {
      const page = await this.page({ before, limit: PAGE });
      if (id !== this.id()) return;
      this.keep(page.items);
      this.more.set(!!page.next);
    } finally {
      this.loadingOlder.set(false);
    }
  }

  /** Reads back until this message is there, without a gap. */
  async reach(seq: number): Promise<void> {
    const id = this.id();
    let before = this.messages()[0]?.seq ?? 0;
    while (before > Math.max(seq - AROUND, 1) && id === this.id()) {
      const page = await this.page({ before, limit: Math.min(MOST, before - Math.max(seq - AROUND, 1)) });
      if (id !== this.id() || !page.items.length) return;
      this.keep(page.items);
      this.more.set(!!page.next);
      before = page.items[0].seq;
    }
  }

  at(seq: number): Message | undefined {
    return this.known().get(seq);
  }

  async send(words: Pick<Waiting, 'text' | 'attachments' | 'replyTo'>): Promise<void> {
    await this.push({ ...words, clientId: crypto.randomUUID(), at: new Date().toISOString(), problem: null });
  }

  async again(one: Waiting): Promise<void> {
    this.drop(one.clientId);
    await this.push({ ...one, problem: null });
  }

  drop(clientId: string): void {
    this.waiting.update((all) => all.filter((one) => one.clientId !== clientId));
  }

  async edit(seq: number, text: string): Promise<void> {
    const path = { id: this.id(), seq };
    this.keep([await this.api.ok(this.api.http.PUT('/api/v1/conversations/{id}/messages/{seq}', { params: { path }, body: { text } }))]);
  }

  async remove(seq: number): Promise<void> {
    const [before, path] = [this.at(seq), { id: this.id(), seq }];
    if (before) this.keep([{ ...before, deleted: true, text: null, attachments: [] }]);
    try {
      await this.api.ok(this.api.http.DELETE('/api/v1/conversations/{id}/messages/{seq}', { params: { path } }));
    } catch (error) {
      if (before) this.keep([before]);
      throw error;
    }
  }

  private async push(one: Waiting): Promise<void> {
    const id = this.id();
    this.waiting.update((all) => [...all, one]);
    const { clientId, text, replyTo } = one;
    try {
      const sent = await this.line.send(id, { clientId, text, replyTo, attachments: one.attachments.map((file) => file.fileId) });
      if (id !== this.id()) return;
      if (sent) this.keep([sent]);
      // It was taken; its frame brings it, or else it is read.
      else setTimeout(() => this.waiting().some((other) => other.clientId === clientId) && void this.refresh(), 2_500);
    } catch (error) {
      const problem = Problem.from(error);
      this.waiting.update((all) => all.map((other) => (other.clientId === clientId ? { ...other, problem } : other)));
    }
  }

  private heard(frame: ChatFrame): void {
    if (frame.userId || this.first()) return;
    const last = this.messages().at(-1)?.seq ?? 0;
    if (!frame.message) return;
    if (frame.kind === 'message') this.stops(frame.message.author);
    // What was not read yet is read when somebody scrolls there.
    if (frame.seq <= last ? this.known().has(frame.seq) : frame.seq === last + 1) this.keep([frame.message]);
    else if (frame.seq > last) void this.refresh();
  }

  /** Reads what came after the last message, and the last ones as they are now. */
  private refresh(): Promise<void> {
    if (!this.id() || this.first()) return Promise.resolve();
    this.missing ??= this.readMissing().finally(() => (this.missing = null));
    return this.missing;
  }

  private async readMissing(): Promise<void> {
    const id = this.id();
    let after = Math.max(0, (this.messages().at(-1)?.seq ?? 0) - AROUND);
    try {
      for (let more = true; more && id === this.id(); ) {
        const page = await this.page({ after, limit: MOST });
        if (id !== this.id()) return;
        this.keep(page.items);
        more = !!page.next;
        after = page.items.at(-1)?.seq ?? after;
      }
    } catch {
      // The next thing that happens tries again.
    }
  }

  private keep(messages: readonly Message[]): void {
    if (!messages.length) return;
    this.known.update((known) => new Map([...known, ...messages.map((one) => [one.seq, one] as const)]));
    const arrived = new Set(messages.map((one) => one.clientId));
    if (this.waiting().some((one) => arrived.has(one.clientId))) this.waiting.update((all) => all.filter((one) => !arrived.has(one.clientId)));
  }

  private types(userId: string): void {
    if (userId === this.chats.me()) return;
    clearTimeout(this.typers.get(userId));
    this.typers.set(userId, setTimeout(() => this.stops(userId), TYPES));
    this.typing.set([...this.typers.keys()]);
  }

  private stops(userId: string): void {
    clearTimeout(this.typers.get(userId));
    if (this.typers.delete(userId)) this.typing.set([...this.typers.keys()]);
  }

  private page(query: { before?: number; after?: number; limit: number }): Promise<Schema<'Page_ChatMessage'>> {
    return this.api.ok(this.api.http.GET('/api/v1/conversations/{id}/messages', { params: { path: { id: this.id() }, query } }));
  }

  // The list names nobody of a group.
  private isGroup(id: string): boolean {
    return this.chats.of(id)?.kind === 'group';
  }

  private async whole(id: string): Promise<void> {
    await this.chats.known();
    if (!this.chats.of(id) || this.isGroup(id)) await this.chats.fetch(id);
  }
}
