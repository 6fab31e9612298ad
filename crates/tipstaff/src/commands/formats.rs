//! `tipstaff formats`: what is read and looked into, from the same tables as everything else.

use crate::arguments::{Common, Format, FormatsOptions};
use crate::exit::Failure;
use detect::IDENTIFIERS;
use gate::{RULES, Verdict};
use inspect::{CHANNELS, FORMATS};
use serde_json::json;
use std::io::Write;

/// Runs the command.
pub fn run(options: &FormatsOptions, common: &Common) -> Result<Verdict, Failure> {
    if common.format == Format::Sarif {
        return Err(Failure::new("there is no SARIF report of the formats", "Say --format json"));
    }
    let mut out = std::io::stdout().lock();
    let is_text = common.format == Format::Text;
    match (options.rules, options.identifiers) {
        (true, _) if is_text => rules(&mut out)?,
        (_, true) if is_text => identifiers(&mut out)?,
        _ if is_text => formats(&mut out)?,
        _ => {
            serde_json::to_writer_pretty(&mut out, &document()).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(Verdict::Clear)
}

fn formats(out: &mut impl Write) -> std::io::Result<()> {
    for format in FORMATS {
        writeln!(
            out,
            "{} ({})",
            format.title,
            format.endings.iter().map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(" ")
        )?;
        for (channel, place) in format.places {
            writeln!(out, "  {:<38} {place}", channel.title())?;
        }
        writeln!(out)?;
    }
    writeln!(
        out,
        "Everything else in a file is swept for text, or named as not understood: such a file is never clear."
    )
}

fn rules(out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "{:<22} {:<8} {:<8} what is looked for", "rule", "plain", "personal")?;
    for rule in RULES.iter().copied().flatten() {
        writeln!(
            out,
            "{:<22} {:<8} {:<8} {}. {}",
            rule.id,
            rule.plain.to_string(),
            rule.personal.to_string(),
            rule.title,
            rule.why
        )?;
    }
    Ok(())
}

fn identifiers(out: &mut impl Write) -> std::io::Result<()> {
    for identifier in IDENTIFIERS {
        writeln!(out, "{:<36} {}. {}", identifier.id, identifier.title, identifier.form)?;
    }
    Ok(())
}

fn document() -> serde_json::Value {
    json!({
        "schema": "tipstaff.formats/1",
        "formats": FORMATS.iter().map(|format| json!({
            "id": format.id, "title": format.title, "endings": format.endings,
            "places": format.places.iter().map(|(channel, place)| json!({ "channel": channel.id(), "where": place })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "channels": CHANNELS.iter().map(|row| json!({
            "id": row.id, "title": row.title, "what": row.what, "visibility": row.visibility,
        })).collect::<Vec<_>>(),
        "rules": RULES.iter().copied().flatten().map(|rule| json!({
            "id": rule.id, "title": rule.title, "why": rule.why, "fix": rule.fix, "plain": rule.plain, "personal": rule.personal,
        })).collect::<Vec<_>>(),
        "identifiers": IDENTIFIERS.iter().map(|identifier| json!({
            "id": identifier.id, "title": identifier.title, "what": identifier.what, "form": identifier.form, "source": identifier.source,
        })).collect::<Vec<_>>(),
    })
}
