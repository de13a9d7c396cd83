//! The fall that `--alert-drop` asks about.

use secure_score::score::Reading;
use secure_score::score::history::Trend;
use serde_json::{Value, json};

use crate::answer::{Question, number};
use crate::arguments::Arguments;

/// One line of JSON about a fall that is large enough, for a pipeline to send on.
pub(crate) fn of(arguments: &Arguments, question: &Question, trend: &Trend, reading: &Reading) -> Option<Value> {
    let least = arguments.alert_drop?.on(arguments.max());
    let fall = trend.fall(arguments.alert_days.into(), question.metric.lower_is_better())?;
    (fall.points >= least).then(|| {
        json!({
            "alert": "drop",
            "metric": question.metric.name(),
            "group": question.group,
            "points": number(fall.points),
            "since": fall.from.time.as_str(),
            "from": number(fall.from.score.points()),
            "value": number(reading.score.points()),
            "time": reading.time.as_str(),
        })
    })
}
