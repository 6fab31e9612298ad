//! Backups on the command line: released files are in them, wherever they are kept.

use crate::common::desk::Desk;
use crate::common::program::{Answer, run};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use postgres_for_tests::Cluster;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use serde_json::Value;
use tempfile::TempDir;

const COUNTS: &str = "Ward,Month,Stops\nNorth,January,120\nSouth,January,98\n";

/// A real S3 server that ends with the test; its objects lie in a folder.
struct Bucket {
    root: TempDir,
    endpoint: String,
    _runtime: tokio::runtime::Runtime,
}

impl Bucket {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("tipstaff")).unwrap();
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let mut builder = S3ServiceBuilder::new(FileSystem::new(root.path()).unwrap());
        builder.set_auth(SimpleAuth::from_single("invented", "invented-too"));
        let service = builder.build();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        runtime.spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let service = service.clone();
                tokio::spawn(async move {
                    Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service).await
                });
            }
        });
        Self { root, endpoint, _runtime: runtime }
    }

    fn released(&self, prefix: &str) -> usize {
        let folder = self.root.path().join("tipstaff").join(prefix).join("sealed/released");
        std::fs::read_dir(folder).map_or(0, Iterator::count)
    }
}

/// Runs a line with the credentials of a bucket.
fn with(desk: &Desk, bucket: &Bucket, line: &str) -> Answer {
    let mut command = desk.command(line);
    command
        .env("AWS_ENDPOINT", &bucket.endpoint)
        .env("AWS_ALLOW_HTTP", "true")
        .env("AWS_REGION", "eu-west-2");
    command.env("AWS_ACCESS_KEY_ID", "invented").env("AWS_SECRET_ACCESS_KEY", "invented-too");
    run(command)
}

#[track_caller]
fn does(desk: &Desk, bucket: &Bucket, line: &str) -> String {
    let answer = with(desk, bucket, line);
    assert_eq!(answer.status, Some(0), "{line}\n{}{}", answer.stdout, answer.stderr);
    answer.stdout
}

/// A record, here or there, in which a file was proposed and approved.
fn released(desk: &Desk, bucket: &Bucket, place: &str) {
    desk.file("answer.csv", COUNTS);
    for line in [
        "holder add 'Harbour Printing' --kind supplier",
        "actor key",
        "actor add 'M. Oake' --roles approver",
        "actor key 'M. Oake' --as owner",
        "actor key --as 'M. Oake'",
        "release propose answer.csv --reference 'FOI 118' --recipient 'The Argus' --what 'Stops' --as owner",
        "release approve 1 --as 'M. Oake'",
    ] {
        does(desk, bucket, &format!("{line} {place}"));
    }
}

#[test]
fn what_was_released_comes_back_from_a_folder_and_from_s3_to_either() {
    let places = [
        ("--data d", "--data e --blobs s3://tipstaff/other"),
        ("--data d --blobs s3://tipstaff/one", "--data e"),
    ];
    for (from, to) in places {
        let (desk, bucket) = (Desk::new(), Bucket::new());
        let key = "--key-file keys/force.key";
        released(&desk, &bucket, &format!("{from} {key}"));
        let told = does(&desk, &bucket, &format!("backup b {from} {key}"));
        assert!(told.contains("and 1 released file are in b."), "{told}");
        std::fs::remove_dir_all(desk.data()).unwrap();
        let told = does(&desk, &bucket, &format!("restore b {to} {key} --as owner"));
        assert!(told.contains("and 1 released file were restored"), "{told}");
        if to.contains("s3:") {
            assert_eq!(bucket.released("other"), 1);
        }
        let verified = does(&desk, &bucket, &format!("log verify --deep --offline --format json {to} {key}"));
        assert_eq!(serde_json::from_str::<Value>(&verified).unwrap()["verdict"], "clear");
        let again = does(&desk, &bucket, &format!("release recheck --as owner {to} {key}"));
        assert_eq!(again, "     1  clear, nobody in it\n");
    }
}

#[test]
fn a_record_in_postgresql_with_its_files_on_s3_is_backed_up_and_restored_whole() {
    let (desk, bucket) = (Desk::new(), Bucket::new());
    let place = |database: &str, prefix: &str, data: &str| {
        format!(
            "--data {data} --key-file keys/force.key --database {database} --blobs s3://tipstaff/{prefix}"
        )
    };
    let from = place(&Cluster::shared().database(), "one", "d");
    let to = place(&Cluster::shared().database(), "two", "e");
    released(&desk, &bucket, &from);
    does(&desk, &bucket, &format!("backup b {from}"));
    does(&desk, &bucket, &format!("restore b {to} --as owner"));
    assert_eq!(bucket.released("two"), 1);
    does(&desk, &bucket, &format!("log verify --deep --offline {to}"));
}

#[test]
fn a_released_file_that_is_lost_ends_the_backup_and_is_named_by_verification() {
    let (desk, bucket) = (Desk::new(), Bucket::new());
    released(&desk, &bucket, "--data d");
    std::fs::remove_dir_all(desk.data().join("blobs/sealed/released")).unwrap();
    let refused = desk.refuses("backup b --data d");
    assert!(
        refused.contains("of release 1 is not where it was kept") && refused.contains("--despite-missing"),
        "{refused}"
    );
    let despite = desk.tipstaff("backup b --data d --despite-missing --quiet");
    assert_eq!(despite.status, Some(1), "it is no whole backup");
    assert!(
        despite.stdout.starts_with("Lost, and not in the backup: the sealed file released/"),
        "{}",
        despite.stdout
    );
    let verified = desk.tipstaff("log verify --data d --offline");
    assert_eq!(verified.status, Some(1));
    assert!(verified.stdout.contains("file-missing"), "{}", verified.stdout);
}
