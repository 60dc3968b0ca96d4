//! The categories every organisation begins with.

/// A category's slug and its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Its name in requests.
    pub slug: String,
    /// Name in Spanish.
    pub es: String,
    /// Name in English.
    pub en: String,
}

const BUILT_IN: [(&str, &str, &str); 8] = [
    ("meeting-rooms", "Salas de reuniones", "Meeting rooms"),
    ("event-spaces", "Espacios para eventos", "Event spaces"),
    ("desks", "Puestos de trabajo", "Desks"),
    ("offices", "Despachos", "Offices"),
    ("studios", "Estudios", "Studios"),
    ("equipment", "Equipos", "Equipment"),
    ("people", "Personas", "People"),
    ("virtual-rooms", "Salas virtuales", "Virtual rooms"),
];

/// The built-in categories with the organisation's own in place of or beside them, by slug.
pub fn with_built_in(own: Vec<Category>) -> Vec<Category> {
    let built_in =
        BUILT_IN.iter().map(|(slug, es, en)| Category { slug: (*slug).into(), es: (*es).into(), en: (*en).into() });
    let mut all: Vec<Category> =
        built_in.filter(|category| own.iter().all(|mine| mine.slug != category.slug)).collect();
    all.extend(own);
    all.sort_by(|a, b| a.slug.cmp(&b.slug));
    all
}

/// Whether a slug is lower-case letters, digits and hyphens, 1 to 60.
pub fn is_slug(text: &str) -> bool {
    let inner = text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    inner && (1..=60).contains(&text.len()) && !text.starts_with('-') && !text.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_categories_replace_built_in_ones() {
        let own = vec![
            Category { slug: "desks".into(), es: "Mesas".into(), en: "Tables".into() },
            Category { slug: "kitchens".into(), es: "Cocinas".into(), en: "Kitchens".into() },
        ];
        let all = with_built_in(own);
        assert_eq!(all.len(), BUILT_IN.len() + 1);
        assert_eq!(all.iter().find(|category| category.slug == "desks").unwrap().es, "Mesas");
    }

    #[test]
    fn slugs_are_plain() {
        assert!(is_slug("meeting-rooms"));
        for text in ["", "-a", "a-", "A", "ñ", "a b"] {
            assert!(!is_slug(text), "{text}");
        }
    }
}
