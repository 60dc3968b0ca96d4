//! What the demo's clients and guests say: a first sentence that judges and, often, a second one that says why.

use plaza_core::Locale;

/// What was written about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// Somebody's work.
    Work,
    /// A room, desk or office.
    Room,
    /// Equipment.
    Thing,
    /// A room on the net.
    Net,
}

/// First sentences for so many stars, and second ones.
pub(super) fn sentences(about: About, stars: u8, locale: Locale) -> [&'static [&'static str]; 2] {
    let spanish = locale == Locale::Es;
    match (about, stars) {
        (About::Work, 5) => [pick(spanish, &BEST_ES, &BEST_EN), pick(spanish, &WHY_ES, &WHY_EN)],
        (About::Work, 4) => [pick(spanish, &GOOD_ES, &GOOD_EN), pick(spanish, &SMALL_ES, &SMALL_EN)],
        (About::Work, 3) => [pick(spanish, &FAIR_ES, &FAIR_EN), pick(spanish, &LACK_ES, &LACK_EN)],
        (About::Work, _) => [pick(spanish, &BAD_ES, &BAD_EN), pick(spanish, &LACK_ES, &LACK_EN)],
        (About::Room, 4 | 5) => [pick(spanish, &ROOM_ES, &ROOM_EN), pick(spanish, &ROOM_WHY_ES, &ROOM_WHY_EN)],
        (About::Room, _) => [pick(spanish, &ROOM_FAIR_ES, &ROOM_FAIR_EN), &[]],
        (About::Thing, 4 | 5) => [pick(spanish, &THING_ES, &THING_EN), &[]],
        (About::Thing, _) => [pick(spanish, &THING_FAIR_ES, &THING_FAIR_EN), &[]],
        (About::Net, 4 | 5) => [pick(spanish, &NET_ES, &NET_EN), &[]],
        (About::Net, _) => [pick(spanish, &NET_FAIR_ES, &NET_FAIR_EN), &[]],
    }
}

fn pick(spanish: bool, es: &'static [&'static str], en: &'static [&'static str]) -> &'static [&'static str] {
    if spanish { es } else { en }
}

const BEST_ES: [&str; 14] = [
    "Trabajo impecable y un trato de diez.",
    "No puedo estar más contento con el resultado.",
    "Exactamente lo que pedí, y antes de lo acordado.",
    "De las mejores contrataciones que hemos hecho este año.",
    "Muy profesional de principio a fin.",
    "Repetiremos, sin ninguna duda.",
    "Entendió a la primera lo que necesitábamos.",
    "Rápido, limpio y con muy buenas ideas.",
    "Un resultado que superó lo que imaginaba.",
    "Da gusto trabajar con alguien así.",
    "Resolvió en una tarde lo que llevábamos meses aplazando.",
    "Cumplió el plazo y el presupuesto al céntimo.",
    "Se nota la experiencia en cada detalle.",
    "Mi familia y yo estamos encantados.",
];
const BEST_EN: [&str; 14] = [
    "Flawless work and a pleasure to deal with.",
    "I could not be happier with how it turned out.",
    "Exactly what I asked for, a day early.",
    "One of the best people we have hired this year.",
    "Professional from the first message to the last.",
    "We will be back, no question.",
    "Understood what we needed straight away.",
    "Quick, tidy and full of good ideas.",
    "The result is better than what I had in mind.",
    "This is what working with an expert feels like.",
    "Solved in an afternoon what we had put off for months.",
    "On time and on budget, to the cent.",
    "You can see the experience in every detail.",
    "Everybody at home loves it.",
];
const WHY_ES: [&str; 10] = [
    "Respondía a los mensajes en minutos.",
    "Nos explicó cada paso sin tecnicismos.",
    "Además propuso una mejora que no se nos había ocurrido.",
    "Lo dejó todo recogido al terminar.",
    "Nos mantuvo al tanto en todo momento.",
    "Hubo un cambio de última hora y lo resolvió sin un mal gesto.",
    "El precio, más que justo.",
    "Aceptó nuestros comentarios con mucha paciencia.",
    "Ya se lo he recomendado a dos amigos.",
    "Volveremos a llamar para la segunda fase.",
];
const WHY_EN: [&str; 10] = [
    "Messages were answered within minutes.",
    "Every step was explained in plain words.",
    "Even suggested an improvement we had not thought of.",
    "Left everything as clean as it was before.",
    "We always knew where things stood.",
    "We changed our minds late and it was no drama at all.",
    "More than fair for the price.",
    "Took our comments with a lot of patience.",
    "I have already recommended them to two friends.",
    "We have the second phase booked already.",
];
const GOOD_ES: [&str; 8] = [
    "Buen trabajo y buena comunicación.",
    "Muy contentos en general.",
    "El resultado está muy bien.",
    "Cumplió con lo acordado.",
    "Buena experiencia, lo volvería a contratar.",
    "Trabajo sólido y sin sorpresas.",
    "Sabe lo que hace y se nota.",
    "Atento y resolutivo.",
];
const GOOD_EN: [&str; 8] = [
    "Good work and good communication.",
    "Very happy overall.",
    "The result is very good.",
    "Did what we had agreed.",
    "A good experience, I would hire again.",
    "Solid work without surprises.",
    "Knows the trade, and it shows.",
    "Helpful and to the point.",
];
const SMALL_ES: [&str; 6] = [
    "Tardó un día más de lo previsto, pero avisó.",
    "Hizo falta una ronda de cambios para dejarlo fino.",
    "Le faltó algún detalle que corrigió enseguida.",
    "El precio es algo alto para lo que es.",
    "Por las tardes cuesta un poco localizarlo.",
    "Lo único, que la factura llegó tarde.",
];
const SMALL_EN: [&str; 6] = [
    "It took a day longer than planned, but we were told.",
    "It needed one round of changes to get it right.",
    "A detail was missing and was put right at once.",
    "A little expensive for what it is.",
    "Not so easy to reach in the evenings.",
    "Only the invoice came late.",
];
const FAIR_ES: [&str; 5] = [
    "Correcto, sin más.",
    "El resultado sirve, pero esperaba otra cosa.",
    "Bien al principio, luego fue perdiendo ritmo.",
    "Ni bien ni mal.",
    "Cumple, aunque hubo que insistir.",
];
const FAIR_EN: [&str; 5] = [
    "All right, no more than that.",
    "It does the job, but I expected something else.",
    "Started well and then lost pace.",
    "Neither good nor bad.",
    "Done in the end, after some reminders.",
];
const BAD_ES: [&str; 4] = [
    "No quedamos contentos.",
    "Tuvimos que pedir ayuda a otra persona para terminarlo.",
    "No era lo que habíamos hablado.",
    "Una decepción.",
];
const BAD_EN: [&str; 4] = [
    "We were not happy with it.",
    "Somebody else had to finish it for us.",
    "Not what we had talked about.",
    "A disappointment.",
];
const LACK_ES: [&str; 5] = [
    "Los mensajes quedaban días sin respuesta.",
    "La entrega se retrasó dos veces.",
    "Los acabados no estaban a la altura del precio.",
    "Faltó preguntar más antes de empezar.",
    "Prometía más de lo que dio.",
];
const LACK_EN: [&str; 5] = [
    "Messages went unanswered for days.",
    "The delivery slipped twice.",
    "The finish did not match the price.",
    "A few more questions before starting would have helped.",
    "It promised more than it gave.",
];
const ROOM_ES: [&str; 10] = [
    "Luminosa, silenciosa y muy limpia.",
    "Todo funcionó a la primera: pantalla, sonido y wifi.",
    "Perfecta para nuestra reunión trimestral.",
    "Muy bien situada y fácil de encontrar.",
    "Cómoda incluso después de cuatro horas.",
    "Tal como se ve en las fotos.",
    "Llegamos antes de hora y nos abrieron sin problema.",
    "Un sitio estupendo para concentrarse.",
    "El equipo de recepción, encantador.",
    "La reservamos cada mes y nunca falla.",
];
const ROOM_EN: [&str; 10] = [
    "Bright, quiet and very clean.",
    "Everything worked at once: screen, sound and wifi.",
    "Perfect for our quarterly meeting.",
    "Well located and easy to find.",
    "Comfortable even after four hours.",
    "Just as it looks in the pictures.",
    "We came early and were let in without fuss.",
    "A great place to get things done.",
    "The people at the desk are lovely.",
    "We book it every month and it never lets us down.",
];
const ROOM_WHY_ES: [&str; 5] = [
    "El café es mejor de lo que esperaba.",
    "La pizarra llega de pared a pared, todo un lujo.",
    "Solo eché en falta algún enchufe más.",
    "El aire acondicionado estaba un poco fuerte.",
    "Volveremos.",
];
const ROOM_WHY_EN: [&str; 5] = [
    "The coffee is better than I expected.",
    "The whiteboard goes from wall to wall, which is a treat.",
    "A few more sockets would be nice.",
    "The air conditioning was a little strong.",
    "We will be back.",
];
const ROOM_FAIR_ES: [&str; 4] = [
    "Cumple, pero se oía la reunión de al lado.",
    "Hacía calor y tardamos en encontrar el mando.",
    "La pantalla tardó veinte minutos en conectar.",
    "Pequeña para las personas que dice.",
];
const ROOM_FAIR_EN: [&str; 4] = [
    "Fine, but one hears the meeting next door.",
    "It was warm and we had to look for the remote.",
    "The screen took twenty minutes to connect.",
    "Small for as many people as it says.",
];
const THING_ES: [&str; 6] = [
    "Funcionó a la primera y estaba como nuevo.",
    "Recogida y devolución en dos minutos.",
    "Justo lo que necesitábamos para el día.",
    "Muy buena relación calidad precio.",
    "Nos lo dejaron preparado con todo lo necesario.",
    "Repetiremos la próxima vez.",
];
const THING_EN: [&str; 6] = [
    "Worked at once and looked like new.",
    "Picked up and returned in two minutes.",
    "Just what we needed for the day.",
    "Very good value.",
    "It was ready for us with everything we needed.",
    "We will use it again next time.",
];
const THING_FAIR_ES: [&str; 3] = [
    "Funciona, pero ya se le nota el uso.",
    "Faltaba un cable y hubo que pedirlo.",
    "Correcto, aunque la ayuda tardó en llegar.",
];
const THING_FAIR_EN: [&str; 3] = [
    "It works, but it has seen better days.",
    "A cable was missing and we had to ask for it.",
    "All right, although help took a while to come.",
];
const NET_ES: [&str; 5] = [
    "Imagen y sonido perfectos de principio a fin.",
    "Entramos veinte personas sin un solo corte.",
    "Fácil de usar hasta para los menos técnicos.",
    "La grabación estaba lista al terminar.",
    "Nos ahorra un viaje cada semana.",
];
const NET_EN: [&str; 5] = [
    "Perfect picture and sound from start to finish.",
    "Twenty of us joined without a single drop.",
    "Easy to use, even for the least technical of us.",
    "The recording was ready when we finished.",
    "Saves us a trip every week.",
];
const NET_FAIR_ES: [&str; 2] = ["Hubo algún corte de sonido.", "El enlace llegó con el tiempo muy justo."];
const NET_FAIR_EN: [&str; 2] = ["The sound dropped now and then.", "The link came at the last minute."];
