import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Icon } from '@ui/icon';
import { ClockPipe, MomentPipe, MoneyPipe } from '@ui/pipes';

import { Catalogue } from '../bookings/catalogue';
import { Actor } from '../office/actor';
import { eventWord } from '../office/event-words';
import { Person } from '../office/person';
import { Entry, TYPES, facts, known, resourceOf, target } from './story';

/** One event, as a sentence; what it says to the letter on demand. */
@Component({
  selector: 'p-entry-line',
  imports: [TranslocoDirective, RouterLink, Icon, ClockPipe, MomentPipe, MoneyPipe, Actor, Person],
  template: `
    <details *transloco="let t">
      <summary>
        <time class="small muted" [attr.datetime]="entry().at">{{ entry().at | clock }}</time>
        <span class="line">
          <span class="strong"><p-actor [actor]="entry().actor" /></span>
          @if (word(); as known) { {{ t('operate.audit.kinds.' + known) }} } @else { <code>{{ entry().kind }}</code> }
          @if (facts().person; as person) { <span class="muted">{{ t('operate.audit.of') }} <p-person [id]="person" /></span> }
          @if (thing(); as name) { <span class="muted">&ngsp;· {{ name }}</span> }
          @if (when(); as one) { <span class="muted">&ngsp;· {{ one.at | moment: one.zone }}</span> }
          @if (facts().money; as amount) { <span class="muted">&ngsp;· {{ amount | money }}</span> }
          @for (word of facts().words; track word.name) {
            <span class="badge">
              @if (!known(word)) { {{ word.name }} } @else {
                @switch (word.group) {
                  @case ('roles') { {{ t('operate.audit.roles.' + word.name) }} }
                  @case ('settings') { {{ t('operate.audit.settings.' + word.name) }} }
                  @case ('features') { {{ t('operate.settings.featureNames.' + word.name) }} }
                  @case ('mails') { {{ t('operate.outbox.kinds.' + word.name) }} }
                }
              }
            </span>
          }
          @if (facts().share !== null) { <span class="badge">{{ facts().share }} %</span> }
        </span>
        <p-icon name="chevron-down" [size]="18" />
      </summary>
      <div class="inside stack tight">
        <dl class="facts small">
          <dt>{{ t('operate.audit.event') }}</dt><dd><code>{{ entry().kind }}</code></dd>
          <dt>{{ t('operate.audit.recorded') }}</dt><dd>{{ entry().at | moment }}</dd>
          <dt>{{ t('operate.audit.thing') }}</dt><dd>@if (typed()) { {{ t('operate.audit.types.' + entry().entityType) }} } @else { {{ entry().entityType }} } <code>{{ entry().entityId }}</code></dd>
          <dt>{{ t('operate.audit.request') }}</dt><dd><code>{{ entry().correlationId }}</code></dd>
        </dl>
        <pre [attr.aria-label]="t('operate.audit.data')">{{ data() }}</pre>
        <div class="row">
          @if (target(); as to) {
            <a class="btn small" [routerLink]="to.link" [queryParams]="to.query">{{ t('operate.audit.open') }}</a>
          }
          <a class="btn small" routerLink="/operate/audit" [queryParams]="{ request: entry().correlationId }">{{ t('operate.audit.follow') }}</a>
          <a class="btn small" routerLink="/operate/audit" [queryParams]="{ type: entry().entityType, entity: entry().entityId }">{{ t('operate.audit.followThing') }}</a>
        </div>
      </div>
    </details>
  `,
  styles: `
    summary { display: grid; grid-template-columns: 3.5rem 1fr auto; gap: var(--s-3); align-items: baseline; min-height: var(--tap); padding: var(--s-2) var(--s-4); cursor: pointer; list-style: none; }
    summary::-webkit-details-marker { display: none; }
    summary p-icon { align-self: center; color: var(--muted); }
    summary:hover { background: var(--surface-2); }
    details[open] summary p-icon { transform: rotate(180deg); }
    .inside { padding: var(--s-2) var(--s-4) var(--s-4) calc(var(--s-4) + 3.5rem + var(--s-3)); }
    .facts { gap: var(--s-1) var(--s-4); }
    code, pre { font-size: var(--t-xs); overflow-wrap: anywhere; }
    pre { margin: 0; padding: var(--s-3); border-radius: var(--r-1); background: var(--surface-2); white-space: pre-wrap; }
    @media (max-width: 40rem) {
      summary { grid-template-columns: 1fr auto; padding-inline: var(--s-3); row-gap: 0; }
      time { grid-column: 1; } .line { grid-column: 1; grid-row: 2; } summary p-icon { grid-column: 2; grid-row: 1 / span 2; }
      .inside { padding: var(--s-2) var(--s-3) var(--s-4); }
      .facts { grid-template-columns: 1fr; } .facts dd { margin-bottom: var(--s-2); }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EntryLine {
  private readonly catalogue = inject(Catalogue);
  readonly entry = input.required<Entry>();
  protected readonly known = known;
  protected readonly typed = computed(() => TYPES.includes(this.entry().entityType));
  protected readonly word = computed(() => eventWord(this.entry().kind));
  protected readonly facts = computed(() => facts(this.entry()));
  /** The name of the resource or place it is about, once known. */
  protected readonly thing = computed(() => {
    const entry = this.entry();
    if (entry.entityType === 'location') return this.catalogue.place(entry.entityId)?.name;
    const id = resourceOf(entry);
    return id ? this.catalogue.resource(id)?.name : null;
  });
  /** A booking's time, on its place's clock; not shown until that is known. */
  protected readonly when = computed(() => {
    const [at, id] = [this.facts().at, resourceOf(this.entry())];
    const zone = id ? this.catalogue.resource(id)?.location.timeZone : null;
    return at && zone ? { at, zone } : null;
  });
  protected readonly target = computed(() => target(this.entry()));
  protected readonly data = computed(() => JSON.stringify(this.entry().data, null, 2));
}
