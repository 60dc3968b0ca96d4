import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';

import { Api } from '@core/api';
import { ChatLine } from '@core/chat-line';
import { Chats } from '@core/chats';
import { PageTitle } from '@core/title';
import { Confirm } from '@ui/dialog';
import { Icon } from '@ui/icon';
import { AgoPipe } from '@ui/pipes';
import { Empty, Failed } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { Composer, Words } from './composer';
import { Deals, Offer } from './deals';
import { Face } from './face';
import { Log } from './log';
import { OfferForm } from './offer-form';
import { OwnProfile } from './own-profile';
import { Report } from './report';
import { Message, Thread } from './thread';

/** One conversation: who with, what was said, and what one says next. */
@Component({
  selector: 'p-conversation',
  imports: [AgoPipe, Composer, Empty, Face, Failed, Icon, Log, OfferForm, Report, RouterLink, TranslocoDirective],
  providers: [Deals, Thread],
  template: `
    <ng-container *transloco="let t">
      <header>
        <a class="btn quiet icon back" routerLink="/messages" queryParamsHandling="preserve" [attr.aria-label]="t('talk.back')"><p-icon name="arrow-left" /></a>
        <p-face [name]="name()" [seed]="other()?.userId ?? id()" [online]="!!presence()?.online" />
        <div class="who">
          <h1 class="clip">{{ name() || t('talk.title') }}</h1>
          <p class="tiny clip">
            @if (typing()) { <span class="types">{{ t('talk.typing') }}</span> }
            @else if (presence()?.online) { <span class="on">{{ t('talk.online') }}</span> }
            @else if (presence()?.lastSeen; as at) { <span class="muted">{{ t('talk.lastSeen', { when: (at | ago) }) }}</span> }
            @else if (conversation()?.kind === 'group') { <span class="muted">{{ t('talk.people', { count: conversation()?.peopleCount }) }}</span> }
          </p>
        </div>
        @if (conversation(); as it) {
          <button type="button" class="btn quiet icon" popovertarget="talk-menu" [attr.aria-label]="t('talk.menu.conversation')"><p-icon name="ellipsis-vertical" /></button>
          <div id="talk-menu" popover class="menu" (click)="hide()">
            @if (it.kind === 'pair') { <button type="button" (click)="block()"><p-icon name="ban" [size]="18" />{{ it.blocked ? t('talk.unblock') : t('talk.block') }}</button> }
            <button type="button" (click)="reporting.set(null)"><p-icon name="flag" [size]="18" />{{ t('talk.menu.reportAll') }}</button>
          </div>
        }
      </header>
      @if (thread.problem(); as problem) {
        <div class="middle">@if (problem.status === 404) { <p-empty icon="message-circle" [heading]="t('talk.none.heading')" [text]="t('talk.none.text')"><a class="btn primary" routerLink="/messages">{{ t('talk.title') }}</a></p-empty> } @else { <p-failed [problem]="problem" (retry)="thread.readEnd()" /> }</div>
      } @else if (thread.first()) {
        <div class="middle bones" aria-busy="true">@for (one of [60, 42, 70, 35, 55]; track one; let odd = $odd) { <div class="skeleton" [class.mine]="odd" [style.width.%]="one"></div> }</div>
      } @else {
        <p-log #log [readSeq]="from()" [group]="conversation()?.kind === 'group'" (reply)="answer($event)" (edit)="change($event)" (report)="reporting.set($event)" (counter)="counter($event)" />
      }
      @if (shut(); as why) {
        <div class="shut small"><p>{{ t('talk.shut.' + why) }}</p>@if (why === 'blocked') { <button type="button" class="btn small" (click)="block()">{{ t('talk.unblock') }}</button> }</div>
      } @else if (!thread.problem()) {
        <p-composer [conversation]="id()" [editing]="editing()" [replying]="replying()" (send)="send($event)" (stopped)="stop()" (lastWords)="changeLast()">
          @if (offers()) { <button type="button" class="btn quiet offer" [attr.aria-label]="t('talk.offer.make')" [title]="t('talk.offer.make')" (click)="makeOffer()"><p-icon name="handshake" /><span>{{ t('talk.offer.offer') }}</span></button> }
        </p-composer>
      }
      <p-report [open]="reporting() !== undefined" [conversation]="id()" [message]="reporting() ?? null" (closed)="reporting.set(undefined)" />
      @if (other(); as person) { <p-offer-form [open]="offering()" [conversation]="id()" [client]="person.userId" [counter]="countering()" (made)="deals.put($event)" (closed)="offering.set(false)" /> }
    </ng-container>
  `,
  styles: `
    :host { display: grid; grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr); min-height: 0; min-width: 0; height: 100%; background: var(--bg); }
    header { display: flex; align-items: center; gap: var(--s-3); padding: var(--s-2) var(--s-3); background: var(--surface); border-bottom: 1px solid var(--line); min-height: 4rem; }
    p-face { --face: 2.5rem; }
    .who { flex: 1; min-width: 0; }
    h1 { font-size: var(--t-lg); }
    .on { color: var(--good); font-weight: 600; }
    .types { color: var(--brand); font-weight: 600; }
    .menu { position: fixed; inset: auto; margin: 0; width: 15rem; padding: var(--s-2); border: 1px solid var(--line); border-radius: var(--r-2); background: var(--surface); color: var(--text); box-shadow: var(--shadow-3); top: 4.25rem; right: 0.75rem; }
    .menu button { display: flex; align-items: center; gap: var(--s-3); width: 100%; min-height: var(--tap); padding: 0 var(--s-3); border: 0; border-radius: var(--r-1); background: none; text-align: start; }
    .menu button:hover { background: var(--surface-2); }
    .middle { padding: var(--s-4); overflow: auto; }
    .bones { display: flex; flex-direction: column; justify-content: end; gap: var(--s-3); }
    .bones .skeleton { height: 3rem; border-radius: 1.1rem; max-width: 26rem; }
    .bones .mine { align-self: end; }
    .shut { display: flex; flex-wrap: wrap; align-items: center; justify-content: center; gap: var(--s-3); padding: var(--s-4); padding-bottom: max(var(--s-4), env(safe-area-inset-bottom)); text-align: center; background: var(--surface-2); border-top: 1px solid var(--line); }
    .offer { padding: 0 var(--s-3); }
    @media (max-width: 30rem) { .offer { padding: 0; width: var(--tap); flex: none; } .offer span { display: none; } }
    @media (min-width: 56rem) { .back { display: none; } .menu { top: 8.25rem; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ConversationPage {
  private readonly api = inject(Api);
  private readonly chats = inject(Chats);
  private readonly confirm = inject(Confirm);
  private readonly line = inject(ChatLine);
  private readonly own = inject(OwnProfile);
  private readonly titles = inject(PageTitle);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(TranslocoService);
  protected readonly deals = inject(Deals);
  protected readonly thread = inject(Thread);

  readonly id = input.required<string>();
  /** `?m=12`: the message to show. */
  readonly m = input<string>();
  protected readonly conversation = computed(() => this.chats.of(this.id()));
  protected readonly other = computed(() => (this.conversation()?.kind === 'pair' ? this.conversation()?.people.find((one) => one.userId !== this.chats.me()) : undefined));
  protected readonly name = computed(() => this.conversation()?.title ?? this.other()?.name ?? '');
  protected readonly presence = computed(() => this.line.presence().get(this.other()?.userId ?? ''));
  protected readonly typing = computed(() => this.thread.typing().length > 0);
  protected readonly shut = computed(() => {
    const it = this.conversation();
    if (it?.closed) return 'closed';
    return it?.blocked ? 'blocked' : it?.blockedByOther ? 'blockedByOther' : null;
  });
  /** Whether one makes offers here: professionals do. */
  protected readonly offers = computed(() => !!this.other() && this.own.published());
  protected readonly from = signal(0);
  protected readonly editing = signal<Message | null>(null);
  protected readonly replying = signal<Message | null>(null);
  protected readonly offering = signal(false);
  protected readonly countering = signal<Offer | null>(null);
  /** The message that is reported, null for the conversation; undefined for neither. */
  protected readonly reporting = signal<Message | null | undefined>(undefined);
  private readonly log = viewChild(Log);

  constructor() {
    effect(() => {
      const id = this.id();
      untracked(() => void this.open(id));
    });
    effect(() => {
      const [log, seq] = [this.log(), Number(this.m())];
      if (log && seq) untracked(() => void log.jump(seq));
    });
    effect(() => {
      const name = this.name();
      if (name) untracked(() => this.titles.show(name));
    });
  }

  private async open(id: string): Promise<void> {
    this.stop();
    this.deals.open(id);
    this.from.set(this.newAfter(id));
    const opened = this.thread.open(id);
    await this.chats.known();
    this.from.set(this.newAfter(id));
    await opened;
  }

  /** What was unread when it was opened is new; what comes while one looks is not. */
  private newAfter(id: string): number {
    const it = this.chats.of(id);
    return it?.unread ? it.readSeq : Number.MAX_SAFE_INTEGER;
  }

  protected hide(): void {
    document.getElementById('talk-menu')?.hidePopover();
  }

  protected answer(message: Message): void {
    this.editing.set(null);
    this.replying.set(message);
  }

  protected change(message: Message): void {
    this.replying.set(null);
    this.editing.set(message);
  }

  protected changeLast(): void {
    if (this.thread.disputed()) return;
    const mine = this.thread.messages().findLast((one) => one.author === this.chats.me() && one.text && !one.deleted);
    if (mine) this.change(mine);
  }

  protected stop(): void {
    this.editing.set(null);
    this.replying.set(null);
  }

  protected async send(said: Words): Promise<void> {
    const [editing, replyTo] = [this.editing(), this.replying()?.seq ?? null];
    this.stop();
    if (!editing) return this.thread.send({ ...said, replyTo });
    if (said.text === editing.text) return;
    await this.thread.edit(editing.seq, said.text).catch((error: unknown) => this.toasts.problem(error));
  }

  protected makeOffer(): void {
    this.countering.set(null);
    this.offering.set(true);
  }

  protected counter(offer: Offer): void {
    this.countering.set(offer);
    this.offering.set(true);
  }

  protected async block(): Promise<void> {
    const it = this.conversation();
    if (!it) return;
    const say = (key: string): string => this.words.translate(key, { name: this.name() });
    const init = { params: { path: { id: it.id } } };
    if (!it.blocked && !(await this.confirm.ask(say('talk.blockHeading'), say('talk.blockText'), say('talk.block')))) return;
    this.chats.put({ ...it, blocked: !it.blocked });
    try {
      await this.api.ok(it.blocked ? this.api.http.POST('/api/v1/conversations/{id}/unblock', init) : this.api.http.POST('/api/v1/conversations/{id}/block', init));
    } catch (error) {
      this.chats.put(it);
      this.toasts.problem(error);
    }
  }
}
