import { Routes } from '@angular/router';
import { provideTranslocoScope } from '@jsverse/transloco';

import { ConversationPage } from './conversation';
import { ofOffer } from './of-offer';
import { Pick } from './pick';
import { Talk } from './talk';
import { SCOPES } from './words';

export const routes: Routes = [
  {
    path: '',
    component: Talk,
    providers: [provideTranslocoScope(...SCOPES)],
    children: [
      { path: '', title: 'talk.title', component: Pick },
      { path: 'offers/:id', canActivate: [ofOffer], component: Pick },
      { path: ':id', title: 'talk.title', component: ConversationPage },
    ],
  },
];
