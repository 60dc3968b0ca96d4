import { ChangeDetectionStrategy, Component, Injectable, computed, effect, inject, input, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Names } from '../bookings/people';

/** Gathers whom one rendering wants to name, so that a list asks once and not line by line. */
@Injectable({ providedIn: 'root' })
export class Named {
  private readonly names = inject(Names);
  private readonly wanted = new Set<string>();
  private readonly asked = signal<ReadonlySet<string>>(new Set());

  want(id: string): void {
    if (!id || this.names.name(id)) return;
    if (this.wanted.size === 0) setTimeout(() => void this.ask());
    this.wanted.add(id);
  }

  /** Null when the organisation has nobody under this id; undefined until it is known. */
  of(id: string): string | null | undefined {
    return this.names.name(id) ?? (this.asked().has(id) ? null : undefined);
  }

  private async ask(): Promise<void> {
    const ids = [...this.wanted];
    this.wanted.clear();
    await this.names.learn(ids);
    this.asked.update((asked) => new Set([...asked, ...ids]));
  }
}

/** A person's name, of somebody whose id is all that is known. */
@Component({
  selector: 'p-person',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      @if (name(); as known) {
        {{ known }}
      } @else if (name() === null) {
        <span [title]="id()">{{ t('operate.office.somebody', { id: short() }) }}</span>
      } @else {
        <span class="skeleton" aria-hidden="true"></span>
      }
    </ng-container>
  `,
  styles: `.skeleton { display: inline-block; width: 8rem; height: 1em; vertical-align: middle; }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Person {
  private readonly named = inject(Named);
  readonly id = input.required<string>();
  protected readonly name = computed(() => this.named.of(this.id()));
  protected readonly short = computed(() => this.id().slice(-6));

  constructor() {
    effect(() => this.named.want(this.id()));
  }
}
