//! The settings, from flags and from the environment.

use std::path::PathBuf;
use std::time::Duration;

use clap::{CommandFactory, FromArgMatches, Parser};
use jiff::SignedDuration;
use secure_score::feed::policy;
use secure_score::score::{Amount, Metric};

use crate::failure::EXIT_STATUSES;
use crate::log::Form;
use crate::style::Placement;

/// Publishes an organisation's Microsoft Secure Score for Devices as files: score.json and
/// history.json, which <secure-score-gauge src="score.json" history="history.json"> reads with no
/// token in the browser.
///
/// Signs in as an application (permission Score.Read.All) with SECURE_SCORE_CLIENT_SECRET, with the
/// file that SECURE_SCORE_CLIENT_SECRET_FILE or AZURE_FEDERATED_TOKEN_FILE names, or not at all
/// with SECURE_SCORE_TOKEN. Secrets are never arguments: every user of a machine can read those.
#[derive(Debug, Parser)]
#[command(name = "secure-score-publish", version, after_help = EXIT_STATUSES)]
pub(crate) struct Arguments {
    /// The folder for the files
    #[arg(long, env = "SECURE_SCORE_OUT", value_name = "FOLDER", required_unless_present = "check_health")]
    pub(crate) out: Option<PathBuf>,

    /// The directory (tenant) ID or its domain [env: also AZURE_TENANT_ID]
    #[arg(long, env = "SECURE_SCORE_TENANT")]
    pub(crate) tenant: Option<String>,

    /// The application (client) ID [env: also AZURE_CLIENT_ID]
    #[arg(long, env = "SECURE_SCORE_CLIENT_ID")]
    pub(crate) client_id: Option<String>,

    /// The authority that signs in [default: https://login.microsoftonline.com; env: also
    /// AZURE_AUTHORITY_HOST]
    #[arg(long, env = "SECURE_SCORE_LOGIN", value_name = "URL")]
    pub(crate) login: Option<String>,

    /// The scope of the token
    #[arg(long, env = "SECURE_SCORE_SCOPE", default_value = "https://api.securitycenter.microsoft.com/.default")]
    pub(crate) scope: String,

    /// The root of the API
    #[arg(
        long,
        env = "SECURE_SCORE_API_BASE",
        value_name = "URL",
        default_value = secure_score::settings::DEFAULT_API_BASE
    )]
    pub(crate) api_base: String,

    /// Which number: secure-score or exposure-score
    #[arg(long, env = "SECURE_SCORE_METRIC", default_value = "secure-score", value_parser = metric)]
    pub(crate) metric: Metric,

    /// The device group whose exposure score is published; needs --metric exposure-score
    #[arg(long, env = "SECURE_SCORE_GROUP", value_name = "NAME")]
    pub(crate) group: Option<String>,

    /// Writes the card as HTML for pages that show it before any script runs, or without one. A
    /// name alone is a file in --out
    #[arg(
        long,
        env = "SECURE_SCORE_HTML",
        value_name = "FILE",
        num_args = 0..=1,
        default_missing_value = "card.html"
    )]
    pub(crate) html: Option<PathBuf>,

    /// Where the style sheet of --html stands
    #[arg(long, env = "SECURE_SCORE_STYLE", value_enum, default_value_t)]
    pub(crate) style: Placement,

    /// An attribute of the element in --html, such as 'bands=0 Low, 400 Fair, 700 Good' or lang=de;
    /// may be repeated (in the variable: one per line)
    #[arg(
        long = "attribute",
        env = "SECURE_SCORE_ATTRIBUTES",
        value_name = "NAME=VALUE",
        value_delimiter = '\n',
        value_parser = attribute
    )]
    pub(crate) attributes: Vec<(String, String)>,

    /// Runs until it is ended and publishes this often, such as 1h; at least 1m
    #[arg(long, env = "SECURE_SCORE_EVERY", value_name = "TIME", value_parser = interval)]
    pub(crate) every: Option<Duration>,

    /// How long one publication may be retried, such as 5m; 0s for one attempt
    #[arg(long, env = "SECURE_SCORE_PATIENCE", value_name = "TIME", default_value = "5m", value_parser = duration)]
    pub(crate) patience: Duration,

    /// A file that is written after each publication, for --check-health
    #[arg(long, env = "SECURE_SCORE_HEALTH_FILE", value_name = "FILE")]
    pub(crate) health_file: Option<PathBuf>,

    /// Publishes nothing: the exit status says whether the publisher that writes --health-file is
    /// well
    #[arg(long, requires = "health_file")]
    pub(crate) check_health: bool,

    /// The form of the log on standard error
    #[arg(long, env = "SECURE_SCORE_LOG", value_enum, default_value_t)]
    pub(crate) log: Form,

    /// Exits with status 3 after a fall of at least this many points, or percent of the full scale,
    /// such as 5% (a rise where lower is better)
    #[arg(long, env = "SECURE_SCORE_ALERT_DROP", value_name = "AMOUNT", value_parser = amount)]
    pub(crate) alert_drop: Option<Amount>,

    /// The number of days within which --alert-drop looks for a fall, 1 to 400
    #[arg(
        long,
        env = "SECURE_SCORE_ALERT_DAYS",
        value_name = "DAYS",
        default_value_t = 7,
        value_parser = clap::value_parser!(u16).range(1..=400)
    )]
    pub(crate) alert_days: u16,

    /// The full scale in points [default: 1000, or 100 for the exposure score]
    #[arg(long, env = "SECURE_SCORE_MAX", value_name = "POINTS", value_parser = positive)]
    pub(crate) max: Option<f64>,
}

impl Arguments {
    /// Reads them, or ends the program with clap's own message.
    pub(crate) fn read() -> Self {
        let matches = without_empty_variables(Self::command()).get_matches();
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }

    /// The full scale in points.
    pub(crate) fn max(&self) -> f64 {
        self.max.unwrap_or(self.metric.default_max())
    }
}

/// An empty variable is as good as none: that is how a file of variables leaves a setting out.
fn without_empty_variables(mut command: clap::Command) -> clap::Command {
    let empty = |argument: &&clap::Arg| {
        argument.get_env().is_some_and(|name| std::env::var_os(name).is_some_and(|value| value.is_empty()))
    };
    let names: Vec<_> = command.get_arguments().filter(empty).map(|argument| argument.get_id().clone()).collect();
    for name in names {
        command = command.mut_arg(name, |argument| argument.env("").hide_env(true));
    }
    command
}

fn metric(text: &str) -> Result<Metric, &'static str> {
    Metric::named(text).ok_or("expected secure-score or exposure-score")
}

fn attribute(text: &str) -> Result<(String, String), &'static str> {
    let (name, value) =
        text.split_once('=').ok_or("expected a name, an equals sign and a value, such as target=700")?;
    Ok((name.trim().to_owned(), value.to_owned()))
}

fn amount(text: &str) -> Result<Amount, String> {
    let amount = Amount::parse(text, 1.0).map_err(|error| error.to_string())?;
    if amount.on(1.0) > 0.0 { Ok(amount) } else { Err("expected a number above 0".to_owned()) }
}

fn positive(text: &str) -> Result<f64, &'static str> {
    match Amount::parse(text, 1.0) {
        Ok(Amount::Points(points)) if points > 0.0 => Ok(points),
        _ => Err("expected a number above 0, such as 1000"),
    }
}

fn duration(text: &str) -> Result<Duration, String> {
    let duration: Result<SignedDuration, _> = text.parse();
    let duration = duration.ok().and_then(|duration| Duration::try_from(duration).ok());
    duration.ok_or_else(|| "expected a time such as 90s, 5m or 1h30m".to_owned())
}

fn interval(text: &str) -> Result<Duration, String> {
    let shortest = Duration::from_secs_f64(policy::SHORTEST_INTERVAL / 1000.0);
    match duration(text)? {
        interval if interval >= shortest => Ok(interval),
        _ => Err("expected a time of at least 1m".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn times_are_read() {
        for (text, expected) in [
            ("1h", Some(3600)),
            ("90m", Some(5400)),
            ("1h30m", Some(5400)),
            ("30s", None),
            ("-1h", None),
            ("soon", None),
        ] {
            assert_eq!(interval(text).ok().map(|time| time.as_secs()), expected, "{text}");
        }
    }

    #[test]
    fn an_alert_is_above_zero() {
        for (text, expected) in [
            ("5%", Some(Amount::Percent(5.0))),
            ("20", Some(Amount::Points(20.0))),
            ("0", None),
            ("-5", None),
            ("x", None),
        ] {
            assert_eq!(amount(text).ok(), expected, "{text}");
        }
    }

    #[test]
    fn no_secret_is_an_argument() {
        for argument in Arguments::command().get_arguments() {
            let name = argument.get_id().as_str();
            assert!(!name.contains("token") && !name.contains("secret"), "{name}");
        }
    }
}
