//! Other programs that read PDF. Where one is missing a test says so and passes, unless `PDF=must`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests, which say what they could not do"
)]

use std::io::Write;
use std::process::{Command, Stdio};

/// What `pdftotext` reads, page by page with form feeds between.
pub fn text(pdf: &[u8]) -> Option<String> {
    output("pdftotext", &["-layout", "-enc", "UTF-8", "FILE", "-"], pdf)
}

/// What `pdfinfo` says.
pub fn information(pdf: &[u8]) -> Option<String> {
    output("pdfinfo", &["FILE"], pdf)
}

/// Fails where `qpdf` finds anything wrong.
pub fn is_sound(pdf: &[u8]) {
    output("qpdf", &["--check", "FILE"], pdf);
}

fn output(program: &str, arguments: &[&str], pdf: &[u8]) -> Option<String> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(pdf).unwrap();
    let arguments = arguments.iter().map(|argument| match *argument {
        "FILE" => file.path().as_os_str().to_owned(),
        other => other.into(),
    });
    let output = match Command::new(program).args(arguments).stdin(Stdio::null()).output() {
        Ok(output) => output,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !must() => {
            eprintln!("SKIPPED: {program} is not installed (Debian: poppler-utils, qpdf)");
            return None;
        }
        Err(error) => panic!("{program}: {error}"),
    };
    // Debian 12's poppler takes `false`, which is a boolean, for something else.
    let said = String::from_utf8_lossy(&output.stderr)
        .replace("Syntax Error: Suspects object is wrong type (boolean)", "");
    let said = said.trim();
    assert!(output.status.success() && said.is_empty(), "{program} complains: {said}");
    Some(String::from_utf8(output.stdout).unwrap())
}

fn must() -> bool {
    std::env::var("PDF").is_ok_and(|value| value == "must")
}
