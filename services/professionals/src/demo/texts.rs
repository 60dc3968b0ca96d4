//! Names and sentences that the demo's people are made of.

use plaza_core::Locale;

/// Given names.
pub fn given_names(locale: Locale) -> Vec<&'static str> {
    let names = match locale {
        Locale::Es => {
            "Adrián Alba Alejandra Andrés Beatriz Bruno Camila Carla Carlos Carmen Clara Daniela Diego Elena \
     Emilia Esteban Fernanda Gabriel Hugo Inés Irene Jimena Joaquín Julia Laura Leandro Lorena Manuel \
     Mariana Martín Mateo Miriam Nicolás Noelia Óscar Paula Rafael Raquel Rocío Rubén Salvador Santiago \
     Sofía Tomás Valentina Verónica Víctor Ximena Yolanda"
        }
        Locale::En => {
            "Abigail Adam Aisha Alan Amelia Anna Arjun Ben Bianca Charlotte Chloe Daniel David Emma Ethan Fatima \
     Felix Grace Hannah Henry Ines Isaac Jack Jana Kofi Lea Leo Liam Lucas Luca Maya Mei Mia Milan Nadia \
     Noah Nora Olivia Omar Priya Ryan Sara Sofia Theo Victor Yara Yuki"
        }
    };
    names.split_whitespace().collect()
}

/// Family names.
pub fn family_names(locale: Locale) -> Vec<&'static str> {
    let names = match locale {
        Locale::Es => {
            "Aguilar Álvarez Benítez Blanco Cabrera Calvo Campos Castillo Castro Cortés Cruz Delgado Díaz \
     Domínguez Estévez Fuentes Gallego García Gómez Guerrero Herrera Iglesias Jiménez León Lozano Marín \
     Medina Molina Moreno Muñoz Navarro Núñez Ortega Ortiz Paredes Peña Quintana Ramos Ríos Rivas Rojas \
     Romero Salas Sánchez Serrano Soto Suárez Torres Vargas Vega Vidal Zamora"
        }
        Locale::En => {
            "Adams Ali Baker Bauer Becker Bell Bianchi Brown Chen Clark Cohen Cooper Costa Dubois Evans Fischer \
     Foster Gray Green Haddad Hall Harris Hughes Ito Jensen Johnson Kaya Khan Kim King Kowalski Lee Lewis \
     Lindberg Martin Mensah Moore Murphy Novak Okafor Patel Price Reed Rossi Scott Silva Singh Tanaka \
     Taylor Turner Walker Weber Wilson Young"
        }
    };
    names.split_whitespace().collect()
}

/// Lines under a name; `{trade}` and `{city}` are filled in.
pub fn headlines(locale: Locale) -> &'static [&'static str] {
    match locale {
        Locale::Es => &[
            "{trade} en {city}, sin sorpresas en la factura",
            "{trade} con atención a los detalles",
            "{trade}: presupuesto claro en el mismo día",
            "{trade} para particulares y empresas",
            "{trade} puntual y con garantía por escrito",
            "{trade}, también fines de semana",
            "{trade} con ganas de tu próximo proyecto",
        ],
        Locale::En => &[
            "{trade} in {city}, no surprises on the bill",
            "{trade} with an eye for detail",
            "{trade}: a clear quote the same day",
            "{trade} for homes and companies",
            "{trade}, on time and guaranteed in writing",
            "{trade}, weekends too",
            "{trade} looking forward to your next project",
        ],
    }
}

/// How an introduction begins; `{trade}`, `{years}` and `{city}` are filled in.
pub fn openings(locale: Locale) -> &'static [&'static str] {
    match locale {
        Locale::Es => &[
            "Llevo {years} años trabajando en {city} y alrededores.",
            "Empecé hace {years} años y sigo disfrutando de cada encargo.",
            "Con {years} años de oficio, conozco bien lo que cada cliente necesita.",
            "Trabajo por mi cuenta en {city} desde hace {years} años.",
        ],
        Locale::En => &[
            "I have worked in and around {city} for {years} years.",
            "I began {years} years ago and still enjoy every job.",
            "After {years} years in the trade I know what a client needs.",
            "I have been on my own in {city} for {years} years.",
        ],
    }
}

/// How it goes on.
pub fn middles(locale: Locale) -> &'static [&'static str] {
    match locale {
        Locale::Es => &[
            "Antes de empezar acordamos el alcance y el plazo por escrito.",
            "Escucho primero, propongo después y no empiezo sin tu visto bueno.",
            "Me gusta enviar fotos del avance para que sepas siempre cómo va.",
            "Uso materiales de calidad y dejo todo limpio al terminar.",
            "Colaboro con otros profesionales cuando el trabajo lo pide.",
            "Puedo mostrarte trabajos parecidos y referencias de clientes.",
        ],
        Locale::En => &[
            "We agree on scope and time in writing before anything begins.",
            "I listen first, suggest second, and start once you say yes.",
            "I send pictures of the progress so that you always know.",
            "I use good materials and leave everything tidy.",
            "I bring in other professionals when the work asks for it.",
            "I can show you similar work and people who were glad of it.",
        ],
    }
}

/// How it ends.
pub fn endings(locale: Locale) -> &'static [&'static str] {
    match locale {
        Locale::Es => &[
            "Escríbeme y te respondo hoy mismo.",
            "La primera consulta es gratuita.",
            "También atiendo urgencias.",
            "Cuéntame qué tienes en mente.",
        ],
        Locale::En => &[
            "Write to me and I answer today.",
            "The first conversation is free.",
            "Urgent jobs are welcome.",
            "Tell me what you have in mind.",
        ],
    }
}
