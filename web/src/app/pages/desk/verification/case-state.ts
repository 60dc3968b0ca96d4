import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Icon } from '@ui/icon';
import { AgoPipe, DayPipe } from '@ui/pipes';

import { Verification, oldProof, renewable } from './steps';

const LOOKS = {
  submitted: { icon: 'hourglass', tone: 'warn' },
  in_review: { icon: 'eye', tone: 'warn' },
  approved: { icon: 'shield-check', tone: 'good' },
  rejected: { icon: 'circle-alert', tone: 'bad' },
  expired: { icon: 'clock-alert', tone: 'warn' },
} as const;

/** Where a case stands, why, and what its person can do; of a renewal, beside the approval that still counts. What can be pressed goes inside. */
@Component({
  selector: 'p-case-state',
  imports: [AgoPipe, DayPipe, Icon, TranslocoDirective],
  template: `
    @if (look(); as look) {
      <ng-container *transloco="let t">
        @if (old(); as until) {
          <div class="notice" data-tone="good">
            <p-icon name="shield-check" [size]="26" />
            <div class="stack tight"><h2>{{ t('desk.verification.renewal.still', { date: (until | day: zone : 'long') }) }}</h2><p>{{ t('desk.verification.renewal.stillTexts.' + view().status) }}</p>@if (view().approved?.details; as details) { <p class="small">{{ t('desk.verification.as', { name: details.legalName }) }}</p> }</div>
          </div>
        }
        <div class="notice" [attr.data-tone]="look.tone">
          <p-icon [name]="look.icon" [size]="26" />
          <div class="stack tight">
            <div class="stack tight" role="status">
              <h2>{{ t((old() ? 'desk.verification.renewal.states.' : 'desk.verification.states.') + view().status) }}</h2>
              <p>
                {{ t('desk.verification.stateTexts.' + view().status) }}
                @if (view().status === 'approved') { @if (view().validUntil; as until) { {{ t('desk.verification.until', { date: (until | day: zone : 'long') }) }} } }
                @if (canRenew()) { {{ t('desk.verification.renewal.now') }} } @else if (view().renewableFrom; as from) { {{ t('desk.verification.renewal.from', { date: (from | day: zone : 'long') }) }} }
                @if (waits()) { @if (view().submittedAt; as at) { {{ t('desk.verification.since', { when: (at | ago) }) }} } }
              </p>
              @if (!old() && view().approved?.details; as details) { <p class="small">{{ t('desk.verification.as', { name: details.legalName }) }}</p> }
              @if (view().reasons.length) {
                <ul>@for (reason of view().reasons; track reason) { <li><span class="strong">{{ t('desk.verification.reasons.' + reason) }}</span> {{ t('desk.verification.reasonTexts.' + reason) }}</li> }</ul>
              }
              @if (view().note; as note) { <blockquote><span class="small muted">{{ t('desk.verification.note') }}</span><br />{{ note }}</blockquote> }
            </div>
            <ng-content />
          </div>
        </div>
      </ng-container>
    }
  `,
  styles: `
    :host { display: grid; gap: var(--s-3); } :host(:empty) { display: none; } .notice { padding: var(--s-5); } h2 { font-size: var(--t-lg); }
    ul { display: grid; gap: var(--s-2); padding-inline-start: 1.1rem; list-style: disc; } blockquote { margin: 0; padding: var(--s-3) var(--s-4); border-inline-start: 3px solid var(--line-strong); background: color-mix(in srgb, var(--surface) 70%, transparent); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CaseState {
  readonly view = input.required<Verification>();
  /** The present, milliseconds. */
  readonly now = input.required<number>();
  protected readonly zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  protected readonly old = computed(() => oldProof(this.view(), this.now()));
  protected readonly canRenew = computed(() => renewable(this.view(), this.now()));
  protected readonly look = computed(() => {
    const status = this.view().status;
    return status === 'draft' ? null : LOOKS[status];
  });
  protected readonly waits = computed(() => this.view().status === 'submitted' || this.view().status === 'in_review');
}
