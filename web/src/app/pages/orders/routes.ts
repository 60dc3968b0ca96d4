import { Routes } from '@angular/router';
import { provideTranslocoScope } from '@jsverse/transloco';

import { SCOPES } from '../talk/words';

export const routes: Routes = [
  {
    path: '',
    providers: [provideTranslocoScope(...SCOPES)],
    children: [
      { path: '', title: 'talk.work.list.title', loadComponent: () => import('./list').then((m) => m.OrderList) },
      { path: ':id', title: 'talk.work.title', loadComponent: () => import('./detail').then((m) => m.OrderPage) },
    ],
  },
];
