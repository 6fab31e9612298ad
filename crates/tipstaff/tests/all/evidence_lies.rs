//! A bucket that lies to the program: each lie is caught, or the store is UNKNOWN, and it is never green when it lies about
//! something that the command asks.

use crate::common::desk::Desk;
use crate::common::program::{Answer, run};
use s3_for_tests::{BUCKET, Lie, MemoryS3, Moment, Server};
use std::time::Duration;

const SWEEP: &str = "evidence watch sweep";
const VERIFY: &str = "evidence verify";
const GRADE: &str = "evidence store grade";
const BALANCE: &str = "evidence balance";
const RECEIVE: &str = "evidence receive dock --to vault --source dock-7";

/// A command, the exit status that it has to have, and what it has to say.
type Asked = (&'static str, i32, &'static str);

/// A listing names all of it and nothing differs: the truth, or what nobody can see by listing.
const GREEN: Asked = (SWEEP, 0, "GREEN");
/// Nobody knows, and a listing says so.
const UNKNOWN: Asked = (SWEEP, 2, "UNKNOWN");

/// A bucket, and a desk at which it is watched or keeps copies.
struct Story {
    desk: Desk,
    server: Server,
    /// The bucket before anything lay in it that the record knows of.
    before: Moment,
}

impl Story {
    /// Ten videos in somebody else's bucket, under watch.
    fn watched() -> Self {
        let server = Server::folder();
        let before = server.moment();
        let story = Self { desk: Desk::new(), server, before };
        for number in 0..10 {
            story.put(number, &format!("video {number}"));
        }
        story.is_well(&["evidence watch add s3://tipstaff/bwv --name dems --may-write --data d", SWEEP]);
        story
    }

    /// Three videos received into a bucket of our own.
    fn own(objects: MemoryS3) -> Self {
        let server = Server::memory(objects);
        let desk = Desk::new();
        for number in 0..3 {
            desk.file(&format!("dock/cam-{number}.mp4"), format!("video {number}"));
        }
        let before = server.moment();
        let mut story = Self { desk, server, before };
        story.is_well(&["evidence store add s3://tipstaff/copies --name vault --data d"]);
        story.before = story.server.moment();
        story.is_well(&[RECEIVE, SWEEP, VERIFY]);
        story
    }

    fn put(&self, number: usize, content: &str) {
        let folder = self.server.root().join(BUCKET).join("bwv");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("cam-{number}.mp4")), content).unwrap();
    }

    fn take_away(&self, number: usize) {
        let bucket = self.server.root().join(BUCKET);
        std::fs::remove_file(bucket.join(format!("bwv/cam-{number}.mp4"))).unwrap();
    }

    /// Where the object of a video of our own lies.
    fn object(number: usize) -> String {
        let digits = blake3::hash(format!("video {number}").as_bytes()).to_hex().to_string();
        format!("copies/{}/{}/{digits}", &digits[..2], &digits[2..4])
    }

    fn lie(&self, lie: Lie) {
        self.server.lies().tell(lie);
    }

    fn says(&self, line: &str) -> Answer {
        let line = if line.contains("--data") { line.to_owned() } else { format!("{line} --data d") };
        let mut command = self.desk.command(&line);
        command.envs(self.server.environment());
        // A second is long on this machine, and a store under load is soon known to be one.
        command.env("AWS_TIMEOUT", "1s");
        run(command)
    }

    fn is_well(&self, lines: &[&str]) {
        for line in lines {
            let answer = self.says(line);
            assert_eq!(answer.status, Some(0), "{line}\n{}{}", answer.stdout, answer.stderr);
        }
    }

    /// Asks, and was lied to meanwhile.
    #[track_caller]
    fn asked(&self, what: &str, asked: &[Asked]) {
        for (line, status, says) in asked {
            let answer = self.says(line);
            let told = format!("{}{}", answer.stdout, answer.stderr);
            assert_eq!(answer.status, Some(*status), "{what}: {line}\n{told}");
            assert!(told.contains(says), "{what}: {line} does not say {says}\n{told}");
        }
    }

    /// The lie is told, the questions are asked, and without it all is as it was.
    #[track_caller]
    fn lied_to(&self, what: &str, lie: Lie, asked: &[Asked]) {
        self.lie(lie);
        self.asked(what, asked);
        assert!(self.server.lies().times() > 0, "{what}: nobody was lied to");
        self.server.lies().stop();
        self.asked(what, &[GREEN, (BALANCE, 0, "GREEN")]);
    }
}

#[test]
fn a_bucket_is_watched_with_credentials_that_may_write_nothing() {
    let server = Server::folder();
    let before = server.moment();
    let story = Story { desk: Desk::new(), server, before };
    story.put(1, "video 1");
    let add = "evidence watch add s3://tipstaff/bwv --name dems --data d";
    let refused = story.says(add);
    assert_eq!(refused.status, Some(2), "{}{}", refused.stdout, refused.stderr);
    assert!(refused.stderr.contains("let Tipstaff write to it"), "{}", refused.stderr);
    // Nothing is left of the attempt, and nobody knows what a server that fails would have let us do.
    let lying = crate::common::desk::files(story.server.root());
    let uploads = |path: &&std::path::PathBuf| path.to_string_lossy().contains("upload");
    assert_eq!(lying.iter().filter(uploads).count(), 0, "{lying:?}");
    story.lie(Lie::Unavailable);
    let refused = story.says(add);
    assert_eq!(refused.status, Some(2), "{}{}", refused.stdout, refused.stderr);
    assert!(refused.stderr.contains("nobody can tell"), "{}", refused.stderr);
    story.server.lies().stop();
    story.lie(Lie::NoWriting);
    let added = story.says(add);
    assert_eq!(added.status, Some(0), "{}{}", added.stdout, added.stderr);
    assert!(story.server.lies().times() > 0);
    assert_eq!(story.says(SWEEP).status, Some(0));
}

#[test]
fn a_watched_bucket_whose_listings_are_not_so_is_unknown() {
    let story = Story::watched();
    let unknown = [UNKNOWN, (BALANCE, 2, "UNKNOWN")];
    story.lied_to("cut short", Lie::TruncatedListing(4), &unknown);
    story.lied_to("cut to nothing", Lie::TruncatedListing(0), &unknown);
    story.lied_to("out of order", Lie::UnsortedListing, &unknown);
    story.lied_to("without an end", Lie::LoopingListing, &unknown);
    let earlier = story.before.clone();
    story.lied_to("of a time before", Lie::StaleListing(earlier), &unknown);
}

#[test]
fn a_watched_bucket_that_does_not_answer_is_unknown() {
    let mut story = Story::watched();
    let unknown = [(VERIFY, 2, "10 items could not be read"), UNKNOWN, (BALANCE, 2, "UNKNOWN")];
    story.lied_to("out of service", Lie::Unavailable, &unknown);
    story.lied_to("slow", Lie::Slow(Duration::from_secs(3)), &[UNKNOWN, (BALANCE, 2, "UNKNOWN")]);
    story.server.hang_up();
    story.asked("switched off", &unknown);
    story.server.pick_up();
    story.asked("switched on", &[GREEN]);
}

#[test]
fn what_a_watched_bucket_lists_and_has_not_is_named_by_reading() {
    let story = Story::watched();
    story.server.lies().tell_about("bwv/cam-3.mp4", Lie::FailedGet);
    story.asked("hollow", &[GREEN, (VERIFY, 1, "1 item is DAMAGED"), (BALANCE, 1, "RED"), (SWEEP, 1, "RED")]);
    story.server.lies().stop();
    story.asked("whole again", &[(SWEEP, 1, "RED"), (VERIFY, 0, "1 item is right again"), GREEN]);

    // What was read once is known by its hash.
    story.server.lies().tell_about("bwv/cam-4.mp4", Lie::OtherBytes);
    story.asked("other bytes", &[GREEN, (VERIFY, 1, "1 item is DAMAGED"), (SWEEP, 1, "RED")]);
    story.server.lies().stop();
    story.asked("the right bytes", &[(VERIFY, 0, "1 item is right again"), GREEN]);

    // It lists what was deleted since.
    let earlier = story.server.moment();
    story.take_away(5);
    story.lie(Lie::StaleListing(earlier));
    story.asked("gone and listed", &[GREEN, (VERIFY, 1, "1 item is DAMAGED"), (BALANCE, 1, "RED")]);
    story.asked("gone and listed, once more", &[(SWEEP, 1, "RED"), (VERIFY, 1, "1 in suspense")]);
    story.server.lies().stop();
    story.asked("gone", &[(SWEEP, 1, "(7 bytes) missing")]);
}

#[test]
fn a_watched_bucket_that_went_back_has_lost_what_came_since() {
    let story = Story::watched();
    story.server.roll_back(&story.before);
    story.asked("back to before", &[(SWEEP, 1, "10 items (70 bytes) missing"), (BALANCE, 1, "RED")]);
    story.asked("back to before", &[(VERIFY, 1, "RED")]);
}

#[test]
fn copies_of_our_own_whose_listings_are_not_so_are_unknown() {
    let story = Story::own(MemoryS3::new());
    // Of two keys for each item, one is listed.
    let unknown = [UNKNOWN, (BALANCE, 2, "UNKNOWN")];
    story.lied_to("cut short", Lie::TruncatedListing(1), &[UNKNOWN, (VERIFY, 2, "UNKNOWN"), unknown[1]]);
    let earlier = story.before.clone();
    story.lied_to("of a time before", Lie::StaleListing(earlier), &[UNKNOWN, (VERIFY, 2, "UNKNOWN")]);
    // It is put in order, and is the truth.
    story.lied_to("out of order", Lie::UnsortedListing, &[GREEN, (VERIFY, 0, "3 items read and right")]);
    story.lied_to("without an end", Lie::LoopingListing, &[UNKNOWN, (BALANCE, 2, "UNKNOWN")]);
    story.server.lies().tell_about("copies/destroying", Lie::LoopingListing);
    story.asked("without an end and without a name", &[UNKNOWN]);
    story.server.lies().stop();
    story.server.lies().tell_about(&Story::object(0)[..9], Lie::LoopingListing);
    story.asked("without an end in one part", &[UNKNOWN]);
    story.server.lies().stop();
    story.asked("honest", &[GREEN]);
}

#[test]
fn copies_of_our_own_that_do_not_answer_are_unknown_and_take_nothing_in() {
    let mut story = Story::own(MemoryS3::new());
    story.desk.file("dock/cam-9.mp4", "video 9");
    let nothing = [UNKNOWN, (VERIFY, 2, "store 1"), (GRADE, 2, "store 1"), (RECEIVE, 2, "")];
    story.lied_to("out of service", Lie::Unavailable, &nothing);
    story.lied_to("slow", Lie::Slow(Duration::from_secs(3)), &[UNKNOWN]);
    story.server.hang_up();
    story.asked("switched off", &nothing);
    story.server.pick_up();
    story.asked("switched on", &[(RECEIVE, 0, "1 item was received"), GREEN]);
}

#[test]
fn what_a_bucket_takes_and_does_not_keep_was_not_received() {
    let story = Story::own(MemoryS3::new());
    story.desk.file("dock/cam-9.mp4", "video 9");
    story.lied_to("dropped", Lie::DroppedPut, &[(RECEIVE, 2, "NOT received: 1 item"), GREEN]);
    story.lied_to("hollow", Lie::FailedGet, &[(RECEIVE, 2, "")]);
    story.lied_to("other bytes", Lie::OtherBytes, &[(RECEIVE, 2, "")]);
    let earlier = story.server.moment();
    // It is there, and read back; that it is not listed is not known to be a loss.
    story.lied_to("listed late", Lie::StaleListing(earlier), &[(RECEIVE, 2, "UNKNOWN")]);
    story.asked(
        "received",
        &[(RECEIVE, 0, "4 items were there already"), (VERIFY, 0, "4 items read and right")],
    );
}

#[test]
fn what_a_bucket_of_our_own_lists_and_has_not_is_named_by_reading() {
    let story = Story::own(MemoryS3::new());
    let lies = story.server.lies();
    lies.tell_about(&Story::object(0), Lie::OtherBytes);
    story.asked(
        "other bytes",
        &[GREEN, (VERIFY, 1, "1 item is DAMAGED"), (BALANCE, 1, "RED"), (SWEEP, 1, "RED")],
    );
    lies.stop();
    story.asked("the right bytes", &[(VERIFY, 0, "1 item is right again"), GREEN]);

    lies.tell_about(&format!("{}.", Story::object(0)), Lie::OtherBytes);
    story.asked("another manifest", &[GREEN, (VERIFY, 1, "1 item is DAMAGED"), (BALANCE, 1, "RED")]);
    lies.stop();
    story.asked("the right manifest", &[(VERIFY, 0, "1 item is right again"), GREEN]);

    lies.tell_about(&Story::object(1), Lie::FailedGet);
    story.asked("hollow", &[GREEN, (VERIFY, 2, "1 item could not be read")]);
    lies.stop();
    story.asked("whole again", &[(VERIFY, 0, "3 items read and right"), GREEN]);

    // It lists what is no longer there.
    let earlier = story.server.moment();
    assert!(story.server.objects().unwrap().lose(&Story::object(2)));
    lies.tell(Lie::StaleListing(earlier));
    story.asked("gone and listed", &[GREEN, (VERIFY, 1, "1 item is DAMAGED"), (BALANCE, 1, "RED")]);
    lies.stop();
    story.asked("gone", &[(SWEEP, 1, "1 item (7 bytes) missing")]);
}

#[test]
fn copies_of_our_own_that_went_back_are_missing_and_another_place_is_unknown() {
    let story = Story::own(MemoryS3::new());
    story.server.roll_back(&story.before);
    story.asked("back to before", &[(SWEEP, 1, "3 items (21 bytes) missing"), (BALANCE, 1, "RED")]);
    story.asked("back to before", &[(VERIFY, 1, ""), (RECEIVE, 2, "RED")]);

    let story = Story::own(MemoryS3::new());
    assert!(story.server.objects().unwrap().lose("copies/replica-id"));
    story.asked(
        "not our place",
        &[UNKNOWN, (VERIFY, 2, "store 1"), (GRADE, 2, "store 1"), (BALANCE, 2, "UNKNOWN")],
    );
}

#[test]
fn a_promise_that_is_kept_no_longer_is_told_with_the_grade() {
    let story = Story::own(MemoryS3::locked());
    story.asked("honest", &[(GRADE, 0, "no overwriting")]);
    for (lie, promise) in [
        (Lie::IgnoredIfNoneMatch, "no overwriting"),
        (Lie::IgnoredChecksum, "checksum is checked"),
        (Lie::IgnoredLock, "retention holds"),
    ] {
        story.lied_to(promise, lie, &[(GRADE, 1, promise)]);
        story.asked("better again", &[(GRADE, 0, "")]);
    }
}
