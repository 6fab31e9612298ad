//! The file in a few lines: what it is, how large, how many people.

use crate::page::summary;
use crate::words;
use gate::Checked;
use maud::{Markup, Render, html};

/// The lines.
pub fn list(checked: &Checked) -> Markup {
    let size = words::size(checked.bytes);
    let format = if checked.format.is_empty() { "not recognised".to_owned() } else { checked.format.clone() };
    let people = people(checked.people.certain, checked.people.most());
    let hidden = people_hidden(checked);
    let digest = summary::digest(&checked.sha256);
    let mut rows: Vec<(&str, &dyn Render)> = vec![("People in it", &people)];
    if let Some(hidden) = &hidden {
        rows.push(("Of them hidden", hidden));
    }
    rows.extend([("Kind of file", &format as &dyn Render), ("Size", &size)]);
    if !checked.sha256.is_empty() {
        rows.push(("Fingerprint (SHA-256)", &digest));
    }
    summary::list(&rows)
}

fn people(certain: u64, most: u64) -> Markup {
    html! {
        @if most == 0 { "None found" }
        @else if certain == most { (words::counted(most, "person", "people")) }
        @else { "Between " (words::count(certain)) " and " (words::counted(most, "person", "people")) }
    }
}

fn people_hidden(checked: &Checked) -> Option<Markup> {
    let most = checked.hidden_people.most();
    (most > 0).then(|| people(checked.hidden_people.certain.min(most), most))
}
