//! A token, by the grant for applications (RFC 6749, section 4.4), or by none.

use std::cell::Cell;
use std::path::PathBuf;

use oauth2::basic::{BasicClient, BasicErrorResponse};
use oauth2::{AuthType, ClientId, ClientSecret, RequestTokenError, Scope, TokenResponse, TokenUrl};
use secure_score::feed;
use url::Url;

use crate::address;
use crate::arguments::Arguments;
use crate::failure::{Failure, Kind};
use crate::http::{Answer, Client};
use crate::secret::Secret;

const DEFAULT_LOGIN: &str = "https://login.microsoftonline.com";
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Where tokens come from.
#[derive(Debug)]
pub(crate) enum SignIn {
    /// A token that somebody else got.
    Token(Secret),
    /// An application that asks an authority.
    Application { endpoint: Url, client_id: String, scope: String, proof: Proof },
}

/// What an application proves itself by. Files are read anew for each sign-in, since others renew
/// them.
#[derive(Debug)]
pub(crate) enum Proof {
    Secret(Secret),
    SecretFile(PathBuf),
    /// A token of a federated identity, as Kubernetes and pipelines write it.
    AssertionFile(PathBuf),
}

impl SignIn {
    /// Reads what the environment and the arguments say of it.
    pub(crate) fn of(arguments: &Arguments) -> Result<Self, Failure> {
        if let Some(token) = variable("SECURE_SCORE_TOKEN") {
            return Ok(Self::Token(checked(Secret::new(token), "SECURE_SCORE_TOKEN")?));
        }
        let missing = || {
            Failure::new(
                Kind::SignIn,
                "no-token",
                "expected SECURE_SCORE_TOKEN, or a tenant, a client ID, and SECURE_SCORE_CLIENT_SECRET, \
                 SECURE_SCORE_CLIENT_SECRET_FILE or AZURE_FEDERATED_TOKEN_FILE",
            )
        };
        let or = |argument: &Option<String>, name| argument.clone().or_else(|| variable(name));
        let tenant = or(&arguments.tenant, "AZURE_TENANT_ID").ok_or_else(missing)?;
        let client_id = or(&arguments.client_id, "AZURE_CLIENT_ID").ok_or_else(missing)?;
        let login = or(&arguments.login, "AZURE_AUTHORITY_HOST").unwrap_or_else(|| DEFAULT_LOGIN.to_owned());
        let proof = variable("SECURE_SCORE_CLIENT_SECRET")
            .map(|secret| Proof::Secret(Secret::new(secret)))
            .or_else(|| variable("SECURE_SCORE_CLIENT_SECRET_FILE").map(|file| Proof::SecretFile(file.into())))
            .or_else(|| variable("AZURE_FEDERATED_TOKEN_FILE").map(|file| Proof::AssertionFile(file.into())))
            .ok_or_else(missing)?;
        let endpoint = endpoint(&login, &tenant)?;
        Ok(Self::Application { endpoint, client_id, scope: arguments.scope.clone(), proof })
    }

    /// Whether another token may come where one was refused.
    pub(crate) fn can_renew(&self) -> bool {
        matches!(self, Self::Application { .. })
    }

    /// A token.
    pub(crate) fn token(&self, client: &Client) -> Result<Secret, Failure> {
        match self {
            Self::Token(token) => Ok(token.clone()),
            Self::Application { endpoint, client_id, scope, proof } => grant(client, endpoint, client_id, scope, proof),
        }
    }
}

/// `{login}/{tenant}/oauth2/v2.0/token`. A tenant is an ID or a domain, and nothing that could
/// change the path.
fn endpoint(login: &str, tenant: &str) -> Result<Url, Failure> {
    let plain = tenant.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
    if !plain || tenant.is_empty() || tenant.starts_with('.') || tenant.len() > 253 {
        return Err(Failure::settings("--tenant: expected a directory (tenant) ID or a domain, such as contoso.com"));
    }
    Ok(address::below(&address::root("--login", login)?, &format!("/{tenant}/oauth2/v2.0/token")))
}

fn grant(client: &Client, endpoint: &Url, client_id: &str, scope: &str, proof: &Proof) -> Result<Secret, Failure> {
    let oauth = BasicClient::new(ClientId::new(client_id.to_owned()))
        .set_token_uri(TokenUrl::from_url(endpoint.clone()))
        // Microsoft's authority, and most others, take the secret in the body.
        .set_auth_type(AuthType::RequestBody);
    let (oauth, secret, assertion) = match proof {
        Proof::Secret(secret) => (oauth.set_client_secret(client_secret(secret)), secret.clone(), None),
        Proof::SecretFile(file) => {
            let secret = Secret::in_file(file)?;
            (oauth.set_client_secret(client_secret(&secret)), secret, None)
        }
        Proof::AssertionFile(file) => {
            let assertion = Secret::in_file(file)?;
            (oauth, assertion.clone(), Some(assertion))
        }
    };
    let mut request = oauth.exchange_client_credentials().add_scope(Scope::new(scope.to_owned()));
    if let Some(assertion) = &assertion {
        request = request
            .add_extra_param("client_assertion_type", ASSERTION_TYPE)
            .add_extra_param("client_assertion", assertion.reveal());
    }
    // The crate keeps neither the status nor the headers of an error.
    let seen: Cell<Option<(u16, Option<f64>)>> = Cell::new(None);
    let send = |request: oauth2::HttpRequest| -> Result<oauth2::HttpResponse, feed::Error> {
        let Answer { status, body, retry_after } = client.send(request)?;
        seen.set(Some((status, retry_after)));
        let mut response = oauth2::HttpResponse::new(body);
        *response.status_mut() = oauth2::http::StatusCode::from_u16(status).unwrap_or_default();
        Ok(response)
    };
    let token = request.request(&send).map_err(|error| refusal(&error, seen.get(), &secret))?;
    checked(Secret::new(token.access_token().secret().clone()), "the authority's access_token")
}

fn client_secret(secret: &Secret) -> ClientSecret {
    ClientSecret::new(secret.reveal().to_owned())
}

fn refusal(
    error: &RequestTokenError<feed::Error, BasicErrorResponse>,
    seen: Option<(u16, Option<f64>)>,
    secret: &Secret,
) -> Failure {
    let (status, retry_after) = match (error, seen) {
        (RequestTokenError::Request(error), _) => {
            let kind = if error.retryable() { Kind::Temporary } else { Kind::SignIn };
            return Failure::new(kind, error.code(), format!("the authority: {error}"));
        }
        (_, Some(seen)) => seen,
        (_, None) => (0, None),
    };
    let reason = match error {
        RequestTokenError::ServerResponse(response) => {
            let code = response.error().to_string();
            let number = response.error_description().and_then(|text| text.split(':').next()).unwrap_or_default();
            [code.as_str(), number].into_iter().filter(|text| is_code(text, secret)).collect::<Vec<_>>().join(" ")
        }
        _ => "no answer of RFC 6749".to_owned(),
    };
    let kind = if status == 429 || status >= 500 { Kind::Temporary } else { Kind::SignIn };
    let message = format!("the authority answered {status} ({reason}), a token was expected");
    Failure { retry_after, ..Failure::new(kind, "token-failed", message) }
}

/// Whether a text is a code, such as `invalid_client` or `AADSTS7000215`, and not free text, which
/// might repeat a secret.
fn is_code(text: &str, secret: &Secret) -> bool {
    let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    plain && (1..=40).contains(&text.len()) && !secret.shows_in(text)
}

fn checked(token: Secret, name: &str) -> Result<Secret, Failure> {
    if token.fits_header() {
        return Ok(token);
    }
    let message = format!("{name}: expected a token of at most 16,384 visible ASCII characters");
    Err(Failure::new(Kind::SignIn, "token-failed", message))
}

/// A variable that is set and not empty.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenant_changes_no_path() {
        let url = |tenant| endpoint("https://login.example/root/", tenant).ok().map(String::from);
        for tenant in ["contoso.com", "43f4cb08-8fac-4b65-9db1-745c2ae65f3a"] {
            assert_eq!(url(tenant), Some(format!("https://login.example/root/{tenant}/oauth2/v2.0/token")));
        }
        for tenant in ["", ".", "..", "t/../../evil?x=", "t%2f", "t?x", "t#x", "t\\x", "t\n"] {
            assert_eq!(url(tenant), None, "{tenant:?}");
        }
    }

    #[test]
    fn only_codes_are_repeated() {
        let secret = Secret::new("p4ssw0rd_p4ssw0rd");
        for (text, expected) in [
            ("invalid_client", true),
            ("AADSTS7000215", true),
            ("p4ssw0rd_p4ssw0rd", false),
            ("free text", false),
            ("", false),
        ] {
            assert_eq!(is_code(text, &secret), expected, "{text:?}");
        }
    }
}
