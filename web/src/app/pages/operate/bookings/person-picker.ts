import { ChangeDetectionStrategy, Component, computed, inject, input, model, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Control, Field } from '@ui/field';

import { Names, Person } from './people';

let count = 0;
/** Asked after so long without a key, milliseconds. */
const PAUSE = 250;

/** Finds a person by part of the name or address: a combobox with a list below it. */
@Component({
  selector: 'p-person-picker',
  imports: [Field, Control, TranslocoDirective],
  host: { class: 'picker' },
  template: `
    <ng-container *transloco="let t">
      <p-field [label]="label()" [error]="error()">
        <input
          pControl type="text" role="combobox" autocomplete="off" spellcheck="false" aria-autocomplete="list"
          [attr.aria-expanded]="open()" [attr.aria-controls]="list" [attr.aria-activedescendant]="open() && active() >= 0 ? list + '-' + active() : null"
          [placeholder]="t('operate.bookings.personHint')" [value]="shown()"
          (input)="type($any($event.target).value)" (keydown)="key($event)" (blur)="closeSoon()" />
      </p-field>
      <ul [id]="list" role="listbox" [attr.aria-label]="label()" [hidden]="!open()">
        @for (person of found(); track person.id; let at = $index) {
          <li role="option" [id]="list + '-' + at" [attr.aria-selected]="at === active()" [class.on]="at === active()" (pointerdown)="$event.preventDefault()" (click)="choose(person)">
            <span class="strong clip">{{ person.name }}</span><span class="tiny muted clip">{{ person.email }}</span>
          </li>
        }
      </ul>
      <p class="tiny muted" aria-live="polite">{{ none() ? t('operate.bookings.nobody') : '' }}</p>
    </ng-container>
  `,
  styles: `
    :host { display: block; position: relative; min-width: 0; }
    ul { position: absolute; inset-inline: 0; z-index: 20; margin-top: 2px; padding: var(--s-1); background: var(--surface); border: 1px solid var(--line-strong); border-radius: var(--r-1); box-shadow: var(--shadow-2); max-height: 16rem; overflow: auto; }
    li { display: grid; padding: var(--s-2) var(--s-3); min-height: var(--tap); border-radius: var(--r-1); cursor: pointer; }
    li.on, li:hover { background: var(--brand-soft); }
    p:empty { display: none; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PersonPicker {
  private readonly names = inject(Names);
  readonly label = input.required<string>();
  readonly error = input<string | null>(null);
  /** The chosen person's id; empty for nobody. */
  readonly value = model('');
  protected readonly list = `people-${count++}`;
  protected readonly found = signal<readonly Person[]>([]);
  protected readonly open = signal(false);
  protected readonly active = signal(-1);
  protected readonly none = signal(false);
  private readonly typed = signal<string | null>(null);
  /** What was typed and led to nobody so far. */
  readonly text = computed(() => this.typed()?.trim() ?? '');
  protected readonly shown = computed(() => this.typed() ?? this.names.name(this.value()) ?? '');
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  protected type(text: string): void {
    this.typed.set(text);
    if (this.value()) this.value.set('');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.search(text.trim()), PAUSE);
  }

  protected key(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step && this.found().length) {
      event.preventDefault();
      this.open.set(true);
      this.active.set((this.active() + step + this.found().length) % this.found().length);
    } else if (event.key === 'Enter' && this.open()) {
      event.preventDefault();
      const person = this.found()[Math.max(0, this.active())];
      if (person) this.choose(person);
    } else if (event.key === 'Escape' && this.open()) {
      // Only the list: the dialog around stays.
      event.preventDefault();
      event.stopPropagation();
      this.open.set(false);
    }
  }

  protected choose(person: Person): void {
    this.typed.set(null);
    this.value.set(person.id);
    this.open.set(false);
  }

  protected closeSoon(): void {
    this.open.set(false);
    // What was typed and not chosen is nobody.
    if (this.typed() === '') this.typed.set(null);
  }

  private async search(text: string): Promise<void> {
    const mine = ++this.asked;
    const found = text ? await this.names.search(text).catch(() => []) : [];
    if (mine !== this.asked) return;
    this.found.set(found);
    this.active.set(found.length ? 0 : -1);
    this.open.set(found.length > 0);
    this.none.set(!!text && !found.length);
  }
}
