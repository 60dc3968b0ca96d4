//! Pictures that people upload: looked at before they are decoded, turned upright, made small, and written anew, so
//! that nothing of the sender's file but its picture is kept (no place, no camera, no text).

use std::io::Cursor;

use bytes::Bytes;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

/// The largest upload, bytes.
pub const LARGEST: usize = 12 * 1024 * 1024;

/// The most pixels a picture may have: decoded, it fits in 240 MB.
pub const MOST_PIXELS: u64 = 60_000_000;

const QUALITY: u8 = 82;

/// A size to keep: its name, and the longest width in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variant {
    /// Name, such as `thumb`.
    pub name: &'static str,
    /// Widest, pixels; smaller pictures stay as they are.
    pub width: u32,
}

/// A picture in one size, as JPEG.
#[derive(Debug, Clone)]
pub struct Rendition {
    /// The variant's name.
    pub name: &'static str,
    /// Width, pixels.
    pub width: u32,
    /// Height, pixels.
    pub height: u32,
    /// The file.
    pub jpeg: Bytes,
}

/// Why an upload is no picture we take.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// More than [`LARGEST`].
    #[error("the file has more than {} MiB", LARGEST / 1024 / 1024)]
    TooLarge,
    /// Neither JPEG nor PNG nor WebP, by its first bytes.
    #[error("send a JPEG, PNG or WebP picture")]
    Unknown,
    /// More than [`MOST_PIXELS`].
    #[error("the picture has {0} x {1} pixels; at most 60 megapixels are taken")]
    TooManyPixels(u32, u32),
    /// Damaged.
    #[error("the picture cannot be read; save it again and send that")]
    Damaged,
}

/// Makes every variant of an upload, on a thread where work may take long.
///
/// # Errors
/// When the upload is no picture, too large or damaged. Its dimensions are read before anything is decoded.
pub async fn render(upload: Bytes, variants: &'static [Variant]) -> Result<Vec<Rendition>, PictureError> {
    tokio::task::spawn_blocking(move || render_now(&upload, variants)).await.map_err(|_| PictureError::Damaged)?
}

fn render_now(upload: &[u8], variants: &[Variant]) -> Result<Vec<Rendition>, PictureError> {
    let picture = decode(upload)?;
    variants.iter().map(|variant| rendition(&picture, *variant)).collect()
}

fn decode(upload: &[u8]) -> Result<DynamicImage, PictureError> {
    if upload.len() > LARGEST {
        return Err(PictureError::TooLarge);
    }
    let format = image::guess_format(upload).map_err(|_| PictureError::Unknown)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) {
        return Err(PictureError::Unknown);
    }
    let mut reader = ImageReader::with_format(Cursor::new(upload), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_PIXELS * 8);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| PictureError::Damaged)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PictureError::TooManyPixels(width, height));
    }
    let upright = decoder.orientation().map_err(|_| PictureError::Damaged)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| PictureError::Damaged)?;
    picture.apply_orientation(upright);
    Ok(picture)
}

fn rendition(picture: &DynamicImage, variant: Variant) -> Result<Rendition, PictureError> {
    let sized = if picture.width() > variant.width {
        let height = u64::from(picture.height()) * u64::from(variant.width) / u64::from(picture.width());
        picture.resize_exact(variant.width, u32::try_from(height.max(1)).unwrap_or(u32::MAX), FilterType::Triangle)
    } else {
        picture.clone()
    };
    let mut file = Vec::new();
    let opaque = on_white(&sized);
    JpegEncoder::new_with_quality(&mut file, QUALITY).encode_image(&opaque).map_err(|_| PictureError::Damaged)?;
    Ok(Rendition { name: variant.name, width: opaque.width(), height: opaque.height(), jpeg: file.into() })
}

// JPEG has no transparency: what shows through is white, as on paper.
fn on_white(picture: &DynamicImage) -> image::RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let rgba = picture.to_rgba8();
    image::RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [r, g, b, a] = rgba.get_pixel(x, y).0;
        let over = |colour: u8| ((u32::from(colour) * u32::from(a) + 255 * (255 - u32::from(a))) / 255) as u8;
        image::Rgb([over(r), over(g), over(b)])
    })
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

    use super::*;

    const SIZES: &[Variant] = &[Variant { name: "thumb", width: 32 }, Variant { name: "full", width: 1600 }];

    fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, format).unwrap();
        file.into_inner()
    }

    #[test]
    fn every_format_becomes_jpeg_in_every_size_and_is_never_enlarged() {
        let picture = DynamicImage::ImageRgb8(RgbImage::from_pixel(64, 48, Rgb([200, 10, 10])));
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            let made = render_now(&file(&picture, format), SIZES).unwrap();
            let sizes: Vec<_> = made.iter().map(|one| (one.name, one.width, one.height)).collect();
            assert_eq!(sizes, [("thumb", 32, 24), ("full", 64, 48)]);
            assert!(made.iter().all(|one| image::guess_format(&one.jpeg).unwrap() == ImageFormat::Jpeg));
        }
    }

    #[test]
    fn what_shows_through_is_white() {
        let picture = DynamicImage::ImageRgba8(RgbaImage::from_pixel(4, 4, Rgba([0, 0, 0, 0])));
        let made = render_now(&file(&picture, ImageFormat::Png), SIZES).unwrap();
        let seen = image::load_from_memory(&made[0].jpeg).unwrap().to_rgb8();
        assert!(seen.pixels().all(|pixel| pixel.0.iter().all(|colour| *colour > 250)));
    }

    // A JPEG's APP1 segment with EXIF: orientation 6 (turn right) and a text where the place would be.
    fn with_exif(jpeg: &[u8]) -> Vec<u8> {
        let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x02".to_vec();
        tiff.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
        tiff.extend(b"\x01\x0e\0\x02\0\0\0\x0f\0\0\0\x26\0\0\0\0");
        tiff.extend(b"40.4168,-3.7038");
        let length = u16::try_from(2 + 6 + tiff.len()).unwrap().to_be_bytes();
        [&jpeg[..2], b"\xFF\xE1", &length, b"Exif\0\0", &tiff, &jpeg[2..]].concat()
    }

    #[test]
    fn a_picture_is_turned_upright_and_says_nothing_of_where_it_was_taken() {
        let picture = DynamicImage::ImageRgb8(RgbImage::from_pixel(64, 48, Rgb([0, 0, 200])));
        let upload = with_exif(&file(&picture, ImageFormat::Jpeg));
        assert!(upload.windows(7).any(|part| part == b"40.4168"));
        let made = render_now(&upload, SIZES).unwrap();
        assert_eq!((made[1].width, made[1].height), (48, 64), "turned");
        assert!(!made.iter().any(|one| one.jpeg.windows(7).any(|part| part == b"40.4168")));
    }

    #[test]
    fn what_is_no_picture_is_refused_before_it_costs_anything() {
        assert_eq!(render_now(b"<svg onload=alert(1)>", SIZES).unwrap_err(), PictureError::Unknown);
        assert_eq!(render_now(b"GIF89a", SIZES).unwrap_err(), PictureError::Unknown);
        assert_eq!(render_now(&vec![0xFF; LARGEST + 1], SIZES).unwrap_err(), PictureError::TooLarge);
        let picture = file(&DynamicImage::ImageRgb8(RgbImage::new(64, 48)), ImageFormat::Png);
        assert_eq!(render_now(&picture[..60], SIZES).unwrap_err(), PictureError::Damaged);
        let mut bomb = picture;
        bomb[16..24].copy_from_slice(&[0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF]);
        // The header's checksum no longer fits; either way nothing of that size is decoded.
        assert!(matches!(
            render_now(&bomb, SIZES).unwrap_err(),
            PictureError::TooManyPixels(65_535, 65_535) | PictureError::Damaged
        ));
    }
}
