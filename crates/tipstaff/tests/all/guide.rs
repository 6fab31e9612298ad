//! The reference pages of the guide are made from the program's own tables, so that they cannot say anything else.
//!
//! `UPDATE_GUIDE=1 cargo test -p tipstaff --test all guide::` writes them anew.

use serde_json::Value;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Compares a page with what it should say, or writes it.
fn page(name: &str, title: &str, text: &str) {
    let path = root().join("docs/src/reference").join(name);
    let page =
        format!("<!-- Made by crates/tipstaff/tests/all/guide.rs. -->\n# {title}\n\n{}\n", text.trim_end());
    if std::env::var_os("UPDATE_GUIDE").is_some() {
        std::fs::write(path, page).unwrap();
        return;
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "{name} is out of date: run UPDATE_GUIDE=1 cargo test -p tipstaff --test all guide::"
    );
}

/// What `tipstaff formats` says.
fn tables() -> Value {
    let output =
        Command::new(env!("CARGO_BIN_EXE_tipstaff")).args(["formats", "--format", "json"]).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A text for a cell of a table.
fn cell(value: &Value) -> String {
    value.as_str().unwrap_or_default().replace('|', "\\|")
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().unwrap().iter()
}

#[test]
fn the_page_of_formats_is_up_to_date() {
    let tables = tables();
    let mut text = String::from(
        "Every format that is read, with the places that are looked into and where each of them lies. What is in no place of \
         the list is swept for text, or named as not understood: such a file is never clear.\n\n",
    );
    let channels: Vec<&Value> = list(&tables["channels"]).collect();
    let title = |id: &Value| {
        let row = channels.iter().find(|row| row["id"] == *id).unwrap();
        (cell(&row["title"]), cell(&row["what"]))
    };
    // Formats that share their places share their section.
    let mut sections: Vec<(&Value, Vec<&Value>)> = Vec::new();
    for format in list(&tables["formats"]) {
        match sections.iter_mut().find(|(places, _)| **places == format["places"]) {
            Some((_, formats)) => formats.push(format),
            None => sections.push((&format["places"], vec![format])),
        }
    }
    for (places, formats) in sections {
        let names: Vec<String> = formats.iter().map(|format| cell(&format["title"])).collect();
        let endings: Vec<String> = formats
            .iter()
            .flat_map(|format| list(&format["endings"]))
            .map(|ending| format!(".{}", cell(ending)))
            .collect();
        writeln!(
            text,
            "## {}\n\n{}\n\n| place | what is kept there | where |\n|---|---|---|",
            names.join(", "),
            endings.join(" ")
        )
        .unwrap();
        for place in list(places) {
            let (title, what) = title(&place["channel"]);
            writeln!(text, "| {title} | {what} | {} |", cell(&place["where"])).unwrap();
        }
        text.push('\n');
    }
    page("formats.md", "Formats and places", &text);
}

#[test]
fn the_page_of_rules_is_up_to_date() {
    let mut text = String::from(
        "*Plain* is the severity when nothing personal is found there, *personal* when people are, or what identifies them. A \
         [policy file](../tasks/policy.md) can set another.\n\n| rule | what is looked for | why | what to do | plain | personal |\n\
         |---|---|---|---|---|---|\n",
    );
    for rule in list(&tables()["rules"]) {
        let [id, title, why, fix, plain, personal] =
            ["id", "title", "why", "fix", "plain", "personal"].map(|key| cell(&rule[key]));
        writeln!(text, "| `{id}` | {title} | {why} | {fix} | {plain} | {personal} |").unwrap();
    }
    page("rules.md", "Rules", &text);
}

#[test]
fn the_page_of_personal_numbers_is_up_to_date() {
    let mut text = String::from("| kind | what it is | form | source |\n|---|---|---|---|\n");
    for identifier in list(&tables()["identifiers"]) {
        let [id, title, what, form, source] =
            ["id", "title", "what", "form", "source"].map(|key| cell(&identifier[key]));
        writeln!(text, "| {title} (`{id}`) | {what} | {form} | {source} |").unwrap();
    }
    page("identifiers.md", "Personal numbers", &text);
}

/// Fields of a struct with their comments, from its source.
fn fields(source: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let mut comment = String::new();
    for line in source.lines().map(str::trim) {
        if let Some(words) = line.strip_prefix("///") {
            comment.push_str(words);
        } else if let Some((name, _)) = line.strip_prefix("pub ").and_then(|line| line.split_once(": ")) {
            fields.push((name.replace('_', "-"), std::mem::take(&mut comment).trim().to_owned()));
        } else {
            comment.clear();
        }
    }
    fields
}

/// The words of a comment, with names of fields as the policy file writes them.
fn as_keys(words: &str) -> String {
    let words = words.replace("[`Limits::", "`").replace("[`Thresholds::", "`").replace("`]", "`");
    let quoted = words.split('`').enumerate();
    let spelt =
        quoted.map(|(place, piece)| if place % 2 == 1 { piece.replace('_', "-") } else { piece.to_owned() });
    spelt.collect::<Vec<_>>().join("`")
}

#[test]
fn the_page_of_the_policy_file_is_up_to_date() {
    let mut text = String::from(
        "A TOML file; everything in it may be left out. [The task](../tasks/policy.md) has an example.\n\n\
         | section | what it sets |\n|---|---|\n\
         | `schema` | `\"tipstaff.policy/1\"` |\n\
         | `[[override]]` | `rule`, `severity` (`note`, `review`, `block`), `reason` |\n\
         | `[[allow]]` | `rule`, `sha256` of one file, `place` as the report names it, `reason` |\n\
         | `[thresholds]` | see below |\n| `[limits]` | see below |\n\
         | `[sandbox]` | `accept-without`: layers of the lock-down; `reason` |\n\
         | `[[number]]` | `kind` of number, `form` in which the force writes it |\n\
         | `[release]` | see below |\n",
    );
    let of = |value: Value| value.as_object().unwrap().clone();
    let thresholds = of(serde_json::to_value(gate::Thresholds::default()).unwrap());
    let limits = of(serde_json::to_value(inspect::Limits::default()).unwrap());
    let release = of(serde_json::to_value(gate::ReleaseSettings::default()).unwrap());
    for (section, source, defaults) in [
        ("thresholds", include_str!("../../../gate/src/thresholds.rs"), thresholds),
        ("limits", include_str!("../../../inspect/src/limits.rs"), limits),
        ("release", include_str!("../../../gate/src/release_settings.rs"), release),
    ] {
        writeln!(text, "\n## `[{section}]`\n\n| name | default | what it is |\n|---|---|---|").unwrap();
        for (name, words) in fields(source) {
            let words = as_keys(&words);
            writeln!(text, "| `{name}` | {} | {words} |", defaults[&name]).unwrap();
        }
    }
    text.push_str("\n## Layers of the lock-down\n\n| layer | what it takes away |\n|---|---|\n");
    for row in sandbox::LAYERS {
        writeln!(text, "| `{}` | {} |", row.id, row.what).unwrap();
    }
    page("policy.md", "The policy file", &text);
}

/// Every page that the table of contents names is there, and every page is named.
#[test]
fn the_table_of_contents_is_whole() {
    let source = root().join("docs/src");
    let contents = std::fs::read_to_string(source.join("SUMMARY.md")).unwrap();
    let named: Vec<&str> = contents.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    for page in &named {
        assert!(source.join(page).is_file(), "{page} is missing");
    }
    for folder in ["tasks", "understanding", "reference", "measured"] {
        for entry in std::fs::read_dir(source.join(folder)).unwrap() {
            let page = format!("{folder}/{}", entry.unwrap().file_name().to_str().unwrap());
            assert!(named.contains(&page.as_str()), "{page} stands in no table of contents");
        }
    }
}
