import type { Schema } from './api';
import type { ChatFrame } from './chat-line';

type Conversation = Schema<'Conversation'>;

/** The last active first. */
export function inOrder(list: readonly Conversation[]): Conversation[] {
  return [...new Map(list.map((one) => [one.id, one])).values()].sort((one, other) => other.lastAt.localeCompare(one.lastAt) || other.id.localeCompare(one.id));
}

/** A conversation after something happened in it. */
export function afterFrame(before: Conversation, frame: ChatFrame, me: string | undefined): Conversation {
  const { kind, seq, message, userId } = frame;
  if (kind === 'read' || kind === 'delivered') return userId === me ? afterOwn(before, kind, seq) : afterOther(before, kind, seq, userId);
  // What is known already was read with the list.
  if (kind === 'message' && seq > before.lastSeq) {
    const theirs = message?.author !== me && seq > before.readSeq;
    return { ...before, lastMessage: message ?? before.lastMessage, lastSeq: seq, lastAt: frame.at, unread: before.unread + (theirs ? 1 : 0) };
  }
  return seq === before.lastSeq && message ? { ...before, lastMessage: message } : before;
}

function afterOwn(before: Conversation, kind: 'read' | 'delivered', seq: number): Conversation {
  if (kind === 'delivered') return { ...before, deliveredSeq: Math.max(before.deliveredSeq, seq) };
  const readSeq = Math.max(before.readSeq, seq);
  return { ...before, readSeq, unread: Math.min(before.unread, Math.max(0, before.lastSeq - readSeq)) };
}

function afterOther(before: Conversation, kind: 'read' | 'delivered', seq: number, userId: string | undefined): Conversation {
  const people = before.people.map((one) => {
    if (one.userId !== userId) return one;
    const deliveredSeq = Math.max(one.deliveredSeq ?? 0, seq);
    return kind === 'read' ? { ...one, deliveredSeq, readSeq: Math.max(one.readSeq ?? 0, seq) } : { ...one, deliveredSeq };
  });
  return { ...before, people };
}
