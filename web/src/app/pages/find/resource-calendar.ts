import { ChangeDetectionStrategy, Component, ElementRef, computed, inject, input, linkedSignal, output, signal, untracked } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Language } from '@core/i18n';
import * as time from '@core/time';
import { Icon } from '@ui/icon';

import { clockText, weekdayName, weekdayOf } from './hours';
import type { Slot } from './query';
import { Cell, Grid, extended, overlap, proposed } from './slots';

/** What is free in a week: picked by click, by dragging, by the arrow keys; one day at a time on a phone. */
@Component({
  selector: 'p-resource-calendar',
  imports: [Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <div class="bar">
        <button type="button" class="btn icon" [attr.aria-label]="t('find.calendar.before')" [disabled]="first()" (click)="move.emit(-1)"><p-icon name="chevron-left" /></button>
        <p class="strong" aria-live="polite">{{ title() }}</p>
        <button type="button" class="btn icon" [attr.aria-label]="t('find.calendar.after')" (click)="move.emit(1)"><p-icon name="chevron-right" /></button>
      </div>

      @if (narrow()) {
        <div class="strip" role="group" [attr.aria-label]="t('find.calendar.days')">
          @for (day of heads(); track day.date; let at = $index) {
            <button type="button" [attr.aria-pressed]="at === shownDay()" [class.none]="!day.free" (click)="shownDay.set(at)">
              <span class="tiny">{{ day.name }}</span> <b>{{ day.number }}</b><span class="visually-hidden">, {{ t(day.free ? 'find.calendar.someFree' : 'find.calendar.noneFree') }}</span><i aria-hidden="true"></i>
            </button>
          }
        </div>
        <div class="times" [class.stale]="stale()" role="group" [attr.aria-label]="heads()[shownDay()]?.long ?? ''" (touchstart)="swipeFrom($event)" (touchend)="swipeTo($event)">
          @for (cell of dayCells(); track cell.at) {
            <button type="button" [class]="'time ' + cell.state" [class.on]="inSlot(cell)" [attr.aria-pressed]="inSlot(cell)" [disabled]="cell.state !== 'free'" [attr.aria-label]="label(cell)" (click)="pick(cell)">{{ clockText(cell.at) }}</button>
          } @empty {
            <p class="muted closed-day">{{ t('find.calendar.closedDay') }}</p>
          }
        </div>
      } @else {
        <div class="scroll" [class.stale]="stale()">
          <table role="grid" [attr.aria-label]="t('find.calendar.label')" aria-describedby="grid-help" (keydown)="key($event)" (pointerdown)="press($event)" (pointermove)="drag($event)" (pointerup)="release($event)" (pointercancel)="cancel()">
            <thead>
              <tr>
                <td class="corner"></td>
                @for (day of heads(); track day.date) { <th scope="col" [class.none]="!day.free"><span class="tiny">{{ day.name }}</span> <b>{{ day.number }}</b></th> }
              </tr>
            </thead>
            <tbody>
              @for (row of grid().rows; track row; let r = $index) {
                <tr>
                  <th scope="row" [class.half]="!row.endsWith(':00')">{{ clockText(row) }}</th>
                  @for (day of grid().days; track day.date; let d = $index) {
                    @let cell = day.cells[r];
                    <td role="gridcell" [class]="cell.state" [class.on]="inSlot(cell)" [class.begin]="begins(cell)" [attr.data-day]="d" [attr.data-row]="r" [attr.tabindex]="focused().day === d && focused().row === r ? 0 : -1" [attr.aria-selected]="inSlot(cell)" [attr.aria-disabled]="cell.state !== 'free' ? true : null" [attr.aria-label]="label(cell)"></td>
                  }
                </tr>
              }
            </tbody>
          </table>
          @if (!grid().rows.length) { <p class="muted closed-day">{{ t('find.calendar.closedWeek') }}</p> }
        </div>
      }
      <div class="legend tiny muted"><span><i class="free"></i>{{ t('find.calendar.free') }}</span><span><i class="taken"></i>{{ t('find.calendar.taken') }}</span><span><i class="on"></i>{{ t('find.calendar.chosen') }}</span>@if (hasMine()) { <span><i class="mine"></i>{{ t('find.calendar.mine') }}</span> }</div>
      <p id="grid-help" class="tiny muted">{{ t(narrow() ? 'find.calendar.helpTouch' : 'find.calendar.help') }}</p>
      <p class="visually-hidden" aria-live="assertive">{{ said() }}</p>
    </ng-container>
  `,
  styles: `
    :host { display: grid; gap: var(--s-3); min-width: 0; --free: color-mix(in srgb, var(--good-soft) 75%, var(--surface)); }
    .bar { display: flex; align-items: center; justify-content: space-between; gap: var(--s-3); }
    .bar p::first-letter { text-transform: uppercase; }
    .stale { opacity: 0.55; transition: opacity var(--calm) 200ms; }
    .scroll { border: 1px solid var(--line); border-radius: var(--r-2); overflow: hidden; background: var(--surface); }
    table { table-layout: fixed; user-select: none; touch-action: pan-y; }
    thead th { text-align: center; padding: var(--s-2) 0; border-bottom: 1px solid var(--line); line-height: 1.2; } thead th b { display: block; font-size: var(--t-lg); } thead th.none { color: var(--muted); } thead th.none b { font-weight: 500; }
    .corner, tbody th { width: 4.25rem; }
    .corner { border-bottom: 1px solid var(--line); }
    tbody th { font-size: var(--t-xs); font-weight: 500; color: var(--muted); text-align: end; padding: 0 var(--s-2); position: relative; top: -0.7em; line-height: 1; } tbody th.half { color: transparent; font-size: 0; } tbody tr:first-child th { top: 0; }
    td[role='gridcell'] { height: 1.7rem; border-inline-start: 1px solid var(--line); border-top: 1px dotted var(--line); }
    tr:has(th:not(.half)) td[role='gridcell'] { border-top: 1px solid var(--line); }
    td:focus-visible { outline-offset: -3px; position: relative; }
    .free { background: var(--free); cursor: pointer; } td.free:hover { background: color-mix(in srgb, var(--good) 28%, var(--surface)); }
    .taken { background: repeating-linear-gradient(135deg, var(--surface-2) 0 6px, color-mix(in srgb, var(--line) 75%, var(--surface-2)) 6px 8px); }
    .closed, .past { background: var(--surface-2); }
    .mine { background: var(--accent-soft); box-shadow: inset 3px 0 var(--accent); }
    td.on, td.on:hover, .legend .on { background: var(--brand); border-color: var(--brand) !important; }
    td.begin { border-top-color: var(--line) !important; }
    .legend { display: flex; flex-wrap: wrap; gap: var(--s-2) var(--s-4); } .legend span { display: inline-flex; align-items: center; gap: var(--s-2); } .legend i { width: 1rem; height: 1rem; border-radius: 4px; border: 1px solid var(--line); }
    .strip { display: grid; grid-template-columns: repeat(7, 1fr); gap: 2px; }
    .strip button { display: grid; justify-items: center; gap: 1px; padding: var(--s-2) 0; min-height: 3.75rem; border: 0; background: none; border-radius: var(--r-1); line-height: 1.25; }
    .strip button i { width: 0.4rem; height: 0.4rem; border-radius: 50%; background: var(--good); } .strip button.none i { background: transparent; } .strip button.none { color: var(--muted); }
    .strip [aria-pressed='true'] { background: var(--brand); color: var(--on-brand); } .strip [aria-pressed='true'] i { background: currentColor; }
    .times { display: grid; grid-template-columns: repeat(auto-fill, minmax(4.4rem, 1fr)); gap: var(--s-2); min-height: 12rem; align-content: start; touch-action: pan-y; }
    .time { min-height: var(--tap); border-radius: var(--r-1); border: 1px solid var(--line); font-weight: 600; font-size: var(--t-sm); color: var(--text); padding: 0; }
    .time.free { border-color: color-mix(in srgb, var(--good) 45%, var(--line)); } .time:disabled { color: var(--muted); font-weight: 400; cursor: default; text-decoration: line-through; } .time.mine:disabled { text-decoration: none; }
    .time.on { background: var(--brand); border-color: var(--brand); color: var(--on-brand); }
    .closed-day { grid-column: 1 / -1; padding: var(--s-6) var(--s-4); text-align: center; }
  `,
  // Let go outside the grid: what was drawn so far counts.
  host: { '(document:pointerup)': 'dropped()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ResourceCalendar {
  private readonly language = inject(Language);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly grid = input.required<Grid>();
  readonly view = input.required<Schema<'AvailabilityView'>>();
  readonly rules = input.required<Schema<'BookingRules'>>();
  readonly slot = input<Slot | null>(null);
  /** No earlier week may be looked at. */
  readonly first = input(false);
  readonly stale = input(false);
  readonly narrow = input(false);
  readonly picked = output<Slot>();
  /** Weeks on or back. */
  readonly move = output<1 | -1>();

  // Begun and not ended: the next pick is the other end.
  private readonly begun = signal<Cell | null>(null);
  private readonly preview = signal<Slot | null>(null);
  private dragging: Cell | null = null;
  private touched: { x: number; y: number } | null = null;
  protected readonly said = signal('');

  private readonly zone = computed(() => this.view().timeZone);
  private readonly shown = computed(() => this.preview() ?? this.slot());
  private readonly slotDate = computed(() => {
    const slot = this.slot();
    return slot ? time.dateIn(slot.from, this.zone()) : '';
  });
  // While the same days are shown the focus stays where it was, whatever changes in them.
  protected readonly focused = linkedSignal<Grid, { day: number; row: number }>({
    source: () => this.grid(),
    computation: (grid, before) => (before && sameDays(before.source, grid) ? before.value : this.start(grid)),
  });
  protected readonly shownDay = linkedSignal<{ grid: Grid; slot: string }, number>({
    source: () => ({ grid: this.grid(), slot: this.slotDate() }),
    computation: (now, before) => (before && before.source.slot === now.slot && sameDays(before.source.grid, now.grid) ? before.value : this.start(now.grid).day),
  });
  protected readonly dayCells = computed(() => (this.grid().days[this.shownDay()]?.cells ?? []).filter((one) => one.state !== 'closed'));
  protected readonly hasMine = computed(() => this.grid().days.some((day) => day.cells.some((one) => one.state === 'mine')));
  protected readonly heads = computed(() => {
    const locale = this.language.locale();
    return this.grid().days.map(({ date, free }) => ({ date, free, name: weekdayName(weekdayOf(date), locale, 'short'), number: Number(date.slice(8)), long: time.day(`${date}T12:00:00Z`, 'UTC', locale, 'long') }));
  });
  protected readonly title = computed(() => {
    const days = this.grid().days;
    const say = (date: string): string => time.day(`${date}T12:00:00Z`, 'UTC', this.language.locale());
    return days.length ? `${say(days[0].date)} – ${say(days[days.length - 1].date)}` : '';
  });

  protected clockText(at: string): string {
    return clockText(at, this.language.locale());
  }

  protected inSlot(cell: Cell): boolean {
    const shown = this.shown();
    return !!shown && overlap(shown, cell);
  }

  protected begins(cell: Cell): boolean {
    return this.shown()?.from.getTime() === cell.from.getTime();
  }

  protected label(cell: Cell): string {
    return `${time.day(cell.from, this.zone(), this.language.locale())}, ${this.clockText(cell.at)}, ${this.language.say('find.calendar.' + cell.state)}`;
  }

  /** A first pick begins, a later one ends where that may be one booking, on another day too; anything else begins anew. */
  protected pick(cell: Cell): void {
    if (cell.state !== 'free') return this.said.set(this.label(cell));
    const begun = this.begun();
    const to = begun && begun.from < cell.from ? extended(begun, cell, this.view(), this.rules()) : null;
    const slot = to ?? proposed(cell, this.view(), this.rules());
    if (!slot) return this.said.set(this.language.say('find.calendar.tooTight'));
    this.begun.set(to ? null : cell);
    this.choose(slot, to ? 'find.calendar.saidSlot' : 'find.calendar.saidStart');
  }

  protected key(event: KeyboardEvent): void {
    const { day, row } = this.focused();
    const [days, rows] = [this.grid().days.length, this.grid().rows.length];
    const to: Record<string, [number, number]> = { ArrowLeft: [day - 1, row], ArrowRight: [day + 1, row], ArrowUp: [day, row - 1], ArrowDown: [day, row + 1], Home: [0, row], End: [days - 1, row] };
    if (event.key === 'Enter' || event.key === ' ') this.pick(this.grid().days[day].cells[row]);
    else if (event.key === 'Escape') this.begun.set(null);
    else if (event.key === 'PageDown') this.move.emit(1);
    else if (event.key === 'PageUp' && !this.first()) this.move.emit(-1);
    else if (to[event.key]) {
      const [nextDay, nextRow] = to[event.key];
      this.focused.set({ day: Math.min(days - 1, Math.max(0, nextDay)), row: Math.min(rows - 1, Math.max(0, nextRow)) });
      queueMicrotask(() => this.host.querySelector<HTMLElement>(`td[data-day="${this.focused().day}"][data-row="${this.focused().row}"]`)?.focus());
    } else return;
    event.preventDefault();
  }

  protected press(event: PointerEvent): void {
    const cell = this.cellAt(event);
    if (!cell || event.button !== 0) return;
    // A finger scrolls when it moves; only mouse and pen drag.
    if (cell.state === 'free' && event.pointerType !== 'touch') this.dragging = cell;
  }

  protected drag(event: PointerEvent): void {
    const [start, cell] = [this.dragging, this.cellAt(event)];
    if (!start || !cell) return;
    if (cell === start && !this.preview()) return;
    const slot = extended(start, cell, this.view(), this.rules());
    if (slot) this.preview.set(slot);
  }

  protected release(event: PointerEvent): void {
    const cell = this.cellAt(event);
    if (!this.dropped() && cell) this.pick(cell);
  }

  /** Whether something was drawn. */
  protected dropped(): boolean {
    const dragged = this.dragging && this.preview();
    this.cancel();
    if (!dragged) return false;
    this.begun.set(null);
    this.choose(dragged, 'find.calendar.saidSlot');
    return true;
  }

  protected cancel(): void {
    this.dragging = null;
    this.preview.set(null);
  }

  protected swipeFrom(event: TouchEvent): void {
    this.touched = { x: event.touches[0].clientX, y: event.touches[0].clientY };
  }

  protected swipeTo(event: TouchEvent): void {
    if (!this.touched) return;
    const [x, y] = [event.changedTouches[0].clientX - this.touched.x, event.changedTouches[0].clientY - this.touched.y];
    this.touched = null;
    if (Math.abs(x) < 60 || Math.abs(y) > Math.abs(x)) return;
    const next = this.shownDay() + (x < 0 ? 1 : -1);
    if (next >= 0 && next < this.grid().days.length) this.shownDay.set(next);
    else if (next > 0 || !this.first()) this.move.emit(next > 0 ? 1 : -1);
  }

  private choose(slot: Slot, key: string): void {
    const [zone, locale] = [this.zone(), this.language.locale()];
    this.said.set(this.language.say(key, { when: time.dayAndRange(slot.from, slot.to, zone, locale) }));
    this.picked.emit(slot);
  }

  private cellAt(event: PointerEvent): Cell | null {
    const cell = (event.target as Element | null)?.closest?.<HTMLElement>('td[data-day]');
    const [day, row] = [Number(cell?.dataset['day']), Number(cell?.dataset['row'])];
    if (!cell) return null;
    if (event.type === 'pointerdown') this.focused.set({ day, row });
    return this.grid().days[day]?.cells[row] ?? null;
  }

  // Where the chosen slot begins; else the first free time.
  private start(grid: Grid): { day: number; row: number } {
    const slot = untracked(this.slot);
    const find = (fits: (cell: Cell) => boolean): { day: number; row: number } | null => {
      for (let day = 0; day < grid.days.length; day++) {
        const row = grid.days[day].cells.findIndex(fits);
        if (row >= 0) return { day, row };
      }
      return null;
    };
    return (slot && find((cell) => overlap(slot, cell))) ?? find((cell) => cell.state === 'free') ?? { day: 0, row: 0 };
  }
}

function sameDays(one: Grid, other: Grid): boolean {
  return one.rows.length === other.rows.length && one.days[0]?.date === other.days[0]?.date;
}
