use anyhow::Context;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

/// One kept-alive connection, as one client has.
pub(crate) struct Http {
    sender: SendRequest<Full<Bytes>>,
    host: String,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Bytes,
}

impl Answer {
    /// The body as JSON; an error with the body when the status is not as expected.
    pub(crate) fn expect(&self, status: u16) -> anyhow::Result<Value> {
        anyhow::ensure!(
            self.status == status,
            "{} instead of {status}: {}",
            self.status,
            String::from_utf8_lossy(&self.body)
        );
        Ok(serde_json::from_slice(&self.body)?)
    }
}

impl Http {
    pub(crate) async fn connect(address: &str) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self { sender, host: address.to_owned() })
    }

    pub(crate) async fn get(&mut self, path: &str, token: &str) -> anyhow::Result<Answer> {
        self.send(Method::GET, path, token, None, Bytes::new()).await
    }

    pub(crate) async fn post(
        &mut self,
        path: &str,
        token: &str,
        key: Option<&str>,
        body: &Value,
    ) -> anyhow::Result<Answer> {
        self.send(Method::POST, path, token, key, Bytes::from(body.to_string())).await
    }

    async fn send(
        &mut self,
        method: Method,
        path: &str,
        token: &str,
        key: Option<&str>,
        body: Bytes,
    ) -> anyhow::Result<Answer> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", &self.host)
            .header("content-type", "application/json");
        if !token.is_empty() {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        self.sender.ready().await.context("the connection was closed")?;
        let response = self.sender.send_request(request.body(Full::new(body))?).await?;
        let status = response.status().as_u16();
        Ok(Answer { status, body: response.into_body().collect().await?.to_bytes() })
    }
}
