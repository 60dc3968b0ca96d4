//! What the demo's people show to prove who they are: drawn, and plainly no document of anybody.

use anyhow::Context;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{Rgb, RgbImage};

const WIDTH: u32 = 480;
const HEIGHT: u32 = 304;
const INK: Rgb<u8> = Rgb([58, 66, 84]);
const PALE: Rgb<u8> = Rgb([206, 214, 226]);
const SHIRTS: [Rgb<u8>; 4] = [Rgb([43, 92, 138]), Rgb([126, 60, 74]), Rgb([52, 110, 84]), Rgb([104, 84, 140])];
const SKINS: [Rgb<u8>; 3] = [Rgb([236, 200, 172]), Rgb([198, 150, 116]), Rgb([134, 94, 70])];

/// A rectangle: left, top, width, height.
type Area = (u32, u32, u32, u32);

/// A picture for a step of a case, PNG; each number is somebody else.
///
/// # Errors
/// When it cannot be written as PNG.
pub(super) fn specimen(kind: &str, number: usize) -> anyhow::Result<Vec<u8>> {
    let mut picture = match kind {
        "selfie" => RgbImage::from_pixel(WIDTH, HEIGHT, Rgb([226, 222, 214])),
        _ => RgbImage::from_fn(WIDTH, HEIGHT, guilloche),
    };
    match kind {
        "selfie" => {
            person(&mut picture, (110, 20, 220, 284), number);
            // The card in their hand.
            fill(&mut picture, (330, 180, 130, 84), Rgb([232, 238, 246]));
            person(&mut picture, (340, 194, 36, 50), number);
            lines(&mut picture, (388, 196, 60, 56), number);
        }
        "identity_back" => {
            lines(&mut picture, (30, 30, 300, 110), number + 3);
            (0..3).for_each(|row| machine_readable(&mut picture, 200 + row * 30, number + row as usize));
        }
        _ => {
            fill(&mut picture, (0, 0, WIDTH, 44), Rgb([120, 138, 170]));
            fill(&mut picture, (28, 76, 130, 170), Rgb([240, 240, 238]));
            person(&mut picture, (34, 84, 118, 162), number);
            lines(&mut picture, (190, 84, 250, 160), number);
        }
    }
    let mut bytes = Vec::new();
    // Rows that are the same are small only as they are.
    let png = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::NoFilter);
    picture.write_with_encoder(png).context("a specimen")?;
    Ok(bytes)
}

/// The pattern of a card's ground.
fn guilloche(x: u32, y: u32) -> Rgb<u8> {
    if (x + (y % 40).abs_diff(20)) % 16 < 2 { Rgb([214, 224, 236]) } else { Rgb([232, 238, 246]) }
}

fn fill(picture: &mut RgbImage, (left, top, width, height): Area, colour: Rgb<u8>) {
    for y in top..(top + height).min(picture.height()) {
        for x in left..(left + width).min(picture.width()) {
            picture.put_pixel(x, y, colour);
        }
    }
}

/// A head over shoulders.
fn person(picture: &mut RgbImage, (left, top, width, height): Area, number: usize) {
    let (skin, shirt) = (SKINS[number % SKINS.len()], SHIRTS[number % SHIRTS.len()]);
    let middle = left + width / 2;
    ellipse(picture, (middle, top + height), (width / 2, height * 2 / 5), (top, top + height), shirt);
    ellipse(picture, (middle, top + height * 9 / 25), (width / 4, height * 7 / 25), (top, top + height), skin);
    let hair = [Rgb([48, 36, 30]), Rgb([120, 78, 40]), Rgb([86, 86, 90])][number % 3];
    ellipse(picture, (middle, top + height * 9 / 25), (width / 4, height * 7 / 25), (top, top + height / 5), hair);
}

/// What of an ellipse lies between two heights.
fn ellipse(picture: &mut RgbImage, middle: (u32, u32), radii: (u32, u32), rows: (u32, u32), colour: Rgb<u8>) {
    let share = |at: u32, middle: u32, radius: u32| (f64::from(at) - f64::from(middle)) / f64::from(radius.max(1));
    for y in rows.0..rows.1.min(picture.height()) {
        for x in middle.0.saturating_sub(radii.0)..(middle.0 + radii.0).min(picture.width()) {
            if share(x, middle.0, radii.0).hypot(share(y, middle.1, radii.1)) <= 1.0 {
                picture.put_pixel(x, y, colour);
            }
        }
    }
}

/// Bars where names and numbers would be: a pale one above each dark one.
fn lines(picture: &mut RgbImage, (left, top, width, height): Area, number: usize) {
    let step = height / 4;
    for row in 0..4 {
        let long = 45 + (number as u32 * 17 + row * 23) % 55;
        fill(picture, (left, top + row * step, width / 4, step / 6), PALE);
        fill(picture, (left, top + row * step + step / 4, width * long / 100, step / 3), INK);
    }
}

/// A row of what a reader would read.
fn machine_readable(picture: &mut RgbImage, top: u32, number: usize) {
    for at in 0..42 {
        let high = 8 + ((number as u32 + 3) * (at + 7) * 5) % 9;
        fill(picture, (20 + at * 10 + at % 3, top, 6, high), INK);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_specimen_is_a_small_picture_of_its_own() {
        let mut seen = std::collections::HashSet::new();
        for number in 0..6 {
            for kind in ["identity_front", "identity_back", "selfie"] {
                let bytes = specimen(kind, number).unwrap();
                assert!(bytes.starts_with(b"\x89PNG") && bytes.len() < 40_000, "{kind}: {}", bytes.len());
                assert!(seen.insert(bytes), "{kind} {number}");
            }
        }
    }
}
