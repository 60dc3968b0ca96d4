import { Injectable, inject } from '@angular/core';

import { Api } from '@core/api';

/** The longer side of a small picture, pixels: enough for a dense screen. */
const SIZE = 640;

/**
 * Small pictures of files that need one's token, which an `<img>` cannot send. Drawn smaller and kept as text: the pages'
 * policy shows no `blob:` addresses, and a phone need not keep the whole photograph.
 */
@Injectable({ providedIn: 'root' })
export class Thumbs {
  private readonly api = inject(Api);
  private readonly known = new Map<string, Promise<string>>();

  of(path: string): Promise<string> {
    let thumb = this.known.get(path);
    if (!thumb) {
      thumb = this.api.file(path).then(draw);
      thumb.catch(() => this.known.delete(path));
      this.known.set(path, thumb);
    }
    return thumb;
  }
}

async function draw(file: Blob): Promise<string> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, SIZE / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return canvas.toDataURL('image/webp', 0.85);
}
