import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { load } from '@core/load';
import { Icon } from '@ui/icon';
import { MomentPipe, MoneyPipe } from '@ui/pipes';
import { Empty, Failed, Skeleton } from '@ui/states';

import { Files } from '../../booking/files';
import { SaveButton } from '../../booking/save-button';
import { Person } from '../office/person';
import { DisputeTalk } from './dispute-talk';
import { SplitForm } from './split-form';

/** Notes that are codes and no words of anybody. */
const CODE = /^[a-z_.]+$/;

/** One dispute: what was agreed, what each side says and did, their files; and the decision. */
@Component({
  imports: [RouterLink, TranslocoDirective, Icon, MomentPipe, MoneyPipe, Empty, Failed, Skeleton, SaveButton, DisputeTalk, Person, SplitForm],
  template: `
    <div class="page stack" *transloco="let t">
      <a class="back small" routerLink="/operate/disputes"><p-icon name="arrow-left" [size]="17" />{{ t('operate.hiring.disputes') }}</a>
      @if (read.problem(); as problem) {
        @if (problem.status === 404) { <p-empty icon="gavel" [top]="true" [heading]="t('operate.hiring.noOrder')" [text]="t('operate.hiring.noOrderText')" /> } @else { <p-failed [problem]="problem" (retry)="read.reload()" /> }
      } @else if (read.value(); as order) {
        <div><h1>{{ order.title }}</h1><p class="muted">{{ t('operate.hiring.client') }}: <p-person [id]="order.clientId" /> · {{ t('operate.hiring.professional') }}: <p-person [id]="order.professionalId" /></p></div>
        <div class="columns">
          <div class="stack loose">
            @if (order.dispute; as dispute) {
              <section class="card stack" aria-labelledby="words">
                <h2 id="words">{{ t('operate.hiring.words') }}</h2>
                <article class="said" [attr.data-side]="dispute.openedBy === order.clientId ? 'client' : 'professional'"><p class="small"><span class="strong"><p-person [id]="dispute.openedBy" /></span>&ngsp;<span class="badge" data-tone="bad">{{ t('operate.hiring.disputeReasons.' + dispute.reason) }}</span>&ngsp;<span class="muted">{{ dispute.openedAt | moment }}</span></p><p class="text">{{ dispute.text }}</p></article>
                @for (one of said(); track one.version) { <article class="said" [attr.data-side]="one.side"><p class="small"><span class="strong">{{ t(one.side === 'client' ? 'operate.hiring.client' : 'operate.hiring.professional') }}</span>&ngsp;<span class="muted">{{ t('operate.hiring.actions.' + one.action) }} · {{ one.at | moment }}</span></p><p class="text">{{ one.note }}</p></article> }
                @for (one of order.deliveries; track one.number) {
                  <article class="said" data-side="professional"><p class="small"><span class="strong">{{ t('operate.hiring.delivery', { number: one.number }) }}</span>&ngsp;<span class="muted">{{ one.at | moment }}</span></p><p class="text">{{ one.message }}</p>
                    @if (filesOf(one.fileIds).length) { <p class="row">@for (file of filesOf(one.fileIds); track file.id) { <p-save-button icon="paperclip" [small]="true" [save]="saver(file)">{{ file.name }}</p-save-button> }</p> }
                  </article>
                }
                @if (loose().length) { <div><h3>{{ t('operate.hiring.otherFiles') }}</h3><p class="row">@for (file of loose(); track file.id) { <p-save-button icon="paperclip" [small]="true" [save]="saver(file)">{{ file.name }}</p-save-button> }</p></div> }
              </section>
              <p-dispute-talk [orderId]="order.id" [clientId]="order.clientId" [title]="order.title" [live]="!dispute.resolvedAt" (refreshed)="read.reload()" />
            }
            <section class="card stack" aria-labelledby="agreed">
              <h2 id="agreed">{{ t('operate.hiring.agreed') }}</h2>
              <p class="text">{{ order.scope }}</p>
              <ul class="sums">@for (part of order.milestones; track part.id) { <li class="part"><span>{{ part.title }} <span class="badge">{{ t('operate.hiring.milestones.' + part.state) }}</span></span><span class="number">{{ part.amount | money }}</span></li> }</ul>
              <dl class="facts"><dt>{{ t('operate.hiring.due') }}</dt><dd>{{ order.dueAt | moment }}</dd><dt>{{ t('operate.hiring.revisions') }}</dt><dd>{{ order.revisionsUsed }} / {{ order.revisions }}</dd></dl>
            </section>
            <section class="card stack" aria-labelledby="timeline">
              <h2 id="timeline">{{ t('operate.hiring.timeline') }}</h2>
              <ol class="line">@for (one of order.timeline; track one.version) { <li><span class="dot" [attr.data-side]="one.side"></span><span><span class="strong">{{ t('operate.hiring.actions.' + one.action) }}</span>&ngsp;<span class="small muted">{{ one.side ? t(one.side === 'client' ? 'operate.hiring.client' : 'operate.hiring.professional') + ' · ' : '' }}{{ one.at | moment }}</span></span></li> }</ol>
            </section>
          </div>
          <aside class="stack">
            <section class="card" [attr.aria-label]="t('operate.hiring.moneyOf')"><dl class="sums"><div><dt>{{ t('operate.hiring.price') }}</dt><dd>{{ order.price | money }}</dd></div><div><dt>{{ t('operate.hiring.released') }}</dt><dd>{{ order.released | money }}</dd></div><div><dt>{{ t('operate.hiring.refunded') }}</dt><dd>{{ order.refunded | money }}</dd></div><div class="total"><dt>{{ t('operate.hiring.held') }}</dt><dd>{{ order.held | money }}</dd></div></dl></section>
            @if (order.actions.includes('resolve')) {
              <p-split-form [orderId]="order.id" [held]="order.held" (decided)="done()" />
            } @else if (order.dispute?.resolvedAt) {
              <section class="card stack tight"><h2>{{ t('operate.hiring.decidedHeading') }}</h2><p>{{ t('operate.hiring.toClient') }}: <span class="strong">{{ order.dispute?.toClient | money }}</span></p><p>{{ t('operate.hiring.toProfessional') }}: <span class="strong">{{ order.dispute?.toProfessional | money }}</span></p><p class="text small">{{ order.dispute?.note }}</p></section>
            }
          </aside>
        </div>
      } @else { <div class="columns"><div class="card"><p-skeleton [lines]="7" height="2rem" /></div><div class="card"><p-skeleton [lines]="5" height="2rem" /></div></div> }
    </div>
  `,
  styles: `
    .back { display: inline-flex; gap: var(--s-1); align-items: center; min-height: var(--tap); } h2 { font-size: var(--t-lg); } h3 { font-size: var(--t-sm); margin-bottom: var(--s-2); } .text { white-space: pre-line; }
    .columns { display: grid; grid-template-columns: minmax(0, 1fr) 25rem; gap: var(--s-5); align-items: start; } aside { position: sticky; top: var(--s-4); } .loose { gap: var(--s-5); }
    .said { display: grid; gap: var(--s-1); padding: var(--s-3) var(--s-4); border-radius: var(--r-1); background: var(--surface-2); border-inline-start: 4px solid var(--line-strong); } .said[data-side='client'] { border-color: var(--accent); } .said[data-side='professional'] { border-color: var(--brand); }
    .part { display: flex; justify-content: space-between; gap: var(--s-4); } .line { display: grid; gap: var(--s-3); } .line li { display: grid; grid-template-columns: 0.8rem 1fr; gap: var(--s-3); align-items: baseline; } .dot { width: 0.7rem; height: 0.7rem; border-radius: 50%; background: var(--line-strong); } .dot[data-side='client'] { background: var(--accent); } .dot[data-side='professional'] { background: var(--brand); }
    @media (max-width: 76rem) { .columns { grid-template-columns: minmax(0, 1fr); } aside { position: static; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DisputeRoom {
  private readonly api = inject(Api);
  private readonly files = inject(Files);
  private readonly router = inject(Router);
  readonly id = input.required<string>();
  protected readonly read = load(
    () => this.id(),
    (id) => this.api.ok(this.api.http.GET('/api/v1/orders/{id}', { params: { path: { id } } })),
  );
  /** What was said with each step, but for deliveries and the dispute itself, which stand beside it. */
  protected readonly said = computed(() => (this.read.value()?.timeline ?? []).filter((one) => one.note && !CODE.test(one.note) && one.action !== 'deliver' && one.action !== 'dispute' && one.action !== 'resolve'));
  protected readonly loose = computed(() => {
    const order = this.read.value();
    const delivered = new Set(order?.deliveries.flatMap((one) => one.fileIds));
    return order?.files.filter((file) => !delivered.has(file.id)) ?? [];
  });
  private readonly savers = new Map<string, () => Promise<void>>();

  protected filesOf(ids: readonly string[]): Schema<'OrderFile'>[] {
    return (this.read.value()?.files ?? []).filter((file) => ids.includes(file.id));
  }

  protected saver(file: Schema<'OrderFile'>): () => Promise<void> {
    let known = this.savers.get(file.id);
    if (!known) this.savers.set(file.id, (known = () => this.files.save(`/api/v1/orders/${this.id()}/files/${file.id}`, file.name)));
    return known;
  }

  protected async done(): Promise<void> {
    await this.router.navigateByUrl('/operate/disputes');
  }
}
