// Documents as the API takes them: JPEG, PNG, WebP or PDF of at most 10 MiB.

const TAKEN = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'];
const MOST_BYTES = 10 * 1024 * 1024;
/** Small print has to stay readable. */
const LONGEST_SIDE = 3_000;

/** The file itself where it can be sent; a picture of another sort or size anew, as JPEG; null for what cannot be. */
export async function sendable(file: File): Promise<Blob | null> {
  if (TAKEN.includes(file.type) && file.size <= MOST_BYTES) return file;
  if (file.type === 'application/pdf') return null;
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (!picture) return null;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9));
}
