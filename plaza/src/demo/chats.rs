//! The demo's conversations: between people one can sign in as, in both languages, told by how long ago it was.

use chrono::Duration;
use plaza_chat_api::{DemoChat, DemoChats, DemoMessage};
use plaza_core::{Instant, Locale, UserId};

/// Mail names of the two, the language, what they said (by whom of the two, minutes ago), and what is unread of it.
struct Talk {
    people: [&'static str; 2],
    locale: Locale,
    said: &'static [(usize, i64, &'static str)],
    unread: u32,
}

const DAY: i64 = 24 * 60;

const TALKS: [Talk; 5] = [
    Talk {
        people: ["member", "professional"],
        locale: Locale::Es,
        said: &[
            (
                0,
                2 * DAY + 130,
                "Hola, Lucía. Necesito fotos de un equipo de seis personas para nuestra web. ¿Tienes hueco esta semana?",
            ),
            (
                1,
                2 * DAY + 112,
                "¡Hola, Ana! Sí, el jueves por la mañana. ¿Las hacemos en vuestra oficina o en el estudio de Gran Vía?",
            ),
            (0, 2 * DAY + 108, "En el estudio, que tiene mejor luz. ¿Cuánto tiempo calculas?"),
            (
                1,
                2 * DAY + 95,
                "Dos horas para las fotos y tres días para entregar los retoques. Te paso una oferta con las dos cosas.",
            ),
            (0, DAY + 400, "Perfecto. Si puede ser, dos versiones de cada una: fondo claro y fondo oscuro."),
            (1, DAY + 371, "Sin problema, va incluido."),
            (0, 55, "Una cosa más: ¿podemos llevar al perro de la oficina? Es parte del equipo."),
            (1, 42, "Por supuesto. Con correa y con premios."),
        ],
        unread: 1,
    },
    Talk {
        people: ["client", "nora"],
        locale: Locale::En,
        said: &[
            (
                0,
                3 * DAY + 20,
                "Hi Nora, I saw your profile. We are looking for somebody to edit a twenty-page report in English.",
            ),
            (1, 3 * DAY + 4, "Hi Olivia! Happy to. Is it a light edit, or should I look at the structure too?"),
            (0, 3 * DAY, "Structure too, please. The authors are engineers."),
            (
                1,
                2 * DAY + 700,
                "Understood. Then I would plan two rounds: first the outline with comments, then the text.",
            ),
            (0, 2 * DAY + 640, "That sounds right. When could you start?"),
            (1, 2 * DAY + 615, "Monday. You would have the first round by Wednesday evening."),
            (0, 180, "Great, the draft is with you by Friday."),
        ],
        unread: 1,
    },
    Talk {
        people: ["diego", "pau"],
        locale: Locale::Es,
        said: &[
            (0, 5 * DAY, "Buenas, Pau. Se ha ido la luz en media sala y el cuadro no salta. ¿Haces averías?"),
            (1, 5 * DAY - 6, "Sí. No toquéis nada. ¿Huele a quemado o hay algún enchufe caliente?"),
            (0, 5 * DAY - 9, "No, solo está muerta la línea de la pared del fondo."),
            (1, 5 * DAY - 11, "Entonces puede esperar a mañana a las ocho. Os apunto."),
            (1, 4 * DAY - 300, "Listo: era una clema floja en la caja de registro. Os dejo el parte."),
            (0, 4 * DAY - 310, "Rapidísimo. Mil gracias."),
        ],
        unread: 0,
    },
    Talk {
        people: ["client", "professional"],
        locale: Locale::En,
        said: &[
            (0, 6 * DAY, "Hello Lucía, do you also photograph interiors? We have three meeting rooms to show online."),
            (1, 6 * DAY - 35, "Hello Olivia, yes. For three rooms I need half a day, best before noon."),
            (0, 6 * DAY - 50, "Before noon works. I will book the rooms so nobody walks in."),
        ],
        unread: 0,
    },
    Talk {
        people: ["manager", "member"],
        locale: Locale::En,
        said: &[
            (0, 300, "Hi Ana, the projector in Sala Retiro is back from repair, in case you want it for tomorrow."),
            (1, 290, "Oh good, thank you Tom. I will keep the room I booked then."),
        ],
        unread: 0,
    },
];

/// The conversations, as if the last word of each had been said so long before `now`. One of people who are not there
/// is left out.
pub(crate) fn of(person: impl Fn(&str) -> Option<UserId>, now: Instant) -> DemoChats {
    let chat = |talk: &Talk| {
        let people = [person(talk.people[0])?, person(talk.people[1])?];
        let said = talk.said.iter().map(|(by, minutes, text)| DemoMessage {
            by: *by,
            text: (*text).to_owned(),
            at: now - Duration::minutes(*minutes),
        });
        Some(DemoChat { people, locale: talk.locale, said: said.collect(), unread: talk.unread })
    };
    DemoChats { chats: TALKS.iter().filter_map(chat).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_talk_is_between_people_one_can_sign_in_as_and_goes_forward_in_time() {
        let known = |mailbox: &str| crate::demo::PEOPLE.iter().any(|person| person.2 == mailbox).then(UserId::new);
        let now: Instant = "2026-03-02T09:00:00Z".parse().unwrap();
        let chats = of(known, now).chats;
        assert_eq!(chats.len(), TALKS.len());
        for chat in chats {
            assert!(chat.said.windows(2).all(|two| two[0].at < two[1].at), "{:?}", chat.said);
            assert!(chat.said.iter().all(|said| said.by < 2) && (chat.unread as usize) < chat.said.len());
        }
    }
}
