import { Injectable, effect, inject, signal, untracked } from '@angular/core';
import { Observable, Subject, filter } from 'rxjs';

import { Tokens } from './tokens';

/** What the server tells a page (docs/websocket.md). */
export interface LiveMessage {
  type: 'ready' | 'watching' | 'notification' | 'calendar' | 'refresh' | 'error' | 'presence' | `chat${string}`;
  notificationId?: string;
  kind?: string;
  event?: string;
  resourceId?: string;
  startDateTime?: string;
  endDateTime?: string;
  status?: string;
  bookingId?: string;
}

const SLOWEST = 30_000;

/** The page's line to the server: hints that something changed; what changed is read over HTTP. */
@Injectable({ providedIn: 'root' })
export class Live {
  private readonly tokens = inject(Tokens);
  private socket: WebSocket | null = null;
  private wait = 500;
  private readonly watched = new Map<string, number>();
  private readonly all = new Subject<LiveMessage>();
  readonly connected = signal(false);

  constructor() {
    effect(() => {
      const person = this.tokens.person();
      untracked(() => {
        // A line is somebody's: whoever signs in next has one of their own.
        this.close();
        if (person !== null) void this.open();
      });
    });
    addEventListener('online', () => void this.open());
  }

  /** Everything that is heard, for whoever knows more of it. */
  readonly heard: Observable<LiveMessage> = this.all.asObservable();

  /** New notifications, and `refresh`. */
  readonly notifications: Observable<LiveMessage> = this.all.pipe(filter((m) => m.type === 'notification' || m.type === 'refresh'));

  /** Changes of these resources' calendars while subscribed, and `refresh`. */
  calendar(resourceIds: readonly string[]): Observable<LiveMessage> {
    return new Observable((subscriber) => {
      const wanted = new Set(resourceIds);
      this.watch(resourceIds);
      const inner = this.all
        .pipe(filter((m) => m.type === 'refresh' || (m.type === 'calendar' && wanted.has(m.resourceId ?? ''))))
        .subscribe(subscriber);
      return () => {
        inner.unsubscribe();
        this.unwatch(resourceIds);
      };
    });
  }

  private watch(ids: readonly string[]): void {
    for (const id of ids) this.watched.set(id, (this.watched.get(id) ?? 0) + 1);
    this.send({ type: 'watch', resourceIds: ids });
  }

  private unwatch(ids: readonly string[]): void {
    const gone = ids.filter((id) => {
      const left = (this.watched.get(id) ?? 1) - 1;
      if (left > 0) this.watched.set(id, left);
      else this.watched.delete(id);
      return left <= 0;
    });
    this.send({ type: 'unwatch', resourceIds: gone });
  }

  /** Says something; false when nobody is there to hear it. */
  send(message: unknown): boolean {
    if (!this.connected() || this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  private async open(): Promise<void> {
    if (this.socket || !this.tokens.present()) return;
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/ws`);
    this.socket = socket;
    socket.onopen = async () => {
      const token = await this.tokens.access().catch(() => null);
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: 'hello', token }));
    };
    socket.onmessage = (event: MessageEvent<string>) => void (this.socket === socket && this.hear(JSON.parse(event.data) as LiveMessage));
    socket.onclose = () => {
      if (this.socket !== socket) return;
      this.socket = null;
      this.connected.set(false);
      if (!this.tokens.present()) return;
      setTimeout(() => void this.open(), this.wait);
      this.wait = Math.min(this.wait * 2, SLOWEST);
    };
  }

  private hear(message: LiveMessage): void {
    if (message.type === 'ready') {
      const missed = this.wait > 500;
      this.wait = 500;
      this.connected.set(true);
      if (this.watched.size) this.send({ type: 'watch', resourceIds: [...this.watched.keys()] });
      // Whatever was missed while away is read again.
      if (missed) this.all.next({ type: 'refresh' });
      return;
    }
    this.all.next(message);
  }

  private close(): void {
    const socket = this.socket;
    this.socket = null;
    this.connected.set(false);
    socket?.close();
  }
}
