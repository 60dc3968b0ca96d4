import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { load } from '@core/load';
import { Session } from '@core/session';
import { HERE } from '@core/time';
import { Confirm } from '@ui/dialog';
import { Icon } from '@ui/icon';
import { DayPipe, MomentPipe } from '@ui/pipes';
import { Empty, Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { Person } from '../office/person';
import { RejectCase } from './reject-case';
import { renews } from './renewal';
import { SealedDocument } from './sealed-document';

const MONTHS = [6, 12, 24, 36, 60];

/** One case: what its person says beside what their documents show, and the decision. */
@Component({
  imports: [RouterLink, TranslocoDirective, DayPipe, MomentPipe, Icon, Empty, Failed, Skeleton, Person, RejectCase, SealedDocument],
  template: `
    <div class="page stack" *transloco="let t">
      <a class="back small" routerLink="/operate/verification"><p-icon name="arrow-left" [size]="17" />{{ t('operate.hiring.verification') }}</a>
      @if (read.problem(); as problem) {
        @if (problem.status === 404) { <p-empty icon="shield-check" [top]="true" [heading]="t('operate.hiring.noCase')" [text]="t('operate.hiring.noCaseText')" /> } @else { <p-failed [problem]="problem" (retry)="read.reload()" /> }
      } @else if (read.value(); as view) {
        <div class="head"><h1><p-person [id]="view.userId" /></h1><span class="row states"><span class="badge" [attr.data-tone]="view.status === 'approved' ? 'good' : view.status === 'rejected' ? 'bad' : 'warn'">{{ t('operate.hiring.caseStatuses.' + view.status) }}</span>@if (renewal()) { <span class="badge">{{ t('operate.hiring.renewal') }}</span> }</span></div>
        @if (renewal()) { <p class="notice small" data-tone="good"><p-icon name="shield-check" [size]="18" /><span>{{ t('operate.hiring.renewalText', { date: (view.validUntil ?? '' | day: zone : 'long') }) }}</span></p> }
        <p class="notice small"><p-icon name="eye" [size]="18" /><span>{{ t('operate.hiring.recorded') }}</span></p>
        <div class="columns">
          <section class="card stack facts-card" aria-labelledby="facts">
            <h2 id="facts">{{ t('operate.hiring.says') }}</h2>
            @if (view.details; as details) {
              <dl class="facts">
                <dt>{{ t('operate.hiring.legalName') }}</dt><dd class="strong">{{ details.legalName }}</dd>
                <dt>{{ t('operate.hiring.birthDate') }}</dt><dd>{{ details.birthDate | day: 'UTC' : 'long' }} <span class="muted">({{ t('operate.hiring.age', { years: age(details.birthDate) }) }})</span></dd>
                <dt>{{ t('operate.hiring.document') }}</dt><dd>{{ t('operate.hiring.documentKinds.' + details.documentKind) }} · {{ country(details.country) }}</dd>
                <dt>{{ t('operate.hiring.number') }}</dt><dd class="strong">{{ details.documentNumber }}</dd>
                <dt>{{ t('operate.hiring.submitted') }}</dt><dd>{{ view.submittedAt | moment }}</dd>
                @if (view.decidedAt) { <dt>{{ t('operate.hiring.decided') }}</dt><dd>{{ view.decidedAt | moment }}</dd> }
                @if (view.validUntil; as until) { <dt>{{ t(renewal() ? 'operate.hiring.oldApproval' : 'operate.hiring.validUntil') }}</dt><dd>{{ until | day: zone : 'long' }}</dd> }
              </dl>
            } @else { <p class="muted">{{ t('operate.hiring.notKept') }}</p> }
            @if (approved(); as old) {
              @if (renewal()) {
                <details class="old"><summary>{{ t('operate.hiring.replaces') }}</summary>
                  @if (old.details; as details) {
                    <dl class="facts">
                      <dt>{{ t('operate.hiring.legalName') }}</dt><dd class="strong">{{ details.legalName }}</dd>
                      <dt>{{ t('operate.hiring.birthDate') }}</dt><dd>{{ details.birthDate | day: 'UTC' : 'long' }}</dd>
                      <dt>{{ t('operate.hiring.document') }}</dt><dd>{{ t('operate.hiring.documentKinds.' + details.documentKind) }} · {{ country(details.country) }}</dd>
                      <dt>{{ t('operate.hiring.number') }}</dt><dd class="strong">{{ details.documentNumber }}</dd>
                      @if (old.approvedAt) { <dt>{{ t('operate.hiring.decided') }}</dt><dd>{{ old.approvedAt | moment }}</dd> }
                    </dl>
                  } @else { <p class="muted">{{ t('operate.hiring.notKept') }}</p> }
                </details>
              }
            }
            @if (view.reasons.length) { <ul class="row">@for (reason of view.reasons; track reason) { <li class="badge" data-tone="bad">{{ t('operate.hiring.reasons.' + reason) }}</li> }</ul> }
            @if (view.note) { <p class="small">{{ view.note }}</p> }
            @switch (stage()) {
              @case ('queue') { <button type="button" class="btn primary block" [disabled]="busy()" (click)="act('take')">{{ t('operate.hiring.take') }}</button> }
              @case ('mine') {
                <div class="stack decide">
                  <label class="small strong" for="months">{{ t('operate.hiring.validFor') }}</label>
                  <select id="months" class="input" #months>@for (one of choices; track one) { <option [value]="one" [selected]="one === 24">{{ t('operate.hiring.months', { count: one }) }}</option> }</select>
                  <button type="button" class="btn primary" [disabled]="busy()" (click)="approve(+months.value)"><p-icon name="check" [size]="18" />{{ t('operate.hiring.approve') }}</button>
                  <button type="button" class="btn danger" [disabled]="busy()" (click)="rejecting.set(true)">{{ t('operate.hiring.reject') }}…</button>
                  <button type="button" class="btn quiet" [disabled]="busy()" (click)="act('release')">{{ t('operate.hiring.release') }}</button>
                </div>
              }
              @case ('own') { <p class="notice" data-tone="warn"><p-icon name="info" /><span>{{ t('operate.hiring.own') }}</span></p> }
              @case ('others') { <p class="notice"><p-icon name="user" /><span>{{ t('operate.hiring.theirs') }} <p-person [id]="view.reviewer ?? ''" />.</span></p>@if (session.administers()) { <button type="button" class="btn" [disabled]="busy()" (click)="act('release')">{{ t('operate.hiring.release') }}</button> } }
            }
            @if (approved()) {
              @if (mine()) { @if (stage() !== 'own') { <p class="notice" data-tone="warn"><p-icon name="info" /><span>{{ t('operate.hiring.ownApproval') }}</span></p> } }
              @else { <button type="button" class="btn danger block" [disabled]="busy()" (click)="revoking.set(true)">{{ t('operate.hiring.revoke') }}…</button> }
            }
          </section>
          <section class="stack" aria-labelledby="documents">
            <h2 id="documents">{{ t('operate.hiring.shows') }}</h2>
            @for (one of view.documents; track one.id) { <div class="card"><p-sealed-document [document]="one" [may]="stage() === 'mine'" [decided]="stage() === 'decided'" /></div> } @empty { <p class="muted">{{ t('operate.hiring.notKept') }}</p> }
          </section>
        </div>
      } @else { <div class="columns"><div class="card"><p-skeleton [lines]="6" height="2rem" /></div><div class="card"><p-skeleton [lines]="3" height="8rem" /></div></div> }
      <p-reject-case [open]="rejecting()" [busy]="busy()" (closed)="rejecting.set(false)" (said)="reject($event)" />
      <p-reject-case [revoking]="true" [open]="revoking()" [busy]="busy()" (closed)="revoking.set(false)" (said)="revoke($event)" />
    </div>
  `,
  styles: `
    .back { display: inline-flex; gap: var(--s-1); align-items: center; min-height: var(--tap); } .head { margin: 0; } .states { gap: var(--s-1); } h2 { font-size: var(--t-lg); }
    .columns { display: grid; grid-template-columns: 24rem minmax(0, 1fr); gap: var(--s-5); align-items: start; } .facts-card { position: sticky; top: var(--s-4); } .decide { border-top: 1px solid var(--line); padding-top: var(--s-4); gap: var(--s-2); }
    .old summary { cursor: pointer; font-weight: 600; min-height: var(--tap); display: flex; align-items: center; }
    @media (max-width: 70rem) { .columns { grid-template-columns: minmax(0, 1fr); } .facts-card { position: static; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class VerificationCase {
  private readonly api = inject(Api);
  private readonly confirm = inject(Confirm);
  private readonly language = inject(Language);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  protected readonly session = inject(Session);
  readonly id = input.required<string>();
  protected readonly zone = HERE;
  protected readonly choices = MONTHS;
  protected readonly busy = signal(false);
  protected readonly rejecting = signal(false);
  protected readonly revoking = signal(false);
  protected readonly read = load(
    () => this.id(),
    (id): Promise<Schema<'CaseView'>> => this.api.ok(this.api.http.GET('/api/v1/operations/verification/{id}', { params: { path: { id } } })),
  );
  /** What counts now, and can be withdrawn. */
  protected readonly approved = computed(() => this.read.value()?.approved ?? null);
  protected readonly mine = computed(() => this.read.value()?.userId === this.session.profile()?.id);
  protected readonly renewal = computed(() => !!this.read.value() && renews(this.read.value()!));
  /** What this reviewer can do with it. */
  protected readonly stage = computed((): 'queue' | 'mine' | 'own' | 'others' | 'decided' => {
    const [view, me] = [this.read.value(), this.session.profile()?.id];
    if (view?.status !== 'submitted' && view?.status !== 'in_review') return 'decided';
    if (view.userId === me) return 'own';
    if (view.status === 'submitted') return 'queue';
    return view.reviewer === me ? 'mine' : 'others';
  });

  protected age(birthDate: string): number {
    const [born, now] = [new Date(birthDate), new Date()];
    const years = now.getUTCFullYear() - born.getUTCFullYear();
    return now.toISOString().slice(5, 10) < birthDate.slice(5) ? years - 1 : years;
  }

  protected country(code: string): string {
    return new Intl.DisplayNames(this.language.locale(), { type: 'region' }).of(code) ?? code;
  }

  protected act(what: 'take' | 'release'): Promise<void> {
    const params = { params: { path: { id: this.id() } } };
    return this.during(() => this.api.ok(what === 'take' ? this.api.http.POST('/api/v1/operations/verification/{id}/take', params) : this.api.http.POST('/api/v1/operations/verification/{id}/release', params)));
  }

  protected async approve(validMonths: number): Promise<void> {
    const say = (key: string, values?: Record<string, unknown>): string => this.language.say(key, values);
    if (!(await this.confirm.ask(say('operate.hiring.approveSure'), say(this.renewal() ? 'operate.hiring.approveRenewalText' : 'operate.hiring.approveText', { count: validMonths }), say('operate.hiring.approve'), false))) return;
    await this.decide(() => this.api.ok(this.api.http.POST('/api/v1/operations/verification/{id}/approve', { params: { path: { id: this.id() } }, body: { validMonths } })), 'operate.hiring.approved');
  }

  protected async reject(body: Schema<'RejectCase'>): Promise<void> {
    await this.decide(() => this.api.ok(this.api.http.POST('/api/v1/operations/verification/{id}/reject', { params: { path: { id: this.id() } }, body })), 'operate.hiring.rejected');
    this.rejecting.set(false);
  }

  /** It counts no longer at once; the case stays open here. */
  protected async revoke(body: Schema<'RejectCase'>): Promise<void> {
    await this.during(async () => {
      await this.api.ok(this.api.http.POST('/api/v1/operations/verification/{id}/revoke', { params: { path: { id: this.id() } }, body }));
      this.toasts.good(this.language.say('operate.hiring.revoked'));
      this.revoking.set(false);
    });
  }

  /** On with the next one that waits. */
  private async decide(run: () => Promise<unknown>, said: string): Promise<void> {
    await this.during(async () => {
      await run();
      this.toasts.good(this.language.say(said));
      await this.router.navigateByUrl('/operate/verification');
    });
  }

  private async during(run: () => Promise<unknown>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    try {
      await run();
    } catch (error) {
      this.toasts.problem(error);
    }
    await this.read.reload();
    this.busy.set(false);
  }
}
