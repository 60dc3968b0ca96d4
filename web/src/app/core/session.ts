import { Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import { Router } from '@angular/router';

import { Api, Schema } from './api';
import { Lang, Language } from './i18n';
import { Problem } from './problem';
import { Tokens } from './tokens';
import { works } from './works';

const KEPT = 'plaza.profile';

/** Who is signed in, and what they may do. */
@Injectable({ providedIn: 'root' })
export class Session {
  private readonly api = inject(Api);
  private readonly tokens = inject(Tokens);
  private readonly language = inject(Language);
  private readonly router = inject(Router);

  readonly signedIn = this.tokens.present.asReadonly();
  /** The profile; the last one known while it is read or the browser is offline. */
  readonly profile = signal<Schema<'ProfileView'> | null>(remembered());
  private readonly roles = computed(() => new Set(this.profile()?.organisations.flatMap((org) => org.roles) ?? []));
  /** Managers and admins. */
  readonly operates = computed(() => this.signedIn() && (this.roles().has('admin') || this.roles().has('manager')));
  readonly administers = computed(() => this.signedIn() && this.roles().has('admin'));
  /** Who has the role, or was seen in this browser to have a professional profile: asking would cost everybody a request. */
  readonly worksHere = computed(() => this.signedIn() && (this.roles().has('professional') || works(this.profile()?.id)));
  readonly organisation = computed(() => this.profile()?.organisations[0] ?? null);
  /** The reading under way, so that the start, the guards and signing in share one; and for whom it reads. */
  private reading: Promise<void> | null = null;
  private readsFor: string | null = null;

  constructor() {
    effect(() => {
      const person = this.tokens.person();
      untracked(() => {
        if (person === null) return this.end();
        // Somebody else signed in, perhaps in another tab: nothing here is of the one before.
        if (this.profile() && this.profile()?.id !== person) this.set(null);
        if (!this.reading || this.readsFor !== person) void this.reload();
      });
    });
  }

  async signIn(email: string, password: string): Promise<void> {
    this.tokens.keep(await this.api.ok(this.api.http.POST('/api/v1/auth/login', { body: { email, password } })));
    await this.reload();
    const [chosen, locale] = [this.language.kept(), this.profile()?.locale];
    if (!locale || locale === (chosen ?? this.language.lang())) return;
    // Whether the languages agree must not keep anybody out.
    await (chosen ? this.save(chosen) : this.language.use(locale)).catch(() => undefined);
  }

  /** The language somebody chose: of these pages at once, and of their mails. */
  async speak(lang: Lang): Promise<void> {
    await this.language.choose(lang);
    if (this.signedIn()) await this.save(lang);
  }

  /** Ends the session here; the server is told if it can be reached. */
  async signOut(): Promise<void> {
    const refreshToken = this.tokens.refreshToken();
    await this.api.ok(this.api.http.POST('/api/v1/auth/logout', { body: { refreshToken } })).catch(() => undefined);
    this.tokens.forget();
    this.end();
    await this.router.navigateByUrl('/');
  }

  /** The profile is there afterwards, if it can be read. */
  async known(): Promise<void> {
    if (!this.profile()) await (this.reading ?? this.reload());
  }

  async reload(): Promise<void> {
    this.readsFor = this.tokens.person();
    const mine: Promise<void> = this.api.ok(this.api.http.GET('/api/v1/users/profile')).then(
      // Whoever signed out meanwhile, or asked again, does not want this answer.
      (profile) => void (this.reading === mine && this.set(profile)),
      (error: unknown) => void (Problem.from(error).status === 401 && this.reading === mine && this.tokens.forget()),
    );
    this.reading = mine;
    await mine;
    if (this.reading === mine) this.reading = null;
  }

  private async save(locale: Lang): Promise<void> {
    this.set(await this.api.ok(this.api.http.PUT('/api/v1/users/profile', { body: { locale } })));
  }

  private end(): void {
    this.reading = null;
    this.set(null);
  }

  set(profile: Schema<'ProfileView'> | null): void {
    this.profile.set(profile);
    try {
      if (profile) localStorage.setItem(KEPT, JSON.stringify(profile));
      else localStorage.removeItem(KEPT);
    } catch {
      // Read again at the next start.
    }
  }
}

function remembered(): Schema<'ProfileView'> | null {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? 'null') as Schema<'ProfileView'> | null;
  } catch {
    return null;
  }
}
