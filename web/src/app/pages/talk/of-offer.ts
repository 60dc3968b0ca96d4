import { inject } from '@angular/core';
import { CanActivateFn, Router } from '@angular/router';

import { Api } from '@core/api';

/** Where an offer is talked about: who was told of one knows its id only. */
export const ofOffer: CanActivateFn = async (route) => {
  const [api, router, id] = [inject(Api), inject(Router), route.params['id'] as string];
  const offer = await api.ok(api.http.GET('/api/v1/offers/{id}', { params: { path: { id } } })).catch(() => null);
  return router.createUrlTree(offer ? ['/messages', offer.conversationId] : ['/messages']);
};
