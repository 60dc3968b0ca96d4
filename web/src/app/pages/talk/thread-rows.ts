import { HERE, dateIn } from '@core/time';

import type { Message, Waiting } from './thread';

/** A day's heading, the line above what is new, or a message with how it stands among its neighbours. */
export type Row =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'new'; key: string }
  | { kind: 'message'; key: string; message: Message; mine: boolean; first: boolean; last: boolean }
  | { kind: 'waiting'; key: string; waiting: Waiting; first: boolean };

/** Words so close to each other stand together, milliseconds. */
const TOGETHER = 5 * 60_000;

/** Messages by day and author. `readSeq` is how far one had read when the conversation was opened: what others said since is new. */
export function rowsOf(messages: readonly Message[], waiting: readonly Waiting[], me: string | undefined, readSeq: number): Row[] {
  const rows: Row[] = [];
  let before: Message | undefined;
  let isNew = false;
  for (const [at, message] of messages.entries()) {
    const day = dateIn(message.createdAt, HERE);
    const otherDay: boolean = !before || dateIn(before.createdAt, HERE) !== day;
    if (otherDay) rows.push({ kind: 'day', key: `day-${day}`, at: message.createdAt });
    const begins: boolean = !isNew && message.seq > readSeq && message.author !== me;
    if (begins) rows.push({ kind: 'new', key: 'new' });
    isNew ||= begins;
    const after = messages[at + 1];
    rows.push({
      kind: 'message',
      // The same while it was only on its way, so that nothing flickers when it arrives.
      key: message.clientId,
      message,
      mine: message.author === me,
      first: otherDay || begins || !together(before, message),
      last: !after || !together(message, after) || dateIn(after.createdAt, HERE) !== day,
    });
    before = message;
  }
  waiting.forEach((one, at) => {
    const last = messages.at(-1);
    const day = dateIn(one.at, HERE);
    if (!at && (!last || dateIn(last.createdAt, HERE) !== day)) rows.push({ kind: 'day', key: `day-${day}`, at: one.at });
    rows.push({ kind: 'waiting', key: one.clientId, waiting: one, first: !at && last?.author !== me });
  });
  return rows;
}

function together(one: Message | undefined, other: Message): boolean {
  if (!one || one.author !== other.author || one.kind === 'card' || other.kind === 'card') return false;
  return Date.parse(other.createdAt) - Date.parse(one.createdAt) < TOGETHER;
}

/** How far one's own message has got with the other of a pair. */
export type Mark = 'sent' | 'delivered' | 'read';

export function markOf(seq: number, other: { readSeq?: number | null; deliveredSeq?: number | null } | undefined): Mark {
  if (seq <= (other?.readSeq ?? 0)) return 'read';
  return seq <= (other?.deliveredSeq ?? 0) ? 'delivered' : 'sent';
}

/** How long one's own message may be changed, milliseconds: the API says so in its own words when it is over. */
const CHANGEABLE = 15 * 60_000;

export function isChangeable(message: Message, me: string | undefined, now: number): boolean {
  return message.author === me && message.kind !== 'card' && !message.deleted && now - Date.parse(message.createdAt) < CHANGEABLE;
}
