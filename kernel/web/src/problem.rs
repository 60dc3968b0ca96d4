use axum::response::{IntoResponse, Response};
use plaza_core::Fault;
use plaza_rpc::problem;

/// A fault on its way to the client, as problem+json (RFC 9457).
#[derive(Debug)]
pub struct Problem(pub Fault);

impl<E: Into<Fault>> From<E> for Problem {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        problem::response(&self.0)
    }
}
