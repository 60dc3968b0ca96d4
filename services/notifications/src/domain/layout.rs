//! The HTML layout of mails, compiled from MJML once for each shape a mail can
//! have: compiling takes far longer than filling in.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::{Environment, Value, context};
use mrml::prelude::render::RenderOptions;

use super::texts::TextError;

/// What decides which parts of the layout a mail has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shape {
    /// How many paragraphs.
    pub paragraphs: usize,
    /// How many rows of details.
    pub details: usize,
    /// Whether there is a button.
    pub link: bool,
    /// Whether there is small print.
    pub note: bool,
}

/// The compiled layouts: HTML pages that are templates over the same values as the layout.
#[derive(Debug, Default)]
pub struct Layouts {
    known: Mutex<HashMap<Shape, Arc<str>>>,
}

impl Layouts {
    /// The page of a shape; compiled when first asked for.
    ///
    /// # Errors
    /// When the layout is broken; a test compiles every mail.
    pub fn of(&self, environment: &Environment<'_>, shape: Shape) -> Result<Arc<str>, TextError> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&shape).cloned();
        if let Some(page) = known {
            return Ok(page);
        }
        let source = environment.get_template("layout.mjml")?.render(blanks(shape))?;
        let page: Arc<str> = compile(&source)?.into();
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(shape, page.clone());
        Ok(page)
    }
}

/// Each value's place, written so that the compiled page is a template over the values.
fn blanks(shape: Shape) -> Value {
    let blank = |name: &str| format!("{{{{ {name} }}}}");
    let detail = |row: usize| context! { label => blank(&format!("details[{row}].label")), value => blank(&format!("details[{row}].value")) };
    context! {
        lang => blank("lang"), org => blank("org"), title => blank("title"), summary => blank("summary"), subject => blank("subject"),
        greeting => blank("greeting"), button => blank("button"), link_words => blank("link_words"), footer => blank("footer"),
        paragraphs => (0..shape.paragraphs).map(|row| blank(&format!("paragraphs[{row}]"))).collect::<Vec<_>>(),
        details => (0..shape.details).map(detail).collect::<Vec<_>>(),
        link => shape.link.then(|| blank("link")),
        note => shape.note.then(|| blank("note")),
    }
}

/// The page an MJML source stands for. Nothing in it is loaded from elsewhere.
fn compile(source: &str) -> Result<String, TextError> {
    let parsed = mrml::parse(source).map_err(|error| TextError::Layout(error.to_string()))?;
    // The library would load well-known fonts from their makers, and tell them who opens our mails.
    let options = RenderOptions { fonts: HashMap::new(), ..RenderOptions::default() };
    parsed.element.render(&options).map_err(|error| TextError::Layout(error.to_string()))
}
