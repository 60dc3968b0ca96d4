import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { TranslocoDirective } from '@jsverse/transloco';
import { debounceTime } from 'rxjs';

import { Api } from '@core/api';
import { Language } from '@core/i18n';
import { Live } from '@core/live';
import { load } from '@core/load';
import { Session } from '@core/session';
import { ticking } from '@core/ticking';
import { HERE } from '@core/time';
import { Icon } from '@ui/icon';
import { DayPipe } from '@ui/pipes';
import { Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { query } from '../../operate/office/query';
import { CaseState } from './case-state';
import { DetailsForm } from './details-form';
import { DocumentCard } from './document-card';
import { DocumentKind, STEPS, Step, Verification, asked, begun, doneSteps, editable, firstOpen, needs, renewable } from './steps';

/** Proving who one is: who, documents, a last look; then where the case stands. */
@Component({
  imports: [TranslocoDirective, DayPipe, Icon, Failed, Skeleton, CaseState, DetailsForm, DocumentCard],
  template: `
    <div class="page narrow stack" *transloco="let t">
      <div><h1>{{ t('desk.verification.title') }}</h1><p class="muted">{{ t('desk.verification.text') }}</p></div>
      @if (read.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="read.reload()" />
      } @else if (read.value(); as view) {
        <p-case-state [view]="view" [now]="now()">
          @if (canRenew() && !renewing()) { <div><button type="button" class="btn primary" (click)="go('who')"><p-icon name="rotate-ccw" [size]="18" />{{ t(begun() ? 'desk.verification.renewal.goOn' : 'desk.verification.renewal.renew') }}</button></div> }
        </p-case-state>
        @if (renewing()) {
          <div class="row between"><h2>{{ t('desk.verification.renewal.heading') }}</h2><button type="button" class="btn quiet" (click)="later()">{{ t('desk.verification.renewal.later') }}</button></div>
          <p class="muted why-renew">{{ t('desk.verification.renewal.text') }}</p>
        }
        @if (open()) {
          <ol class="steps" [attr.aria-label]="t('desk.verification.steps')">
            @for (one of steps; track one) {
              <li [class.on]="one === step()" [class.done]="done()[one]">
                <button type="button" [disabled]="!reachable(one)" [attr.aria-current]="one === step() ? 'step' : null" (click)="go(one)"><span class="dot">@if (done()[one]) { <p-icon name="check" [size]="16" /><span class="visually-hidden">{{ t('desk.level.done') }}</span> } @else { {{ $index + 1 }} }</span><span>{{ t('desk.verification.stepNames.' + one) }}</span></button>
              </li>
            }
          </ol>
          @switch (step()) {
            @case ('who') {
              <section class="card stack" aria-labelledby="step-who"><h2 id="step-who">{{ t('desk.verification.stepNames.who') }}</h2><p-details-form [view]="view" (saved)="read.set($event); go('documents')" /></section>
            }
            @case ('documents') {
              <section class="stack" aria-labelledby="step-documents">
                <h2 id="step-documents">{{ t('desk.verification.stepNames.documents') }}</h2>
                @for (kind of kinds(); track kind) { <p-document-card [kind]="kind" [document]="documentOf(view, kind)" [required]="needed(view, kind)" (changed)="read.reload()" /> }
                <div class="row end ahead"><button type="button" class="btn quiet" (click)="go('who')">{{ t('desk.verification.back') }}</button><button type="button" class="btn primary" [disabled]="!done().documents" [attr.aria-describedby]="done().documents ? null : 'documents-why'" (click)="go('send')">{{ t('desk.verification.next') }}</button></div>
                @if (!done().documents) { <p id="documents-why" class="small muted why">{{ t('desk.verification.moreDocuments') }}</p> }
              </section>
            }
            @case ('send') {
              <section class="card stack" aria-labelledby="step-send">
                <h2 id="step-send">{{ t('desk.verification.stepNames.send') }}</h2>
                @if (view.details; as details) {
                  <dl class="facts">
                    <dt>{{ t('desk.verification.legalName') }}</dt><dd class="strong">{{ details.legalName }}</dd>
                    <dt>{{ t('desk.verification.birthDate') }}</dt><dd>{{ details.birthDate | day: 'UTC' : 'long' }}</dd>
                    <dt>{{ t('desk.verification.documentKind') }}</dt><dd>{{ t('desk.verification.documentKinds.' + details.documentKind) }} · {{ country(details.country) }}</dd>
                    <dt>{{ t('desk.verification.documentNumber') }}</dt><dd>{{ details.documentNumber }}</dd>
                    <dt>{{ t('desk.verification.stepNames.documents') }}</dt><dd>@for (one of view.documents; track one.id) { <span class="badge" data-tone="good"><p-icon name="check" [size]="14" />{{ t('desk.verification.kinds.' + one.kind) }}</span> }</dd>
                  </dl>
                }
                @if (view.missing.length) { <p class="notice" data-tone="warn"><p-icon name="info" /><span>{{ t('desk.verification.stillMissing') }}</span></p> }
                <div class="row end ahead"><button type="button" class="btn quiet" (click)="go(view.missing.length ? first() : 'who')">{{ t('desk.verification.change') }}</button><button type="button" class="btn primary" [disabled]="busy() || view.missing.length > 0" [attr.aria-busy]="busy()" (click)="submit()">{{ t(busy() ? 'desk.verification.submitting' : 'desk.verification.submit') }}</button></div>
              </section>
            }
          }
        } @else if (view.status === 'approved') {
          <p class="muted small">{{ t('desk.verification.approvedNote', { date: view.decidedAt ? (view.decidedAt | day: zone : 'long') : '' }) }}</p>
        }
        <details class="card"><summary><p-icon name="lock" [size]="18" />{{ t('desk.verification.protection') }}</summary><ul>@for (one of protections; track one) { <li>{{ t('desk.verification.protections.' + one) }}</li> }</ul></details>
      } @else {
        <p-skeleton [lines]="1" height="3rem" /><div class="card"><p-skeleton [lines]="6" height="3rem" /></div>
      }
    </div>
  `,
  styles: `
    .steps { display: grid; grid-template-columns: repeat(3, 1fr); gap: var(--s-2); } .steps button { display: grid; justify-items: start; gap: var(--s-1); width: 100%; min-height: var(--tap); padding: var(--s-2) 0; border: 0; border-top: 4px solid var(--line); background: none; color: var(--muted); font-weight: 600; font-size: var(--t-sm); text-align: start; }
    .steps .done button { border-top-color: var(--good); } .steps .on button { border-top-color: var(--brand); color: var(--text); } .steps button:disabled { cursor: not-allowed; }
    .dot { display: inline-grid; place-items: center; width: 1.5rem; height: 1.5rem; border-radius: 50%; background: var(--surface-2); font-size: var(--t-xs); } .on .dot { background: var(--brand); color: var(--on-brand); } .done .dot { background: var(--good-soft); color: var(--good); }
    .why-renew { margin-top: calc(-1 * var(--s-2)); } dd .badge + .badge { margin-inline-start: var(--s-1); } .why { text-align: end; }
    summary { cursor: pointer; font-weight: 600; min-height: var(--tap); display: flex; align-items: center; gap: var(--s-2); list-style: none; } details.card { padding-block: var(--s-2); } details ul { display: grid; gap: var(--s-2); padding: 0 0 var(--s-3) 1.6rem; list-style: disc; color: var(--muted); }
    @media (max-width: 40rem) { .ahead { display: grid; grid-template-columns: 1fr 2fr; } .facts { grid-template-columns: 1fr; gap: 0; } .facts dd { margin-bottom: var(--s-3); } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DeskVerification {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly query = query();
  protected readonly zone = HERE;
  protected readonly steps = STEPS;
  protected readonly protections = ['sealed', 'who', 'audited', 'deleted'];
  protected readonly busy = signal(false);
  protected readonly read = load(
    () => this.session.profile()?.id,
    () => this.api.ok(this.api.http.GET('/api/v1/verification')),
  );
  /** The day from which it can be renewed may come while the page is open. */
  protected readonly now = ticking(60_000);
  protected readonly canRenew = computed(() => !!this.read.value() && renewable(this.read.value()!, this.now()));
  /** A renewal is begun by a press; where it stands is in the address. */
  protected readonly renewing = computed(() => this.canRenew() && !!this.query.get('step'));
  protected readonly begun = computed(() => begun(this.read.value()!));
  protected readonly open = computed(() => !!this.read.value() && editable(this.read.value()!, this.now()) && this.canRenew() === this.renewing());
  protected readonly done = computed(() => doneSteps(this.read.value()!, this.now()));
  protected readonly first = computed(() => firstOpen(this.read.value()!, this.now()));
  protected readonly step = computed((): Step => {
    const wanted = STEPS.find((one) => one === this.query.get('step'));
    return wanted && this.reachable(wanted) ? wanted : this.first();
  });
  protected readonly kinds = computed(() => asked(this.read.value()!));
  protected readonly needed = needs;

  constructor() {
    // The reviewer's word comes with a notification.
    inject(Live).notifications.pipe(debounceTime(800), takeUntilDestroyed()).subscribe(() => !this.open() && void this.read.reload());
  }

  protected reachable(step: Step): boolean {
    return step === 'who' || this.done().who;
  }

  protected go(step: Step): void {
    this.query.set({ step });
    setTimeout(() => document.getElementById(`step-${step}`)?.scrollIntoView({ block: 'center' }));
  }

  protected later(): void {
    this.query.set({ step: null });
    scrollTo({ top: 0 });
  }

  protected documentOf(view: Verification, kind: DocumentKind): Verification['documents'][number] | null {
    return view.documents.find((one) => one.kind === kind) ?? null;
  }

  protected country(code: string): string {
    return new Intl.DisplayNames(this.language.locale(), { type: 'region' }).of(code) ?? code;
  }

  protected async submit(): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    try {
      await this.api.ok(this.api.http.POST('/api/v1/verification/submit'));
      this.query.set({ step: null });
      await this.read.reload();
      scrollTo({ top: 0 });
    } catch (error) {
      this.toasts.problem(error);
      await this.read.reload();
    } finally {
      this.busy.set(false);
    }
  }
}
