import { ChangeDetectionStrategy, Component, computed, effect, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { load } from '@core/load';
import { pages } from '@core/pages';
import { saveFile } from '@core/save-file';
import { Dialog } from '@ui/dialog';
import { Icon } from '@ui/icon';
import { MomentPipe, MoneyPipe } from '@ui/pipes';
import { Empty, Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { PersonPicker } from '../bookings/person-picker';
import { Filters } from '../office/filters';
import { Letter } from '../office/letter';
import { More } from '../office/more';
import { Named, Person } from '../office/person';
import { alike, query } from '../office/query';
import { Rows } from '../office/rows';

/** Everybody's invoices and credit notes. */
@Component({
  imports: [TranslocoDirective, RouterLink, Dialog, Icon, MomentPipe, MoneyPipe, Empty, Failed, Skeleton, Filters, Letter, More, Rows, Person, PersonPicker],
  template: `
    <div class="page stack" *transloco="let t">
      <h1>{{ t('operate.money.invoicesTitle') }}</h1>
      <p-filters [active]="active()" (cleared)="query.set({ person: null, kind: null, number: null })">
        <div class="field">
          <label for="invoice-number">{{ t('operate.money.number') }}</label>
          <input #number id="invoice-number" type="search" autocomplete="off" [value]="query.get('number')" [placeholder]="t('operate.money.numberHint')" (input)="query.set({ number: number.value.trim() }, true)" />
        </div>
        <p-person-picker [label]="t('operate.money.buyer')" [value]="question().userId ?? ''" (valueChange)="query.set({ person: $event })" />
        <div class="field">
          <label for="invoice-kind">{{ t('operate.money.paperKind') }}</label>
          <select id="invoice-kind" (change)="query.set({ kind: $any($event.target).value })">
            <option value="">{{ t('operate.office.all') }}</option>
            <option value="invoice" [selected]="query.get('kind') === 'invoice'">{{ t('operate.money.invoice') }}</option>
            <option value="credit_note" [selected]="query.get('kind') === 'credit_note'">{{ t('operate.money.creditNote') }}</option>
          </select>
        </div>
      </p-filters>

      @if (list.start.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="list.start.reload()" />
      } @else if (list.start.first()) {
        <p-rows />
      } @else if (list.items().length === 0) {
        <p-empty icon="receipt-text" [heading]="t(active() ? 'operate.money.noInvoiceFound' : 'operate.money.noInvoices')" [text]="t('operate.money.noInvoicesText')" />
      } @else {
        <p class="visually-hidden" aria-live="polite">{{ t('operate.money.matching', { count: shown().length }) }}</p>
        @if (shown().length === 0) {
          <div class="notice"><p-icon name="search" /><p>{{ t(list.more() ? 'operate.money.noneInLoaded' : 'operate.money.noInvoiceFound', { count: list.items().length }) }}</p></div>
        } @else {
          <div class="table-box" [attr.aria-busy]="list.start.loading()">
            <table class="table fold">
              <caption class="visually-hidden">{{ t('operate.money.invoicesTitle') }}</caption>
              <thead>
                <tr>
                  <th scope="col">{{ t('operate.money.number') }}</th>
                  <th scope="col">{{ t('operate.money.issued') }}</th>
                  <th scope="col">{{ t('operate.money.buyer') }}</th>
                  <th scope="col" class="number wide-only">{{ t('operate.money.net') }}</th>
                  <th scope="col" class="number wide-only">{{ t('operate.money.tax') }}</th>
                  <th scope="col" class="number">{{ t('operate.money.total') }}</th>
                  <th scope="col"><span class="visually-hidden">{{ t('operate.money.links') }}</span></th>
                </tr>
              </thead>
              <tbody>
                @for (paper of shown(); track paper.id) {
                  <tr>
                    <th scope="row" [attr.data-label]="t(paper.kind === 'credit_note' ? 'operate.money.creditNote' : 'operate.money.invoice')">
                      <button type="button" class="link" (click)="query.set({ invoice: paper.id })">{{ paper.number }}</button>
                      @if (paper.kind === 'credit_note') { <span class="badge kind" data-tone="brand">{{ t('operate.money.creditNote') }}</span> }
                    </th>
                    <td class="nowrap" [attr.data-label]="t('operate.money.issued')">{{ paper.issuedAt | moment }}</td>
                    <td [attr.data-label]="t('operate.money.buyer')"><p-person [id]="paper.userId" /></td>
                    <td class="number wide-only" [attr.data-label]="t('operate.money.net')">{{ paper.net | money }}</td>
                    <td class="number wide-only" [attr.data-label]="t('operate.money.tax')">{{ paper.tax | money }}</td>
                    <td class="number strong" [attr.data-label]="t('operate.money.total')">{{ paper.total | money }}</td>
                    <td class="links">
                      <a class="btn quiet small" [routerLink]="['/operate/payments', paper.paymentId]">{{ t('operate.money.payment') }}</a>
                      <button type="button" class="btn small" [disabled]="saving() === paper.id" [attr.aria-label]="t('operate.money.pdfOf', { number: paper.number })" (click)="pdf(paper)"><p-icon name="download" [size]="17" />PDF</button>
                    </td>
                  </tr>
                }
              </tbody>
            </table>
          </div>
        }
        <p-more [list]="list" />
      }

      <p-dialog [open]="!!shownId()" [wide]="true" [heading]="heading()" (closed)="query.set({ invoice: null })">
        @if (page.problem(); as problem) {
          <p-failed [problem]="problem" (retry)="page.reload()" />
        } @else if (document(); as document) {
          <p-letter class="paper" [name]="heading()" [html]="document.html" />
          <div class="row end">
            <a class="btn quiet" [routerLink]="['/operate/payments', document.paper.paymentId]">{{ t('operate.money.payment') }}</a>
            <button type="button" class="btn primary" [disabled]="saving() === document.paper.id" (click)="pdf(document.paper)"><p-icon name="download" />{{ t('operate.money.pdf') }}</button>
          </div>
        } @else {
          <div class="paper"><p-skeleton [lines]="10" /></div>
        }
      </p-dialog>
    </div>
  `,
  styles: `
    th .link { min-height: 2.25rem; font-weight: 600; }
    th .badge { margin-inline-start: var(--s-2); }
    .links { text-align: end; white-space: nowrap; }
    .links .btn { vertical-align: middle; }
    .paper { height: min(60dvh, 46rem); }
    th { white-space: nowrap; }
    @media (max-width: 72rem) { .table .wide-only { display: none; } }
    @media (max-width: 44rem) { td.links { justify-content: end; } th .kind { display: none; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OperateInvoices {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  protected readonly query = query();
  /** Which one's file is being made. */
  protected readonly saving = signal('');
  protected readonly question = computed(() => ({ userId: this.query.id('person') || undefined }), { equal: alike });
  protected readonly active = computed(() => ['person', 'kind', 'number'].filter((name) => this.query.get(name)).length);
  protected readonly list = pages(
    () => this.question(),
    (question, cursor) => this.api.ok(this.api.http.GET('/api/v1/payments/invoices', { params: { query: { ...question, cursor, limit: 50 } } })),
  );
  protected readonly shown = computed(() => {
    const [kind, number] = [this.query.get('kind'), this.query.get('number').toLowerCase()];
    return this.list.items().filter((paper) => (!kind || paper.kind === kind) && paper.number.toLowerCase().includes(number));
  });
  protected readonly shownId = computed(() => this.query.id('invoice'));
  protected readonly page = load(
    () => this.shownId() || undefined,
    async (id) => {
      const [paper, file] = await Promise.all([
        this.api.ok(this.api.http.GET('/api/v1/payments/invoices/{id}', { params: { path: { id } } })),
        this.api.file(`/api/v1/payments/invoices/${id}/html`),
      ]);
      return { paper, html: await file.text() };
    },
  );
  /** Not the one that was open before. */
  protected readonly document = computed(() => (this.page.value()?.paper.id === this.shownId() ? this.page.value() : undefined));
  protected readonly heading = computed(() => this.document()?.paper.number ?? '…');

  constructor() {
    const named = inject(Named);
    effect(() => named.want(this.question().userId ?? ''));
  }

  protected async pdf(paper: Schema<'InvoiceView'>): Promise<void> {
    this.saving.set(paper.id);
    try {
      saveFile(await this.api.file(`/api/v1/payments/invoices/${paper.id}/pdf`), `${paper.number}.pdf`);
    } catch (error) {
      this.toasts.problem(error);
    } finally {
      this.saving.set('');
    }
  }
}
