import { ChangeDetectionStrategy, Component, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Problem } from '@core/problem';
import { Dialog } from '@ui/dialog';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { Refusals } from '@ui/refusals';
import { Failed } from '@ui/states';

import { Uploading } from '../talk/uploading';
import { UploadingList } from '../talk/uploading-list';
import { currentPart } from './deeds';

const MOST_FILES = 20;

/** Hands the work, or its next part, over: some words and the files. */
@Component({
  selector: 'p-deliver',
  imports: [Control, Dialog, Failed, Field, Icon, TranslocoDirective, UploadingList],
  providers: [Uploading],
  template: `
    <ng-container *transloco="let t">
      <p-dialog [open]="open()" [heading]="t('talk.work.deliver.heading')" (closed)="closed.emit()">
        <form class="stack" novalidate (submit)="send($event)" (dragover)="$event.preventDefault()" (drop)="dropped($event)">
          @if (several()) { <p>{{ t('talk.work.deliver.part', { part: part()?.title }) }}</p> }
          <p class="small muted">{{ t('talk.work.deliver.text') }}</p>
          @if (general(); as refusal) { <p-failed [problem]="refusal" /> }
          <p-field [label]="t('talk.work.deliver.label')" [error]="error()"><textarea pControl name="message" rows="5" maxlength="5000" required (input)="error.set('')"></textarea></p-field>
          <div class="stack tight">
            <p-uploading-list />
            <input #pick class="visually-hidden" type="file" multiple tabindex="-1" aria-hidden="true" (change)="chosen(pick)" />
            <div><button type="button" class="btn" (click)="pick.click()"><p-icon name="paperclip" [size]="18" />{{ t('talk.work.deliver.files') }}</button></div>
          </div>
          <div class="row end foot">
            <button type="button" class="btn" (click)="closed.emit()">{{ t('common.cancel') }}</button>
            <button class="btn primary" [attr.aria-disabled]="busy() || uploading.busy()" [attr.aria-busy]="busy()">{{ uploading.busy() ? t('talk.work.deliver.uploading') : t('talk.work.act.deliver') }}</button>
          </div>
        </form>
      </p-dialog>
    </ng-container>
  `,
  styles: `@media (max-width: 40rem) { .foot .btn { flex: 1; } }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Deliver {
  private readonly api = inject(Api);
  private readonly refusals = inject(Refusals);
  private readonly words = inject(TranslocoService);
  protected readonly uploading = inject<Uploading<Schema<'OrderFile'>>>(Uploading);
  readonly open = input(false);
  readonly order = input.required<Schema<'OrderView'>>();
  readonly closed = output<void>();
  readonly delivered = output<Schema<'OrderView'>>();
  protected readonly busy = signal(false);
  protected readonly error = signal('');
  private readonly problem = signal<Problem | null>(null);
  protected readonly general = computed(() => (this.refusals.field(this.problem(), 'message') ? null : this.problem()));
  protected readonly part = computed(() => currentPart(this.order()));
  protected readonly several = computed(() => this.order().milestones.length > 1);

  constructor() {
    effect(() => {
      this.open();
      untracked(() => {
        this.uploading.clear();
        this.problem.set(null);
        this.error.set('');
      });
    });
  }

  protected chosen(pick: HTMLInputElement): void {
    this.add(pick.files ?? []);
    pick.value = '';
  }

  protected dropped(event: DragEvent): void {
    event.preventDefault();
    this.add(event.dataTransfer?.files ?? []);
  }

  private add(files: Iterable<File>): void {
    this.uploading.add(`/api/v1/orders/${this.order().id}/files`, files, MOST_FILES);
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const message = String(new FormData(event.target as HTMLFormElement).get('message') ?? '').trim();
    if (this.busy() || this.uploading.busy()) return;
    this.problem.set(null);
    this.error.set(message ? '' : this.words.translate('talk.work.deliver.missing'));
    if (!message) return (event.target as HTMLFormElement).querySelector('textarea')?.focus();
    this.busy.set(true);
    try {
      const body = { message, files: this.uploading.done().map((file) => file.id), milestoneId: this.part()?.id ?? null };
      this.delivered.emit(await this.api.ok(this.api.http.POST('/api/v1/orders/{id}/deliver', { params: { path: { id: this.order().id } }, body })));
      this.closed.emit();
    } catch (error) {
      const problem = Problem.from(error);
      this.problem.set(problem);
      this.error.set(this.refusals.field(problem, 'message') ?? '');
    } finally {
      this.busy.set(false);
    }
  }
}
