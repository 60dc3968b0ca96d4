import { ApplicationRef, ChangeDetectionStrategy, Component, ElementRef, computed, effect, inject, input, output, signal, untracked, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Language } from '@core/i18n';
import { clock, day, range } from '@core/time';
import { Icon } from '@ui/icon';

import { Names } from '../bookings/people';
import { axisOf, leftOf } from './axis';
import { Bars, Shown } from './bars';
import { Open, shading } from './hours';
import { Bar, Entry, Row, Sizes, Subject, heightOf, neighbour, rowAt, rowsOf } from './layout';
import { hear } from './pointer';
import { WeekSheet } from './week-sheet';

/** A row's subject as the board names it. */
export interface Line extends Subject {
  name: string;
  detail: string;
  place: string;
}

/** Rows above and below what is seen that are there already, pixels. */
const OVERSCAN = 400;
const HEAD = 52;
/** Paper, landscape, pixels. */
const PAPER = 1000;

/** Resources below each other, time from left to right. Only the rows that are seen exist as elements. */
@Component({
  selector: 'p-board',
  imports: [Bars, Icon, TranslocoDirective, WeekSheet],
  template: `
    <div #box class="box" role="region" [attr.aria-label]="t('operate.calendar.board')" [class.narrow]="side() === 0" [class.no-print]="week()" *transloco="let t" (click)="click($event)" (keydown)="key($event)">
      <div class="canvas" [style.width.px]="side() + axis().width" [style.height.px]="head + height()">
        <div class="top" [style.height.px]="head">
          <div class="corner" [style.width.px]="side()"></div>
          @for (one of axis().days; track one.date) {
            <div class="day" [style.left.px]="side() + one.left" [style.width.px]="one.width">
              @if (axis().days.length > 1) {
                <button type="button" class="link" (click)="dayChosen.emit(one.date)">{{ dayName(one.start) }}</button>
              } @else {
                <span>{{ dayName(one.start) }}</span>
              }
            </div>
          }
          @for (tick of axis().ticks; track tick.at) {
            <span class="hour" [style.left.px]="side() + tick.left">{{ hour(tick.at) }}</span>
          }
          @if (nowLeft() !== null) { <i class="now no-print" aria-hidden="true" [style.left.px]="nowLeft()"></i> }
        </div>
        <div #body class="body" [class.today]="nowLeft() !== null" [style.--now.px]="nowLeft()" [style.height.px]="height()">
          <div class="lines" aria-hidden="true">
            @for (tick of axis().ticks; track tick.at) { <i [style.left.px]="side() + tick.left"></i> }
            @for (one of axis().days; track one.date) { <i class="midnight" [style.left.px]="side() + one.left"></i> }
          </div>
          @for (row of seen(); track row.key) {
            @if (row.kind === 'place') {
              <div class="place" [style.top.px]="row.top" [style.height.px]="row.height"><h2>{{ row.subject.place }}</h2></div>
            } @else {
              <div class="line" role="group" [attr.aria-label]="row.subject.name" [style.top.px]="row.top" [style.height.px]="row.height">
                <div class="track" [style.left.px]="side()" [style.background-image]="shades().get(row.subject.placeId) ?? 'none'"></div>
                <div class="name" [style.width.px]="side() || null">
                  <span class="words"><span class="strong clip">{{ row.subject.name }}</span><span class="tiny muted clip detail">{{ row.subject.detail }}</span></span>
                  <button type="button" class="btn quiet icon small add no-print" [attr.data-add]="row.subject.id" [attr.aria-label]="t('operate.calendar.addTo', { name: row.subject.name })"><p-icon name="plus" [size]="18" /></button>
                </div>
                <p-bars [style.left.px]="side()" [bars]="shown(row)" [current]="firstKey()" />
              </div>
            }
          }
          <div #ghost class="ghost" aria-hidden="true" hidden></div>
        </div>
      </div>
    </div>
    @if (sheet()) { <p-week-sheet [lines]="lines()" [entries]="entries()" [dates]="dates()" [zone]="zone()" [headings]="headings()" /> }
  `,
  styles: `
    :host { display: block; min-height: 0; }
    .box { --closed: color-mix(in srgb, var(--text) 7%, transparent); position: relative; overflow: auto; height: 100%; border: 1px solid var(--line); border-radius: var(--r-2); background: var(--surface); overscroll-behavior: contain; scrollbar-gutter: stable; }
    .box.dragging, .box.dragging * { cursor: grabbing !important; user-select: none; }
    .canvas { position: relative; }
    .top { position: sticky; top: 0; z-index: 6; background: var(--surface); border-bottom: 1px solid var(--line); }
    .corner { position: sticky; left: 0; z-index: 2; height: 100%; background: var(--surface); border-inline-end: 1px solid var(--line); }
    .day { position: absolute; top: 0; height: 1.75rem; display: flex; align-items: center; padding-inline: var(--s-2); font-weight: 650; font-size: var(--t-sm); white-space: nowrap; }
    .day > * { position: sticky; left: calc(13rem + var(--s-2)); }
    .narrow .day > * { left: var(--s-2); }
    .day .link { color: var(--text); text-decoration: none; font-weight: 650; min-height: 1.75rem; }
    .day .link:hover { text-decoration: underline; }
    .hour { position: absolute; bottom: 4px; padding-inline-start: 5px; color: var(--muted); font-size: 0.75rem; line-height: 1; }
    .body { position: relative; }
    .lines { position: absolute; inset: 0; pointer-events: none; }
    .lines i { position: absolute; top: 0; bottom: 0; width: 1px; background: color-mix(in srgb, var(--line) 55%, transparent); }
    .lines .midnight { width: 2px; background: var(--line); }
    .place { position: absolute; inset-inline: 0; background: var(--surface-2); border-bottom: 1px solid var(--line); }
    .place h2 { position: sticky; left: 0; width: max-content; padding: 0 var(--s-4); font-size: var(--t-sm); line-height: 40px; }
    .line { position: absolute; inset-inline: 0; border-bottom: 1px solid var(--line); contain: layout style; }
    .track { position: absolute; inset: 0; cursor: cell; }
    .name { position: sticky; left: 0; z-index: 3; height: 100%; display: flex; align-items: center; gap: var(--s-1); padding-inline: var(--s-4) var(--s-1); background: var(--surface); border-inline-end: 1px solid var(--line); }
    .name .words { display: grid; flex: 1; min-width: 0; line-height: 1.25; font-size: var(--t-sm); }
    .add { opacity: 0.55; }
    .line:hover .add, .add:focus-visible { opacity: 1; }
    .box.narrow { overscroll-behavior: auto; }
    .narrow .name { width: min(100vw - 3rem, 24rem); height: 30px; padding-inline: var(--s-3) 0; background: none; border: 0; pointer-events: none; }
    .narrow .words { display: flex; gap: var(--s-2); align-items: baseline; }
    .narrow .detail { flex: none; }
    .narrow .add { pointer-events: auto; height: 2.25rem; opacity: 1; }
    /* The present: a mark on the hours, and a line in each row, over its bars and under its name. */
    .now { position: absolute; bottom: 0; width: 10px; height: 4px; margin-inline-start: -4px; border-radius: 4px 4px 0 0; background: var(--accent); }
    .today .line::after { content: ''; position: absolute; top: 0; bottom: -1px; left: var(--now); width: 2px; background: var(--accent); z-index: 2; pointer-events: none; }
    .narrow .today .line::after { top: 30px; }
    .ghost { position: absolute; top: 0; left: 0; z-index: 5; padding: 4px 8px; border: 2px solid var(--brand); border-radius: 7px; background: color-mix(in srgb, var(--brand-soft) 85%, transparent); color: var(--brand-strong); font-size: var(--t-xs); font-weight: 700; white-space: nowrap; pointer-events: none; }
    .ghost.wrong { border-color: var(--bad); background: color-mix(in srgb, var(--bad-soft) 85%, transparent); color: var(--bad); }
    @media print {
      .box { overflow: visible; height: auto; border: 0; }
      .top { position: relative; }
      .line { break-inside: avoid; }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Board {
  private readonly language = inject(Language);
  private readonly names = inject(Names);
  private readonly app = inject(ApplicationRef);

  readonly lines = input.required<readonly Line[]>();
  readonly entries = input.required<ReadonlyMap<string, readonly Entry[]>>();
  readonly dates = input.required<readonly string[]>();
  readonly zone = input.required<string>();
  readonly hours = input.required<{ from: number; to: number }>();
  /** When each place is open, by its id. */
  readonly open = input.required<ReadonlyMap<string, readonly Open[]>>();
  readonly headings = input(false);
  readonly narrow = input(false);
  /** Minutes of the grids known so far, by resource. */
  readonly grids = input<ReadonlyMap<string, number>>(new Map());
  /** Milliseconds. */
  readonly now = input.required<number>();

  readonly opened = output<Entry>();
  readonly moved = output<{ entry: Entry; toResource: string; start: Date; end: Date }>();
  /** Free time was chosen; without times, by the row's button. */
  readonly drawn = output<{ resourceId: string; start?: Date; end?: Date }>();
  readonly picked = output<string>();
  readonly dayChosen = output<string>();

  // There once the messages are.
  private readonly box = viewChild<ElementRef<HTMLElement>>('box');
  private readonly body = viewChild<ElementRef<HTMLElement>>('body');
  private readonly ghost = viewChild<ElementRef<HTMLElement>>('ghost');

  private readonly room = signal(0);
  private readonly tall = signal(0);
  /** Scrolled to, in steps, so that not every pixel renders. */
  private readonly scrolled = signal(0);
  private readonly paper = signal(false);
  protected readonly week = computed(() => this.dates().length > 1);
  /** A day is printed as it is shown, a week as a list: its bars have no room for names. */
  protected readonly printing = computed(() => this.paper() && !this.week());
  protected readonly sheet = computed(() => this.paper() && this.week());
  /** The bar that Tab leads to. */
  protected readonly current = signal<string | null>(null);

  protected readonly head = HEAD;
  protected readonly side = computed(() => (this.narrow() && !this.printing() ? 0 : this.printing() ? 150 : 208));
  private readonly sizes = computed<Sizes>(() =>
    this.narrow() ? { lane: 34, air: 10, place: 40, least: 74, over: 30 } : { lane: 32, air: 12, place: 40, least: 48, over: 0 },
  );
  protected readonly axis = computed(() => {
    const week = this.week();
    const room = (this.printing() ? PAPER : this.room()) - this.side();
    const least = this.printing() ? 1 : week ? 9 : this.narrow() ? 42 : 52;
    return axisOf(this.dates(), this.zone(), this.hours().from, this.hours().to, room, least, week ? 6 : 1);
  });
  protected readonly rows = computed<Row<Line>[]>(() => (this.room() ? rowsOf(this.lines(), this.entries(), this.axis(), this.sizes(), this.headings()) : []));
  protected readonly height = computed(() => heightOf(this.rows()));
  protected readonly shades = computed(() => new Map([...this.open()].map(([id, open]) => [id, shading(this.axis(), open)])));
  protected readonly nowLeft = computed(() => {
    const today = this.axis().days.some((one) => one.start <= this.now() && this.now() < one.end);
    return today ? leftOf(this.axis(), this.now()) + this.side() : null;
  });
  private readonly span = computed(() => {
    const rows = this.rows();
    if (this.printing() || !rows.length) return { first: 0, last: rows.length - 1 };
    return { first: rowAt(rows, this.scrolled() - OVERSCAN), last: rowAt(rows, this.scrolled() + this.tall() + OVERSCAN) };
  }, { equal: (a, b) => a.first === b.first && a.last === b.last });
  protected readonly seen = computed(() => this.rows().slice(this.span().first, this.span().last + 1));
  /** Words of the rows seen, made once for each. */
  private readonly words = computed(() => ({ cache: new WeakMap<Row, Shown[]>(), people: this.names.all(), zone: this.zone(), locale: this.language.locale() }));
  protected readonly firstKey = computed(() => {
    const [current, seen] = [this.current(), this.seen()];
    if (current && seen.some((row) => row.bars.some((bar) => bar.key === current))) return current;
    return seen.find((row) => row.bars.length)?.bars[0].key ?? null;
  });

  constructor() {
    effect((done) => {
      const [box, body, ghost] = [this.box(), this.body(), this.ghost()].map((one) => one?.nativeElement);
      if (!box || !body || !ghost) return;
      const gone = new AbortController();
      done(() => gone.abort());
      untracked(() => this.listen(box, body, ghost, gone.signal));
    });
    // A day that includes the present opens there.
    effect(() => {
      const [room, , from] = [this.room(), this.dates(), this.hours().from];
      untracked(() => {
        const left = this.nowLeft();
        const box = this.box()?.nativeElement;
        if (box && room && from >= 0) box.scrollLeft = left === null ? 0 : Math.max(0, left - this.side() - room / 3);
      });
    });
  }

  protected shown(row: Row): Shown[] {
    const words = this.words();
    let made = words.cache.get(row);
    if (!made) words.cache.set(row, (made = row.bars.map((bar) => this.say(bar, words.people.get(bar.entry.userId ?? '')?.name ?? '…', words.zone, words.locale))));
    return made;
  }

  protected dayName(at: number): string {
    return day(new Date(at), this.zone(), this.language.locale());
  }

  protected hour(at: number): string {
    return clock(new Date(at), this.zone(), this.language.locale());
  }

  protected key(event: KeyboardEvent): void {
    const key = (event.target as Element).closest<HTMLElement>('.bar')?.dataset['key'];
    if (!key || !event.key.startsWith('Arrow')) return;
    event.preventDefault();
    const rows = this.rows();
    const row = rows.findIndex((one) => one.bars.some((bar) => bar.key === key));
    if (row < 0) return;
    const to = neighbour(rows, row, rows[row].bars.findIndex((bar) => bar.key === key), event.key);
    if (to) this.focus(rows[to.row], rows[to.row].bars[to.bar]);
  }

  protected click(event: Event): void {
    const target = event.target as Element;
    const key = target.closest<HTMLElement>('.bar')?.dataset['key'];
    if (key) {
      this.current.set(key);
      const found = this.find(key);
      if (found) this.opened.emit(found.bar.entry);
    }
    const add = target.closest<HTMLElement>('[data-add]')?.dataset['add'];
    if (add) this.drawn.emit({ resourceId: add });
  }

  private say(bar: Bar, person: string, zone: string, locale: string): Shown {
    const { entry } = bar;
    const closure = entry.kind === 'closure';
    const status = closure ? 'closure' : (entry.status ?? 'busy');
    const who = closure ? this.language.say('operate.calendar.closed') : person;
    const what = entry.title ?? '';
    const state = closure ? '' : this.language.say('operate.bookings.status.' + status);
    return {
      bar,
      kind: status,
      text: what ? `${who} · ${what}` : who,
      full: [range(entry.startDateTime, entry.endDateTime, zone, locale), who, what, state].filter(Boolean).join(', '),
    };
  }

  private focus(row: Row, bar: Bar): void {
    const box = this.box()?.nativeElement;
    if (!box) return;
    this.current.set(bar.key);
    if (row.top < box.scrollTop) box.scrollTop = row.top;
    else if (row.top + row.height + HEAD > box.scrollTop + box.clientHeight) box.scrollTop = row.top + row.height + HEAD - box.clientHeight;
    const left = bar.left + this.side();
    if (left < box.scrollLeft + this.side() || left > box.scrollLeft + box.clientWidth - 60) box.scrollLeft = Math.max(0, bar.left - 40);
    this.scrolled.set(box.scrollTop);
    this.app.tick();
    box.querySelector<HTMLElement>(`[data-key="${CSS.escape(bar.key)}"]`)?.focus({ preventScroll: true });
  }

  private find(key: string): { row: Row<Line>; bar: Bar } | null {
    for (const row of this.rows()) {
      const bar = row.bars.find((one) => one.key === key);
      if (bar) return { row, bar };
    }
    return null;
  }

  private listen(box: HTMLElement, body: HTMLElement, ghost: HTMLElement, stop: AbortSignal): void {
    const size = new ResizeObserver(() => {
      this.room.set(box.clientWidth);
      this.tall.set(box.clientHeight);
    });
    size.observe(box);
    stop.addEventListener('abort', () => size.disconnect());
    box.addEventListener('scroll', () => this.scrolled.set(Math.round(box.scrollTop / 100) * 100), { passive: true, signal: stop });
    const paper = (printing: boolean): void => {
      this.paper.set(printing);
      this.app.tick();
    };
    addEventListener('beforeprint', () => paper(true), { signal: stop });
    addEventListener('afterprint', () => paper(false), { signal: stop });
    hear(
      {
        axis: this.axis,
        rows: this.rows,
        side: this.side,
        grid: (id) => this.grids().get(id) ?? 15,
        movable: (bar) => bar.entry.kind === 'booking' && (bar.entry.status === 'held' || bar.entry.status === 'confirmed'),
        find: (key) => this.find(key),
        box,
        body,
        ghost,
        clock: (at) => this.hour(at),
        picked: (id) => this.picked.emit(id),
        moved: (bar, _, over, start) =>
          this.moved.emit({ entry: bar.entry, toResource: over.subject.id, start: new Date(start), end: new Date(start + bar.end - bar.start) }),
        drawn: (row, start, end) => this.drawn.emit({ resourceId: row.subject.id, start: new Date(start), end: new Date(end) }),
      },
      stop,
    );
  }
}
