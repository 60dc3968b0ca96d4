import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Language } from '@core/i18n';
import { Problem } from '@core/problem';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { Toasts } from '@ui/toasts';

import { shrink } from '../../operate/resources/shrink';
import { OwnProfile, Profile } from '../own-profile';
import { ProfileDraft, SHORTEST_ABOUT } from './profile-draft';

/** Picture, name, headline and introduction. The picture is saved at once. */
@Component({
  selector: 'p-profile-basics',
  imports: [Control, Field, Icon, TranslocoDirective],
  template: `
    <section class="card stack" aria-labelledby="basics" *transloco="let t">
      <h2 id="basics">{{ t('desk.profile.basics') }}</h2>
      <div class="who">
        <div class="face">
          @if (own.read.value()?.avatar; as avatar) { <img [src]="avatar.thumb" [alt]="t('desk.profile.avatarNow')" width="112" height="112" /> } @else { <p-icon name="user" [size]="44" /> }
          @if (busy()) { <progress [attr.aria-label]="t('desk.profile.avatarBusy')"></progress> }
        </div>
        <div class="stack tight">
          <label class="btn small"><input #file type="file" class="visually-hidden" accept="image/*" [disabled]="busy()" (change)="send(file.files?.[0]); file.value = ''" /><p-icon name="camera" [size]="18" />{{ t(own.read.value()?.avatar ? 'desk.profile.avatarOther' : 'desk.profile.avatarAdd') }}</label>
          <p class="small muted">{{ t('desk.profile.avatarHint') }}</p>
        </div>
      </div>
      <p-field [label]="t('desk.profile.name')" [error]="errors()['displayName']"><input #name pControl autocomplete="name" maxlength="80" [value]="draft().displayName" (input)="changed.emit({ displayName: name.value })" /></p-field>
      <p-field [label]="t('desk.profile.headline')" [hint]="t('desk.start.headlineHint')" [error]="errors()['headline']"><input #headline pControl autocomplete="off" maxlength="120" [placeholder]="t('desk.start.headlineExample')" [value]="draft().headline" (input)="changed.emit({ headline: headline.value })" /></p-field>
      <p-field [label]="t('desk.profile.about')" [hint]="aboutHint()" [error]="errors()['about']"><textarea #about pControl rows="7" maxlength="4000" [placeholder]="t('desk.profile.aboutExample')" [value]="draft().about" (input)="changed.emit({ about: about.value })"></textarea></p-field>
      <div class="two">
        <p-field [label]="t('desk.profile.hourly')" [optional]="t('common.optional')" [hint]="t('desk.profile.hourlyHint')" [error]="errors()['hourly']">
          <div class="amount"><input #hourly pControl inputmode="decimal" autocomplete="off" [value]="draft().hourly" (input)="changed.emit({ hourly: hourly.value })" /><span class="muted">{{ currency() }}</span></div>
        </p-field>
      </div>
    </section>
  `,
  styles: `
    h2 { font-size: var(--t-lg); }
    .who { display: flex; gap: var(--s-5); align-items: center; flex-wrap: wrap; }
    .face { position: relative; width: 7rem; height: 7rem; border-radius: 50%; overflow: hidden; display: grid; place-items: center; background: var(--brand-soft); color: var(--brand-strong); } .face img { width: 100%; height: 100%; object-fit: cover; } progress { position: absolute; inset: auto 1rem 1rem; width: 5rem; accent-color: var(--brand); }
    .btn:focus-within { outline: 3px solid var(--focus); outline-offset: 2px; } .who .btn { justify-self: start; min-height: var(--tap); }
    .amount { display: grid; grid-template-columns: minmax(0, 10rem) auto; gap: var(--s-3); align-items: center; justify-content: start; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProfileBasics {
  protected readonly own = inject(OwnProfile);
  private readonly language = inject(Language);
  private readonly toasts = inject(Toasts);
  private readonly api = inject(Api);
  readonly draft = input.required<ProfileDraft>();
  readonly currency = input.required<string>();
  readonly errors = input.required<Record<string, string>>();
  readonly changed = output<Partial<ProfileDraft>>();
  protected readonly busy = signal(false);
  protected readonly aboutHint = computed(() => {
    const left = SHORTEST_ABOUT - [...this.draft().about.trim()].length;
    return left > 0 ? this.language.say('desk.profile.aboutShort', { count: left }) : this.language.say('desk.profile.aboutHint');
  });

  protected async send(file: File | undefined): Promise<void> {
    if (!file) return;
    this.busy.set(true);
    try {
      const body = await shrink(file);
      if (!body) throw new Problem('picture.unreadable', 0, this.language.say('desk.portfolio.unreadable', { name: file.name }));
      const answer = await this.api.file('/api/v1/professionals/me/avatar', { method: 'PUT', headers: { 'content-type': body.type }, body });
      this.own.read.set(JSON.parse(await answer.text()) as Profile);
      this.toasts.good(this.language.say('desk.profile.avatarDone'));
    } catch (error) {
      this.toasts.problem(error);
    } finally {
      this.busy.set(false);
    }
  }
}
