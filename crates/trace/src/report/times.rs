//! Times as people in Britain read them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// An instant in Europe/London, to the minute.
pub(super) fn minute(microseconds: i64) -> String {
    let Ok(instant) = Timestamp::from_microsecond(microseconds) else { return "at no time".to_owned() };
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    zone.to_datetime(instant).strftime("%-d %B %Y at %H:%M").to_string()
}

/// A length of time: "19 minutes", "3.4 days".
#[expect(clippy::cast_precision_loss, reason = "told to a tenth")]
pub(super) fn length(microseconds: i64) -> String {
    let hours = microseconds as f64 / 3_600_000_000.0;
    if hours < 1.5 {
        format!("{:.0} minutes", hours * 60.0)
    } else if hours < 48.0 {
        format!("{hours:.0} hours")
    } else if hours < 240.0 {
        format!("{:.1} days", hours / 24.0)
    } else {
        format!("{:.0} days", hours / 24.0)
    }
}
