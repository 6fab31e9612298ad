//! The policy file: what a force decides for itself, each decision with its reason.

use crate::rule::Rule;
use crate::{ReleaseSettings, Severity, Thresholds};
use inspect::Limits;
use sandbox::{LAYERS, Layers};
use serde::Deserialize;
use std::fmt;

/// A policy. The default needs no file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Policy {
    /// Severities that differ from the table's.
    pub overrides: Vec<Override>,
    /// Findings that are known and let pass.
    pub allowances: Vec<Allowance>,
    /// When a finding becomes more than a note.
    pub thresholds: Thresholds,
    /// How much a file may ask of the machine.
    pub limits: Limits,
    /// Layers of the lock-down that this machine can do without.
    pub accepted_layers: Layers,
    /// Numbers that the force writes its own way: kind, form.
    pub numbers: Vec<LocalNumber>,
    /// For how long checks and certificates are good.
    pub release: ReleaseSettings,
}

/// Another severity for a rule.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// Identifier of the rule.
    pub rule: String,
    /// Its severity from now on, whatever is found.
    pub severity: Severity,
    /// Why; shown with every finding that it changes.
    pub reason: String,
}

/// A finding that is let pass.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allowance {
    /// Identifier of the rule.
    pub rule: String,
    /// Only in the file with this SHA-256, as 64 hexadecimal digits.
    #[serde(default)]
    pub sha256: Option<String>,
    /// Only where the place's name for a person is this: "sheet 'Lists', hidden".
    #[serde(default)]
    pub place: Option<String>,
    /// Why; shown with every finding that is let pass.
    pub reason: String,
}

/// A number that a force writes its own way.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalNumber {
    /// Identifier of the kind: `uk-custody-number`.
    pub kind: String,
    /// Its form, in the notation of [`detect::LocalPattern`]: `9` for a digit, `A` for a letter, `YY` for the year.
    pub form: String,
}

/// The file as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct PolicyFile {
    schema: Option<String>,
    r#override: Vec<Override>,
    allow: Vec<Allowance>,
    thresholds: Thresholds,
    limits: Limits,
    sandbox: SandboxSection,
    number: Vec<LocalNumber>,
    release: ReleaseSettings,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct SandboxSection {
    accept_without: Vec<String>,
    reason: Option<String>,
}

/// Why a policy file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyError(String);

impl fmt::Display for PolicyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for PolicyError {}

/// The schema of policy files.
pub const POLICY_SCHEMA: &str = "tipstaff.policy/1";

/// What is wrong, and in which line.
fn at_line(text: &str, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| text.get(..span.start));
    let line = before.map_or(String::new(), |before| format!("line {}: ", before.matches('\n').count() + 1));
    format!("{line}{}", error.message())
}

impl Policy {
    /// Reads a policy file. Everything in it must be understood: a misspelt rule would be a rule that is not applied.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let file: PolicyFile = toml::from_str(text).map_err(|error| PolicyError(at_line(text, &error)))?;
        let refuse = |what: String| Err(PolicyError(what));
        if file.schema.as_deref().is_some_and(|schema| schema != POLICY_SCHEMA) {
            return refuse(format!("the schema must be \"{POLICY_SCHEMA}\""));
        }
        let named = file.r#override.iter().map(|entry| (&entry.rule, &entry.reason));
        for (rule, reason) in named.chain(file.allow.iter().map(|entry| (&entry.rule, &entry.reason))) {
            if Rule::of_id(rule).is_none() {
                return refuse(format!("there is no rule '{rule}': 'tipstaff formats --rules' lists them"));
            }
            if reason.trim().is_empty() {
                return refuse(format!(
                    "the entry for '{rule}' has no reason: say why, it is shown in every report"
                ));
            }
            if matches!(rule.as_str(), "unchecked" | "unaccounted") {
                return refuse(format!("'{rule}' cannot be changed: what was not read can hold anything"));
            }
        }
        let span = 1..=ReleaseSettings::MOST;
        if !span.contains(&file.release.certificate_days) || !span.contains(&file.release.check_hours) {
            return refuse(format!("in [release], days and hours are from 1 to {}", ReleaseSettings::MOST));
        }
        let mut accepted_layers = Layers::empty();
        for id in &file.sandbox.accept_without {
            let Some(layer) = Layers::of_id(id) else {
                let known: Vec<_> = LAYERS.iter().map(|row| row.id).collect();
                return refuse(format!("there is no layer '{id}': the layers are {}", known.join(", ")));
            };
            accepted_layers |= layer;
        }
        if !accepted_layers.is_empty()
            && file.sandbox.reason.as_deref().is_none_or(|reason| reason.trim().is_empty())
        {
            return refuse("the section [sandbox] has no reason: say why the layers are done without".into());
        }
        Ok(Self {
            overrides: file.r#override,
            allowances: file.allow,
            thresholds: file.thresholds,
            limits: file.limits,
            accepted_layers,
            numbers: file.number,
            release: file.release,
        })
    }

    /// The severity that the policy gives to a finding, and its reason where it differs.
    pub(crate) fn severity(
        &self,
        rule: &Rule,
        found: Severity,
        sha256: &str,
        place: &str,
    ) -> (Severity, Option<&str>) {
        let is_allowed = |allowance: &&Allowance| {
            allowance.rule == rule.id
                && allowance.sha256.as_deref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(sha256))
                && allowance.place.as_deref().is_none_or(|wanted| wanted == place)
        };
        if let Some(allowance) = self.allowances.iter().find(is_allowed) {
            return (Severity::Note, Some(&allowance.reason));
        }
        match self.overrides.iter().find(|entry| entry.rule == rule.id) {
            Some(entry) => (entry.severity, Some(&entry.reason)),
            None => (found, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_read_whole_or_not_at_all() {
        let policy = Policy::parse(
            "schema = \"tipstaff.policy/1\"\n[[override]]\nrule = \"comments\"\nseverity = \"block\"\nreason = \"FOI team, minute 12\"\n\
             [[allow]]\nrule = \"hidden-sheet\"\nplace = \"sheet 'Lists', hidden\"\nreason = \"template\"\n[limits]\nseconds = 60\n\
             [thresholds]\nvisible-people = 5\n",
        )
        .unwrap();
        assert_eq!(policy.limits.seconds, 60);
        assert_eq!(policy.thresholds.visible_people, 5);
        let rule = Rule::of_id("hidden-sheet").unwrap();
        assert_eq!(
            policy.severity(rule, Severity::Block, "", "sheet 'Lists', hidden"),
            (Severity::Note, Some("template"))
        );
        assert_eq!(
            policy.severity(rule, Severity::Block, "", "sheet 'Staff', hidden"),
            (Severity::Block, None)
        );
        for (text, says) in [
            (
                "[[override]]\nrule = \"hiden-sheet\"\nseverity = \"note\"\nreason = \"x\"",
                "no rule 'hiden-sheet'",
            ),
            ("[[override]]\nrule = \"comments\"\nseverity = \"note\"\nreason = \" \"", "has no reason"),
            (
                "[[override]]\nrule = \"unaccounted\"\nseverity = \"note\"\nreason = \"x\"",
                "cannot be changed",
            ),
            ("[sandbox]\naccept-without = [\"landlock\"]", "has no reason"),
            ("[sandbox]\naccept-without = [\"prayer\"]\nreason = \"x\"", "no layer 'prayer'"),
            ("[release]\ncertificate-days = 0", "from 1 to"),
            ("colour = 1", "unknown field"),
        ] {
            let error = Policy::parse(text).unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
    }
}
