import { Injectable, inject } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { RouterStateSnapshot, TitleStrategy } from '@angular/router';
import { TranslocoService } from '@jsverse/transloco';

/** A route's `title` is a message key; the tab shows it in the visitor's language. */
@Injectable({ providedIn: 'root' })
export class PageTitle extends TitleStrategy {
  private readonly title = inject(Title);
  private readonly transloco = inject(TranslocoService);
  private key = '';

  constructor() {
    super();
    this.transloco.events$.subscribe(() => this.write());
  }

  override updateTitle(state: RouterStateSnapshot): void {
    this.key = this.buildTitle(state) ?? '';
    this.write();
  }

  /** For pages named after what they show. */
  show(text: string): void {
    this.key = '';
    this.title.setTitle(`${text} · Plaza`);
  }

  private write(): void {
    // The operators' messages come a moment after their route.
    const known = this.transloco.getTranslation(this.transloco.getActiveLang());
    if (this.key && this.key in known) this.title.setTitle(`${this.transloco.translate(this.key)} · Plaza`);
  }
}
