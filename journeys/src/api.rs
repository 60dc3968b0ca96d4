use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::header::{ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName};
use hyper::{Method, Request};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;

/// How long one request may take before the client gives up.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);

/// A client of one address, with what it sends along.
#[derive(Clone)]
pub struct Api {
    client: Client<HttpConnector, Full<Bytes>>,
    base: String,
    headers: Vec<(HeaderName, String)>,
}

/// What a request got.
#[derive(Debug, Clone)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as JSON; null when it is none.
    pub body: Value,
    /// The body as it came.
    pub bytes: Bytes,
}

impl Reply {
    /// The stable code of a refusal; empty for an answer.
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    /// The body, when the status is as expected.
    ///
    /// # Panics
    /// With both otherwise.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        self.body
    }

    /// Asserts a refusal's status and code.
    ///
    /// # Panics
    /// With the answer otherwise.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Value {
        assert_eq!((self.status, self.code()), (status, code), "{}", self.text());
        self.body
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// A header's text; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl Api {
    /// A client of an address such as `127.0.0.1:8080`, that nobody knows yet.
    pub fn at(address: &str) -> Self {
        let client = Client::builder(TokioExecutor::new()).build_http();
        Self { client, base: format!("http://{address}"), headers: Vec::new() }
    }

    /// The same client at another address, as after a load balancer.
    #[must_use]
    pub fn moved_to(&self, address: &str) -> Self {
        Self { base: format!("http://{address}"), ..self.clone() }
    }

    /// Where it asks, such as `127.0.0.1:8080`.
    pub fn address(&self) -> &str {
        self.base.trim_start_matches("http://")
    }

    /// The same, signed in.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        self.with(AUTHORIZATION, format!("Bearer {token}"))
    }

    /// The same, looking at an organisation by its id or slug.
    #[must_use]
    pub fn in_organisation(&self, organisation: &str) -> Self {
        self.with(HeaderName::from_static("x-plaza-organisation"), organisation.to_owned())
    }

    /// The same, with another language.
    #[must_use]
    pub fn in_language(&self, language: &str) -> Self {
        self.with(ACCEPT_LANGUAGE, language.to_owned())
    }

    /// The same, repeating under a key.
    #[must_use]
    pub fn keyed(&self, key: &str) -> Self {
        self.with(HeaderName::from_static("idempotency-key"), key.to_owned())
    }

    fn with(&self, name: HeaderName, value: String) -> Self {
        let mut headers = self.headers.clone();
        headers.retain(|(known, _)| *known != name);
        headers.push((name, value));
        Self { headers, ..self.clone() }
    }

    /// `GET` under `/api/v1`.
    pub async fn get(&self, path: &str) -> Reply {
        self.ask(Method::GET, path, None).await
    }

    /// `POST` under `/api/v1`.
    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.ask(Method::POST, path, Some(&body)).await
    }

    /// `PUT` under `/api/v1`.
    pub async fn put(&self, path: &str, body: Value) -> Reply {
        self.ask(Method::PUT, path, Some(&body)).await
    }

    /// `PATCH` under `/api/v1`.
    pub async fn patch(&self, path: &str, body: Value) -> Reply {
        self.ask(Method::PATCH, path, Some(&body)).await
    }

    /// `DELETE` under `/api/v1`.
    pub async fn delete(&self, path: &str) -> Reply {
        self.ask(Method::DELETE, path, None).await
    }

    /// Any method under `/api/v1`.
    ///
    /// # Panics
    /// When nothing answers.
    pub async fn ask(&self, method: Method, path: &str, body: Option<&Value>) -> Reply {
        let said = format!("{method} {path}");
        match self.send(method, &format!("/api/v1{path}"), body).await {
            Ok(reply) => reply,
            Err(error) => panic!("{said} at {}: {error}", self.base),
        }
    }

    /// `POST` under `/api/v1` whose body is a file.
    ///
    /// # Panics
    /// When nothing answers.
    pub async fn upload(&self, path: &str, file: Vec<u8>) -> Reply {
        let whole = format!("/api/v1{path}");
        let sent = self.send_bytes(Method::POST, &whole, "application/octet-stream", file.into()).await;
        sent.unwrap_or_else(|error| panic!("POST {path} at {}: {error}", self.base))
    }

    /// One request to any path of the address.
    ///
    /// # Errors
    /// When the connection fails or nothing answers in time: what a client cannot know.
    pub async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Reply, String> {
        let bytes = body.map(|body| Bytes::from(body.to_string())).unwrap_or_default();
        self.send_bytes(method, path, if body.is_some() { "application/json" } else { "" }, bytes).await
    }

    async fn send_bytes(&self, method: Method, path: &str, media_type: &str, bytes: Bytes) -> Result<Reply, String> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.base));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if !media_type.is_empty() {
            request = request.header(CONTENT_TYPE, media_type);
        }
        let request = request.body(Full::new(bytes)).map_err(|error| error.to_string())?;
        let answered = async {
            let response = self.client.request(request).await.map_err(|error| format!("{error:?}"))?;
            let (parts, body) = response.into_parts();
            let bytes = body.collect().await.map_err(|error| error.to_string())?.to_bytes();
            let body = serde_json::from_slice(&bytes).unwrap_or_default();
            Ok(Reply { status: parts.status.as_u16(), headers: parts.headers, body, bytes })
        };
        tokio::time::timeout(PATIENCE, answered).await.map_err(|_| "no answer in time".to_owned())?
    }
}
