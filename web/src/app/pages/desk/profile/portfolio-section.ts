import { ChangeDetectionStrategy, Component, DestroyRef, computed, inject, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { Problem } from '@core/problem';
import { Uploads } from '@core/upload';
import { DropFiles } from '@ui/drop-files';
import { Icon } from '@ui/icon';
import { PictureMoved, PictureSending, Pictures } from '@ui/pictures';
import { Refusals } from '@ui/refusals';
import { Toasts } from '@ui/toasts';

import { shrink } from '../../operate/resources/shrink';
import { OwnProfile } from '../own-profile';

type Item = Schema<'PortfolioItem'>;

const MOST = 30;
/** So long a removed picture can come back, milliseconds; as long as the toast stays. */
const UNDO = 12_000;

/** Somebody's work in pictures: uploaded several at once, put in order by dragging or with buttons, named, removed with an undo. Saved as it is done. */
@Component({
  selector: 'p-portfolio-section',
  imports: [DropFiles, Icon, Pictures, TranslocoDirective],
  template: `
    <section class="card stack" aria-labelledby="portfolio" *transloco="let t">
      <div class="row between"><div class="stack tight"><h2 id="portfolio">{{ t('desk.portfolio.heading') }}</h2><p class="muted small">{{ t('desk.portfolio.text') }}</p></div><span class="badge">{{ t('desk.portfolio.count', { count: shown().length, most }) }}</span></div>
      <p-pictures [items]="shown()" [key]="idOf" [sending]="sending()" [pairs]="true" (moved)="arrange($event)" (removed)="remove($event)">
        <ng-template #picture let-item let-at="at"><img [src]="item.picture.card" [alt]="item.title || t('desk.portfolio.picture', { number: at + 1 })" loading="lazy" /></ng-template>
        <ng-template #words let-item let-at="at"><input #title class="input" maxlength="120" autocomplete="off" [attr.aria-label]="t('desk.portfolio.titleOf', { number: at + 1 })" [placeholder]="t('desk.portfolio.title')" [value]="item.title" (change)="name(item, title.value)" /></ng-template>
      </p-pictures>
      <div class="add" (pDropFiles)="upload($event)">
        <label class="btn"><input #files type="file" class="visually-hidden" accept="image/*" multiple (change)="upload(files.files); files.value = ''" /><p-icon name="image-plus" />{{ t('desk.portfolio.upload') }}</label>
        <p class="muted small">{{ t(shown().length ? 'desk.portfolio.hint' : 'desk.portfolio.none') }}</p>
      </div>
      <p class="small" role="status" [class.bad]="failed()">{{ failed() || said() }}</p>
    </section>
  `,
  styles: `
    h2 { font-size: var(--t-lg); } .row.between { align-items: start; flex-wrap: nowrap; }
    img { aspect-ratio: 4 / 3; width: 100%; object-fit: cover; }
    .add { display: grid; justify-items: center; gap: var(--s-2); padding: var(--s-5); border: 2px dashed var(--line-strong); border-radius: var(--r-2); text-align: center; } .add.over { border-color: var(--brand); background: var(--brand-soft); }
    .add .btn:focus-within { outline: 3px solid var(--focus); outline-offset: 2px; }
    p[role='status']:empty { display: none; } .bad { color: var(--bad); font-weight: 500; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PortfolioSection {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly refusals = inject(Refusals);
  private readonly toasts = inject(Toasts);
  private readonly uploads = inject(Uploads);
  private readonly own = inject(OwnProfile);

  protected readonly most = MOST;
  protected readonly idOf = (item: Item): string => item.id;
  protected readonly sending = signal<PictureSending[]>([]);
  protected readonly failed = signal('');
  protected readonly said = signal('');
  private readonly all = computed((): Item[] => this.own.read.value()?.portfolio ?? []);
  /** Removed, and not yet for good. */
  private readonly going = signal<ReadonlyMap<string, ReturnType<typeof setTimeout>>>(new Map());
  protected readonly shown = computed(() => this.all().filter((item) => !this.going().has(item.id)));
  private next = 0;

  constructor() {
    // Whoever leaves meant it.
    inject(DestroyRef).onDestroy(() => this.going().forEach((timer, id) => (clearTimeout(timer), void this.forget(id))));
  }

  protected async upload(files: FileList | null): Promise<void> {
    const list = [...(files ?? [])];
    const room = MOST - this.all().length;
    this.failed.set(list.length > room ? this.language.say('desk.portfolio.full', { most: MOST }) : '');
    const taken = list.slice(0, Math.max(0, room)).map((file) => ({ file, row: { id: this.next++, name: file.name, preview: URL.createObjectURL(file), share: 0 } }));
    this.sending.update((rows) => [...rows, ...taken.map((one) => one.row)]);
    // One after the other: their order stays, and a phone's line is not shared among all.
    for (const { file, row } of taken) {
      await this.send(file, row);
      this.sending.update((rows) => rows.filter((one) => one.id !== row.id));
      URL.revokeObjectURL(row.preview);
    }
  }

  private async send(file: File, row: PictureSending): Promise<void> {
    try {
      const body = await shrink(file);
      if (!body) return this.failed.set(this.language.say('desk.portfolio.unreadable', { name: file.name }));
      const item = await this.uploads.send<Item>('/api/v1/professionals/me/portfolio', body, (share) => this.sending.update((rows) => rows.map((one) => (one.id === row.id ? { ...one, share } : one))));
      this.put([...this.all(), item]);
      this.said.set(this.language.say('desk.portfolio.added'));
    } catch (error) {
      this.failed.set(this.refusals.text(Problem.from(error)));
    }
  }

  protected async name(item: Item, title: string): Promise<void> {
    const { description, trade } = item;
    try {
      const saved = await this.api.ok(this.api.http.PUT('/api/v1/professionals/me/portfolio/{id}', { params: { path: { id: item.id } }, body: { title: title.trim(), description, trade } }));
      this.put(this.all().map((one) => (one.id === saved.id ? saved : one)));
      this.said.set(this.language.say('desk.portfolio.named'));
    } catch (error) {
      this.toasts.problem(error);
    }
  }

  protected remove(item: Item): void {
    const timer = setTimeout(() => void this.forget(item.id), UNDO);
    this.going.update((going) => new Map(going).set(item.id, timer));
    this.toasts.good(this.language.say('desk.portfolio.removed'), () => {
      clearTimeout(this.going().get(item.id));
      this.stay(item.id);
    });
  }

  protected arrange({ items, to }: PictureMoved<Item>): void {
    const before = this.all();
    // What is on its way out keeps a place: the API wants every piece once.
    this.put([...items, ...before.filter((item) => !items.includes(item))]);
    this.said.set(this.language.say('desk.portfolio.moved', { number: to + 1, count: items.length }));
    void this.sort(before);
  }

  private async sort(before: Item[]): Promise<void> {
    try {
      await this.api.ok(this.api.http.PUT('/api/v1/professionals/me/portfolio/order', { body: { ids: this.all().map((item) => item.id) } }));
    } catch (error) {
      this.put(before);
      this.toasts.problem(error);
    }
  }

  private async forget(id: string): Promise<void> {
    try {
      await this.api.ok(this.api.http.DELETE('/api/v1/professionals/me/portfolio/{id}', { params: { path: { id } } }));
      this.put(this.all().filter((item) => item.id !== id));
    } catch (error) {
      this.toasts.problem(error);
    }
    this.stay(id);
  }

  private stay(id: string): void {
    this.going.update((going) => new Map([...going].filter(([one]) => one !== id)));
  }

  private put(portfolio: Item[]): void {
    const profile = this.own.read.value();
    if (profile) this.own.read.set({ ...profile, portfolio });
  }
}
