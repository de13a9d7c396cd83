//! Answers that a broken, foreign or hostile server could give, each with what has to come of it.
//!
//! The same table is decoded natively and served to a real browser. What a fuzzer finds becomes a
//! line here.

/// What an answer has to come to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Outcome {
    /// This score, to the last bit.
    Score(f64),
    /// `invalid-response`, and no score.
    Invalid,
    /// An error body: never a score, and nothing in it that is more than an id.
    Problem,
}

/// One answer's body.
pub(crate) struct Answer {
    /// What is wrong with it.
    pub(crate) name: String,
    /// The bytes.
    pub(crate) body: Vec<u8>,
    /// What has to come of it with status 200.
    pub(crate) outcome: Outcome,
}

use Outcome::{Invalid, Problem, Score};

const TIME: &str = r#""time":"2019-12-03T09:15:58.1665846Z""#;

/// What stands as `score`.
const SCORES: &[(&str, Outcome)] = &[
    // Invalid numbers, and numbers that no score can be.
    ("1e999", Invalid),
    ("-1e999", Invalid),
    ("1e400", Invalid),
    ("NaN", Invalid),
    ("Infinity", Invalid),
    ("-Infinity", Invalid),
    ("inf", Invalid),
    ("-1", Invalid),
    ("-0.0000001", Invalid),
    ("-340", Invalid),
    ("-1e-300", Invalid),
    ("0340", Invalid),
    ("+340", Invalid),
    (".5", Invalid),
    ("5.", Invalid),
    ("3.4e", Invalid),
    ("0x154", Invalid),
    ("3_40", Invalid),
    ("3,40", Invalid),
    ("340n", Invalid),
    ("340%", Invalid),
    ("34 0", Invalid),
    ("٣٤٠", Invalid),
    ("３４０", Invalid),
    // Numbers that are.
    ("-0", Score(0.0)),
    ("-0.0", Score(0.0)),
    ("-0e5", Score(0.0)),
    ("0", Score(0.0)),
    ("1e-999", Score(0.0)),
    ("5e-324", Score(5e-324)),
    ("1.7976931348623157e308", Score(f64::MAX)),
    ("0.1", Score(0.1)),
    ("3.4e2", Score(340.0)),
    ("3.4E+2", Score(340.0)),
    ("34000e-2", Score(340.0)),
    ("33.491554051195706", Score(33.491_554_051_195_706)),
    ("9007199254740993", Score(9_007_199_254_740_992.0)),
    ("340.00000000000000000000000000000000000000000000000000000001", Score(340.0)),
    // Other types.
    ("null", Invalid),
    ("true", Invalid),
    ("false", Invalid),
    ("\"\"", Invalid),
    ("\"340\"", Invalid),
    ("\"340 points\"", Invalid),
    ("[]", Invalid),
    ("[340]", Invalid),
    ("{}", Invalid),
    (r#"{"value":340}"#, Invalid),
    (r#"{"valueOf":"340","toString":null}"#, Invalid),
    (r#"{"$numberDouble":"340"}"#, Invalid),
    ("new Date()", Invalid),
    ("undefined", Invalid),
    ("function(){return 340}()", Invalid),
    ("\"<img src=x onerror=host.hit=1>\"", Invalid),
    ("\"</script><script>host.hit=1</script>\"", Invalid),
    ("\"javascript:host.hit=1\"", Invalid),
];

/// What stands as `time`.
const TIMES: &[(&str, Outcome)] = &[
    // Dates and times that do not exist.
    ("\"2019-02-29T09:15:58Z\"", Invalid),
    ("\"2019-02-30T09:15:58Z\"", Invalid),
    ("\"1900-02-29T09:15:58Z\"", Invalid),
    ("\"2019-04-31T09:15:58Z\"", Invalid),
    ("\"2019-13-01T09:15:58Z\"", Invalid),
    ("\"2019-00-01T09:15:58Z\"", Invalid),
    ("\"2019-12-00T09:15:58Z\"", Invalid),
    ("\"2019-12-32T09:15:58Z\"", Invalid),
    ("\"0000-12-03T09:15:58Z\"", Invalid),
    ("\"2019-12-03T24:00:00Z\"", Invalid),
    ("\"2019-12-03T09:60:58Z\"", Invalid),
    ("\"2019-12-03T09:15:60Z\"", Invalid),
    ("\"2019-12-03T09:15:58+24:00\"", Invalid),
    ("\"2019-12-03T09:15:58+01:60\"", Invalid),
    // Forms that are not RFC 3339's, or finer than .NET can write.
    ("\"2019-12-03T09:15:58.12345678Z\"", Invalid),
    ("\"2019-12-03T09:15:58.Z\"", Invalid),
    ("\"2019-12-03T09:15:58,5Z\"", Invalid),
    ("\"2019-12-03T09:15:58\"", Invalid),
    ("\"2019-12-03T09:15Z\"", Invalid),
    ("\"2019-12-03\"", Invalid),
    ("\"2019-12-03 09:15:58Z\"", Invalid),
    ("\"+002019-12-03T09:15:58Z\"", Invalid),
    ("\"-2019-12-03T09:15:58Z\"", Invalid),
    ("\"20191203T091558Z\"", Invalid),
    ("\"2019-12-03T09:15:58Z \"", Invalid),
    ("\" 2019-12-03T09:15:58Z\"", Invalid),
    ("\"2019-12-03T09:15:58ZZ\"", Invalid),
    ("\"2019-12-03T09:15:58Z\\u0000\"", Invalid),
    ("\"２０１９-12-03T09:15:58Z\"", Invalid),
    ("\"2019\u{2010}12\u{2010}03T09:15:58Z\"", Invalid),
    ("\"Tue, 03 Dec 2019 09:15:58 GMT\"", Invalid),
    ("\"03.12.2019 09:15\"", Invalid),
    ("\"/Date(1575364558166)/\"", Invalid),
    ("\"yesterday\"", Invalid),
    ("\"\"", Invalid),
    ("\"Z\"", Invalid),
    ("1575364558", Invalid),
    ("null", Invalid),
    ("[\"2019-12-03T09:15:58Z\"]", Invalid),
    ("{}", Invalid),
    ("\"2019-12-03T09:15:58Z<script>host.hit=1</script>\"", Invalid),
    ("\"<time datetime=x onclick=host.hit=1>\"", Invalid),
    // Instants that are.
    ("\"2019-12-03T09:15:58Z\"", Score(340.0)),
    ("\"2019-12-03T09:15:58.1Z\"", Score(340.0)),
    ("\"2019-12-03T09:15:58.1234567Z\"", Score(340.0)),
    ("\"2020-02-29T23:59:59+14:00\"", Score(340.0)),
    ("\"2019-12-03T09:15:58-00:00\"", Score(340.0)),
    ("\"2019-12-03T09:15:58\\u005a\"", Score(340.0)),
    ("\"2019-12-03T09:15:58\\u002B00:00\"", Score(340.0)),
    ("\"0001-01-01T00:00:00Z\"", Score(340.0)),
    ("\"9999-12-31T23:59:59.9999999Z\"", Score(340.0)),
];

/// Whole bodies.
const BODIES: &[(&str, &str, Outcome)] = &[
    ("nothing", "", Invalid),
    ("white space", " \r\n\t ", Invalid),
    ("a page", "<!doctype html><title>Sign in</title><script>host.hit=1</script>", Invalid),
    ("a login form", "<form action=https://evil.example><input name=token></form>", Invalid),
    ("XML", "<?xml version=\"1.0\"?><score>340</score>", Invalid),
    ("a number", "340", Invalid),
    ("a text", "\"340\"", Invalid),
    ("null", "null", Invalid),
    ("a list", r#"[{"score":340,"time":"2019-12-03T09:15:58Z"}]"#, Invalid),
    ("the sister's list", r#"{"value":[{"score":340,"time":"2019-12-03T09:15:58Z","rbacGroupName":"x"}]}"#, Invalid),
    ("no members", "{}", Invalid),
    ("no score", r#"{"time":"2019-12-03T09:15:58Z"}"#, Invalid),
    ("no time", r#"{"score":340}"#, Invalid),
    ("other letters", r#"{"Score":340,"Time":"2019-12-03T09:15:58Z"}"#, Invalid),
    ("two scores", r#"{"score":340,"time":"2019-12-03T09:15:58Z","score":999}"#, Invalid),
    ("two equal scores", r#"{"score":340,"score":340,"time":"2019-12-03T09:15:58Z"}"#, Invalid),
    ("two times", r#"{"score":340,"time":"2019-12-03T09:15:58Z","time":"2019-12-03T09:15:58Z"}"#, Invalid),
    ("an escaped name", r#"{"\u0073core":340,"time":"2019-12-03T09:15:58Z"}"#, Score(340.0)),
    ("a score within", r#"{"a":{"score":340},"time":"2019-12-03T09:15:58Z"}"#, Invalid),
    ("a score in a text", r#"{"a":"\"score\":340","time":"2019-12-03T09:15:58Z"}"#, Invalid),
    ("a torn object", r#"{"score":340,"time":"2019-12-03T09:15:58Z""#, Invalid),
    ("a torn text", r#"{"score":340,"time":"2019-12-03T09:1"#, Invalid),
    ("a torn escape", r#"{"score":340,"time":"2019-12-03T09:15:58Z","a":"\u00"#, Invalid),
    ("two objects", r#"{"score":340,"time":"2019-12-03T09:15:58Z"}{"score":1}"#, Invalid),
    ("words after it", r#"{"score":340,"time":"2019-12-03T09:15:58Z"} ;host.hit=1"#, Invalid),
    ("JSONP", r#"callback({"score":340,"time":"2019-12-03T09:15:58Z"})"#, Invalid),
    ("a guard against inclusion", ")]}',\n{\"score\":340,\"time\":\"2019-12-03T09:15:58Z\"}", Invalid),
    ("a comment", r#"{"score":340,/* now */"time":"2019-12-03T09:15:58Z"}"#, Invalid),
    ("a comma too many", r#"{"score":340,"time":"2019-12-03T09:15:58Z",}"#, Invalid),
    ("single quotes", "{'score':340,'time':'2019-12-03T09:15:58Z'}", Invalid),
    ("bare names", "{score:340,time:\"2019-12-03T09:15:58Z\"}", Invalid),
    ("a control character", "{\"score\":340,\"time\":\"2019-12-03T09:15:58Z\",\"a\":\"\u{1}\"}", Invalid),
    ("a raw line break in a text", "{\"score\":340,\"time\":\"2019-12-03T09:15:58Z\",\"a\":\"\n\"}", Invalid),
    ("no-break spaces", "\u{a0}{\"score\":340,\"time\":\"2019-12-03T09:15:58Z\"}", Invalid),
    ("two byte order marks", "\u{feff}\u{feff}{\"score\":340,\"time\":\"2019-12-03T09:15:58Z\"}", Invalid),
    ("one byte order mark", "\u{feff}{\"score\":340,\"time\":\"2019-12-03T09:15:58Z\"}", Score(340.0)),
    ("a prototype", r#"{"__proto__":{"score":340,"time":"2019-12-03T09:15:58Z"}}"#, Invalid),
    ("a constructor", r#"{"constructor":{"prototype":{"score":340}},"time":"2019-12-03T09:15:58Z"}"#, Invalid),
    (
        "prototypes beside it",
        r#"{"__proto__":{"score":1,"isAdmin":true},"constructor":null,"hasOwnProperty":1,"toString":2,"score":340,"time":"2019-12-03T09:15:58Z","then":"x"}"#,
        Score(340.0),
    ),
    (
        "markup in every text",
        r#"{"@odata.context":"<script>host.hit=1</script>","<img src=x onerror=host.hit=1>":"<svg onload=host.hit=1>","score":340,"time":"2019-12-03T09:15:58Z"}"#,
        Score(340.0),
    ),
    (
        "a context of another host",
        r#"{"@odata.context":"https://evil.example/$metadata","score":340,"time":"2019-12-03T09:15:58Z","@odata.nextLink":"https://evil.example"}"#,
        Score(340.0),
    ),
    (
        "names with brackets in them",
        r#"{"}":1,"{":2,"]":[3,"}"],"\"":"\\","score":340,"time":"2019-12-03T09:15:58Z"}"#,
        Score(340.0),
    ),
    ("an error with status 200", r#"{"error":{"code":"Unauthorized","message":"no","target":"43f4cb08"}}"#, Problem),
    (
        "an error beside a score",
        r#"{"error":{"code":"Forbidden","message":"<b>no</b>"},"score":null,"time":null}"#,
        Problem,
    ),
    (
        "markup in an error",
        r#"{"error":{"code":"<img src=x onerror=host.hit=1>","message":"<script>host.hit=1</script>","target":"\"><script>host.hit=1</script>"}}"#,
        Problem,
    ),
    ("an error that is a text", r#"{"error":"invalid_token"}"#, Problem),
    ("an error's error", r#"{"error":{"error":{"code":"Forbidden"}}}"#, Problem),
];

/// The whole corpus.
pub(crate) fn answers() -> Vec<Answer> {
    let answer = |name: String, body: Vec<u8>, outcome| Answer { name, body, outcome };
    let mut all = Vec::new();
    for (score, outcome) in SCORES {
        all.push(answer(format!("score {score}"), format!(r#"{{{TIME},"score":{score}}}"#).into(), *outcome));
    }
    for (time, outcome) in TIMES {
        all.push(answer(format!("time {time}"), format!(r#"{{"time":{time},"score":340}}"#).into(), *outcome));
    }
    for (name, body, outcome) in BODIES {
        all.push(answer((*name).to_owned(), (*body).into(), *outcome));
    }
    let good = format!(r#"{{{TIME},"score":340}}"#);
    let with = |name: &str, value: &str| format!(r#"{{{TIME},"{name}":{value},"score":340}}"#);
    let deep = |open: &str, close: &str, depth| with("a", &[open.repeat(depth), close.repeat(depth)].concat());
    let utf16 = |little: bool| -> Vec<u8> {
        let units = std::iter::once('\u{feff}').chain(good.chars()).map(|character| character as u16);
        units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    };
    let many = (0..3000).map(|number| format!(r#""m{number}":{number},"#)).collect::<String>();
    for (name, body, outcome) in [
        ("UTF-16, little end first", utf16(true), Invalid),
        ("UTF-16, big end first", utf16(false), Invalid),
        ("Latin-1", [b"{\"a\":\"\xe4\",".as_slice(), &good.as_bytes()[1..]].concat(), Invalid),
        (
            "a surrogate alone, in UTF-8",
            [b"{\"a\":\"\xed\xa0\x80\",".as_slice(), &good.as_bytes()[1..]].concat(),
            Invalid,
        ),
        ("an overlong quote", [b"{\"a\":\"\xc0\xa2\",".as_slice(), &good.as_bytes()[1..]].concat(), Invalid),
        ("zero bytes", vec![0; 200], Invalid),
        ("a zero byte after it", [good.as_bytes(), b"\0"].concat(), Invalid),
        ("gzip without saying so", b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xabV*N\xceJ\x02\0".to_vec(), Invalid),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), Invalid),
        ("lists in lists, 127 deep", deep("[", "]", 127).into(), Score(340.0)),
        ("lists in lists, 20,000 deep", deep("[", "]", 20_000).into(), Score(340.0)),
        ("objects in objects, 5,000 deep", deep(r#"{"a":"#, "", 5_000).into(), Invalid),
        ("lists that never close", "[".repeat(60_000).into(), Invalid),
        ("objects that never close", r#"{"a":"#.repeat(10_000).into(), Invalid),
        ("a text of 60,000 characters", with("a", &format!("\"{}\"", "x".repeat(60_000))).into(), Score(340.0)),
        ("3,000 members", format!("{{{many}{}", &good[1..]).into(), Score(340.0)),
        ("a number of 60,000 digits", format!(r#"{{{TIME},"score":{}}}"#, "9".repeat(60_000)).into(), Invalid),
        (
            "a fraction of 60,000 digits",
            format!(r#"{{{TIME},"score":0.{}}}"#, "3".repeat(60_000)).into(),
            Score(1.0 / 3.0),
        ),
        ("an exponent of 60,000 digits", format!(r#"{{{TIME},"score":1e{}}}"#, "9".repeat(60_000)).into(), Invalid),
        ("exactly 64 KiB", format!("{good}{}", " ".repeat(64 * 1024 - good.len())).into(), Score(340.0)),
        ("one byte over 64 KiB", format!("{good}{}", " ".repeat(64 * 1024 + 1 - good.len())).into(), Invalid),
        ("one megabyte of white space before it", format!("{}{good}", " ".repeat(1 << 20)).into(), Invalid),
    ] {
        all.push(answer(name.to_owned(), body, outcome));
    }
    all
}
