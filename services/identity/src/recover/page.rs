use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use plaza_core::Locale;
use plaza_web::{Caller, Params, Reply};

use super::command;
use super::http::Reset;
use crate::app::App;
use crate::error::Error;
use crate::pages::{self, Form, Link, Page};

struct Texts {
    title: &'static str,
    ask: &'static str,
    easy: &'static str,
    label: &'static str,
    button: &'static str,
    done: [&'static str; 2],
    over: [&'static str; 2],
}

const EN: Texts = Texts {
    title: "Set a new password",
    ask: "At least 10 characters; some words in a row are easy to remember. Your other sessions will end.",
    easy: "That one is too easy to guess: it needs at least 10 characters, must not be your address, and not one of those everybody tries first.",
    label: "New password",
    button: "Set it",
    done: ["Your new password is set", "You can log in with it now. All earlier sessions are over."],
    over: ["This link does not work any more", "It was used already or is too old. Ask for a new mail."],
};
const ES: Texts = Texts {
    title: "Pon una contraseña nueva",
    ask: "Al menos 10 caracteres; unas palabras seguidas se recuerdan bien. Tus demás sesiones se cerrarán.",
    easy: "Esa es demasiado fácil de adivinar: necesita al menos 10 caracteres, no puede ser tu dirección ni una de las que se prueban primero.",
    label: "Contraseña nueva",
    button: "Guardar",
    done: [
        "Tu contraseña nueva está guardada",
        "Ya puedes iniciar sesión con ella. Todas las sesiones anteriores se han cerrado.",
    ],
    over: ["Este enlace ya no funciona", "Ya se usó o es demasiado antiguo. Pide un correo nuevo."],
};

fn texts(locale: Locale) -> &'static Texts {
    match locale {
        Locale::En => &EN,
        Locale::Es => &ES,
    }
}

fn ask(locale: Locale, status: StatusCode, text: &str, action: &str, token: &str) -> Response {
    let texts = texts(locale);
    let form = Form { action, token, password: Some(texts.label), button: texts.button };
    Page { locale, status, title: texts.title, text, form: Some(form) }.into_response()
}

/// The page of the mail's link: asks for the new password.
#[utoipa::path(get, path = "/auth/reset-password", tag = "auth", params(Link), responses((status = 200, content_type = "text/html", body = String)))]
pub async fn page(Caller(cx): Caller, Params(link): Params<Link>) -> Response {
    ask(cx.locale, StatusCode::OK, texts(cx.locale).ask, "reset-password/form", &link.token)
}

/// What the page's form sends.
#[utoipa::path(post, path = "/auth/reset-password/form", tag = "auth", request_body(content = Reset, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, content_type = "text/html", body = String)))]
pub async fn submit(State(app): State<Arc<App>>, Caller(cx): Caller, body: Bytes) -> Reply<Response> {
    let request: Reset = pages::read(&body)?;
    let (status, [title, text]) = match command::reset(&app, &cx, &request.token, &request.password).await {
        Ok(()) => (StatusCode::OK, texts(cx.locale).done),
        Err(Error::InvalidLink) => (StatusCode::UNPROCESSABLE_ENTITY, texts(cx.locale).over),
        Err(Error::Field { .. }) => {
            return Ok(ask(cx.locale, StatusCode::UNPROCESSABLE_ENTITY, texts(cx.locale).easy, "form", &request.token));
        }
        Err(other) => return Err(other.into()),
    };
    Ok(Page { locale: cx.locale, status, title, text, form: None }.into_response())
}
