import { Routes } from '@angular/router';
import { provideTranslocoScope } from '@jsverse/transloco';

import { deskProblems } from '../desk/messages';
import { SCOPES as talk } from '../talk/words';
import { Shell } from './shell';
import { messages } from './messages';

const words = { scope: 'operate', loader: messages };

export const routes: Routes = [
  {
    path: '',
    component: Shell,
    providers: [provideTranslocoScope(words, deskProblems)],
    children: [
      { path: '', title: 'operate.today.title', loadComponent: () => import('./today/today').then((m) => m.Today) },
      { path: 'calendar', title: 'operate.calendar.title', loadComponent: () => import('./calendar/calendar').then((m) => m.OperateCalendar) },
      { path: 'bookings', title: 'operate.bookings.title', loadComponent: () => import('./bookings/bookings').then((m) => m.OperateBookings) },
      { path: 'places', title: 'operate.places.title', loadComponent: () => import('./places/places').then((m) => m.Places) },
      { path: 'places/new', title: 'operate.places.newTitle', loadComponent: () => import('./places/place').then((m) => m.PlaceEditor) },
      { path: 'places/:id', title: 'operate.places.editTitle', loadComponent: () => import('./places/place').then((m) => m.PlaceEditor) },
      { path: 'resources', title: 'operate.resources.title', loadComponent: () => import('./resources/resources').then((m) => m.OperateResources) },
      { path: 'resources/new', title: 'operate.resources.newTitle', loadComponent: () => import('./resources/resource').then((m) => m.ResourceEditor) },
      { path: 'resources/:id', title: 'operate.resources.editTitle', loadComponent: () => import('./resources/resource').then((m) => m.ResourceEditor) },
      { path: 'people', title: 'operate.people.title', loadComponent: () => import('./people/people').then((m) => m.People) },
      { path: 'payments', title: 'operate.money.paymentsTitle', loadComponent: () => import('./money/payments').then((m) => m.Payments) },
      { path: 'payments/:id', title: 'operate.money.paymentTitle', loadComponent: () => import('./money/payment').then((m) => m.PaymentPage) },
      { path: 'invoices', title: 'operate.money.invoicesTitle', loadComponent: () => import('./money/invoices').then((m) => m.OperateInvoices) },
      { path: 'verification', title: 'operate.hiring.verification', loadComponent: () => import('./hiring/verification').then((m) => m.VerificationQueue) },
      { path: 'verification/:id', title: 'operate.hiring.verification', loadComponent: () => import('./hiring/case').then((m) => m.VerificationCase) },
      { path: 'gigs', title: 'operate.hiring.gigs', loadComponent: () => import('./hiring/gigs').then((m) => m.GigModeration) },
      { path: 'disputes', title: 'operate.hiring.disputes', loadComponent: () => import('./hiring/disputes').then((m) => m.Disputes) },
      { path: 'disputes/:id', providers: [provideTranslocoScope(words, deskProblems, ...talk)], title: 'operate.hiring.disputes', loadComponent: () => import('./hiring/dispute').then((m) => m.DisputeRoom) },
      { path: 'reviews', title: 'operate.hiring.reviews', loadComponent: () => import('./hiring/reviews').then((m) => m.ReviewModeration) },
      { path: 'reports', title: 'operate.hiring.reports', loadComponent: () => import('./hiring/reports').then((m) => m.ChatReports) },
      { path: 'reports/:id', title: 'operate.hiring.report', loadComponent: () => import('./hiring/report').then((m) => m.ChatReport) },
      { path: 'work', title: 'operate.work.title', loadComponent: () => import('./work/work').then((m) => m.Work) },
      { path: 'settings', title: 'operate.settings.title', loadComponent: () => import('./settings/settings').then((m) => m.Settings) },
      { path: 'audit', title: 'operate.audit.title', loadComponent: () => import('./audit/audit').then((m) => m.AuditLog) },
      { path: 'outbox', title: 'operate.outbox.title', loadComponent: () => import('./outbox/outbox').then((m) => m.Outbox) },
    ],
  },
];
