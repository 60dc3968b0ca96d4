//! The document as PDF: A4, our own small layout, fonts embedded.
//!
//! `layout` decides what stands where (pure), `text` measures and shapes,
//! `paint` writes the file.

mod layout;
mod paint;
mod text;

use super::Document;

/// Why a PDF could not be written.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The embedded typeface cannot be read.
    #[error("the embedded typeface cannot be read")]
    Typeface,
    /// The file cannot be written.
    #[error("the PDF cannot be written: {0}")]
    Write(String),
}

/// The document as the bytes of a PDF file.
pub fn render(document: &Document) -> Result<Vec<u8>, PdfError> {
    let faces = text::faces()?;
    let pages = layout::pages(document, faces);
    paint::write(document, &pages, faces)
}

#[cfg(test)]
mod tests {
    use plaza_core::Locale;

    use super::super::samples;
    use super::*;

    fn keep(name: &str, bytes: &[u8]) {
        // Set to a folder to look at the samples: pdftoppm -r 80 -png invoice.pdf page
        if let Ok(folder) = std::env::var("PLAZA_PDF_SAMPLES") {
            std::fs::write(format!("{folder}/{name}.pdf"), bytes).unwrap();
        }
    }

    #[test]
    fn a_sample_of_each_kind_is_a_pdf_that_names_its_number() {
        let samples = [
            ("invoice-es", samples::invoice(Locale::Es, 3)),
            ("invoice-en", samples::invoice(Locale::En, 3)),
            ("credit-es", samples::credit_note(Locale::Es)),
            ("long-en", samples::invoice(Locale::En, 60)),
        ];
        for (name, document) in samples {
            let pdf = render(&document).unwrap();
            assert!(pdf.starts_with(b"%PDF"));
            assert!(
                pdf.windows(document.number.len()).any(|bytes| bytes == document.number.as_bytes()),
                "{name} lacks its number"
            );
            assert!(pdf.len() < 120_000, "{name} has {} bytes", pdf.len());
            keep(name, &pdf);
        }
    }

    #[test]
    fn a_long_invoice_has_numbered_pages_and_loses_no_line() {
        let document = samples::invoice(Locale::En, 60);
        let pages = layout::pages(&document, text::faces().unwrap());
        assert!(pages.len() > 2);
        let words: Vec<String> = pages.iter().flat_map(layout::Page::words).collect();
        let totals = words.iter().filter(|word| *word == "Description").count();
        assert_eq!(totals, pages.iter().filter(|page| page.words().any(|word| word == "Amount")).count());
        for (at, _) in pages.iter().enumerate() {
            assert!(words.contains(&format!("Page {} of {}", at + 1, pages.len())));
        }
        for line in &document.lines {
            let amount = super::super::format::money(super::super::html::amount(line, &document), Locale::En);
            assert!(words.contains(&amount), "{amount} is missing");
        }
    }

    #[test]
    fn nothing_is_printed_outside_the_page() {
        let mut document = samples::invoice(Locale::Es, 8);
        document.lines[0].description = "palabra-larguísima-sin-espacios-".repeat(20);
        document.buyer.name =
            "Un nombre de empresa verdaderamente largo que no cabe en media página de ninguna manera, S. A.".into();
        for page in layout::pages(&document, text::faces().unwrap()) {
            for (left, top, right, bottom) in page.extents(text::faces().unwrap()) {
                assert!(left >= 0.0 && top >= 0.0 && right <= layout::WIDTH + 0.1 && bottom <= layout::HEIGHT + 0.1);
            }
        }
    }
}
