//! What people call things in Spanish and English, so that a search in one
//! language finds what was described in the other.

use plaza_resources_api::ResourceKind;

/// Names of a kind, both languages.
pub fn of_kind(kind: ResourceKind) -> &'static str {
    match kind {
        ResourceKind::Room => "meeting room conference sala de reuniones juntas",
        ResourceKind::Desk => "desk hot desk workstation coworking escritorio mesa puesto de trabajo",
        ResourceKind::Office => "private office oficina despacho privado",
        ResourceKind::Equipment => "equipment gear equipo material",
        ResourceKind::Person => "person professional persona profesional",
        ResourceKind::Virtual => "virtual room online sala virtual en línea",
    }
}

const AMENITIES: [(&str, &str); 24] = [
    ("projector", "proyector"),
    ("whiteboard", "pizarra"),
    ("screen", "pantalla"),
    ("monitor", "monitor pantalla"),
    ("tv", "televisor televisión television"),
    ("video", "videoconferencia video conferencing"),
    ("videoconference", "videoconferencia video conferencing"),
    ("wifi", "wi-fi internet"),
    ("coffee", "café"),
    ("water", "agua"),
    ("kitchen", "cocina"),
    ("catering", "comida food"),
    ("parking", "aparcamiento estacionamiento car park"),
    ("phone", "teléfono telephone"),
    ("printer", "impresora"),
    ("accessible", "accesible silla de ruedas wheelchair"),
    ("wheelchair", "silla de ruedas accesible accessible"),
    ("air-conditioning", "aire acondicionado"),
    ("natural-light", "luz natural"),
    ("sound", "sonido audio"),
    ("microphone", "micrófono"),
    ("charger", "cargador"),
    ("lockers", "taquillas"),
    ("terrace", "terraza"),
];

/// Names of an amenity, both languages, itself among them.
pub fn of_amenity(amenity: &str) -> String {
    let known = AMENITIES.iter().find(|(name, _)| *name == amenity);
    let spaced = amenity.replace(['-', '_'], " ");
    known.map_or(spaced.clone(), |(_, names)| format!("{spaced} {names}"))
}

/// An amenity as it is kept: trimmed, lower case, words joined by hyphens.
pub fn amenity(given: &str) -> String {
    given.trim().to_lowercase().split([' ', '_']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amenities_are_found_in_both_languages() {
        assert_eq!(amenity("  Natural  Light "), "natural-light");
        assert_eq!(of_amenity("natural-light"), "natural light luz natural");
        assert_eq!(of_amenity("foosball"), "foosball");
    }
}
