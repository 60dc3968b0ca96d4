// Dragging on the board, straight on the elements: nothing is rendered while the pointer moves.

import { Axis, leftOf, momentAt, snapped } from './axis';
import type { Bar, Row } from './layout';
import { rowAt } from './layout';

/** Less than this is a click, pixels. */
const SLACK = 5;
/** So near the edge the board scrolls along, pixels. */
const EDGE = 40;
/** A finger that rests so long on a booking takes it up, milliseconds; one that moves before scrolls. */
const LONG = 450;
const HOUR = 3_600_000;

/** What the board tells and does. */
export interface Surface {
  axis(): Axis;
  rows(): readonly Row[];
  /** Width of the column of names. */
  side(): number;
  /** Minutes of the grid of a resource. */
  grid(resourceId: string): number;
  movable(bar: Bar): boolean;
  find(key: string): { row: Row; bar: Bar } | null;
  /** The elements: what scrolls, what holds the rows, and the shape that is dragged. */
  box: HTMLElement;
  body: HTMLElement;
  ghost: HTMLElement;
  clock(at: number): string;
  picked(resourceId: string): void;
  moved(bar: Bar, row: Row, over: Row, start: number): void;
  drawn(row: Row, start: number, end: number): void;
}

interface Drag {
  pointer: number;
  bar: Bar | null;
  row: Row;
  /** Where it began, in the body's pixels. */
  x: number;
  y: number;
  live: boolean;
  start: number;
  end: number;
  over: Row;
}

/** Hears the pointer on a board until `signal` is aborted. */
export function hear(surface: Surface, signal: AbortSignal): void {
  let drag: Drag | null = null;
  /** A finger that rests, until it moves or has rested long enough. */
  let resting: ReturnType<typeof setTimeout> | undefined;
  const { box, body, ghost } = surface;

  const place = (event: PointerEvent): { x: number; y: number } => {
    const rect = body.getBoundingClientRect();
    return { x: event.clientX - rect.left - surface.side(), y: event.clientY - rect.top };
  };

  const show = (): void => {
    if (!drag) return;
    const axis = surface.axis();
    const [left, right] = [leftOf(axis, drag.start), leftOf(axis, drag.end)];
    const row = drag.bar ? drag.over : drag.row;
    ghost.hidden = false;
    ghost.classList.toggle('wrong', drag.over !== drag.row && !!drag.bar);
    ghost.style.transform = `translate(${left + surface.side()}px, ${row.top + 2}px)`;
    ghost.style.width = `${Math.max(right - left, 8)}px`;
    ghost.style.height = `${row.height - 4}px`;
    ghost.textContent = `${surface.clock(drag.start)} – ${surface.clock(drag.end)}`;
  };

  const take = (taken: Drag): void => {
    taken.live = true;
    box.setPointerCapture(taken.pointer);
    box.classList.add('dragging');
  };

  const follow = (event: PointerEvent): void => {
    if (drag?.pointer !== event.pointerId) return;
    const { x, y } = place(event);
    if (!drag.live) {
      if (Math.hypot(x - drag.x, y - drag.y) < SLACK) return;
      if (event.pointerType === 'touch') return void stop();
      take(drag);
    }
    const axis = surface.axis();
    const minutes = surface.grid(drag.row.subject.id);
    if (drag.bar) {
      const left = leftOf(axis, drag.bar.start) + x - drag.x;
      drag.start = snapped(momentAt(axis, Math.max(0, left)), minutes, axis.zone);
      drag.end = drag.start + drag.bar.end - drag.bar.start;
      const over = surface.rows()[rowAt(surface.rows(), y)];
      drag.over = over?.kind === 'resource' ? over : drag.row;
    } else {
      const [a, b] = [Math.min(x, drag.x), Math.max(x, drag.x)];
      drag.start = snapped(momentAt(axis, a), minutes, axis.zone, Math.floor);
      drag.end = Math.max(snapped(momentAt(axis, b), minutes, axis.zone, Math.ceil), drag.start + minutes * 60_000);
    }
    scrollAlong(box, event, surface.side());
    show();
  };

  const stop = (): Drag | null => {
    const done = drag;
    drag = null;
    clearTimeout(resting);
    ghost.hidden = true;
    box.classList.remove('dragging');
    return done;
  };

  box.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || drag?.live) return;
    stop();
    const touch = event.pointerType === 'touch';
    const target = event.target as Element;
    const { x, y } = place(event);
    const key = target.closest<HTMLElement>('.bar')?.dataset['key'];
    const found = key ? surface.find(key) : null;
    if (key && (!found || !surface.movable(found.bar))) return;
    // Fingers scroll, and tap to open: what they drag are bookings.
    if (!found && (touch || !target.closest('.track'))) return;
    const row = found?.row ?? surface.rows()[rowAt(surface.rows(), y)];
    if (!row || row.kind !== 'resource') return;
    const begun: Drag = { pointer: event.pointerId, bar: found?.bar ?? null, row, x, y, live: false, start: found?.bar.start ?? 0, end: found?.bar.end ?? 0, over: row };
    drag = begun;
    surface.picked(row.subject.id);
    if (!found) event.preventDefault();
    if (!touch) return;
    resting = setTimeout(() => {
      if (drag !== begun) return;
      take(begun);
      navigator.vibrate?.(15);
      show();
    }, LONG);
  }, { signal });

  box.addEventListener('pointermove', follow, { signal });
  box.addEventListener('pointercancel', stop, { signal });
  // What was taken up does not scroll, and has no menu.
  box.addEventListener('touchmove', (event) => drag?.live && event.preventDefault(), { passive: false, signal });
  box.addEventListener('contextmenu', (event) => drag && event.preventDefault(), { signal });
  box.addEventListener('pointerup', (event) => {
    if (drag?.pointer !== event.pointerId) return;
    const done = stop();
    if (!done?.live) return;
    // The click that follows is part of the drag.
    box.addEventListener('click', (event) => event.stopPropagation(), { capture: true, once: true, signal: AbortSignal.timeout(50) });
    if (!done.bar) surface.drawn(done.row, done.start, done.end);
    else if (done.start !== done.bar.start || done.over !== done.row) surface.moved(done.bar, done.row, done.over, done.start);
  }, { signal });
  // A click or a tap on free time: an hour from there.
  box.addEventListener('click', (event) => {
    const target = event.target as Element;
    if (target.closest('button, a') || !target.closest('.track')) return;
    const rect = body.getBoundingClientRect();
    const row = surface.rows()[rowAt(surface.rows(), event.clientY - rect.top)];
    if (!row || row.kind !== 'resource') return;
    const axis = surface.axis();
    const start = snapped(momentAt(axis, event.clientX - rect.left - surface.side()), Math.max(30, surface.grid(row.subject.id)), axis.zone, Math.floor);
    surface.drawn(row, start, start + HOUR);
  }, { signal });
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && drag?.live) stop();
  }, { signal });
}

function scrollAlong(box: HTMLElement, event: PointerEvent, side: number): void {
  const rect = box.getBoundingClientRect();
  if (event.clientX > rect.right - EDGE) box.scrollLeft += 12;
  else if (event.clientX < rect.left + side + EDGE) box.scrollLeft -= 12;
  if (event.clientY > rect.bottom - EDGE) box.scrollTop += 12;
  else if (event.clientY < rect.top + 2 * EDGE) box.scrollTop -= 12;
}
