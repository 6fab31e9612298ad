//! What can be wrong with a file.

use std::{
    fs,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown},
    path::Path,
    process::Command,
};

use store::{Store, StoreError};

use crate::place::{change, file, number};

#[tokio::test]
async fn a_new_file_is_for_its_owner_only_and_so_is_what_lies_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::sqlite(&file(&folder)).await.unwrap();
    change(&store, "CREATE TABLE act (number INTEGER)").await.unwrap();
    let mut files = 0;
    for entry in folder.path().read_dir().unwrap() {
        assert_eq!(entry.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
        files += 1;
    }
    assert_eq!(files, 3, "the database, its log and the log's index");
}

#[tokio::test]
async fn it_waits_for_the_disk_keeps_references_and_wipes_what_is_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::sqlite(&file(&folder)).await.unwrap();
    let settings: [(&str, i64); 4] =
        [("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1), ("trusted_schema", 0)];
    for (setting, value) in settings {
        let pragma = format!("PRAGMA {setting}");
        let found: Result<_, StoreError> =
            store.transaction("look", async |mut transaction| transaction.read_one(&pragma, &[]).await).await;
        assert_eq!(found.unwrap().unwrap().integer(0), Ok(value), "{setting}");
    }
}

#[tokio::test]
async fn after_closing_the_file_is_whole_by_itself_and_holds_nothing_that_was_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::sqlite(&file(&folder)).await.unwrap();
    change(&store, "CREATE TABLE act (word TEXT)").await.unwrap();
    change(&store, "INSERT INTO act (word) VALUES ('Zoltan-7391'), ('stays')").await.unwrap();
    change(&store, "DELETE FROM act WHERE word LIKE 'Zoltan%'").await.unwrap();
    number(&store, "SELECT COUNT(*) FROM act").await;
    store.close().await;
    assert_eq!(folder.path().read_dir().unwrap().count(), 1);
    let bytes = fs::read(file(&folder)).unwrap();
    let holds = |word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
    assert!(holds(b"stays") && !holds(b"Zoltan"));
}

#[tokio::test]
async fn a_missing_folder_is_told_by_its_path() {
    let path = Path::new("/nonexistent/tipstaff/record.sqlite");
    assert_eq!(Store::sqlite(path).await.unwrap_err(), StoreError::NotFound { path: path.to_owned() });
}

#[tokio::test]
async fn a_folder_is_not_a_database() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    assert_eq!(Store::sqlite(&path).await.unwrap_err(), StoreError::CannotOpen { path });
}

#[tokio::test]
async fn a_file_of_something_else_is_damaged_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let text = "surname,forename\n".repeat(1000);
    fs::write(file(&folder), &text).unwrap();
    assert_eq!(Store::sqlite(&file(&folder)).await.unwrap_err(), StoreError::Damaged);
    assert_eq!(fs::read_to_string(file(&folder)).unwrap(), text);
}

#[tokio::test]
async fn a_damaged_page_is_found_when_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::sqlite(&file(&folder)).await.unwrap();
    change(&store, "CREATE TABLE act (word TEXT)").await.unwrap();
    let fill = store
        .transaction("fill", async |mut transaction| {
            transaction
                .insert_many("INSERT INTO act (word)", 1, (0..2000).map(|_| ["some words".into()]))
                .await
        })
        .await;
    assert_eq!(fill, Ok::<_, StoreError>(2000));
    store.close().await;
    let mut bytes = fs::read(file(&folder)).unwrap();
    bytes.get_mut(4096..).unwrap().fill(0xa5);
    fs::write(file(&folder), bytes).unwrap();
    let store = Store::sqlite(&file(&folder)).await.unwrap();
    assert_eq!(store.read("SELECT word FROM act", &[]).await, Err(StoreError::Damaged));
    let written = change(&store, "INSERT INTO act (word) VALUES ('more')").await;
    assert_eq!(written, Err(StoreError::Damaged));
}

#[tokio::test]
async fn a_full_disk_changes_nothing_and_is_over_once_there_is_space() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::sqlite(&file(&folder)).await.unwrap();
    change(&store, "CREATE TABLE act (data BLOB)").await.unwrap();
    let limit = async |pages: &str| {
        let pragma = format!("PRAGMA max_page_count = {pages}");
        store
            .transaction("limit", async |mut transaction| transaction.read(&pragma, &[]).await)
            .await
            .map(drop)
    };
    let fill = async || {
        store
            .transaction("fill", async |mut transaction| {
                let rows = (0..50).map(|_| [vec![1; 20_000].into()]);
                transaction.insert_many("INSERT INTO act (data)", 1, rows).await
            })
            .await
    };
    limit("100").await.unwrap_or_else(|error: StoreError| panic!("{error}"));
    assert_eq!(fill().await, Err(StoreError::Full));
    assert_eq!(number(&store, "SELECT COUNT(*) FROM act").await, 0);
    limit("100000").await.unwrap_or_else(|error: StoreError| panic!("{error}"));
    assert_eq!(fill().await, Ok::<_, StoreError>(50));
}

/// Says what opening `path` and writing to it leads to; started by the tests below as somebody without rights, or on a
/// failing disk.
#[tokio::test]
#[expect(clippy::print_stdout, reason = "how it tells the test that started it")]
async fn in_another_process() {
    let Some(path) = std::env::var_os("TIPSTAFF_OPEN") else { return };
    let outcome = match Store::sqlite(Path::new(&path)).await {
        Ok(store) => change(&store, "INSERT INTO act (number) SELECT COUNT(*) FROM act").await,
        Err(error) => Err(error),
    };
    println!("\nOUTCOME {outcome:?}");
}

/// Runs the above under another program.
fn outcome_under(program: &str, arguments: &[&str], path: &Path) -> String {
    let mut command = Command::new(program);
    command.args(arguments).arg("--").arg(std::env::current_exe().unwrap());
    command.args(["sqlite_file::in_another_process", "--exact", "--nocapture"]).env("TIPSTAFF_OPEN", path);
    let output = command.output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    let outcome = told.lines().find_map(|line| line.strip_prefix("OUTCOME ").map(str::to_owned));
    outcome.unwrap_or_else(|| panic!("{told}{}", String::from_utf8_lossy(&output.stderr)))
}

fn is_root() -> bool {
    fs::metadata("/proc/self").unwrap().uid() == 0
}

/// Root may write everywhere, so the attempt is made as nobody.
fn as_nobody(path: &Path) -> String {
    let nobody: &[&str] = if is_root() { &["--reuid=65534", "--regid=65534", "--clear-groups"] } else { &[] };
    outcome_under("setpriv", nobody, path)
}

#[tokio::test]
async fn a_folder_or_file_that_may_not_be_written_is_told_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder);
    let new = folder.path().join("new.sqlite");
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let cannot_open = |path: &Path| format!("Err({:?})", StoreError::CannotOpen { path: path.to_owned() });
    with_acts(&path).await;
    mode(folder.path(), 0o555);
    assert_eq!(as_nobody(&new), cannot_open(&new), "a new file where none may be made");
    mode(&path, 0o000);
    assert_eq!(as_nobody(&path), cannot_open(&path), "a file that may not be read");
    mode(&path, 0o444);
    assert_eq!(as_nobody(&path), "Err(ReadOnly)", "a file that may only be read");
    if is_root() {
        chown(&path, Some(65534), Some(65534)).unwrap();
    }
    mode(&path, 0o600);
    assert_eq!(as_nobody(&path), "Err(ReadOnly)", "a file of one's own, beside which nothing may be made");
    mode(folder.path(), 0o700);
}

async fn with_acts(path: &Path) {
    let store = Store::sqlite(path).await.unwrap();
    change(&store, "CREATE TABLE act (number INTEGER)").await.unwrap();
    store.close().await;
}

#[tokio::test]
async fn whichever_write_or_flush_fails_the_answer_is_true_of_the_file() {
    // The kinds of failure, and the answers that they may lead to besides success.
    let failures: [(&str, &[&str]); 3] = [
        ("pwrite64:error=ENOSPC", &["Err(Full)"]),
        // SQLite does not tell why the index of its log could not grow; nearly always the disk is full.
        ("pwrite64:error=EIO", &["Err(CommitUnknown)", "Err(Full)", "Err(Other { code: \"SQLite 778\" })"]),
        ("fsync,fdatasync:error=EIO", &["Err(CommitUnknown)", "Err(Other { code: \"SQLite 1034\" })"]),
    ];
    for (failure, answers) in failures {
        let mut failed = 0;
        for which in 1..=12 {
            let folder = tempfile::tempdir().unwrap();
            let path = file(&folder);
            with_acts(&path).await;
            let inject = format!("inject={failure}:when={which}");
            let outcome = outcome_under("strace", &["-f", "-qq", "-o", "/dev/null", "-e", &inject], &path);
            let store = Store::sqlite(&path).await.unwrap();
            let check = store.read("PRAGMA integrity_check", &[]).await.unwrap();
            assert_eq!(check[0].text(0), Ok("ok"), "{inject}: {outcome}");
            let acts = number(&store, "SELECT COUNT(*) FROM act").await;
            match outcome.as_str() {
                "Ok(1)" => assert_eq!(acts, 1, "{inject}: confirmed, but not there"),
                "Err(CommitUnknown)" => assert!(acts <= 1),
                _ => assert_eq!(acts, 0, "{inject}: {outcome}, but there"),
            }
            failed += u32::from(outcome != "Ok(1)");
            assert!(outcome == "Ok(1)" || answers.contains(&outcome.as_str()), "{inject}: {outcome}");
        }
        assert!(failed > 0, "{failure} was never met");
    }
}
