//! What stands where, in points from the top left; pure, so that it can be tested.

use super::super::html::{amount, note};
use super::super::words::{self, Words};
use super::super::{Document, DocumentKind, Party, format};
use super::text::{Faces, Weight};
use crate::domain::invoice::Line;
use plaza_core::Money;

/// Width of A4.
pub const WIDTH: f32 = 595.28;
/// Height of A4.
pub const HEIGHT: f32 = 841.89;

const LEFT: f32 = 54.0;
const RIGHT: f32 = WIDTH - 54.0;
/// Nothing of the table or the sums goes below this.
const FLOOR: f32 = HEIGHT - 78.0;
const DESCRIPTION: f32 = 220.0;
/// Right edges of quantity, price, tax, amount.
const COLUMNS: [f32; 4] = [RIGHT - 204.0, RIGHT - 132.0, RIGHT - 80.0, RIGHT - 8.0];

/// A colour of the palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Text.
    Dark,
    /// Captions and labels.
    Soft,
    /// Hairlines.
    Line,
    /// Backgrounds.
    Tint,
    /// The band and the total.
    Accent,
    /// The stamp.
    Paid,
    /// Text on the accent.
    White,
}

/// Where a text hangs on its `x`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hang {
    /// Begins there.
    Left,
    /// Ends there.
    Right,
    /// Is centred there.
    Middle,
}

/// One thing to draw.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A line of text; `y` is its baseline.
    Text {
        /// Where it hangs.
        x: f32,
        /// Baseline.
        y: f32,
        /// Type size in points.
        size: f32,
        /// How heavy.
        weight: Weight,
        /// Colour.
        ink: Ink,
        /// On which side of `x`.
        hang: Hang,
        /// What it says.
        text: String,
    },
    /// A filled rectangle: left, top, width, height.
    Fill(f32, f32, f32, f32, Ink),
    /// A stamp turned a little about its centre.
    Stamp {
        /// Centre.
        x: f32,
        /// Centre.
        y: f32,
        /// The word.
        word: String,
        /// The day under it.
        day: String,
    },
}

/// One page's marks, in drawing order.
#[derive(Debug, Default)]
pub struct Page {
    /// What to draw.
    pub marks: Vec<Mark>,
}

struct Sheet<'a> {
    document: &'a Document,
    words: &'static Words,
    faces: &'a Faces,
    pages: Vec<Page>,
    page: Page,
    y: f32,
}

/// The pages of a document, at least one.
pub fn pages(document: &Document, faces: &Faces) -> Vec<Page> {
    let words = words::of(document.locale);
    let mut sheet = Sheet { document, words, faces, pages: Vec::new(), page: Page::default(), y: 0.0 };
    sheet.head();
    sheet.parties();
    sheet.table_head();
    for line in &document.lines {
        sheet.row(line);
    }
    sheet.text(LEFT, sheet.y + 16.0, 8.0, Weight::Regular, Ink::Soft, Hang::Left, note(document));
    sheet.y += 40.0;
    sheet.sums();
    sheet.finish()
}

impl Sheet<'_> {
    #[allow(clippy::too_many_arguments)] // a mark has that many properties
    fn text(&mut self, x: f32, y: f32, size: f32, weight: Weight, ink: Ink, hang: Hang, text: &str) {
        self.page.marks.push(Mark::Text { x, y, size, weight, ink, hang, text: text.to_owned() });
    }

    fn soft(&mut self, x: f32, y: f32, hang: Hang, text: &str) {
        self.text(x, y, 8.5, Weight::Regular, Ink::Soft, hang, text);
    }

    fn plain(&mut self, x: f32, y: f32, hang: Hang, text: &str) {
        self.text(x, y, 9.5, Weight::Regular, Ink::Dark, hang, text);
    }

    fn hairline(&mut self, left: f32, right: f32, y: f32) {
        self.page.marks.push(Mark::Fill(left, y, right - left, 0.6, Ink::Line));
    }

    fn money(&self, money: Money) -> String {
        format::money(money, self.document.locale)
    }

    fn title(&self) -> &'static str {
        match self.document.kind {
            DocumentKind::Invoice => self.words.invoice,
            DocumentKind::CreditNote => self.words.credit_note,
        }
    }

    fn head(&mut self) {
        self.page.marks.push(Mark::Fill(0.0, 0.0, WIDTH, 8.0, Ink::Accent));
        self.text(LEFT, 76.0, 25.0, Weight::SemiBold, Ink::Dark, Hang::Left, self.title());
        let document = self.document;
        let mut facts = vec![
            (self.words.number, document.number.clone()),
            (self.words.date, format::day(document.issued_on, document.locale)),
        ];
        facts.extend(document.corrects.clone().map(|number| (self.words.corrects, number)));
        let mut y = 60.0;
        for (at, (label, value)) in facts.iter().enumerate() {
            let weight = if at == 0 { Weight::SemiBold } else { Weight::Regular };
            self.soft(RIGHT - 130.0, y, Hang::Right, label);
            self.text(RIGHT, y, 9.5, weight, Ink::Dark, Hang::Right, value);
            y += 16.0;
        }
        self.y = y.max(96.0) + 22.0;
    }

    fn parties(&mut self) {
        let top = self.y;
        let middle = LEFT + (RIGHT - LEFT) / 2.0 + 12.0;
        let document = self.document;
        let seller = self.party(LEFT, top, self.words.seller, &document.seller);
        let buyer = self.party(middle, top, self.words.buyer, &document.buyer);
        self.y = seller.max(buyer);
        if let Some(reference) = &document.reference {
            self.soft(LEFT, self.y + 8.0, Hang::Left, &format!("{}: {reference}", self.words.reference));
            self.y += 14.0;
        }
        self.y += 22.0;
    }

    fn party(&mut self, x: f32, top: f32, caption: &str, party: &Party) -> f32 {
        let width = (RIGHT - LEFT) / 2.0 - 24.0;
        self.soft(x, top, Hang::Left, caption);
        let mut y = top + 17.0;
        for line in self.faces.of(Weight::SemiBold).wrap(&party.name, 11.0, width) {
            self.text(x, y, 11.0, Weight::SemiBold, Ink::Dark, Hang::Left, &line);
            y += 14.5;
        }
        let tax_id = party.tax_id.iter().map(|id| format!("{}: {id}", self.words.tax_id));
        let rest: Vec<String> =
            party.address.iter().cloned().chain(tax_id).chain(party.email.iter().cloned()).collect();
        for text in rest {
            for line in self.faces.of(Weight::Regular).wrap(&text, 9.5, width) {
                self.plain(x, y, Hang::Left, &line);
                y += 13.5;
            }
        }
        y + 6.0
    }

    fn table_head(&mut self) {
        self.page.marks.push(Mark::Fill(LEFT, self.y, RIGHT - LEFT, 22.0, Ink::Tint));
        let y = self.y + 14.5;
        self.text(LEFT + 8.0, y, 8.5, Weight::SemiBold, Ink::Soft, Hang::Left, self.words.description);
        let labels = [self.words.quantity, self.words.unit_price, self.words.tax_rate, self.words.amount];
        for (x, label) in COLUMNS.into_iter().zip(labels) {
            self.text(x, y, 8.5, Weight::SemiBold, Ink::Soft, Hang::Right, label);
        }
        self.y += 22.0;
    }

    fn row(&mut self, line: &Line) {
        let lines = self.faces.of(Weight::Regular).wrap(&line.description, 9.5, DESCRIPTION);
        let height = 13.0 * lines.len() as f32 + 11.0;
        if self.y + height > FLOOR {
            self.next_page();
            self.table_head();
        }
        let y = self.y + 15.5;
        for (at, text) in lines.iter().enumerate() {
            self.plain(LEFT + 8.0, y + 13.0 * at as f32, Hang::Left, text);
        }
        let currency = self.document.totals.gross.currency;
        let values = [
            format::quantity(line.quantity_milli, self.document.locale),
            self.money(Money::new(line.unit_price, currency)),
            format::rate(line.tax_rate, self.document.locale),
            self.money(amount(line, self.document)),
        ];
        for (x, value) in COLUMNS.into_iter().zip(values) {
            self.plain(x, y, Hang::Right, &value);
        }
        self.y += height;
        self.hairline(LEFT, RIGHT, self.y);
    }

    /// Taxes on the left, sums on the right, the stamp below; never split over two pages.
    fn sums(&mut self) {
        let groups = self.document.totals.groups.len() as f32;
        let height = 44.0 + 17.0 * groups + 66.0;
        if self.y + height.max(90.0) > FLOOR {
            self.next_page();
        }
        let top = self.y;
        self.totals(top);
        let taxes = self.taxes(top);
        if let Some(day) = self.document.settled_on {
            let word = match self.document.kind {
                DocumentKind::Invoice => self.words.paid,
                DocumentKind::CreditNote => self.words.refunded,
            };
            let day = format::day(day, self.document.locale);
            self.page.marks.push(Mark::Stamp { x: LEFT + 78.0, y: taxes + 40.0, word: word.to_owned(), day });
        }
    }

    fn taxes(&mut self, top: f32) -> f32 {
        let (right, middle) = (LEFT + 216.0, LEFT + 136.0);
        let document = self.document;
        let currency = document.totals.gross.currency;
        self.text(LEFT, top + 8.0, 8.5, Weight::SemiBold, Ink::Soft, Hang::Left, self.words.tax_summary);
        self.soft(middle, top + 25.0, Hang::Right, self.words.tax_base);
        self.soft(right, top + 25.0, Hang::Right, self.words.tax);
        let mut y = top + 31.0;
        self.hairline(LEFT, right, y);
        for group in &document.totals.groups {
            let money = |amount| format::money(Money::new(amount, currency), document.locale);
            let (net, tax) = (money(group.net), money(group.tax));
            self.plain(LEFT, y + 13.0, Hang::Left, &format::rate(group.rate, document.locale));
            self.plain(middle, y + 13.0, Hang::Right, &net);
            self.plain(right, y + 13.0, Hang::Right, &tax);
            y += 18.0;
            self.hairline(LEFT, right, y);
        }
        y
    }

    fn totals(&mut self, top: f32) {
        let left = RIGHT - 216.0;
        let totals = &self.document.totals;
        let (net, tax, gross) = (self.money(totals.net), self.money(totals.tax), self.money(totals.gross));
        for (at, (label, value)) in [(self.words.net, net), (self.words.tax, tax)].iter().enumerate() {
            let y = top + 9.0 + 18.0 * at as f32;
            self.plain(left + 10.0, y, Hang::Left, label);
            self.plain(RIGHT - 8.0, y, Hang::Right, value);
        }
        let label = match self.document.kind {
            DocumentKind::Invoice => self.words.total,
            DocumentKind::CreditNote => self.words.total_credited,
        };
        self.page.marks.push(Mark::Fill(left, top + 38.0, 216.0, 32.0, Ink::Accent));
        self.text(left + 10.0, top + 58.5, 11.0, Weight::SemiBold, Ink::White, Hang::Left, label);
        self.text(RIGHT - 8.0, top + 59.0, 14.0, Weight::SemiBold, Ink::White, Hang::Right, &gross);
    }

    fn next_page(&mut self) {
        self.pages.push(std::mem::take(&mut self.page));
        self.page.marks.push(Mark::Fill(0.0, 0.0, WIDTH, 8.0, Ink::Accent));
        let text = format!("{} {}", self.title(), self.document.number);
        self.text(LEFT, 50.0, 9.5, Weight::SemiBold, Ink::Dark, Hang::Left, &text);
        self.y = 66.0;
    }

    fn finish(mut self) -> Vec<Page> {
        self.pages.push(std::mem::take(&mut self.page));
        let count = self.pages.len();
        let y = HEIGHT - 40.0;
        let seller = self.faces.of(Weight::Regular).wrap(&self.document.seller.name, 8.5, 300.0);
        let seller = seller.into_iter().next().unwrap_or_default();
        let footer = self
            .document
            .footer
            .as_ref()
            .and_then(|text| self.faces.of(Weight::Regular).wrap(text, 8.5, RIGHT - LEFT).into_iter().next());
        for at in 0..count {
            self.page = std::mem::take(&mut self.pages[at]);
            self.hairline(LEFT, RIGHT, y - 16.0);
            if let Some(footer) = &footer {
                self.soft(LEFT, y + 13.0, Hang::Left, footer);
            }
            self.soft(LEFT, y, Hang::Left, &format!("{seller} · {}", self.document.number));
            self.soft(RIGHT, y, Hang::Right, &format!("{} {} {} {count}", self.words.page, at + 1, self.words.of));
            self.pages[at] = std::mem::take(&mut self.page);
        }
        self.pages
    }
}

#[cfg(test)]
impl Page {
    /// Every text on the page.
    pub fn words(&self) -> impl Iterator<Item = String> + '_ {
        self.marks.iter().filter_map(|mark| if let Mark::Text { text, .. } = mark { Some(text.clone()) } else { None })
    }

    /// Left, top, right and bottom of every text and rectangle.
    pub fn extents<'a>(&'a self, faces: &'a Faces) -> impl Iterator<Item = (f32, f32, f32, f32)> + 'a {
        self.marks.iter().filter_map(|mark| match mark {
            Mark::Text { x, y, size, weight, hang, text, .. } => {
                let width = faces.of(*weight).width(text, *size);
                let left = x - width
                    * match hang {
                        Hang::Left => 0.0,
                        Hang::Middle => 0.5,
                        Hang::Right => 1.0,
                    };
                Some((left, y - size, left + width, *y))
            }
            Mark::Fill(left, top, width, height, _) => Some((*left, *top, left + width, top + height)),
            Mark::Stamp { .. } => None,
        })
    }
}
