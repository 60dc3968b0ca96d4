//! Extractors: what a handler takes says who may call it and what it reads.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use plaza_core::{Cx, Fault, Kind, Result};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::Problem;
use crate::objects::Objects;

/// Anybody, signed in or not.
pub struct Caller(pub Cx);

/// Any signed-in person.
pub struct SignedIn(pub Cx);

/// A person who may book what members book: member, client, professional, manager or admin.
pub struct Member(pub Cx);

/// A person who runs the place: manager or admin.
pub struct Operator(pub Cx);

/// An admin of the organisation.
pub struct Admin(pub Cx);

/// A JSON body; unknown and ill-formed fields are refused by name.
pub struct Body<T>(pub T);

/// A JSON body that is a list; unknown and ill-formed fields of its entries are refused by name.
pub struct ListBody<T>(pub Vec<T>);

/// Query parameters; unknown and ill-formed ones are refused by name.
pub struct Params<T>(pub T);

/// The one id in the path. What is no id at all is not found.
pub struct Id<T>(pub T);

fn context(parts: &Parts) -> Result<Cx> {
    parts
        .extensions
        .get::<Cx>()
        .cloned()
        .ok_or_else(|| Fault::unauthenticated("internal.identity", "Services answer only through the gateway."))
}

fn demand(parts: &Parts, allowed: impl Fn(&Cx) -> bool, who: &str) -> Result<Cx> {
    let cx = context(parts)?;
    cx.user()?;
    cx.org()?;
    if allowed(&cx) {
        Ok(cx)
    } else {
        Err(Fault::forbidden("auth.role", format!("Only {who} of this organisation may do this.")))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self(context(parts)?))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let cx = context(parts)?;
        cx.user()?;
        Ok(Self(cx))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Member {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self(demand(parts, |cx| cx.roles.books(), "members")?))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Operator {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self(demand(parts, |cx| cx.roles.operates(), "managers and admins")?))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Admin {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self(demand(parts, |cx| cx.roles.has(plaza_core::Role::Admin), "admins")?))
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;
    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let bytes = body(request, state).await?;
        Ok(Self(json(if bytes.is_empty() { b"{}" } else { &bytes })?))
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for ListBody<T> {
    type Rejection = Problem;
    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        Ok(Self(json(&body(request, state).await?)?))
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        let pairs: Vec<(String, String)> =
            serde_urlencoded::from_str(query).map_err(|error| Fault::invalid("query", error.to_string()))?;
        // No text of ours holds it: PostgreSQL cannot keep it, nor look for it.
        if let Some((name, _)) = pairs.iter().find(|(_, value)| value.contains('\0')) {
            return Err(Fault::invalid(name, NUL).into());
        }
        // An empty parameter is one not given: forms send them.
        let given = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        let text = serde_urlencoded::to_string(given.collect::<Vec<_>>())
            .map_err(|error| Fault::invalid("query", error.to_string()))?;
        let reader = serde_urlencoded::Deserializer::new(form(&text));
        Ok(Self(
            serde_path_to_error::deserialize(reader)
                .map_err(|error| wrong(&error.path().to_string(), error.inner()))?,
        ))
    }
}

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Id<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match Path::<T>::from_request_parts(parts, state).await {
            Ok(Path(id)) => Ok(Self(id)),
            Err(_) => Err(Fault::not_found("request.no_such_id", "There is nothing under this id.").into()),
        }
    }
}

async fn body<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Fault> {
    Bytes::from_request(request, state)
        .await
        .map_err(|_| Fault::new(Kind::TooLarge, "request.too_large", "The body is larger than allowed or was cut off."))
}

/// Reads a JSON text as [`Body`] does, for who has its bytes already.
///
/// # Errors
/// Names the field that does not read, or holds U+0000.
pub fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Fault> {
    refuse_nul(bytes)?;
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read = serde_path_to_error::deserialize(Objects(&mut reader))
        .map_err(|error| wrong(&error.path().to_string(), error.inner()))?;
    reader.end().map_err(|error| wrong(".", &error))?;
    Ok(read)
}

const NUL: &str = "holds the character U+0000: take it out";

/// In JSON it can only be written as an escape, so that texts without one need no second look.
fn refuse_nul(bytes: &[u8]) -> Result<(), Fault> {
    if !bytes.windows(6).any(|six| six == br"\u0000") {
        return Ok(());
    }
    // What does not parse is refused by name later.
    let Ok(whole) = serde_json::from_slice::<Value>(bytes) else { return Ok(()) };
    match holder_of_nul(&whole, "") {
        Some(path) => Err(Fault::invalid(if path.is_empty() { "body" } else { &path }, NUL)),
        None => Ok(()),
    }
}

/// Where in a value a text holds it.
fn holder_of_nul(value: &Value, path: &str) -> Option<String> {
    match value {
        Value::String(text) => text.contains('\0').then(|| path.to_owned()),
        Value::Array(items) => {
            items.iter().enumerate().find_map(|(at, item)| holder_of_nul(item, &format!("{path}[{at}]")))
        }
        Value::Object(members) => members.iter().find_map(|(name, member)| {
            let dot = if path.is_empty() { "" } else { "." };
            // A name that holds it is named by what it is in.
            if name.contains('\0') {
                Some(path.to_owned())
            } else {
                holder_of_nul(member, &format!("{path}{dot}{name}"))
            }
        }),
        _ => None,
    }
}

fn form(text: &str) -> form_urlencoded::Parse<'_> {
    form_urlencoded::parse(text.as_bytes())
}

fn wrong(path: &str, error: &dyn std::fmt::Display) -> Fault {
    let text = error.to_string();
    // serde_json appends where in the text it happened; the path says it better.
    let message = text.split(" at line ").next().unwrap_or(&text).to_owned();
    Fault::invalid(&field(path, &message), message)
}

/// The path of the field; that of one that is missing, or too many, ends above it.
fn field(path: &str, message: &str) -> String {
    let named = ["missing field `", "unknown field `", "duplicate field `"]
        .iter()
        .find_map(|start| message.strip_prefix(start)?.split('`').next());
    match (path, named) {
        (".", None) => "body".to_owned(),
        (".", Some(name)) => name.to_owned(),
        (path, Some(name)) if path != name && !path.ends_with(&format!(".{name}")) => format!("{path}.{name}"),
        (path, _) => path.to_owned(),
    }
}
