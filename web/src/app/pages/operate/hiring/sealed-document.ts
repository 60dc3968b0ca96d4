import { ChangeDetectionStrategy, Component, DestroyRef, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { DomSanitizer } from '@angular/platform-browser';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Problem } from '@core/problem';
import { Icon } from '@ui/icon';
import { Refusals } from '@ui/refusals';

/** A document of a case: opened when the reviewer asks, for that is recorded; turned and enlarged to be read. */
@Component({
  selector: 'p-sealed-document',
  imports: [Icon, TranslocoDirective],
  template: `
    <figure *transloco="let t">
      <figcaption class="row between"><span class="strong">{{ t('operate.hiring.documents.' + document().kind) }}</span><span class="small muted">{{ size() }}</span></figcaption>
      @if (url(); as shown) {
        <div class="paper" [class.large]="large()">
          @if (document().mediaType === 'application/pdf') { <iframe [src]="trusted(shown)" [title]="t('operate.hiring.documents.' + document().kind)"></iframe> } @else { <img [src]="shown" [alt]="t('operate.hiring.documents.' + document().kind)" [style.rotate.deg]="turn()" /> }
        </div>
        @if (document().mediaType !== 'application/pdf') {
          <div class="row">
            <button type="button" class="btn small" (click)="turn.set((turn() + 90) % 360)"><p-icon name="rotate-ccw" [size]="17" />{{ t('operate.hiring.turn') }}</button>
            <button type="button" class="btn small" [attr.aria-pressed]="large()" (click)="large.set(!large())"><p-icon name="expand" [size]="17" />{{ t('operate.hiring.enlarge') }}</button>
          </div>
        }
      } @else {
        <div class="paper shut"><p-icon name="lock" [size]="28" /><button type="button" class="btn" [disabled]="!may() || busy()" [attr.aria-busy]="busy()" (click)="open()">{{ t(busy() ? 'operate.hiring.opening' : 'operate.hiring.open') }}</button>@if (!may()) { <p class="small muted">{{ t(decided() ? 'operate.hiring.onlyDuring' : 'operate.hiring.takeFirst') }}</p> }</div>
      }
      @if (failed()) { <p class="small bad" role="alert">{{ failed() }}</p> }
    </figure>
  `,
  styles: `
    figure { display: grid; gap: var(--s-2); } .paper { display: grid; place-items: center; min-height: 14rem; border: 1px solid var(--line); border-radius: var(--r-1); background: var(--surface-2); overflow: auto; } .paper img { max-height: 26rem; } .paper.large img { max-height: none; max-width: none; }
    .paper.large { max-height: 80dvh; place-items: start; } .shut { align-content: center; gap: var(--s-3); color: var(--muted); padding: var(--s-4); text-align: center; } iframe { width: 100%; height: 26rem; border: 0; } .bad { color: var(--bad); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SealedDocument {
  private readonly api = inject(Api);
  private readonly refusals = inject(Refusals);
  private readonly sanitizer = inject(DomSanitizer);
  readonly document = input.required<Schema<'VerificationDocument'>>();
  /** Only who has the case opens its documents. */
  readonly may = input.required<boolean>();
  readonly decided = input(false);
  protected readonly busy = signal(false);
  protected readonly failed = signal('');
  protected readonly turn = signal(0);
  protected readonly large = signal(false);
  protected readonly url = linkedSignal<string, string>({ source: () => this.document().id, computation: () => '' });
  protected readonly size = computed(() => `${Math.max(1, Math.round(this.document().size / 1024))} KiB`);

  constructor() {
    inject(DestroyRef).onDestroy(() => this.url() && URL.revokeObjectURL(this.url()));
  }

  protected async open(): Promise<void> {
    this.busy.set(true);
    this.failed.set('');
    try {
      this.url.set(URL.createObjectURL(await this.api.file(`/api/v1/verification/documents/${this.document().id}`)));
    } catch (error) {
      this.failed.set(this.refusals.text(Problem.from(error)));
    } finally {
      this.busy.set(false);
    }
  }

  /** An address this page made itself; the frame runs nothing. */
  protected trusted(url: string): ReturnType<DomSanitizer['bypassSecurityTrustResourceUrl']> {
    return this.sanitizer.bypassSecurityTrustResourceUrl(url);
  }
}
