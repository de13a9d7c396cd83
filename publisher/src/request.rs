//! One question to the API.

use secure_score::feed::Error;
use secure_score::score::{ApiError, Reading};
use ureq::http::Request;
use url::Url;

use crate::answer::Question;
use crate::failure::Failure;
use crate::http::Client;
use crate::secret::Secret;

/// Asks for the score, and checks the answer as the widget would.
pub(crate) fn ask(client: &Client, address: &Url, token: &Secret, question: &Question) -> Result<Reading, Failure> {
    let request = Request::get(address.as_str())
        .header("Accept", "application/json")
        .header("Authorization", format!("Bearer {}", token.reveal()))
        .body(Vec::new())
        .map_err(|_| Failure::settings("--api-base: expected an address that a request can carry"))?;
    let answer = client.send(request).map_err(|error| Failure::of_api(&error))?;
    if answer.status == 200 {
        return question.decode(&answer.body).map_err(|error| Failure::of_api(&error));
    }
    let problem = ApiError::decode(&answer.body);
    let error = Error::of_status(answer.status, problem.code.as_deref());
    let mut failure = Failure::of_api(&error);
    if let Error::Http(status) | Error::Server(status) = error {
        failure.message = format!("{}, got status {status}", failure.message);
    }
    // A careless server repeats the token here.
    failure.request_id = problem.target.filter(|id| !token.shows_in(id));
    failure.retry_after = answer.retry_after;
    Err(failure)
}
