use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use plaza_core::Locale;
use plaza_web::{Caller, Params, Reply};

use super::command;
use super::http::Verify;
use crate::app::App;
use crate::error::Error;
use crate::pages::{self, Form, Link, Page};

struct Texts {
    ask: [&'static str; 3],
    done: [&'static str; 2],
    over: [&'static str; 2],
}

const EN: Texts = Texts {
    ask: ["Verify your address", "One press, and your account is ready.", "Verify"],
    done: ["Your address is verified", "You can log in now."],
    over: ["This link does not work any more", "It was used already or is too old. Log in, or ask for a new mail."],
};
const ES: Texts = Texts {
    ask: ["Verifica tu dirección", "Una pulsación y tu cuenta queda lista.", "Verificar"],
    done: ["Tu dirección está verificada", "Ya puedes iniciar sesión."],
    over: ["Este enlace ya no funciona", "Ya se usó o es demasiado antiguo. Inicia sesión o pide un correo nuevo."],
};

fn texts(locale: Locale) -> &'static Texts {
    match locale {
        Locale::En => &EN,
        Locale::Es => &ES,
    }
}

/// The page of the mail's link: a button that proves the address.
#[utoipa::path(get, path = "/auth/verify", tag = "auth", params(Link), responses((status = 200, content_type = "text/html", body = String)))]
pub async fn page(Caller(cx): Caller, Params(link): Params<Link>) -> Response {
    let [title, text, button] = texts(cx.locale).ask;
    let form = Form { action: "verify/form", token: &link.token, password: None, button };
    Page { locale: cx.locale, status: StatusCode::OK, title, text, form: Some(form) }.into_response()
}

/// What the page's button sends.
#[utoipa::path(post, path = "/auth/verify/form", tag = "auth", request_body(content = Verify, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, content_type = "text/html", body = String)))]
pub async fn submit(State(app): State<Arc<App>>, Caller(cx): Caller, body: Bytes) -> Reply<Response> {
    let request: Verify = pages::read(&body)?;
    let (status, [title, text]) = match command::verify(&app, &cx, &request.token).await {
        Ok(()) => (StatusCode::OK, texts(cx.locale).done),
        Err(Error::InvalidLink) => (StatusCode::UNPROCESSABLE_ENTITY, texts(cx.locale).over),
        Err(other) => return Err(other.into()),
    };
    Ok(Page { locale: cx.locale, status, title, text, form: None }.into_response())
}
