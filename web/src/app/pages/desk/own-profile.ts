import { Injectable, effect, inject } from '@angular/core';

import { Schema } from '@core/api';
import { Batch } from '@core/batch';
import { load } from '@core/load';
import { Session } from '@core/session';
import { rememberWork } from '@core/works';

export type Profile = Schema<'ProfessionalProfile'>;

/** One's own professional profile, for every page of the desk: null for who has none. */
@Injectable()
export class OwnProfile {
  private readonly session = inject(Session);
  private readonly batch = inject(Batch);
  /** By a batch: for who has none yet, that is no failure. */
  readonly read = load(
    () => this.session.profile()?.id,
    async () => {
      const [part] = await this.batch.read<Profile>(['/api/v1/professionals/me']);
      if (part.problem && part.problem.code !== 'professionals.no_profile') throw part.problem;
      return part.body;
    },
  );

  constructor() {
    effect(() => {
      const profile = this.read.value();
      if (profile) rememberWork(profile.userId);
    });
  }
}
