import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { MomentPipe } from '@ui/pipes';

import { Attachment } from '../talk/attachment';
import { LinkedText } from '../talk/linked-text';

/** What was handed over, the last first. */
@Component({
  selector: 'p-order-deliveries',
  imports: [Attachment, LinkedText, MomentPipe, TranslocoDirective],
  template: `
    <section class="card stack" *transloco="let t">
      <h2>{{ t('talk.work.deliveries.heading') }}</h2>
      <ol class="stack">
        @for (one of shown(); track one.number) {
          <li class="stack tight" [class.older]="!$first">
            <p class="small"><strong>{{ t('talk.work.deliveries.number', { number: one.number }) }}</strong> <span class="muted">@if (one.part) { · {{ one.part }} } · <time [attr.datetime]="one.at">{{ one.at | moment }}</time></span></p>
            <p-linked-text [text]="one.message" />
            @if (one.files.length) { <div class="files">@for (file of one.files; track file.id) { <p-attachment [path]="'/api/v1/orders/' + order().id + '/files/' + file.id" [name]="file.name" [mediaType]="file.mediaType" [bytes]="file.size" /> }</div> }
          </li>
        }
      </ol>
    </section>
  `,
  styles: `
    .files { display: grid; gap: var(--s-2); grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); align-items: start; }
    .older { padding-top: var(--s-4); border-top: 1px solid var(--line); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OrderDeliveries {
  readonly order = input.required<Schema<'OrderDetail'>>();
  protected readonly shown = computed(() => {
    const { deliveries, files, milestones } = this.order();
    const part = (id: string): string | undefined => (milestones.length > 1 ? milestones.find((one) => one.id === id)?.title : undefined);
    return deliveries.map((one) => ({ ...one, part: part(one.milestoneId), files: files.filter((file) => one.fileIds.includes(file.id)) })).reverse();
  });
}
