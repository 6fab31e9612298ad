//! Files that are open and lie in no folder: checked, copied, looked at; results that are kept. This program starts itself
//! as the worker, so it has a `main` of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod copies;
mod incidents;
mod kept;
mod on_paper;
mod outline;
mod preview;
/// Other programs that read PDF.
#[path = "../../../paper/tests/common/mod.rs"]
#[allow(dead_code, reason = "not each is needed here")]
mod programs;

use libtest_mimic::{Arguments, Trial};
use std::process::ExitCode;

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some("worker") {
        return sandbox::run_worker();
    }
    let test = |name: &str, run: fn()| {
        Trial::test(name, move || {
            run();
            Ok(())
        })
    };
    let trials = vec![
        test("an open file is judged like one in a folder", copies::judged_alike),
        test("a pipe is no file", copies::a_pipe),
        test("a copy in memory is the copy in a folder, sealed", copies::copied_alike),
        test("a copy in memory has the format that is asked for", copies::formats),
        test("several sheets as text are several files in memory", copies::several),
        test("there is no copy in memory of what cannot be read, or when somebody stops it", copies::refused),
        test("a kept result gives the same reports", kept::same_reports),
        test("a kept result of the first version is read", kept::written_first),
        test("a kept result with something unknown in it is refused", kept::unknown),
        test("a damaged kept result is refused or can be reported", kept::damaged),
        test("a kept result that is better than its findings is refused", kept::contradictions),
        test("an error about a kept result repeats nothing of it", kept::says_nothing),
        test("an outline has every part once, under what it lies in", outline::every_part),
        test("an outline of very many parts is cut and counts the rest", outline::many_parts),
        test("a report on paper says what the report in text says", on_paper::says_what_the_text_says),
        test(
            "a report on paper shows no more than the report in text",
            on_paper::shows_no_more_than_the_text,
        ),
        test("a report on paper is the same whenever it is written", on_paper::same_bytes),
        test("a report on paper about very many findings is short and says so", on_paper::very_many),
        test("a report on paper about what was not read says so first", on_paper::not_read),
        test("a report on paper is sound whatever names a file brings along", on_paper::any_names),
        test("a preview shows what is seen, and why the rest is not", preview::shows),
        test("a preview has the numbers of the outline", preview::same_numbers),
        test("a preview shows hidden things beyond the first rows and columns", preview::beyond),
        test("a masked preview shows nobody", preview::masked),
        test("a preview stays within its limits", preview::limits),
        test("a preview says what it could not show", preview::troubles),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
