//! The host page's input, and the origin that may see its token.

use js_sys::Function;

use super::{Error, Grant, Source, TokenProvider};
use crate::score::Reading;

/// The input that a host page gives by property, never by attribute.
#[derive(Debug, Default)]
pub struct HostInput {
    snapshot: Option<Reading>,
    provider: TokenProvider,
    token: Option<Result<Grant, Error>>,
    /// The origin that the token is for: that of the API when the page gave it.
    origin: Option<String>,
    /// Whether the feed has the token.
    handed_over: bool,
    /// Whether the page took its token back, and nobody has wanted the score since; `None` while an
    /// API is followed, whose feed knows.
    signed_out: Option<bool>,
}

impl HostInput {
    /// The score that the page has already.
    #[must_use]
    pub fn snapshot(&self) -> Option<&Reading> {
        self.snapshot.as_ref()
    }

    /// Whom to ask for tokens.
    #[must_use]
    pub fn provider(&self) -> &TokenProvider {
        &self.provider
    }

    /// Why the value that the page handed over is no token.
    #[must_use]
    pub fn token_error(&self) -> Option<&Error> {
        self.token.as_ref().and_then(|token| token.as_ref().err())
    }

    /// Sets the score that the page has already.
    pub fn set_snapshot(&mut self, snapshot: Option<Reading>) {
        self.snapshot = snapshot;
    }

    /// Sets whom to ask for tokens.
    pub fn set_callback(&mut self, callback: Option<Function>) {
        let provider = std::mem::take(&mut self.provider);
        let provider = if self.token.is_some() { provider } else { TokenProvider::default() };
        self.provider = provider.asking(callback);
        self.signed_out = Some(false);
    }

    /// Takes a token for one origin: the API's at this moment. Without an origin nobody gets the
    /// token.
    pub fn set_token(&mut self, token: Result<Grant, Error>, origin: Option<String>) {
        // A token that was given to one gauge is that gauge's alone.
        self.provider = std::mem::take(&mut self.provider).private();
        self.token = Some(token);
        self.origin = origin;
        self.handed_over = false;
        self.signed_out = Some(false);
    }

    /// Whether the page took its token back, and nobody has wanted the score since; `None` while an
    /// API is followed, whose feed knows.
    #[must_use]
    pub fn signed_out(&self) -> Option<bool> {
        self.signed_out
    }

    /// Says whether the page took its token back, or that the feed knows.
    pub fn set_signed_out(&mut self, signed_out: Option<bool>) {
        self.signed_out = signed_out;
    }

    /// Forgets the token.
    pub fn forget_token(&mut self) {
        self.token = None;
        self.origin = None;
    }

    /// There is a new feed, which has no token yet.
    pub fn start_over(&mut self) {
        self.handed_over = false;
    }

    /// The token, if the feed of this source is to have it and does not yet.
    pub fn hand_over(&mut self, source: &Source) -> Option<Grant> {
        let Source::Api(address) = source else { return None };
        if self.origin.as_deref() != Some(address.origin()) {
            self.forget_token();
        }
        let Some(Ok(grant)) = &self.token else { return None };
        if std::mem::replace(&mut self.handed_over, true) { None } else { Some(grant.clone()) }
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use js_sys::JsString;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::super::{PageUrls, Token};
    use super::*;
    use crate::score::Metric;

    fn api(root: &str) -> Source {
        Source::api(
            root,
            PageUrls { base: "https://portal.example", origin: "https://portal.example", allowed: None },
            Metric::default(),
            false,
        )
        .unwrap()
    }

    fn given_for(origin: Option<&str>) -> HostInput {
        let mut given = HostInput::default();
        let token = Token::new(JsString::from("canary")).unwrap();
        given.set_token(Ok(Grant { token, expires_at: None }), origin.map(str::to_owned));
        given
    }

    #[wasm_bindgen_test]
    fn a_token_goes_to_its_origin_once_a_feed() {
        let mut given = given_for(Some("https://a.example"));
        assert!(given.hand_over(&api("https://a.example/path")).is_some());
        assert!(given.hand_over(&api("https://a.example")).is_none());
        given.start_over();
        assert!(given.hand_over(&api("https://a.example")).is_some());
    }

    #[wasm_bindgen_test]
    fn another_origin_ends_it_for_good() {
        for origin in [Some("https://a.example"), Some("https://portal.example:81"), None] {
            let mut given = given_for(origin);
            assert!(given.hand_over(&api("/defender")).is_none());
            assert!(given.hand_over(&api("https://a.example")).is_none());
        }
    }

    #[wasm_bindgen_test]
    fn a_gauge_with_a_token_of_its_own_shares_with_nobody_whoever_else_is_asked() {
        let function = Function::new_no_args("");
        let mut given = given_for(None);
        given.set_callback(Some(function.clone()));
        let own = given.provider.clone();
        given.set_callback(Some(function.clone()));
        assert_eq!(given.provider, own, "the same one set again is nothing new");
        assert_ne!(own, TokenProvider::default().asking(Some(function.clone())));
        given.forget_token();
        given.set_callback(Some(function.clone()));
        assert_eq!(given.provider, TokenProvider::default().asking(Some(function)));
    }
}
