//! What to do, said for a page. Errors of the rooms below know the command line; whoever reads a page has none before them.

/// What errors advise, and what of it can be done on a page.
const SAID_HERE: &[(&str, &str)] = &[
    ("tipstaff people show --find pay-number=NUMBER finds people", "Look them up under “People”"),
    ("tipstaff people show --find finds people by their numbers", "Look them up under “People”"),
    (
        "tipstaff people show NUMBER tells which numbers are one person",
        "The person's page tells which numbers are one person",
    ),
    ("Import the people first: tipstaff people import FILE", "Import the people first, under “People”"),
    (
        "Use it, or choose another name; tipstaff holder list shows all",
        "Use it, or choose another name; they all stand under “Holders”",
    ),
    (
        "tipstaff holder list shows all; tipstaff holder add makes one",
        "They all stand under “Holders”, where one is added too",
    ),
    ("Give the number, as in #7; tipstaff holder list shows it", "Choose it under “Holders”"),
    ("tipstaff holder list shows all", "They all stand under “Holders”"),
    ("tipstaff holding list shows all", "Their holders, under “Holders”, lead to all of them"),
    (
        "If its end is known better now: tipstaff holding correct",
        "If its end is known better now, correct the holding",
    ),
    (
        "Replace it first, with a passphrase that nobody else knows: tipstaff actor key",
        "Choose a passphrase that nobody else knows first, under your account",
    ),
    (
        "Check that it is the right file and whole (--partial says that it is not); if so many have left, say --leavers-expected",
        "Check that it is the right file and whole; if so many have left, confirm it",
    ),
    (
        ", or say why it is right with --despite: who approves will read it",
        ", or say below why it is right: who approves will read it",
    ),
    ("tipstaff share list --deliveries shows all", "They all stand under “Deliveries”"),
    ("tipstaff share list shows all", "They all stand under “Shares”"),
    (
        "The recipient makes them with `tipstaff receipt keys` and sends the line that begins with tipstaff-recipient-1",
        "The recipient makes them with the program that opens deliveries, and sends the line that begins with tipstaff-recipient-1",
    ),
    ("tipstaff card list shows what there is", "They all stand under “Cards”"),
    (" (tipstaff people photos)", ""),
    (" (tipstaff share cancel)", ""),
    (", with --source", ""),
    (", with --as-of", ""),
    (", with --purpose", ""),
    (" (--mapping FILE)", ""),
    (": tipstaff clean FILE -o COPY", ", made on the page of the check"),
    ("Say it for each: --reason RULE=WORDS", "Say it for each"),
    ("tipstaff formats --rules lists them", "The help lists them"),
    ("tipstaff release list shows all", "They all stand under “Releases”"),
    ("tipstaff certificate FILE says what there is", "The page of the release says what there is"),
    ("Check the file itself: tipstaff check FILE", "Check the file itself, under “Check a file”"),
    ("Publish again with: tipstaff log publish", "It is published again with the next act"),
    (
        "Keep a copy of the shelf, then write it again from the database: tipstaff log mend",
        "Ask whoever runs this server to keep a copy of the shelf and to mend it from the database",
    ),
    (
        "Ask them again with: tipstaff log ask",
        "They are asked again with the next act; if they stay silent, ask those who run them",
    ),
];

/// What to do, without a command. What is not known here and names one is for whoever runs the server.
pub fn on_a_page(fix: &str) -> String {
    let known = SAID_HERE.iter().fold(fix.to_owned(), |fix, (said, here)| fix.replace(said, here));
    if !names_a_command(&known) {
        return known;
    }
    // Words before a command can stand by themselves: "Refuse it instead: tipstaff release refuse".
    let command = known.find("tipstaff ").into_iter().chain(known.find("--")).min().unwrap_or_default();
    match known.get(..command).and_then(|before| before.rsplit_once(": ").or(before.rsplit_once("; "))) {
        Some((before, _)) if !before.is_empty() && !names_a_command(before) => before.to_owned(),
        _ => "Look at what you entered again; if it is right, ask whoever runs this server".into(),
    }
}

fn names_a_command(text: &str) -> bool {
    text.contains("tipstaff ") || text.contains("--")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_be_done_is_said_for_who_has_a_page() {
        for (said, here) in [
            ("Say in a few words what for, with --purpose", "Say in a few words what for"),
            ("Refuse it instead: tipstaff release refuse 7 --why WORDS", "Refuse it instead"),
            ("Choose another", "Choose another"),
            ("--strange", "Look at what you entered again; if it is right, ask whoever runs this server"),
            ("tipstaff holder list shows all", "They all stand under “Holders”"),
        ] {
            assert_eq!(on_a_page(said), here);
        }
    }

    #[test]
    fn no_line_of_the_table_leaves_a_command() {
        for (said, here) in SAID_HERE {
            assert!(!names_a_command(here), "{here}");
            assert!(!names_a_command(&on_a_page(said)), "{said}");
        }
        for row in record::FAULTS {
            assert!(!names_a_command(&on_a_page(row.fix)), "{}", row.id);
        }
    }
}
