// Photos are made small before they are sent: phones take pictures of several megabytes.

/** The longer side of what is sent, pixels. */
const LONGEST_SIDE = 1_600;
/** What the API takes at most, bytes. */
const MOST_BYTES = 900 * 1024;

/** A picture that can be sent, or null when the file is none the browser can read. */
export async function shrink(file: Blob): Promise<Blob | null> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (!picture) return null;
  let side = Math.min(LONGEST_SIDE, Math.max(picture.width, picture.height));
  // At least once: a small picture is one too.
  do {
    const canvas = drawn(picture, side);
    for (const quality of [0.86, 0.76, 0.64]) {
      const blob = await encoded(canvas, quality);
      if (blob && blob.size <= MOST_BYTES) return blob;
    }
    side = Math.round(side * 0.8);
  } while (side >= 400);
  return null;
}

function drawn(picture: ImageBitmap, side: number): HTMLCanvasElement {
  const scale = side / Math.max(picture.width, picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext('2d');
  if (!context) return canvas;
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

// Browsers that cannot write WebP answer with PNG: those get JPEG.
async function encoded(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
  const write = (type: string): Promise<Blob | null> => new Promise((resolve) => canvas.toBlob(resolve, type, quality));
  const webp = await write('image/webp');
  return webp?.type === 'image/webp' ? webp : write('image/jpeg');
}
