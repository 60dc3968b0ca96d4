import { Injectable, effect, inject, signal, untracked } from '@angular/core';
import { Observable, Subject, filter, firstValueFrom, map, merge, race, take, timer } from 'rxjs';

import { Api, Schema } from './api';
import { isAfter } from './chat-order';
import { Live, LiveMessage } from './live';
import { Problem } from './problem';
import { Session } from './session';
import { Tokens } from './tokens';

/** One thing that happened in a conversation of one's own (docs/asyncapi.yaml). */
export interface ChatFrame {
  type: 'chat';
  /** Where to read on from, after it. */
  cursor: string;
  kind: 'message' | 'edited' | 'deleted' | 'card' | 'read' | 'delivered';
  conversationId: string;
  /** Of the message; of `read` and `delivered`, up to which. */
  seq: number;
  at: string;
  /** Who read, or has got them. */
  userId?: string;
  message?: Schema<'ChatMessage'> | null;
}

export interface Typing {
  conversationId: string;
  userId: string;
}

type Presence = Schema<'ChatPresence'>;
type Outgoing = Schema<'SendChatMessage'>;

interface Answer {
  type: string;
  conversationId?: string;
  clientId?: string;
  code?: string;
  kind?: string;
  detail?: string;
  retryAfter?: number;
}

/** Between two looks when the socket does not carry conversations, milliseconds; longer while nobody answers. */
const LOOK = 4_000;
const SLOWEST = 30_000;
/** The socket gets so long to come back before we look by ourselves. */
const PATIENCE = 3_000;
/** A message that is not answered by then goes over HTTP. */
const ANSWER = 8_000;
/** How often the others hear that one types, milliseconds: the server drops what comes faster than two seconds. */
const TYPES = 2_500;

/**
 * What happens in one's conversations, each thing once and in its order: over the socket, resumed from the last thing heard;
 * by asking every few seconds while the socket cannot carry it.
 */
@Injectable({ providedIn: 'root' })
export class ChatLine {
  private readonly api = inject(Api);
  private readonly live = inject(Live);
  private readonly session = inject(Session);
  private readonly tokens = inject(Tokens);

  private readonly told = new Subject<ChatFrame>();
  private readonly lost = new Subject<void>();
  private readonly answers = new Subject<Answer>();
  private readonly types = new Subject<Typing>();
  private readonly again = new Subject<void>();
  /** What happened. */
  readonly frames: Observable<ChatFrame> = this.told.asObservable();
  /** What was read before now may be behind: read it again. */
  readonly anew: Observable<void> = this.again.asObservable();
  readonly typing: Observable<Typing> = this.types.asObservable();
  /** Who is there, by account. */
  readonly presence = signal<ReadonlyMap<string, Presence>>(new Map());
  /** Whether the socket carries conversations now. */
  readonly linked = signal(false);

  private cursor: string | null = null;
  private asking = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private wait = LOOK;
  private looks = 0;
  private typed = 0;

  constructor() {
    this.live.heard.subscribe((message) => this.hear(message));
    effect(() => {
      this.tokens.person();
      untracked(() => this.forget());
    });
    effect(() => {
      const [person, connected] = [this.tokens.person(), this.live.connected()];
      untracked(() => void (person !== null && (connected ? this.ask() : this.unlink(PATIENCE))));
    });
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && !this.linked() && this.session.signedIn()) this.lookIn(0);
    });
  }

  /** Says something. Null when it was taken and comes as a frame; a repeat with the same `clientId` is the same message. */
  async send(conversationId: string, body: Outgoing): Promise<Schema<'ChatMessage'> | null> {
    if (this.linked() && this.live.send({ type: 'chat_send', conversationId, ...body })) {
      const answered = this.answers.pipe(filter((one) => one.clientId === body.clientId));
      const silence = merge(this.lost, timer(ANSWER)).pipe(map(() => null));
      const answer = await firstValueFrom(race(answered, silence).pipe(take(1)));
      if (answer?.type === 'chat_sent') return null;
      if (answer && !passing(answer)) throw refusal(answer);
    }
    return this.api.ok(this.api.http.POST('/api/v1/conversations/{id}/messages', { params: { path: { id: conversationId } }, body }));
  }

  /** Tells how far one has read, or has got, the messages. What fails is told with the next one. */
  receipt(which: 'read' | 'delivered', conversationId: string, seq: number): void {
    if (this.linked() && this.live.send({ type: `chat_${which}`, conversationId, seq })) return;
    const init = { params: { path: { id: conversationId } }, body: { seq } };
    const sent = which === 'read' ? this.api.http.POST('/api/v1/conversations/{id}/read', init) : this.api.http.POST('/api/v1/conversations/{id}/delivered', init);
    this.api.ok(sent).catch(() => undefined);
  }

  /** Tells the others that one types; call it with every key. */
  type(conversationId: string): void {
    if (!this.linked() || Date.now() - this.typed < TYPES) return;
    this.typed = Date.now();
    this.live.send({ type: 'chat_typing', conversationId });
  }

  private hear(message: LiveMessage): void {
    switch (message.type) {
      case 'chat':
        return this.take(message as unknown as ChatFrame);
      case 'chat_ready':
        return this.link(message as unknown as { cursor: string; presence: Presence[] });
      case 'chat_typing':
        return this.types.next(message as unknown as Typing);
      case 'presence':
        return this.saw(message as unknown as Presence);
      case 'chat_sent':
        return this.answers.next(message as Answer);
      case 'chat_refused':
        return this.refused(message as Answer);
      case 'error':
        // A server whose socket knows no conversations yet.
        if (this.asking) this.unlink(0);
    }
  }

  private ask(): void {
    this.asking = this.live.send({ type: 'chat', ...(this.cursor ? { after: this.cursor } : {}) });
    this.lookIn(PATIENCE);
  }

  private link({ cursor, presence }: { cursor: string; presence: Presence[] }): void {
    const cold = this.cursor === null;
    this.asking = false;
    this.cursor = cursor;
    this.presence.set(new Map(presence.map((one) => [one.userId, one])));
    this.linked.set(true);
    clearTimeout(this.timer);
    if (cold) this.again.next();
  }

  private refused(answer: Answer): void {
    this.answers.next(answer);
    if (answer.conversationId || !this.asking) return;
    if (expired(answer.code)) this.cursor = null;
    this.asking = false;
    this.lookIn(LOOK);
  }

  private take(frame: ChatFrame): void {
    if (this.cursor && !isAfter(frame.cursor, this.cursor)) return;
    this.cursor = frame.cursor;
    this.told.next(frame);
  }

  private saw(one: Presence): void {
    this.presence.update((all) => new Map(all).set(one.userId, one));
  }

  private unlink(patience: number): void {
    this.asking = false;
    if (this.linked()) {
      this.linked.set(false);
      this.lost.next();
    }
    this.lookIn(patience);
  }

  private forget(): void {
    clearTimeout(this.timer);
    this.cursor = null;
    this.asking = false;
    this.linked.set(false);
    this.presence.set(new Map());
    this.lost.next();
  }

  private lookIn(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look(), milliseconds);
  }

  private async look(): Promise<void> {
    if (this.linked() || !this.session.signedIn()) return;
    // A page that nobody sees asks nothing; it looks as soon as it is seen.
    if (document.hidden) return;
    try {
      const after = this.cursor;
      const query = after ? { after, limit: 200 } : {};
      const page = await this.api.ok(this.api.http.GET('/api/v1/chat/feed', { params: { query } }));
      if (this.linked() || !this.session.signedIn()) return;
      for (const frame of page.items) this.take(frame as unknown as ChatFrame);
      this.cursor = page.next;
      if (!after) this.again.next();
      if (this.looks++ % 8 === 0) await this.lookAround();
      this.wait = page.more ? 0 : LOOK;
    } catch (error) {
      const problem = Problem.from(error);
      if (expired(problem.code)) this.cursor = null;
      this.wait = Math.min(Math.max(this.wait, LOOK) * 2, SLOWEST);
    }
    if (!this.linked()) this.lookIn(this.wait);
  }

  private async lookAround(): Promise<void> {
    const { items } = await this.api.ok(this.api.http.GET('/api/v1/chat/presence'));
    this.presence.set(new Map(items.map((one) => [one.userId, one])));
  }
}

function expired(code: string | undefined): boolean {
  return code === 'chat.feed_expired';
}

// What may go better over HTTP, or at another time.
function passing(answer: Answer): boolean {
  return answer.kind === 'unavailable' || answer.kind === 'timeout' || answer.kind === 'internal';
}

const STATUS: Record<string, number> = { rate_limited: 429, conflict: 409, not_found: 404, forbidden: 403, invalid: 400 };

function refusal({ code, kind, detail, retryAfter }: Answer): Problem {
  return new Problem(code ?? 'web.broken', STATUS[kind ?? ''] ?? 422, detail ?? '', null, { retryAfter });
}
