//! What the demo's people agreed and how far it came. Told in the order in which it is done; the last one says that all
//! of them are.

/// Work between a client and a professional.
pub(super) struct Story {
    /// Mail names: who pays, and who works.
    pub(super) people: [&'static str; 2],
    pub(super) title: &'static str,
    pub(super) scope: &'static str,
    /// Its parts: what, cents, days until it is due.
    pub(super) parts: &'static [(&'static str, i64, u32)],
    pub(super) revisions: u32,
    pub(super) goes: &'static [Step],
}

/// What somebody does.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    /// The client answers with another price, in cents.
    Counter(i64),
    /// The client pays, with this card.
    Accept(&'static str),
    Start,
    Deliver(&'static str),
    Revise(&'static str),
    /// The client accepts what was delivered.
    Complete,
    /// The client asks a manager, for this reason.
    Dispute(&'static str, &'static str),
    /// The client reviews the professional.
    Praise(u8, &'static str),
    /// The professional reviews the client.
    Thank(u8, &'static str),
    /// The professional is paid what is theirs.
    PayOut,
}

use Step::{Accept, Complete, Counter, Deliver, Dispute, PayOut, Praise, Revise, Start, Thank};

/// The provider's card that is charged at once.
const CARD: &str = "tok_approved";

pub(super) const STORIES: [Story; 13] = [
    Story {
        people: ["diego", "pau"],
        title: "Avería en la sala grande",
        scope: "Localizar el fallo de la línea de la pared del fondo y dejarla en servicio, con parte de trabajo.",
        parts: &[("", 9_500, 2)],
        revisions: 0,
        goes: &[
            Accept(CARD),
            Start,
            Deliver("Era una clema floja en la caja de registro. Cambiada y probada con carga."),
            Complete,
            Praise(5, "Vino a primera hora y en veinte minutos teníamos luz. Además revisó el resto de la línea."),
            Thank(5, "Todo despejado al llegar y muy amable. Así da gusto."),
            PayOut,
        ],
    },
    Story {
        people: ["member", "professional"],
        title: "Fotos de la fiesta de verano",
        scope: "Tres horas de reportaje y cuarenta fotos editadas en alta resolución, con derechos para la web.",
        parts: &[("", 42_000, 10)],
        revisions: 1,
        goes: &[
            Accept(CARD),
            Start,
            Deliver("Aquí van las cuarenta fotos. He incluido cinco de propina."),
            Complete,
            Praise(
                5,
                "Nadie se dio cuenta de que estaba allí y sin embargo salimos todos. Las del atardecer son de cuadro.",
            ),
            Thank(5, "Ana lo tenía todo pensado: horario, espacios y hasta bocadillos."),
            PayOut,
        ],
    },
    Story {
        people: ["ben", "nora"],
        title: "Website text, three pages",
        scope: "Edit the texts of the home, pricing and about pages for clarity. Comments in the document.",
        parts: &[("", 18_000, 5)],
        revisions: 1,
        goes: &[
            Accept(CARD),
            Start,
            Deliver("All three pages are in the document, with comments where I changed the meaning."),
            Complete,
            Praise(4, "Clear, fast and honest about what did not work."),
        ],
    },
    Story {
        people: ["client", "professional"],
        title: "Portraits for a press kit",
        scope: "Two portraits in natural light, one in colour and one in black and white.",
        parts: &[("", 24_000, 7)],
        revisions: 1,
        goes: &[
            Accept(CARD),
            Start,
            Deliver("Both portraits, in print and screen sizes."),
            Revise("Could the black and white one be a little brighter?"),
            Deliver("Brighter, with the shadows kept."),
            Complete,
        ],
    },
    Story {
        people: ["client", "nora"],
        title: "Twenty-page report: structure and language",
        scope: "First the outline with comments, then the text itself. British spelling, figures untouched.",
        parts: &[("Outline with comments", 21_000, 4), ("The text", 39_000, 12)],
        revisions: 2,
        goes: &[
            Accept(CARD),
            Start,
            Deliver("The outline: I suggest that chapters two and three change places. The reasons are in the margin."),
            Complete,
        ],
    },
    Story {
        people: ["member", "professional"],
        title: "Retratos para la página de contacto",
        scope: "Seis retratos sobre fondo claro y seis sobre fondo oscuro, recortados para la web.",
        parts: &[("", 36_000, 8)],
        revisions: 1,
        goes: &[Accept(CARD)],
    },
    Story {
        people: ["client", "professional"],
        title: "Interiors: three meeting rooms",
        scope: "Five pictures of each room before noon, people out of the frame, verticals straight.",
        parts: &[("", 54_000, 6)],
        revisions: 1,
        goes: &[Accept(CARD), Start, Deliver("Fifteen pictures. The small room looks best in the last three.")],
    },
    Story {
        people: ["ben", "nora"],
        title: "Product one-pager",
        scope: "Write one page about the product for people who have never heard of it. Two headlines to choose from.",
        parts: &[("", 15_000, 4)],
        revisions: 2,
        goes: &[
            Accept(CARD),
            Start,
            Deliver("The page and two headlines. I prefer the first one."),
            Revise("We love the second headline. Please make the first paragraph half as long."),
        ],
    },
    Story {
        people: ["aiko", "pau"],
        title: "Six network sockets in the studio",
        scope: "Six double sockets along the window, cables in trunking, tested and labelled.",
        parts: &[("", 68_000, 9)],
        revisions: 1,
        goes: &[
            Accept(CARD),
            Start,
            Deliver("Done: six double sockets, tested."),
            Dispute(
                "not_as_agreed",
                "Four of the six sockets have a link; the two by the door are dead, and nothing is labelled. Pau says that the \
                 patch panel is to blame.",
            ),
        ],
    },
    Story {
        people: ["diego", "pau"],
        title: "Revisión anual del cuadro eléctrico",
        scope: "Revisión del cuadro y de los diferenciales, reapriete de bornes e informe con fotos.",
        parts: &[("", 14_000, 15)],
        revisions: 0,
        goes: &[Accept(CARD), Start],
    },
    Story {
        people: ["client", "nora"],
        title: "Monthly newsletter, proofreading",
        scope: "Proofread one issue of about eight hundred words within two days of receiving it.",
        parts: &[("", 6_000, 2)],
        revisions: 0,
        goes: &[Counter(5_000)],
    },
    Story {
        people: ["client", "professional"],
        title: "Pictures of the new coffee corner",
        scope: "One hour in the morning, ten edited pictures for the web and one for print.",
        parts: &[("", 19_000, 5)],
        revisions: 1,
        goes: &[Accept("tok_second_factor")],
    },
    Story {
        people: ["member", "professional"],
        title: "Fotos de equipo para la web",
        scope: "Seis personas y un perro en el estudio de Gran Vía: dos horas, dos versiones de cada foto, retoque incluido.",
        parts: &[("", 39_000, 5)],
        revisions: 1,
        goes: &[],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_story_is_of_people_one_can_sign_in_as_and_has_a_name_of_its_own() {
        let mut titles: Vec<&str> = STORIES.iter().map(|story| story.title).collect();
        titles.sort_unstable();
        titles.dedup();
        assert_eq!(titles.len(), STORIES.len());
        for story in &STORIES {
            let known = |mailbox: &str| crate::demo::PEOPLE.iter().any(|person| person.2 == mailbox);
            assert!(story.people.iter().all(|mailbox| known(mailbox)), "{}", story.title);
            assert!(story.parts.iter().all(|(_, cents, days)| *cents > 0 && *days > 0) && !story.parts.is_empty());
        }
        assert!(STORIES[STORIES.len() - 1].goes.is_empty(), "the last is an open offer");
    }
}
