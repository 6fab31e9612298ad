//! Types single columns, for `bench/identifiers`: one object `{"header": …, "cells": […]}` a line in, the kinds that the
//! column is at least possibly, surest first, a line out. The engine for whole tables does more: neighbours, rows.

use detect::{Day, IDENTIFIERS, IdentifierIndex, Score, Verdict, cell, named, spell};
use serde_json::{Value, json};
use std::error::Error;
use std::io::{BufRead, Write, stdin, stdout};

fn main() -> Result<(), Box<dyn Error>> {
    let today = Day::new(2026, 12, 1).ok_or("no such day")?;
    let mut output = std::io::BufWriter::new(stdout().lock());
    let mut spelt = String::new();
    for line in stdin().lock().lines() {
        let line: Value = serde_json::from_str(&line?)?;
        spell(line["header"].as_str().unwrap_or_default(), &mut spelt);
        let mut passed = vec![0_u64; IDENTIFIERS.len()];
        let mut filled = 0;
        for text in line["cells"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            filled += 1;
            cell(text, today, &mut |kind, verdict| {
                if verdict != Verdict::Fails
                    && let Some(count) = passed.get_mut(kind.place())
                {
                    *count += 1;
                }
            });
        }
        let mut kinds: Vec<(f32, &str)> = IdentifierIndex::all()
            .filter_map(|kind| {
                let passed = passed.get(kind.place()).copied().filter(|passed| *passed > 0)?;
                let mut score = Score::of(kind.identifier());
                score.column(kind.identifier(), passed, filled);
                if let Some((_, name)) = named(&spelt).find(|(named, _)| *named == kind) {
                    score.header(name);
                }
                (score.bits() >= 0.0).then_some((score.bits(), kind.identifier().id))
            })
            .collect();
        kinds.sort_by(|left, right| right.0.total_cmp(&left.0));
        let kinds: Vec<Value> = kinds.iter().map(|(bits, id)| json!({ "kind": id, "bits": bits })).collect();
        writeln!(output, "{}", Value::from(kinds))?;
    }
    Ok(())
}
