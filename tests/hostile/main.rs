//! The hostile answers, decoded as the wasm decodes them.

mod answers;

use answers::{Outcome, answers};
use secure_score::score::{ApiError, decode};

#[test]
fn there_are_more_than_a_hundred() {
    let all = answers();
    assert!(all.len() >= 100, "{}", all.len());
    let mut names: Vec<&str> = all.iter().map(|answer| answer.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all.len(), "each is another one");
}

#[test]
fn each_comes_to_what_it_should() {
    for answer in answers() {
        let decoded = decode(&answer.body).map(|reading| reading.score.points());
        match answer.outcome {
            Outcome::Score(score) => {
                assert_eq!(decoded.map(f64::to_bits), Ok(score.to_bits()), "{}", answer.name);
            }
            Outcome::Invalid | Outcome::Problem => assert!(decoded.is_err(), "{}: {decoded:?}", answer.name),
        }
    }
}

#[test]
fn none_of_them_names_an_id_that_is_none() {
    for answer in answers() {
        let problem = ApiError::decode(&answer.body);
        for text in [problem.code, problem.target].into_iter().flatten() {
            assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{}: {text}", answer.name);
        }
    }
}
