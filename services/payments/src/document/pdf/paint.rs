//! Writes the marks with krilla.

use chrono::Datelike;
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;

use super::super::{Document, DocumentKind, words};
use super::PdfError;
use super::layout::{HEIGHT, Hang, Ink, Mark, Page, WIDTH};
use super::text::{Faces, Weight};

/// The bytes of the file.
pub fn write(document: &Document, pages: &[Page], faces: &Faces) -> Result<Vec<u8>, PdfError> {
    let mut pdf = krilla::Document::new();
    for page in pages {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| PdfError::Write("page size".into()))?;
        let mut sheet = pdf.start_page_with(settings);
        let mut surface = sheet.surface();
        for mark in &page.marks {
            draw(&mut surface, mark, faces);
        }
        surface.finish();
        sheet.finish();
    }
    pdf.set_metadata(metadata(document));
    pdf.finish().map_err(|error| PdfError::Write(format!("{error:?}")))
}

fn metadata(document: &Document) -> Metadata {
    let words = words::of(document.locale);
    let title = match document.kind {
        DocumentKind::Invoice => words.invoice,
        DocumentKind::CreditNote => words.credit_note,
    };
    let day = document.issued_on;
    let small = |value: u32| u8::try_from(value).unwrap_or(1);
    let issued =
        DateTime::new(u16::try_from(day.year()).unwrap_or(1970)).month(small(day.month())).day(small(day.day()));
    Metadata::new()
        .title(format!("{title} {}", document.number))
        .authors(vec![document.seller.name.clone()])
        .creator("Plaza".to_owned())
        .language(words.lang.to_owned())
        .creation_date(issued)
        .document_id(document.number.clone())
}

fn draw(surface: &mut Surface<'_>, mark: &Mark, faces: &Faces) {
    match mark {
        Mark::Text { x, y, size, weight, ink, hang, text } => {
            surface.set_fill(Some(fill(*ink)));
            set(surface, faces, (*x, *y), *size, *weight, *hang, text);
        }
        Mark::Fill(left, top, width, height, ink) => {
            if let Some(path) = rectangle(*left, *top, *width, *height) {
                surface.set_fill(Some(fill(*ink)));
                surface.draw_path(&path);
            }
        }
        Mark::Stamp { x, y, word, day } => stamp(surface, faces, (*x, *y), word, day),
    }
}

fn set(surface: &mut Surface<'_>, faces: &Faces, at: (f32, f32), size: f32, weight: Weight, hang: Hang, text: &str) {
    let face = faces.of(weight);
    let shaped = face.shape(text);
    let width: f32 = shaped.glyphs.iter().map(|glyph| glyph.x_advance * size).sum();
    let x = match hang {
        Hang::Left => at.0,
        Hang::Right => at.0 - width,
        Hang::Middle => at.0 - width / 2.0,
    };
    surface.draw_glyphs(Point::from_xy(x, at.1), &shaped.glyphs, face.font.clone(), &shaped.text, size, false);
}

fn stamp(surface: &mut Surface<'_>, faces: &Faces, (x, y): (f32, f32), word: &str, day: &str) {
    let width = faces.of(Weight::SemiBold).width(word, 17.0).max(faces.of(Weight::Regular).width(day, 8.0)) + 30.0;
    surface.push_transform(&Transform::from_rotate_at(-5.0, x, y));
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { paint: colour(Ink::Paid).into(), width: 2.0, ..Stroke::default() }));
    if let Some(frame) = rounded(x - width / 2.0, y - 21.0, width, 42.0, 5.0) {
        surface.draw_path(&frame);
    }
    surface.set_stroke(None);
    surface.set_fill(Some(fill(Ink::Paid)));
    set(surface, faces, (x, y + 2.5), 17.0, Weight::SemiBold, Hang::Middle, word);
    set(surface, faces, (x, y + 14.0), 8.0, Weight::Regular, Hang::Middle, day);
    surface.pop();
}

fn colour(ink: Ink) -> rgb::Color {
    match ink {
        Ink::Dark => rgb::Color::new(0x17, 0x21, 0x2b),
        Ink::Soft => rgb::Color::new(0x5b, 0x68, 0x75),
        Ink::Line => rgb::Color::new(0xdd, 0xe3, 0xe8),
        Ink::Tint => rgb::Color::new(0xf2, 0xf6, 0xf7),
        Ink::Accent => rgb::Color::new(0x0f, 0x5e, 0x66),
        Ink::Paid => rgb::Color::new(0x1b, 0x7f, 0x4b),
        Ink::White => rgb::Color::new(0xff, 0xff, 0xff),
    }
}

fn fill(ink: Ink) -> Fill {
    Fill { paint: colour(ink).into(), ..Fill::default() }
}

fn rectangle(left: f32, top: f32, width: f32, height: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(left, top, width, height)?);
    path.finish()
}

fn rounded(left: f32, top: f32, width: f32, height: f32, radius: f32) -> Option<Path> {
    let (right, bottom) = (left + width, top + height);
    let mut path = PathBuilder::new();
    path.move_to(left + radius, top);
    path.line_to(right - radius, top);
    path.quad_to(right, top, right, top + radius);
    path.line_to(right, bottom - radius);
    path.quad_to(right, bottom, right - radius, bottom);
    path.line_to(left + radius, bottom);
    path.quad_to(left, bottom, left, bottom - radius);
    path.line_to(left, top + radius);
    path.quad_to(left, top, left + radius, top);
    path.close();
    path.finish()
}
