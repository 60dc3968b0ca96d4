//! The two small pages that the links of mails lead to, for installations
//! without a web app and for mail clients without scripts. Opening a link
//! changes nothing, for mail scanners open links; a button does.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use plaza_core::{Fault, Locale};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// What a link of a mail carries.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Link {
    /// The token of the mail.
    pub token: String,
}

/// What a page says and asks.
pub struct Page<'a> {
    /// Language.
    pub locale: Locale,
    /// Status of the answer.
    pub status: StatusCode,
    /// Heading.
    pub title: &'a str,
    /// What happened or what to do.
    pub text: &'a str,
    /// The form, if there is something left to do.
    pub form: Option<Form<'a>>,
}

/// A form with the mail's token in it.
pub struct Form<'a> {
    /// Where it goes, relative to the page.
    pub action: &'a str,
    /// The token.
    pub token: &'a str,
    /// Label of a field for a new password, if one is asked for.
    pub password: Option<&'a str>,
    /// Label of the button.
    pub button: &'a str,
}

const STYLE: &str = "body{font:1.05rem/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1.2rem;color:#1c2430;background:#fbfbf9}\
h1{font-size:1.6rem;line-height:1.2}label{display:block;margin-bottom:.8rem}input[type=password]{display:block;width:100%;box-sizing:border-box;font:inherit;padding:.55rem;margin-top:.3rem}\
button{font:inherit;padding:.6rem 1.3rem;border:0;border-radius:.4rem;background:#1f5d4c;color:#fff;cursor:pointer}";

impl IntoResponse for Page<'_> {
    fn into_response(self) -> Response {
        let form = self.form.map(|form| form.html()).unwrap_or_default();
        let body = format!(
            "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{}</title><style>{STYLE}</style></head>\
             <body><main><h1>{}</h1><p>{}</p>{form}</main></body></html>",
            self.locale.code(),
            escape(self.title),
            escape(self.title),
            escape(self.text)
        );
        (self.status, headers(), Html(body)).into_response()
    }
}

impl Form<'_> {
    fn html(&self) -> String {
        let password = self.password.map(|label| {
            format!("<label>{} <input type=\"password\" name=\"password\" autocomplete=\"new-password\" minlength=\"10\" required></label>", escape(label))
        });
        format!(
            "<form method=\"post\" action=\"{}\"><input type=\"hidden\" name=\"token\" value=\"{}\">{}<button>{}</button></form>",
            escape(self.action),
            escape(self.token),
            password.unwrap_or_default(),
            escape(self.button)
        )
    }
}

/// The token is in the address: it must not travel on as a referrer nor stay in a cache.
fn headers() -> [(HeaderName, HeaderValue); 3] {
    let policy =
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    [
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy)),
    ]
}

/// Reads a form as browsers send it.
///
/// # Errors
/// When a field is missing or unknown.
pub fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Fault> {
    let text = std::str::from_utf8(body).map_err(|_| Fault::invalid("body", "must be an HTML form"))?;
    serde_urlencoded::from_str(text).map_err(|error| Fault::invalid("body", error.to_string()))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_cannot_break_out_of_its_attribute() {
        let html = Form { action: "form", token: "\"><script>x</script>", password: None, button: "Go" }.html();
        assert!(!html.contains("<script>"), "{html}");
    }

    #[test]
    fn a_form_with_unknown_fields_is_refused() {
        #[derive(Deserialize, Debug)]
        #[serde(deny_unknown_fields)]
        struct One {
            token: String,
        }
        assert_eq!(read::<One>(b"token=a%20b").unwrap().token, "a b");
        assert!(read::<One>(b"token=a&more=b").is_err());
    }
}
