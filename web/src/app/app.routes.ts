import { Routes } from '@angular/router';

import { operators, signedIn } from '@core/guards';

import { Unreached, insteadOfPage } from './pages/unreached';

export const routes: Routes = [
  { path: '', title: 'find.landing.title', loadComponent: () => import('./pages/find/landing').then((m) => m.Landing) },
  { path: 'search', title: 'find.search.title', loadComponent: () => import('./pages/find/search').then((m) => m.Search) },
  { path: 'resources/:id', title: 'find.resource.title', loadComponent: () => import('./pages/find/resource').then((m) => m.ResourcePage) },

  { path: 'hire', title: 'hire.search.title', loadComponent: () => import('./pages/hire/hire-search').then((m) => m.HireSearch) },
  { path: 'professionals/:id', title: 'hire.person.title', loadComponent: () => import('./pages/hire/professional').then((m) => m.Professional) },
  { path: 'gigs', title: 'hire.gigs.title', loadComponent: () => import('./pages/hire/gigs').then((m) => m.Gigs) },
  { path: 'gigs/:id', title: 'hire.gig.title', loadComponent: () => import('./pages/hire/gig').then((m) => m.Gig) },

  { path: 'sign-in', title: 'account.signIn.title', loadComponent: () => import('./pages/account/sign-in').then((m) => m.SignIn) },
  { path: 'sign-up', title: 'account.signUp.title', loadComponent: () => import('./pages/account/sign-up').then((m) => m.SignUp) },
  { path: 'verify', title: 'account.verify.title', loadComponent: () => import('./pages/account/verify').then((m) => m.Verify) },
  { path: 'recover', title: 'account.recover.title', loadComponent: () => import('./pages/account/recover').then((m) => m.Recover) },
  { path: 'reset-password', title: 'account.reset.title', loadComponent: () => import('./pages/account/reset').then((m) => m.Reset) },
  { path: 'profile', title: 'account.profile.title', canActivate: [signedIn], loadComponent: () => import('./pages/account/profile').then((m) => m.Profile) },
  { path: 'notifications', title: 'account.notifications.title', canActivate: [signedIn], loadComponent: () => import('./pages/account/notifications').then((m) => m.Notifications) },

  { path: 'bookings', title: 'booking.list.title', canActivate: [signedIn], loadComponent: () => import('./pages/booking/list').then((m) => m.BookingList) },
  { path: 'bookings/:id', title: 'booking.detail.title', canActivate: [signedIn], loadComponent: () => import('./pages/booking/detail').then((m) => m.BookingDetail) },
  { path: 'bookings/:id/pay', title: 'booking.pay.title', canActivate: [signedIn], loadComponent: () => import('./pages/booking/pay').then((m) => m.Pay) },
  { path: 'invoices', title: 'booking.invoices.title', canActivate: [signedIn], loadComponent: () => import('./pages/booking/invoices').then((m) => m.Invoices) },

  { path: 'work', canActivate: [signedIn], loadChildren: () => import('./pages/desk/routes').then((m) => m.routes) },

  { path: 'messages', canActivate: [signedIn], loadChildren: () => import('./pages/talk/routes').then((m) => m.routes) },
  { path: 'orders', canActivate: [signedIn], loadChildren: () => import('./pages/orders/routes').then((m) => m.routes) },

  { path: 'operate', canActivate: [operators], loadChildren: () => import('./pages/operate/routes').then((m) => m.routes) },

  { path: 'unreached', title: 'common.unreached', canActivate: [insteadOfPage], component: Unreached },
  { path: '**', title: 'common.notFound', loadComponent: () => import('./pages/not-found').then((m) => m.NotFound) },
];
