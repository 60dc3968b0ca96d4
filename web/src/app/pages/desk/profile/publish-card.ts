import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Language } from '@core/i18n';
import { Icon } from '@ui/icon';
import { Toasts } from '@ui/toasts';

import { OwnProfile, Profile } from '../own-profile';
import { ProfileDraft, REQUIREMENTS, Requirement, missingIn } from './profile-draft';

/** Where each requirement is on the page. */
const PLACES: Record<Requirement, string> = { headline: 'basics', about: 'basics', trades: 'trades', languages: 'languages', location: 'place' };

/** Whether clients find one, what is missing before they can, and the switch. */
@Component({
  selector: 'p-publish-card',
  imports: [Icon, RouterLink, TranslocoDirective],
  template: `
    <section class="card stack" aria-labelledby="publish" *transloco="let t">
      <div class="row between"><h2 id="publish">{{ t('desk.publish.heading') }}</h2><span class="badge" [attr.data-tone]="tones[profile().status]">{{ t('desk.publish.statuses.' + profile().status) }}</span></div>
      @if (profile().status === 'suspended') {
        <div class="notice" data-tone="bad"><p-icon name="ban" /><div><p class="strong">{{ t('desk.profile.suspended') }}</p><p>{{ profile().suspendedFor }}</p></div></div>
      } @else {
        <div class="ring" role="img" [attr.aria-label]="t('desk.publish.done', { done: done(), all: requirements.length })">
          <svg viewBox="0 0 64 64" aria-hidden="true"><circle cx="32" cy="32" r="27" class="track" /><circle cx="32" cy="32" r="27" class="arc" pathLength="100" [attr.stroke-dasharray]="(done() / requirements.length) * 100 + ' 100'" /></svg>
          <p>{{ t(missing().length ? 'desk.publish.missing' : profile().status === 'published' ? 'desk.publish.shown' : 'desk.publish.ready') }}</p>
        </div>
        <ul>
          @for (one of requirements; track one) {
            <li [class.lacks]="lacks(one)">
              <p-icon [name]="lacks(one) ? 'circle' : 'circle-check'" [size]="18" />
              @if (lacks(one)) { <button type="button" class="link" (click)="show(one)">{{ t('desk.publish.requirements.' + one) }}</button> } @else { <span>{{ t('desk.publish.requirements.' + one) }}<span class="visually-hidden"> ({{ t('desk.level.done') }})</span></span> }
            </li>
          }
        </ul>
        @if (profile().status === 'published') {
          <button type="button" class="btn block" [disabled]="busy()" (click)="turn('draft')">{{ t('desk.publish.hide') }}</button>
        } @else {
          <button type="button" class="btn primary block" [disabled]="busy() || missing().length > 0" [attr.aria-describedby]="missing().length ? 'publish-why' : null" (click)="dirty() ? publishAfterSave.emit() : turn('published')">{{ t(dirty() ? 'desk.publish.saveAndGo' : 'desk.publish.go') }}</button>
          @if (missing().length) { <p id="publish-why" class="small muted">{{ t('desk.publish.why') }}</p> }
        }
      }
      <a class="btn quiet block" [routerLink]="['/professionals', profile().id]"><p-icon name="eye" [size]="18" />{{ t('desk.publish.preview') }}</a>
    </section>
  `,
  styles: `
    h2 { font-size: var(--t-lg); }
    .ring { display: grid; grid-template-columns: 4rem 1fr; gap: var(--s-4); align-items: center; } svg { width: 4rem; transform: rotate(-90deg); } circle { fill: none; stroke-width: 7; } .track { stroke: var(--surface-2); } .arc { stroke: var(--brand); stroke-linecap: round; transition: stroke-dasharray var(--calm) var(--ease); }
    li { display: flex; gap: var(--s-2); align-items: center; min-height: 2.25rem; } li p-icon { color: var(--good); } li.lacks p-icon { color: var(--line-strong); } .link { min-height: 2.25rem; text-align: start; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PublishCard {
  private readonly api = inject(Api);
  private readonly own = inject(OwnProfile);
  private readonly language = inject(Language);
  private readonly toasts = inject(Toasts);
  readonly profile = input.required<Profile>();
  /** What is typed counts, saved or not. */
  readonly draft = input.required<ProfileDraft>();
  readonly dirty = input(false);
  readonly publishAfterSave = output<void>();
  protected readonly tones = { draft: 'warn', published: 'good', suspended: 'bad' } as const;
  protected readonly requirements = REQUIREMENTS;
  protected readonly busy = signal(false);
  protected readonly missing = computed(() => missingIn(this.draft()));
  protected readonly done = computed(() => REQUIREMENTS.length - this.missing().length);

  protected lacks(one: Requirement): boolean {
    return this.missing().includes(one);
  }

  protected show(one: Requirement): void {
    const section = document.getElementById(PLACES[one])?.closest('section');
    section?.scrollIntoView({ block: 'start' });
    const wanted = one === 'about' ? 'textarea' : one === 'headline' ? 'p-field:nth-of-type(2) input' : 'input:not([type=file]), select';
    section?.querySelector<HTMLElement>(wanted)?.focus({ preventScroll: true });
  }

  async turn(status: 'published' | 'draft', undoes = false): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    try {
      this.own.read.set(await this.api.ok(this.api.http.PUT('/api/v1/professionals/me/status', { body: { status } })));
      const back = status === 'published' ? 'draft' : 'published';
      this.toasts.good(this.language.say(status === 'published' ? 'desk.publish.published' : 'desk.publish.hidden'), undoes ? undefined : () => void this.turn(back, true));
    } catch (error) {
      this.toasts.problem(error);
    } finally {
      this.busy.set(false);
    }
  }
}
