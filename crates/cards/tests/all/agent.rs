//! The print agent: what comes out of the printer, and what is known of it after a crash.

use crate::job::{Made, content, later, made, noon};
use cards::agent::{
    Agent, AgentError, Answer, FolderPrinter, FolderSource, KeySource, PrintError, Printer, QueuePrinter,
    SourceError, Step,
};
use cards::job::{CardFiles, Desk, DeskEvent, Outcome, Refusal, RequestBundle, Serial};
use std::cell::RefCell;
use std::io::Cursor;
use std::path::Path;
use tlog::StatementKey;

/// A force that answers at once.
struct Force<'made> {
    made: &'made Made,
    desk: RefCell<Desk>,
    events: RefCell<Vec<DeskEvent>>,
}

impl<'made> Force<'made> {
    fn new(made: &'made Made) -> Self {
        let desk = RefCell::new(Desk::new(made.sealed.manifest.clone()).unwrap());
        Self { made, desk, events: RefCell::default() }
    }
}

impl KeySource for Force<'_> {
    fn ask(&self, _window: u32, request: &RequestBundle) -> Result<Answer, SourceError> {
        let sent = RequestBundle::from_json(&request.to_json().unwrap()).unwrap();
        let asked = self.desk.borrow_mut().ask(
            &sent,
            &self.made.sealed.keys,
            later(600),
            &mut self.events.borrow_mut(),
        );
        Ok(match asked {
            Ok(keys) => Answer::Keys(keys),
            Err(Refusal::Stopped) => Answer::Stopped,
            Err(error) => Answer::Refused(error.to_string()),
        })
    }
}

/// A printer that remembers what came out, and breaks down where it is told to.
#[derive(Default)]
struct Paper {
    out: RefCell<Vec<Serial>>,
    breaks_at: Option<usize>,
}

impl Printer for Paper {
    fn print(&self, serial: &Serial, files: &CardFiles) -> Result<(), PrintError> {
        assert_eq!(files.iter().count(), 2);
        self.out.borrow_mut().push(*serial);
        if self.breaks_at == Some(self.out.borrow().len()) {
            return Err(PrintError::Queue { what: "jam".into() });
        }
        Ok(())
    }
}

fn agent<'made>(made: &'made Made, journal: &Path) -> Result<Agent<Cursor<&'made [u8]>>, AgentError> {
    let secret = cards::job::JobSecret::parse(&made.secret.to_line().unwrap()).unwrap();
    Agent::open(made.open(), secret, crate::job::agent_key(), journal, later(600))
}

/// Goes on until something else than printing and keys happens.
fn run(agent: &mut Agent<Cursor<&[u8]>>, force: &dyn KeySource, printer: &dyn Printer) -> Step {
    loop {
        match agent.step(force, printer, later(600)).unwrap() {
            Step::Printed { .. } | Step::Keys { .. } => {}
            other => return other,
        }
    }
}

#[test]
fn a_job_is_printed_card_by_card_and_closed_and_the_force_agrees() {
    let made = made(5, 2);
    let folder = tempfile::tempdir().unwrap();
    let (force, paper) = (Force::new(&made), Paper::default());
    let mut agent = agent(&made, &folder.path().join("journal")).unwrap();
    let first = agent.step(&force, &paper, later(600)).unwrap();
    assert!(matches!(first, Step::Keys { window: 0 }));
    let first = agent.step(&force, &paper, later(600)).unwrap();
    assert!(matches!(first, Step::Printed { specimen: true, .. }));
    assert!(matches!(run(&mut agent, &force, &paper), Step::AllDone));
    let expected: Vec<Serial> = made.sealed.manifest.cards.iter().map(|card| card.serial).collect();
    assert_eq!(*paper.out.borrow(), expected);

    let certificate = agent.close(later(700)).unwrap();
    let mut desk = force.desk.borrow_mut();
    for note in agent.ledger().notes() {
        let _ = desk.receipt(note, later(700));
    }
    desk.close(&certificate, later(700)).unwrap();
    assert!(matches!(agent.step(&force, &paper, later(800)).unwrap(), Step::Closed));
    let journal = std::fs::read_to_string(folder.path().join("journal")).unwrap();
    assert!(!journal.contains("AGE-SECRET") && !journal.contains("front of"));
}

#[test]
fn a_crash_at_any_moment_leaves_no_card_printed_twice_unknowingly() {
    let made = made(3, 2);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("whole");
    let (force, paper) = (Force::new(&made), Paper::default());
    let mut whole = agent(&made, &path).unwrap();
    run(&mut whole, &force, &paper);
    drop(whole);
    let whole = std::fs::read(&path).unwrap();
    // A power cut after any byte of the journal.
    for cut in 0..=whole.len() {
        let path = folder.path().join("cut");
        std::fs::write(&path, &whole[..cut]).unwrap();
        let Ok(mut agent) = agent(&made, &path) else { panic!("cut at {cut}") };
        let kept = String::from_utf8_lossy(&whole[..cut]).into_owned();
        let lines = kept.rfind('\n').map_or("", |end| &kept[..end]).lines();
        let begun: Vec<&str> = lines.filter_map(|line| line.strip_prefix("begun ")).collect();
        let out = agent.ledger().notes().len();
        let (force, paper) = (Force::new(&made), Paper::default());
        match run(&mut agent, &force, &paper) {
            // The card that was begun and has no receipt is asked about, and nothing is printed until it is answered.
            Step::Undecided { serial, why: None } => {
                assert_eq!(
                    (begun.len(), begun.last()),
                    (out + 1, Some(&serial.to_string().as_str())),
                    "cut at {cut}"
                );
                assert!(paper.out.borrow().is_empty());
                agent.decide(serial, Outcome::Printed, later(600)).unwrap();
                assert!(!paper.out.borrow().contains(&serial));
            }
            // Force starts anew here, so it refuses receipts of cards whose keys it has not handed out.
            Step::Refused { .. } | Step::AllDone => assert_eq!(begun.len(), out, "cut at {cut}"),
            other => panic!("cut at {cut}: {other:?}"),
        }
        for serial in paper.out.borrow().iter() {
            assert!(!begun.contains(&serial.to_string().as_str()), "printed again after a cut at {cut}");
        }
    }
}

#[test]
fn a_card_of_which_nobody_knows_is_decided_by_somebody_who_looks() {
    let made = made(3, 4);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal");
    let (force, paper) = (Force::new(&made), Paper { breaks_at: Some(2), ..Paper::default() });
    let mut at_work = agent(&made, &path).unwrap();
    let jam = run(&mut at_work, &force, &paper);
    let Step::Undecided { serial, why: Some(_) } = jam else { panic!("{jam:?}") };
    assert_eq!(serial, made.serial(1));
    assert!(matches!(at_work.close(later(600)), Err(AgentError::Undecided { .. })));
    assert!(matches!(
        at_work.decide(made.serial(2), Outcome::Spoiled, later(600)),
        Err(AgentError::NotBegun { .. })
    ));
    assert!(matches!(at_work.print_again(serial), Err(AgentError::NotSpoiled { .. })));
    at_work.decide(serial, Outcome::Spoiled, later(600)).unwrap();
    at_work.print_again(serial).unwrap();
    drop(at_work);
    // The machine is started again in between.
    let mut at_work = agent(&made, &path).unwrap();
    assert!(matches!(run(&mut at_work, &force, &paper), Step::AllDone));
    let out = paper.out.borrow();
    assert_eq!(*out, [made.serial(0), serial, serial, made.serial(2), made.serial(3)]);
    at_work.spoil(made.serial(3), later(650)).unwrap();
    let certificate = at_work.close(later(700)).unwrap();
    let said = cards::job::DestructionCertificate::open(
        &certificate,
        &made.sealed.manifest,
        at_work.ledger(),
        made.agent.verifier(),
        later(700),
    )
    .unwrap();
    assert_eq!((said.printed, said.spoiled, said.destroyed), (3, vec![made.serial(3)], 0));
}

#[test]
fn a_spoiled_card_whose_window_is_over_stays_spoiled_and_the_others_go_on() {
    let made = made(4, 2);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal");
    let (force, paper) = (Force::new(&made), Paper::default());
    let mut at_work = agent(&made, &path).unwrap();
    while paper.out.borrow().len() < 3 {
        at_work.step(&force, &paper, later(600)).unwrap();
    }
    at_work.spoil(made.serial(0), later(600)).unwrap();
    at_work.print_again(made.serial(0)).unwrap();
    let refused = run(&mut at_work, &force, &paper);
    assert!(matches!(refused, Step::Refused { words } if words.starts_with("window 0 was asked for")));
    drop(at_work);
    let mut at_work = agent(&made, &path).unwrap();
    assert!(matches!(run(&mut at_work, &force, &paper), Step::AllDone));
    assert_eq!(paper.out.borrow().len(), 5);
    at_work.close(later(700)).unwrap();
    assert_eq!(at_work.ledger().with(Outcome::Spoiled).collect::<Vec<_>>(), [made.serial(0)]);
}

#[test]
fn a_stopped_job_prints_nothing_more_and_ends_in_receipts_for_all() {
    let made = made(5, 2);
    let folder = tempfile::tempdir().unwrap();
    let (force, paper) = (Force::new(&made), Paper::default());
    let mut agent = agent(&made, &folder.path().join("journal")).unwrap();
    for _ in 0..3 {
        agent.step(&force, &paper, later(600)).unwrap();
    }
    force.desk.borrow_mut().stop(later(601));
    assert!(matches!(run(&mut agent, &force, &paper), Step::Stopped));
    assert_eq!(paper.out.borrow().len(), 2);
    agent.close(later(610)).unwrap();
    assert_eq!(agent.ledger().with(Outcome::Destroyed).count(), 4);
}

#[test]
fn two_agents_do_not_print_one_job() {
    let made = made(1, 1);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal");
    let first = agent(&made, &path).unwrap();
    assert!(matches!(agent(&made, &path), Err(AgentError::InUse { .. })));
    drop(first);
    let other = crate::job::made(1, 1);
    assert!(matches!(agent(&other, &path), Err(AgentError::OtherJournal { .. })));
    let secret = cards::job::JobSecret::parse(&made.secret.to_line().unwrap()).unwrap();
    let stranger = StatementKey::new("bureau.example/print-agent", &[9; 32]).unwrap();
    let refused = Agent::open(made.open(), secret, stranger, &path, noon());
    assert!(matches!(refused, Err(AgentError::OtherAgent)));
}

#[test]
fn a_journal_that_was_edited_is_refused() {
    let made = made(2, 3);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal");
    let (force, paper) = (Force::new(&made), Paper::default());
    run(&mut agent(&made, &path).unwrap(), &force, &paper);
    let whole = std::fs::read_to_string(&path).unwrap();
    for (from, to) in [("printed", "spoiled"), ("receipt ", "begun "), ("begun ", "forgot ")] {
        std::fs::write(&path, whole.replacen(from, to, 1)).unwrap();
        assert!(agent(&made, &path).is_err(), "{from}");
    }
    // A receipt taken out of the middle.
    let mut lines: Vec<&str> = whole.lines().collect();
    lines.remove(2);
    std::fs::write(&path, lines.join("\n") + "\n").unwrap();
    assert!(matches!(agent(&made, &path), Err(AgentError::Receipt(_))));
}

#[test]
fn a_bureau_without_a_network_works_with_a_folder_that_travels() {
    let made = made(2, 2);
    let folder = tempfile::tempdir().unwrap();
    let [travels, printed] = ["travels", "printed"].map(|name| folder.path().join(name));
    std::fs::create_dir(&travels).unwrap();
    std::fs::create_dir(&printed).unwrap();
    let (source, paper) = (FolderSource::new(&travels), FolderPrinter::new(&printed));
    let mut agent = agent(&made, &folder.path().join("journal")).unwrap();
    let mut desk = Desk::new(made.sealed.manifest.clone()).unwrap();
    for window in 0..2 {
        let waits = run(&mut agent, &source, &paper);
        assert!(matches!(waits, Step::Waiting { window: waiting } if waiting == window), "{waits:?}");
        let request = std::fs::read(travels.join(format!("request-{window}.json"))).unwrap();
        let bundle = RequestBundle::from_json(&request).unwrap();
        let answer = desk.ask(&bundle, &made.sealed.keys, later(600), &mut Vec::new()).unwrap();
        std::fs::write(travels.join(format!("answer-{window}.age")), answer).unwrap();
    }
    assert!(matches!(run(&mut agent, &source, &paper), Step::AllDone));
    let mut names: Vec<String> = std::fs::read_dir(&printed)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let mut expected: Vec<String> = (0..3)
        .flat_map(|at| ["-back.png", "-front.png"].map(|ending| format!("{}{ending}", made.serial(at))))
        .collect();
    expected.sort();
    assert_eq!(names, expected);
    let front = std::fs::read(printed.join(format!("{}-front.png", made.serial(1)))).unwrap();
    assert_eq!(front, content(1).iter().next().unwrap().1);
    std::fs::write(travels.join("stopped"), "").unwrap();
    let request =
        RequestBundle::sign(&made.sealed.manifest, agent.ledger(), 2, &made.agent, later(600)).unwrap();
    assert_eq!(source.ask(2, &request).unwrap(), Answer::Stopped);
}

#[cfg(unix)]
#[test]
fn cards_go_to_a_queue_by_a_pipe_and_their_title_is_a_serial() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let lp = folder.path().join("lp");
    std::fs::write(
        &lp,
        format!("#!/bin/sh\necho \"$@\" >>{0}/said\ncat >>{0}/data\n", folder.path().display()),
    )
    .unwrap();
    std::fs::set_permissions(&lp, std::fs::Permissions::from_mode(0o755)).unwrap();
    let printer = QueuePrinter::with_program("card-printer_1", &lp).unwrap();
    let serial: Serial = "7QK2M9XD".parse().unwrap();
    printer.print(&serial, &content(4)).unwrap();
    let said = std::fs::read_to_string(folder.path().join("said")).unwrap();
    assert_eq!(said, "-s -d card-printer_1 -t 7QK2M9XD -- -\n".repeat(2));
    let data = std::fs::read(folder.path().join("data")).unwrap();
    let expected: Vec<u8> = content(4).iter().flat_map(|(_, bytes)| bytes.to_vec()).collect();
    assert_eq!(data, expected);
    std::fs::write(&lp, "#!/bin/sh\nexit 1\n").unwrap();
    assert!(matches!(printer.print(&serial, &content(4)), Err(PrintError::Queue { .. })));
    for queue in ["", "-o", "a b", "x;y"] {
        assert!(matches!(QueuePrinter::new(queue), Err(PrintError::QueueName)), "{queue}");
    }
}

#[cfg(feature = "http")]
#[test]
fn a_force_is_asked_over_http_and_its_answers_are_told_apart() {
    use cards::agent::HttpSource;
    use std::io::{Read, Write};
    let made = made(1, 1);
    let ledger = cards::job::Ledger::new();
    let request = RequestBundle::sign(&made.sealed.manifest, &ledger, 0, &made.agent, noon()).unwrap();
    let server = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/keys", server.local_addr().unwrap());
    let answers = ["200 OK", "202 Accepted", "410 Gone", "409 Conflict", "307 Temporary Redirect"];
    let serving = std::thread::spawn(move || {
        for answer in answers {
            let (mut connection, _) = server.accept().unwrap();
            let mut seen = Vec::new();
            let mut piece = [0; 4096];
            while !seen.ends_with(b"}") {
                let read = connection.read(&mut piece).unwrap();
                seen.extend_from_slice(&piece[..read]);
            }
            write!(connection, "HTTP/1.1 {answer}\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 5\r\nconnection: close\r\n\r\nwords").unwrap();
        }
    });
    let source = HttpSource::new(address.parse().unwrap()).unwrap();
    let said: Vec<Answer> = answers.iter().map(|_| source.ask(0, &request).unwrap()).collect();
    serving.join().unwrap();
    assert_eq!(
        said,
        [
            Answer::Keys(b"words".to_vec()),
            Answer::NotYet,
            Answer::Stopped,
            Answer::Refused("words".into()),
            Answer::Refused("words".into())
        ]
    );
    assert!(matches!(source.ask(0, &request), Err(SourceError::Network { .. })));
    assert!(HttpSource::new("http://force.example/keys".parse().unwrap()).is_err());
}
