import { ChangeDetectionStrategy, Component, DestroyRef, ElementRef, inject, input, signal } from '@angular/core';
import { Router, RouterLink, RouterOutlet } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Chats } from '@core/chats';
import { Icon } from '@ui/icon';
import { Empty, Failed } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { ConversationPage } from './conversation';
import { TalkRow } from './row';
import { TalkSearch } from './search';

/** After the last key, milliseconds. */
const SETTLES = 300;

/** One's conversations, and the open one: side by side where there is room, one after the other on a phone. */
@Component({
  selector: 'p-talk',
  imports: [Empty, Failed, Icon, RouterLink, RouterOutlet, TalkRow, TalkSearch, TranslocoDirective],
  host: { '[class.open]': 'open()' },
  template: `
    <ng-container *transloco="let t">
      <section class="list" [attr.aria-label]="t('talk.list')">
        <div class="head-row">
          @if (open()) { <h2>{{ t('talk.title') }}</h2> } @else { <h1>{{ t('talk.title') }}</h1> }
          <form role="search" (submit)="$event.preventDefault()">
            <label class="visually-hidden" for="talk-search">{{ t('talk.search.label') }}</label>
            <p-icon name="search" [size]="18" /><input id="talk-search" class="input" type="search" maxlength="200" autocomplete="off" [placeholder]="t('talk.search.label')" [value]="q() ?? ''" (input)="look($any($event.target).value)" />
          </form>
        </div>
        <div class="scroll">
          @if (q(); as words) { <p-talk-search [q]="words" /> }
          @else if (chats.list(); as list) {
            <ul>@for (one of list; track one.id) { <li><p-talk-row [it]="one" /></li> }</ul>
            @if (!list.length) { <p-empty icon="messages-square" [heading]="t('talk.empty.heading')" [text]="t('talk.empty.text')"><a class="btn primary" routerLink="/hire"><p-icon name="search" />{{ t('talk.empty.do') }}</a></p-empty> }
            @if (chats.next()) { <div class="row more"><button type="button" class="btn small" [disabled]="reading()" (click)="more()">{{ t('common.more') }}</button></div> }
          } @else if (chats.problem(); as problem) { <div class="pad"><p-failed [problem]="problem" (retry)="chats.reload()" /></div> }
          @else { <div aria-busy="true">@for (one of [1, 2, 3, 4, 5, 6]; track one) { <div class="bone"><div class="skeleton round"></div><div class="grow"><div class="skeleton" style="width:45%"></div><div class="skeleton" style="width:80%"></div></div></div> }</div> }
        </div>
      </section>
      <section class="talk" [attr.aria-label]="t('talk.conversation')">
        <router-outlet (activate)="shown($event)" />
      </section>
    </ng-container>
  `,
  styles: `
    :host { display: grid; grid-template-columns: minmax(17rem, 23rem) minmax(0, 1fr); height: calc(100dvh - 4rem - 1px); min-height: 26rem; }
    .list { display: grid; grid-template-rows: auto minmax(0, 1fr); min-width: 0; min-height: 0; background: var(--surface); border-inline-end: 1px solid var(--line); }
    .head-row { display: grid; gap: var(--s-3); padding: var(--s-4) var(--s-4) var(--s-3); border-bottom: 1px solid var(--line); }
    h1, h2 { font-size: var(--t-xl); }
    form { position: relative; }
    form p-icon { position: absolute; left: 0.8rem; top: 50%; translate: 0 -50%; color: var(--muted); pointer-events: none; }
    form .input { padding-inline-start: 2.5rem; border-radius: var(--r-full); }
    .scroll { overflow-y: auto; overscroll-behavior: contain; }
    .talk { min-width: 0; min-height: 0; }
    .more { justify-content: center; padding: var(--s-4); }
    .pad { padding: var(--s-4); }
    .bone { display: flex; gap: var(--s-3); align-items: center; padding: var(--s-3) var(--s-4); min-height: 4.5rem; }
    .bone .round { width: 2.75rem; height: 2.75rem; border-radius: 50%; flex: none; }
    .grow { flex: 1; display: grid; gap: var(--s-2); }
    @media (max-width: 55.99rem) {
      :host { display: block; height: auto; min-height: 0; }
      .list { border: 0; grid-template-rows: auto 1fr; min-height: calc(100dvh - 6.6rem); }
      .scroll { overflow: visible; }
      .talk { display: none; }
      /* A conversation has the whole screen of a phone, and no more than the keyboard leaves of it. */
      :host(.open) .list { display: none; }
      :host(.open) .talk { display: block; position: fixed; inset: 0 0 auto; height: var(--seen, 100dvh); z-index: 40; background: var(--bg); }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Talk {
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  protected readonly chats = inject(Chats);
  /** `?q=`: words that are looked for. */
  readonly q = input<string>();
  protected readonly open = signal(false);
  protected readonly reading = signal(false);
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    void this.chats.known();
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const fit = (): void => host.style.setProperty('--seen', `${visualViewport?.height ?? innerHeight}px`);
    fit();
    visualViewport?.addEventListener('resize', fit);
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.timer);
      visualViewport?.removeEventListener('resize', fit);
    });
  }

  protected shown(page: unknown): void {
    this.open.set(page instanceof ConversationPage);
  }

  protected look(words: string): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.router.navigate([], { queryParams: { q: words.trim() || null, m: null }, queryParamsHandling: 'merge', replaceUrl: true }), SETTLES);
  }

  protected async more(): Promise<void> {
    this.reading.set(true);
    await this.chats.more().catch((error: unknown) => this.toasts.problem(error));
    this.reading.set(false);
  }
}
