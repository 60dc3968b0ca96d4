import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Chats } from '@core/chats';
import { Icon } from '@ui/icon';
import { ClockPipe, MomentPipe } from '@ui/pipes';

import { AboutWhat } from './about-what';
import { Attachment } from './attachment';
import { LinkedText } from './linked-text';
import type { Message } from './thread';
import type { Mark } from './thread-rows';

/** One message: what was said, by whom, when, and how far it has got. */
@Component({
  selector: 'p-message',
  imports: [AboutWhat, Attachment, ClockPipe, Icon, LinkedText, MomentPipe, TranslocoDirective],
  host: { '[class.mine]': 'mine()', '[class.first]': 'first()', '[class.lit]': 'lit()' },
  template: `
    <ng-container *transloco="let t">
      @let it = message();
      <p class="visually-hidden">{{ mine() ? t('talk.you') : author() }}:</p>
      @if (named() && first() && !mine()) { <p class="who tiny strong" aria-hidden="true">{{ author() }}</p> }
      @if (it.about; as what) { <p-about-what [about]="what" /> }
      <div class="line">
        <div class="bubble" [class.gone]="it.deleted">
          @if (answered(); as one) {
            <button type="button" class="quote small" (click)="showAnswered.emit(one.seq)"><span class="strong">{{ one.author === me() ? t('talk.you') : (chats.name(one.author) ?? t('talk.somebody')) }}</span><span class="clip">{{ one.deleted ? t('talk.deleted') : (one.text ?? t('talk.file.file')) }}</span></button>
          }
          @else if (it.replyTo; as seq) { <button type="button" class="quote small" (click)="showAnswered.emit(seq)"><span class="strong">{{ t('talk.earlier') }}</span></button> }
          @if (it.deleted) { <p class="small">{{ t('talk.deleted') }}</p> }
          @for (file of it.attachments; track file.fileId) { <p-attachment [path]="'/api/v1/conversations/' + it.conversationId + '/files/' + file.fileId" [name]="file.name" [mediaType]="file.mediaType" [bytes]="file.size" /> }
          @if (it.text) { <p-linked-text [text]="it.text" /> }
          <p class="foot tiny">
            @if (it.editedAt && !it.deleted) { <span>{{ t('talk.edited') }}</span> }
            <time [attr.datetime]="it.createdAt" [title]="it.createdAt | moment">{{ it.createdAt | clock }}</time>
            @if (mark(); as how) { <span class="mark" [attr.data-mark]="how"><p-icon [name]="how === 'sent' ? 'check' : 'check-check'" [size]="15" /><span class="visually-hidden">{{ t('talk.mark.' + how) }}</span></span> }
          </p>
        </div>
        @if (!it.deleted) {
          <button type="button" class="more" [attr.aria-label]="t('talk.menu.open')" aria-haspopup="true" (click)="menu.emit($any($event.currentTarget))"><p-icon name="ellipsis-vertical" [size]="18" /></button>
        }
      </div>
    </ng-container>
  `,
  styles: `
    :host { display: grid; grid-template-columns: minmax(0, 1fr); justify-items: start; gap: var(--s-1); margin-top: 2px; scroll-margin-block: 5rem; }
    :host(.first) { margin-top: var(--s-3); }
    :host(.mine) { justify-items: end; }
    .who { color: var(--muted); padding-inline-start: var(--s-3); }
    .line { display: flex; align-items: center; gap: var(--s-1); max-width: min(34rem, 88%); }
    :host(.mine) .line { flex-direction: row-reverse; }
    .bubble { display: grid; gap: var(--s-2); min-width: 0; padding: var(--s-2) var(--s-3); border-radius: 1.1rem; background: var(--surface); border: 1px solid var(--line); }
    :host(.mine) .bubble { background: var(--brand-soft); border-color: transparent; }
    :host(.first) .bubble { border-start-start-radius: 0.35rem; }
    :host(.mine.first) .bubble { border-start-start-radius: 1.1rem; border-start-end-radius: 0.35rem; }
    .gone { border-style: dashed; background: transparent; color: var(--muted); font-style: italic; }
    :host(.mine) .gone { background: transparent; border-color: var(--line-strong); }
    .foot { display: flex; justify-content: end; align-items: center; gap: var(--s-2); color: var(--muted); margin-top: -0.15rem; line-height: 1.2; font-size: 0.75rem; }
    .mark { display: inline-flex; }
    .mark[data-mark='read'] { color: var(--brand); }
    .quote { display: grid; width: 100%; min-width: 0; min-height: 2.25rem; padding: var(--s-1) var(--s-3); border: 0; border-inline-start: 3px solid var(--brand); border-radius: 4px; background: color-mix(in srgb, var(--text) 6%, transparent); color: inherit; text-align: start; line-height: 1.35; }
    .more { flex: none; width: 2rem; height: var(--tap); border: 0; border-radius: var(--r-1); background: none; color: var(--muted); display: grid; place-items: center; opacity: 0.65; }
    .more:hover, .more:focus-visible { opacity: 1; background: var(--surface-2); }
    @media (hover: hover) { .more { opacity: 0; } :host(:hover) .more, .more:focus-visible { opacity: 1; } }
    @media (prefers-reduced-motion: no-preference) { :host(.lit) .bubble { animation: lit 2.4s var(--ease); } }
    @keyframes lit { 0%, 60% { box-shadow: 0 0 0 3px var(--brand); } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MessageView {
  protected readonly chats = inject(Chats);
  readonly message = input.required<Message>();
  readonly mine = input(false);
  /** The first of some by the same author. */
  readonly first = input(false);
  /** Somebody looked for it. */
  readonly lit = input(false);
  /** Whether its author is named: in groups. */
  readonly named = input(false);
  /** How far one's own has got; null says nothing of it. */
  readonly mark = input<Mark | null>(null);
  /** The message it answers, as far as it was read. */
  readonly answered = input<Message | null | undefined>(null);
  readonly menu = output<HTMLElement>();
  readonly showAnswered = output<number>();
  protected readonly me = this.chats.me;
  protected readonly author = computed(() => this.chats.name(this.message().author) ?? '');
}
