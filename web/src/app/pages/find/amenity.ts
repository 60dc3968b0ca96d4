// Amenities are words of the operator; the usual ones have a name in both languages and a picture.
import { Pipe, PipeTransform, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';

const KNOWN: Record<string, string> = {
  'air-conditioning': 'snowflake', balcony: 'sun', 'changing-room': 'user', coffee: 'coffee', cyclorama: 'camera', en: 'languages', es: 'languages', 'green-screen': 'camera', hdmi: 'monitor', helmet: 'shield-check', ja: 'languages', kitchen: 'coffee', lighting: 'sun', lockable: 'lock', microphones: 'mic', monitor: 'monitor', 'natural-light': 'sun', outdoor: 'sun', phone: 'phone', projector: 'projector', quiet: 'volume-x', recording: 'video', screen: 'monitor', sdi: 'video', soundproof: 'volume-x', 'sound-system': 'volume-2', stage: 'star', standing: 'user', 'usb-c': 'zap', 'video-conference': 'video', 'wheelchair-access': 'accessibility', whiteboard: 'pencil', wifi: 'wifi',
};

/** Its picture; a tick where there is none. */
export function amenityIcon(amenity: string): string {
  return KNOWN[amenity] ?? 'check';
}

/** What nobody named is said as it is written. */
export function amenityName(amenity: string, say: (key: string) => string): string {
  if (amenity in KNOWN) return say('find.amenity.' + amenity);
  const words = amenity.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `{{ 'natural-light' | amenity }}` */
@Pipe({ name: 'amenity', pure: false })
export class AmenityPipe implements PipeTransform {
  private readonly transloco = inject(TranslocoService);
  transform(amenity: string): string {
    return amenityName(amenity, (key) => this.transloco.translate(key));
  }
}
