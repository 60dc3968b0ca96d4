import { ChangeDetectionStrategy, Component, DestroyRef, ElementRef, computed, effect, inject, input, output, signal, untracked, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Chats } from '@core/chats';
import { HERE } from '@core/time';
import { Icon } from '@ui/icon';
import { ClockPipe, DayPipe } from '@ui/pipes';
import { Refusals } from '@ui/refusals';
import { Toasts } from '@ui/toasts';

import type { Offer } from './deals';
import { LinkedText } from './linked-text';
import { LogScroll } from './log-scroll';
import { MessageMenu } from './message-menu';
import { MessageView } from './message';
import { OfferCard } from './offer-card';
import { OrderCard } from './order-card';
import { Message, Thread, Waiting } from './thread';
import { Mark, markOf, rowsOf } from './thread-rows';

/** What was said, by day and author; older words are read as one scrolls back to them. */
@Component({
  selector: 'p-log',
  imports: [ClockPipe, DayPipe, Icon, LinkedText, MessageMenu, MessageView, OfferCard, OrderCard, TranslocoDirective],
  providers: [LogScroll],
  template: `
    <ng-container *transloco="let t">
      <div #box class="box" tabindex="0" role="log" aria-relevant="additions" [attr.aria-live]="settled() ? 'polite' : 'off'" [attr.aria-label]="t('talk.log.label')" [attr.aria-busy]="thread.loadingOlder()">
        <div #content class="content">
          <div #top class="top">@if (thread.more()) { <button type="button" class="btn small" [disabled]="thread.loadingOlder()" (click)="older()">{{ thread.loadingOlder() ? t('common.loading') : t('talk.log.older') }}</button> } @else { <p class="tiny muted">{{ t('talk.log.start') }}</p> }</div>
          @for (row of rows(); track row.key) {
            @switch (row.kind) {
              @case ('day') { <h2 class="day"><span>{{ row.at | day: here : 'long' }}</span></h2> }
              @case ('new') { <p class="new"><span>{{ t('talk.log.new') }}</span></p> }
              @case ('message') {
                @if (row.message.card; as card) {
                  <div class="card-row" [class.mine]="row.mine" [id]="'m-' + row.message.seq">
                    @if (card.kind === 'offer') { <p-offer-card [card]="card" (countering)="counter.emit($event)" /> } @else { <p-order-card [card]="card" [mine]="row.mine" /> }
                    <p class="tiny muted"><time [attr.datetime]="row.message.createdAt">{{ row.message.createdAt | clock }}</time></p>
                  </div>
                } @else {
                  <p-message [id]="'m-' + row.message.seq" [message]="row.message" [mine]="row.mine" [first]="row.first" [named]="group()" [lit]="lit() === row.message.seq" [mark]="row.mine ? markOf(row.message) : null" [answered]="row.message.replyTo ? thread.at(row.message.replyTo) : null" (menu)="menu.show(row.message, $event)" (showAnswered)="jump($event)" />
                }
              }
              @case ('waiting') {
                <div class="waiting" [class.first]="row.first" [class.failed]="row.waiting.problem">
                  <div class="bubble">
                    @for (file of row.waiting.attachments; track file.fileId) { <p class="small"><p-icon name="paperclip" [size]="16" /> {{ file.name }}</p> }
                    @if (row.waiting.text) { <p-linked-text [text]="row.waiting.text" /> }
                    <p class="foot tiny"><p-icon [name]="row.waiting.problem ? 'circle-alert' : 'clock'" [size]="14" /><span>{{ row.waiting.problem ? t('talk.mark.failed') : t('talk.mark.sending') }}</span></p>
                  </div>
                  @if (row.waiting.problem; as problem) {
                    <p class="why small" role="alert">{{ refusals.text(problem) }}</p>
                    <div class="row"><button type="button" class="btn small" (click)="again(row.waiting)"><p-icon name="rotate-ccw" [size]="16" />{{ t('common.retry') }}</button><button type="button" class="btn small quiet" (click)="thread.drop(row.waiting.clientId)">{{ t('talk.log.drop') }}</button></div>
                  }
                </div>
              }
            }
          }
        </div>
      </div>
      @if (!scroll.atEnd()) { <button type="button" class="down" [attr.aria-label]="behind() ? t('talk.log.toNew', { count: behind() }) : t('talk.log.toEnd')" (click)="scroll.toEnd()"><p-icon name="arrow-down" />@if (behind()) { <span class="count" aria-hidden="true">{{ behind() }}</span> }</button> }
      <p-message-menu #menu (reply)="reply.emit($event)" (edit)="edit.emit($event)" (report)="report.emit($event)" />
    </ng-container>
  `,
  styles: `
    :host { position: relative; display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr); min-height: 0; min-width: 0; }
    .box { overflow-y: auto; overflow-anchor: none; overscroll-behavior: contain; min-height: 0; }
    .box:focus-visible { outline-offset: -3px; }
    .content { display: flex; flex-direction: column; min-height: 100%; padding: var(--s-3) var(--s-4) var(--s-4); max-width: 60rem; margin-inline: auto; }
    .top { display: grid; justify-items: center; padding-block: var(--s-2); margin-top: auto; }
    .day, .new { display: flex; align-items: center; gap: var(--s-3); margin-block: var(--s-4) var(--s-2); font-size: var(--t-xs); font-weight: 600; color: var(--muted); letter-spacing: 0; }
    .day::before, .day::after, .new::before, .new::after { content: ''; flex: 1; border-top: 1px solid var(--line); }
    .day span::first-letter { text-transform: uppercase; }
    .new { color: var(--accent); }
    .new::before, .new::after { border-color: var(--accent); }
    .card-row { display: grid; grid-template-columns: minmax(0, 1fr); justify-items: start; gap: var(--s-1); margin-block: var(--s-4) var(--s-2); scroll-margin-block: 5rem; }
    .card-row.mine, .waiting { justify-items: end; }
    p-offer-card, p-order-card { display: grid; width: min(100%, 26rem); }
    .waiting { display: grid; gap: var(--s-2); margin-top: 2px; }
    .waiting.first { margin-top: var(--s-3); }
    .bubble { display: grid; gap: var(--s-2); max-width: min(34rem, 88%); padding: var(--s-2) var(--s-3); border-radius: 1.1rem; background: var(--brand-soft); border: 1px solid transparent; }
    .failed .bubble { background: var(--bad-soft); }
    .foot { display: flex; justify-content: end; align-items: center; gap: var(--s-1); color: var(--muted); }
    .why { color: var(--bad); }
    .down { position: absolute; inset: auto var(--s-4) var(--s-3) auto; width: var(--tap); height: var(--tap); border-radius: 50%; border: 1px solid var(--line); background: var(--surface); color: var(--text); box-shadow: var(--shadow-2); display: grid; place-items: center; }
    .count { position: absolute; top: -0.35rem; right: -0.25rem; min-width: 1.25rem; padding: 0 0.3rem; border-radius: var(--r-full); background: var(--accent); color: var(--bg); font-size: 0.6875rem; line-height: 1.25rem; font-weight: 700; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Log {
  private readonly chats = inject(Chats);
  private readonly toasts = inject(Toasts);
  protected readonly refusals = inject(Refusals);
  protected readonly scroll = inject(LogScroll);
  protected readonly thread = inject(Thread);

  /** How far one had read when it was opened. */
  readonly readSeq = input(0);
  readonly group = input(false);
  readonly reply = output<Message>();
  readonly edit = output<Message>();
  readonly report = output<Message>();
  readonly counter = output<Offer>();

  protected readonly here = HERE;
  protected readonly lit = signal(0);
  protected readonly settled = signal(false);
  private readonly seen = signal(!document.hidden);
  private readonly box = viewChild<ElementRef<HTMLElement>>('box');
  private readonly content = viewChild<ElementRef<HTMLElement>>('content');
  private readonly top = viewChild<ElementRef<HTMLElement>>('top');
  protected readonly rows = computed(() => rowsOf(this.thread.messages(), this.thread.waiting(), this.chats.me(), this.readSeq()));
  private readonly conversation = computed(() => this.chats.of(this.thread.id()));
  private readonly other = computed(() => (this.group() ? undefined : this.conversation()?.people.find((one) => one.userId !== this.chats.me())));
  private readonly last = computed(() => this.thread.messages().at(-1)?.seq ?? 0);
  /** Others' words below what is seen. */
  protected readonly behind = computed(() => this.conversation()?.unread ?? 0);

  constructor() {
    effect(() => {
      const [box, content] = [this.box()?.nativeElement, this.content()?.nativeElement];
      if (box && content) untracked(() => this.begin(box, content));
    });
    effect(() => {
      const top = this.top()?.nativeElement;
      if (top && this.thread.more()) untracked(() => this.watchTop(top));
    });
    effect(() => {
      // One's own words are always looked at.
      if (this.thread.waiting().length) untracked(() => setTimeout(() => this.scroll.toEnd()));
    });
    effect(() => {
      const [last, reads] = [this.last(), this.scroll.atEnd() && this.seen()];
      if (last && reads) untracked(() => this.chats.markRead(this.thread.id(), last));
    });
    const look = (): void => this.seen.set(!document.hidden);
    document.addEventListener('visibilitychange', look);
    inject(DestroyRef).onDestroy(() => {
      document.removeEventListener('visibilitychange', look);
      this.topSeen?.disconnect();
    });
  }

  private topSeen: IntersectionObserver | undefined;

  /** Shows a message, which may have to be read first. */
  async jump(seq: number): Promise<void> {
    if (!this.thread.at(seq)) await this.scroll.keeping(() => this.thread.reach(seq)).catch((error: unknown) => this.toasts.problem(error));
    this.scroll.atEnd.set(false);
    this.lit.set(seq);
    this.scroll.show(`#m-${seq}`);
    setTimeout(() => this.lit.set(0), 2_500);
  }

  protected markOf(message: Message): Mark | null {
    return this.group() || message.deleted ? null : markOf(message.seq, this.other());
  }

  protected older(): Promise<void> {
    return this.scroll.keeping(() => this.thread.older()).catch(() => undefined);
  }

  protected again(one: Waiting): void {
    void this.thread.again(one);
  }

  private begin(box: HTMLElement, content: HTMLElement): void {
    this.scroll.watch(box, content);
    // What is there already is read by whoever wants to; only what comes is read out.
    setTimeout(() => this.settled.set(true), 1_000);
  }

  private watchTop(top: HTMLElement): void {
    this.topSeen?.disconnect();
    this.topSeen = new IntersectionObserver((entries) => entries.some((one) => one.isIntersecting) && void this.olderInSilence(), { root: this.box()?.nativeElement, rootMargin: '400px 0px 0px' });
    this.topSeen.observe(top);
  }

  private async olderInSilence(): Promise<void> {
    this.settled.set(false);
    await this.older();
    setTimeout(() => this.settled.set(true), 500);
    // Still in sight: an observer tells of changes only.
    const top = this.top()?.nativeElement;
    if (top && this.thread.more()) this.watchTop(top);
  }
}
