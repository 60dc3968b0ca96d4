import { Routes } from '@angular/router';
import { provideTranslocoScope } from '@jsverse/transloco';

import { DeskShell } from './desk-shell';
import { SCOPES } from './messages';
import { OwnProfile } from './own-profile';

export const routes: Routes = [
  {
    path: '',
    component: DeskShell,
    providers: [OwnProfile, provideTranslocoScope(...SCOPES)],
    children: [
      { path: '', title: 'desk.today.title', loadComponent: () => import('./today/today').then((m) => m.DeskToday) },
      { path: 'profile', title: 'desk.profile.title', loadComponent: () => import('./profile/profile').then((m) => m.DeskProfile) },
      { path: 'verification', title: 'desk.verification.title', loadComponent: () => import('./verification/verification').then((m) => m.DeskVerification) },
      { path: 'gigs', title: 'desk.gigs.title', loadComponent: () => import('./gigs/gigs').then((m) => m.DeskGigs) },
      { path: 'gigs/new', title: 'desk.gigs.newTitle', loadComponent: () => import('./gigs/gig').then((m) => m.DeskGig) },
      { path: 'gigs/:id', title: 'desk.gigs.editTitle', loadComponent: () => import('./gigs/gig').then((m) => m.DeskGig) },
      { path: 'bookings', title: 'desk.bookings.title', loadComponent: () => import('./bookings/bookings').then((m) => m.DeskBookings) },
      { path: 'money', title: 'desk.money.title', loadComponent: () => import('./money/money').then((m) => m.DeskMoney) },
      { path: 'reviews', title: 'desk.reviews.title', loadComponent: () => import('./reviews/reviews').then((m) => m.DeskReviews) },
    ],
  },
];
