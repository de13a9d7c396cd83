//! The secret, and the host page's ways of handing it over.

use std::fmt;
use std::rc::Rc;

use js_sys::{Function, JsString, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortSignal;

use super::browser;
use super::machine::Reason;
use super::policy::MAX_TOKEN;
use super::{Error, TokenFault};

/// The number of characters in a row from which on a server's text and a token do not agree by
/// accident.
const SHARED: u32 = 12;

/// A bearer token. It stays a JavaScript text and is never copied into the memory of the wasm,
/// where it could not be told how many copies there are to wipe; to forget it is to drop this.
#[derive(Clone, PartialEq)]
pub struct Token(JsString);

impl Token {
    /// Takes a token of visible ASCII characters.
    ///
    /// # Errors
    /// [`Error::NoToken`] for an empty text, [`Error::TokenFailed`] for one that no header can
    /// carry.
    pub fn new(text: JsString) -> Result<Self, Error> {
        let length = text.length();
        if length == 0 {
            return Err(Error::NoToken);
        }
        if length > MAX_TOKEN {
            return Err(Error::TokenFailed(TokenFault::TooLong));
        }
        // The scheme is the feed's to write.
        if browser::starts_with(&text, "Bearer ") {
            return Err(Error::TokenFailed(TokenFault::Scheme));
        }
        let visible = |index| matches!(text.char_code_at(index), code if (33.0..=126.0).contains(&code));
        if !(0..length).all(visible) {
            return Err(Error::TokenFailed(TokenFault::WrongCharacter));
        }
        Ok(Self(text))
    }

    /// The value of the `Authorization` header.
    pub(super) fn bearer(&self) -> JsString {
        JsString::from("Bearer ").concat(&self.0)
    }

    /// Whether a text of a server's repeats the token, or [`SHARED`] characters of it.
    pub(super) fn shows_in(&self, text: &str) -> bool {
        let whole = JsString::from(text);
        let starts = whole.length().checked_sub(SHARED).map_or(0, |last| last.saturating_add(1));
        let shares = |start: u32| {
            let piece = browser::slice(&whole, start, start.saturating_add(SHARED));
            piece.is_none_or(|piece| browser::includes(&self.0, &piece))
        };
        browser::includes(&whole, &self.0) || (0..starts).any(shares)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// A token with the time at which it expires.
#[derive(Clone, Debug, PartialEq)]
pub struct Grant {
    /// The token.
    pub token: Token,
    /// When it expires, in milliseconds since 1970, as far as the host page said.
    pub expires_at: Option<f64>,
}

impl Grant {
    /// Reads a text, `{ token, expiresAt }`, or nothing.
    ///
    /// # Errors
    /// [`Error::NoToken`] for `null`, `undefined` and an empty text; [`Error::TokenFailed`] for
    /// any other value that is not a token.
    pub fn from_js(value: &JsValue) -> Result<Self, Error> {
        if value.is_null() || value.is_undefined() {
            return Err(Error::NoToken);
        }
        if let Some(text) = value.dyn_ref::<JsString>() {
            return Ok(Self { token: Token::new(text.clone())?, expires_at: None });
        }
        // A function or a number is no token; a getter that throws gives none.
        let member = |name: &str| value.is_object().then(|| Reflect::get(value, &name.into()).ok())?;
        match member("token") {
            Some(token) if token.is_null() || token.is_undefined() => {
                let is_msal = member("accessToken").is_some_and(|token| token.is_string());
                Err(Error::TokenFailed(if is_msal { TokenFault::SignInResult } else { TokenFault::WrongType }))
            }
            Some(token) => {
                let text = token.dyn_into::<JsString>().map_err(|token| {
                    let is_msal = Reflect::get(&token, &"accessToken".into()).is_ok_and(|token| token.is_string());
                    Error::TokenFailed(if is_msal { TokenFault::SignInResult } else { TokenFault::WrongType })
                })?;
                let expires_at = member("expiresAt").and_then(|value| epoch_ms(&value));
                Ok(Self { token: Token::new(text)?, expires_at })
            }
            None => Err(Error::TokenFailed(TokenFault::WrongType)),
        }
    }
}

/// A `Date`, an ISO text or a number of milliseconds since 1970.
#[must_use]
pub fn epoch_ms(value: &JsValue) -> Option<f64> {
    let ms = browser::moment(value).or_else(|| value.as_f64());
    ms.filter(|ms| ms.is_finite())
}

/// Whom to ask for a token. Gauges with equal providers share one.
///
/// It is a function of JavaScript, `async ({ reason, origin, signal }) => string |
/// { token, expiresAt } | null`, so that no token is ever copied into the memory of the wasm.
/// `reason` is `initial`, `expiring` or `rejected`. Providers are equal where the function is the
/// same: make it once, not at each render.
///
/// ```no_run
/// use js_sys::{Function, Promise};
/// use secure_score::TokenProvider;
/// use wasm_bindgen::prelude::*;
/// use wasm_bindgen_futures::future_to_promise;
///
/// // A function of the page …
/// #[wasm_bindgen(inline_js = "export const portalToken = async ({ reason }) => 'a token';")]
/// extern "C" {
///     #[wasm_bindgen(thread_local_v2, js_name = portalToken)]
///     static PORTAL_TOKEN: Function;
/// }
/// let provider = TokenProvider::from(PORTAL_TOKEN.with(Function::clone));
///
/// // … or one of Rust.
/// let sign_in = |_question| future_to_promise(async { Ok(JsValue::from("a token of your sign-in")) });
/// let sign_in = Closure::<dyn Fn(JsValue) -> Promise>::new(sign_in);
/// let provider = TokenProvider::from(sign_in.into_js_value().unchecked_into::<Function>());
/// ```
#[derive(Clone, Debug, Default)]
pub struct TokenProvider {
    callback: Option<Function>,
    /// Set for a gauge that was handed a token of its own: it shares with nobody.
    private: Option<Rc<()>>,
}

impl TokenProvider {
    /// Asks a JavaScript function `async ({ reason, origin, signal }) => string | { token,
    /// expiresAt } | null`, or nobody.
    #[doc(hidden)]
    #[must_use]
    pub fn asking(self, callback: Option<Function>) -> Self {
        Self { callback, ..self }
    }

    /// The same provider, but shared with nobody.
    #[doc(hidden)]
    #[must_use]
    pub fn private(self) -> Self {
        Self { private: Some(self.private.unwrap_or_default()), ..self }
    }

    /// Whether it is shared with nobody.
    pub(super) fn is_private(&self) -> bool {
        self.private.is_some()
    }

    /// Whether another provider asks the same function, or nobody as well.
    #[doc(hidden)]
    #[must_use]
    pub fn asks_same(&self, other: &Self) -> bool {
        self.callback == other.callback
    }

    /// Whether a token may come of it: there is somebody to ask, or one was handed over.
    #[doc(hidden)]
    #[must_use]
    pub fn can_give_tokens(&self) -> bool {
        self.callback.is_some() || self.private.is_some()
    }

    /// Whether there is anybody to ask.
    #[doc(hidden)]
    #[must_use]
    pub fn can_be_asked(&self) -> bool {
        self.callback.is_some()
    }

    /// Asks for a token.
    /// `origin` is where the token will be sent.
    pub(super) async fn ask(&self, reason: Reason, origin: &str, signal: AbortSignal) -> Result<Grant, Error> {
        let callback = self.callback.as_ref().ok_or(Error::NoToken)?;
        let threw = |_| Error::TokenFailed(TokenFault::Threw);
        // Without a prototype: a page that put a setter on it would get this in place of the
        // question.
        let question = browser::bare_object().map_err(threw)?;
        Reflect::set(&question, &"reason".into(), &reason.name().into()).map_err(threw)?;
        Reflect::set(&question, &"origin".into(), &origin.into()).map_err(threw)?;
        Reflect::set(&question, &"signal".into(), &signal).map_err(threw)?;
        let answer = callback.call1(&JsValue::UNDEFINED, &question).map_err(threw)?;
        Grant::from_js(&browser::settle(&answer).await.map_err(threw)?)
    }
}

impl From<Function> for TokenProvider {
    fn from(callback: Function) -> Self {
        Self::default().asking(Some(callback))
    }
}

impl PartialEq for TokenProvider {
    fn eq(&self, other: &Self) -> bool {
        let same_privacy = match (&self.private, &other.private) {
            (None, None) => true,
            (Some(ours), Some(theirs)) => Rc::ptr_eq(ours, theirs),
            _ => false,
        };
        same_privacy && self.callback == other.callback
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use super::*;
    use js_sys::JSON;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn grant(json: &str) -> Result<Option<f64>, Error> {
        Grant::from_js(&JSON::parse(json).unwrap()).map(|grant| grant.expires_at)
    }

    #[wasm_bindgen_test]
    fn tokens_come_in_three_forms() {
        let failed = |fault| Err(Error::TokenFailed(fault));
        let long = format!("\"{}\"", "a".repeat(16 * 1024 + 1));
        for (json, expected) in [
            ("\"eyJ0.e-_30~\"", Ok(None)),
            (r#"{"token":"abc"}"#, Ok(None)),
            (r#"{"token":"abc","expiresAt":1575364558166}"#, Ok(Some(1_575_364_558_166.0))),
            (r#"{"token":"abc","expiresAt":"2019-12-03T09:15:58.166Z"}"#, Ok(Some(1_575_364_558_166.0))),
            (r#"{"token":"abc","expiresAt":"soon"}"#, Ok(None)),
            ("null", Err(Error::NoToken)),
            ("\"\"", Err(Error::NoToken)),
            (r#"{"token":""}"#, Err(Error::NoToken)),
            (r#"{"token":null}"#, failed(TokenFault::WrongType)),
            (r#"{"accessToken":"abc","expiresOn":null}"#, failed(TokenFault::SignInResult)),
            (r#"{"token":{"accessToken":"abc"}}"#, failed(TokenFault::SignInResult)),
            ("\"Bearer abc\"", failed(TokenFault::Scheme)),
            ("{}", failed(TokenFault::WrongType)),
            ("7", failed(TokenFault::WrongType)),
            ("[\"abc\"]", failed(TokenFault::WrongType)),
            ("\"a b\"", failed(TokenFault::WrongCharacter)),
            ("\"a\\nb\"", failed(TokenFault::WrongCharacter)),
            ("\"ä\"", failed(TokenFault::WrongCharacter)),
            (&long, failed(TokenFault::TooLong)),
        ] {
            assert_eq!(grant(json), expected, "{}", &json[..json.len().min(40)]);
        }
        assert_eq!(Grant::from_js(&JsValue::UNDEFINED), Err(Error::NoToken));
    }

    #[wasm_bindgen_test]
    fn a_token_is_not_printed() {
        let grant = Grant::from_js(&"canary".into()).unwrap();
        assert!(!format!("{grant:?}").contains("canary"));
    }

    #[wasm_bindgen_test]
    fn providers_are_equal_where_they_may_share() {
        let callback = || TokenProvider::default().asking(Some(Function::new_no_args("")));
        let one = callback();
        assert_eq!(one, one.clone());
        assert_ne!(one, callback());
        assert_eq!(TokenProvider::default(), TokenProvider::default());
        let own = one.clone().private();
        assert_eq!(own, own.clone());
        assert_ne!(own, one.clone());
        assert_ne!(own, one.clone().private());
        assert_eq!(own, own.clone().asking(own.callback.clone()));
        assert_ne!(own, own.clone().asking(None));
    }
}
