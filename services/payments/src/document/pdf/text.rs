//! Shaping, measuring and wrapping with the embedded typeface (Inter, OFL, `assets/OFL.txt`).

use std::sync::LazyLock;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::ttf_parser::Tag;
use rustybuzz::{Direction, Face, Feature, UnicodeBuffer};

use super::PdfError;

static REGULAR: &[u8] = include_bytes!("../../../assets/Inter-Regular.otf");
static SEMIBOLD: &[u8] = include_bytes!("../../../assets/Inter-SemiBold.otf");
static FACES: LazyLock<Option<Faces>> =
    LazyLock::new(|| Some(Faces { regular: Typeface::read(REGULAR)?, semibold: Typeface::read(SEMIBOLD)? }));

/// How heavy the letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Running text.
    Regular,
    /// Names, totals and titles.
    SemiBold,
}

/// The embedded typeface in both weights.
pub struct Faces {
    regular: Typeface,
    semibold: Typeface,
}

impl Faces {
    /// The face of a weight.
    pub fn of(&self, weight: Weight) -> &Typeface {
        match weight {
            Weight::Regular => &self.regular,
            Weight::SemiBold => &self.semibold,
        }
    }
}

/// The typeface, read once.
pub fn faces() -> Result<&'static Faces, PdfError> {
    FACES.as_ref().ok_or(PdfError::Typeface)
}

/// One weight: as krilla embeds it and as rustybuzz shapes it.
pub struct Typeface {
    /// For embedding.
    pub font: Font,
    face: Face<'static>,
}

/// A text ready to be drawn; advances in units of the type size.
pub struct Shaped {
    /// What is shown: characters the face lacks are replaced by '?'.
    pub text: String,
    /// The glyphs in reading order.
    pub glyphs: Vec<KrillaGlyph>,
}

impl Typeface {
    fn read(data: &'static [u8]) -> Option<Self> {
        Some(Self { font: Font::new(data.into(), 0)?, face: Face::from_slice(data, 0)? })
    }

    /// Width of a text at a size, both in points.
    pub fn width(&self, text: &str, size: f32) -> f32 {
        self.shape(text).glyphs.iter().map(|glyph| glyph.x_advance * size).sum()
    }

    /// Glyphs of a text, left to right, with figures of equal width so that columns align.
    pub fn shape(&self, text: &str) -> Shaped {
        let known = |c: char| {
            if self.face.glyph_index(c).is_some() { c } else { '?' }
        };
        let text: String = text.chars().filter(|c| !c.is_control()).map(known).collect();
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        let tabular = Feature::new(Tag::from_bytes(b"tnum"), 1, ..);
        let output = rustybuzz::shape(&self.face, &[tabular], buffer);
        let scale = 1.0 / self.face.units_per_em() as f32;
        let clusters: Vec<usize> = output.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        let glyphs =
            output.glyph_infos().iter().zip(output.glyph_positions()).enumerate().map(|(at, (info, position))| {
                let start = clusters[at];
                let end = clusters[at..].iter().copied().find(|next| *next > start).unwrap_or(text.len());
                KrillaGlyph::new(
                    GlyphId::new(info.glyph_id),
                    position.x_advance as f32 * scale,
                    position.x_offset as f32 * scale,
                    position.y_offset as f32 * scale,
                    0.0,
                    start..end,
                    None,
                )
            });
        let glyphs = glyphs.collect();
        Shaped { text, glyphs }
    }

    /// The text in lines no wider than `width` points; words that are too long are cut.
    pub fn wrap(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in text.split_whitespace() {
            let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.width(&joined, size) <= width {
                line = joined;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = self.cut(word, size, width, &mut lines);
        }
        if !line.is_empty() || lines.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// Pushes full lines of a long word; answers what is left of it.
    fn cut(&self, word: &str, size: f32, width: f32, lines: &mut Vec<String>) -> String {
        let mut line = String::new();
        for letter in word.chars() {
            line.push(letter);
            if self.width(&line, size) > width && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, letter.to_string()));
            }
        }
        line
    }
}
