//! The tampering drill: somebody changes the record behind Tipstaff's back, in each way that we could think of. Each is
//! named with its number, and nothing else is.

use crate::busy::{ACTS, Busy, busy, bytes, named, number, tamper, verified};
use crate::common::{BOTH, start};
use crate::witness;
use record::{HolderKind, Place};
use std::path::{Path, PathBuf};

/// Tampers with a fresh record on each store; then what is found must be just this.
async fn drill(how: impl AsyncFn(&Busy), expected: &[&str]) {
    for on in BOTH {
        let busy = busy(on).await;
        how(&busy).await;
        let found = named(&verified(&busy.case.place).await);
        assert_eq!(found, expected, "on {on:?}");
    }
}

/// Tampers by one statement.
async fn drill_sql(sql: &str, expected: &[&str]) {
    let sql = async |busy: &Busy| {
        assert!(tamper(&busy.case.place, sql, &[]).await > 0, "nothing was tampered with");
    };
    drill(sql, expected).await;
}

fn shelf(busy: &Busy, file: &str) -> PathBuf {
    busy.case.place.blob_folder().join("log/1").join(file)
}

/// The entries and the tile of a log as small as this.
const ENTRIES: &str = "tile/entries/000.p/15";
const TILE: &str = "tile/0/000.p/15";

#[tokio::test]
async fn drill_01_a_row_was_changed() {
    drill_sql("UPDATE holding SET until_latest = 1 WHERE number = 4", &["row-changed holding 4"]).await;
}

#[tokio::test]
async fn drill_02_a_row_of_sealed_values_was_changed() {
    drill_sql("UPDATE person_value SET valid_from = 1 WHERE number = 2", &["row-changed person_value 2"])
        .await;
}

#[tokio::test]
async fn drill_03_a_row_was_removed() {
    drill_sql("DELETE FROM subjects WHERE number = 2", &["row-removed subjects 2"]).await;
}

#[tokio::test]
async fn drill_04_the_last_row_was_removed_and_the_counter_with_it() {
    drill(
        async |busy| {
            tamper(&busy.case.place, "DELETE FROM holder WHERE number = 2", &[]).await;
            tamper(
                &busy.case.place,
                "UPDATE counter SET next = 2 WHERE name IN ('holder', 'holder numbers')",
                &[],
            )
            .await;
        },
        &["counter-differs counter 2", "row-removed holder 2"],
    )
    .await;
}

#[tokio::test]
async fn drill_05_a_row_was_added() {
    drill_sql(
        "INSERT INTO holding (number, act, ended, holding, holder, fields, from_latest) VALUES (5, 9, NULL, 1, 1, 3, 5)",
        &["row-added holding 5"],
    )
    .await;
}

#[tokio::test]
async fn drill_06_a_row_that_had_ended_is_back() {
    drill_sql("UPDATE holding SET ended = NULL WHERE number = 1", &["row-ended holding 1"]).await;
}

#[tokio::test]
async fn drill_07_a_row_was_ended() {
    drill_sql("UPDATE holder SET ended = 9 WHERE number = 1", &["row-ended holder 1"]).await;
}

#[tokio::test]
async fn drill_08_a_row_claims_another_act() {
    drill_sql("UPDATE holder SET act = 7 WHERE number = 1", &["row-changed holder 1"]).await;
}

#[tokio::test]
async fn drill_09_a_row_has_another_number() {
    drill_sql(
        "UPDATE person_source SET number = 900 WHERE number = 4",
        &["row-added person_source 900", "row-removed person_source 4"],
    )
    .await;
}

#[tokio::test]
async fn drill_10_sealed_values_of_two_rows_were_swapped() {
    drill(
        async |busy| {
            let place = &busy.case.place;
            let one = bytes(place, "SELECT value FROM person_value WHERE number = 1").await;
            let other = bytes(place, "SELECT value FROM person_value WHERE number = 2").await;
            tamper(place, "UPDATE person_value SET value = $1 WHERE number = 1", &[other.into()]).await;
            tamper(place, "UPDATE person_value SET value = $1 WHERE number = 2", &[one.into()]).await;
        },
        &[
            "row-changed person_value 1",
            "row-changed person_value 2",
            "value-unreadable person_value 1",
            "value-unreadable person_value 2",
        ],
    )
    .await;
}

#[tokio::test]
async fn drill_11_keys_of_two_people_were_swapped() {
    drill(
        async |busy| {
            let place = &busy.case.place;
            let one = bytes(place, "SELECT wrapped FROM person_key WHERE person = 1").await;
            let other = bytes(place, "SELECT wrapped FROM person_key WHERE person = 4").await;
            tamper(place, "UPDATE person_key SET wrapped = $1 WHERE person = 1", &[other.into()]).await;
            tamper(place, "UPDATE person_key SET wrapped = $1 WHERE person = 4", &[one.into()]).await;
        },
        &["key-wrong person_key 1", "key-wrong person_key 4"],
    )
    .await;
}

#[tokio::test]
async fn drill_12_a_key_was_removed_and_one_of_an_erased_person_is_back() {
    drill(
        async |busy| {
            let place = &busy.case.place;
            let key = bytes(place, "SELECT wrapped FROM person_key WHERE person = 1").await;
            tamper(place, "DELETE FROM person_key WHERE person = 1", &[]).await;
            tamper(place, "INSERT INTO person_key (person, wrapped) VALUES (3, $1)", &[key.into()]).await;
        },
        &["key-extra person_key 3", "key-missing person_key 1", "key-wrong person_key 3"],
    )
    .await;
}

#[tokio::test]
async fn drill_13_a_value_of_an_erased_person_is_back() {
    drill(
        async |busy| {
            let place = &busy.case.place;
            let row = number(place, "SELECT MIN(n.number) FROM person_value n WHERE n.person = 4").await - 4;
            let sql = "INSERT INTO person_value (number, act, person, field, value) \
                       SELECT $1, act, 3, field, value FROM person_value WHERE person = 4 AND field = 1";
            let field = number(place, "SELECT MIN(field) FROM person_value WHERE person = 4").await;
            let sql = sql.replace("field = 1", &format!("field = {field}"));
            assert_eq!(tamper(place, &sql, &[row.into()]).await, 1);
            assert_eq!(row, 9, "the first row of person 3");
        },
        &["row-not-erased person_value 9"],
    )
    .await;
}

#[tokio::test]
async fn drill_14_a_leaf_was_replaced_by_one_that_reads_well() {
    drill(
        async |busy| {
            let place = &busy.case.place;
            let leaf = bytes(place, "SELECT body FROM leaf WHERE position = 6").await;
            let leaf = String::from_utf8(leaf).unwrap().replace("supplier", "notebook");
            tamper(place, "UPDATE leaf SET body = $1 WHERE position = 6", &[leaf.into_bytes().into()]).await;
        },
        // It says another kind of holder than it wrote, and it is not what was signed.
        &["act-without-effect log 6", "leaf-changed log 6"],
    )
    .await;
}

#[tokio::test]
async fn drill_15_a_leaf_is_no_longer_canonical() {
    drill(
        async |busy| {
            let place = &busy.case.place;
            let mut leaf = bytes(place, "SELECT body FROM leaf WHERE position = 7").await;
            leaf.push(b' ');
            tamper(place, "UPDATE leaf SET body = $1 WHERE position = 7", &[leaf.into()]).await;
        },
        &["leaf-changed log 7", "leaf-damaged log 7"],
    )
    .await;
}

#[tokio::test]
async fn drill_16_a_leaf_was_removed_from_the_middle() {
    drill_sql("DELETE FROM leaf WHERE position = 9", &["leaf-missing log 9", "manifest-extra manifest 9"])
        .await;
}

#[tokio::test]
async fn drill_17_the_first_leaf_was_changed() {
    drill(
        async |busy| {
            tamper(
                &busy.case.place,
                "UPDATE leaf SET body = $1 WHERE position = 0",
                &[b"{}".to_vec().into()],
            )
            .await;
        },
        &["checkpoint-key log 0", "key-missing record", "leaf-damaged log 0"],
    )
    .await;
}

/// Takes the last act back, rows and counters and all, as if the database were of yesterday.
async fn roll_back(place: &Place) {
    let last = i64::try_from(ACTS).unwrap() - 1;
    for sql in [
        "DELETE FROM leaf WHERE position = $1",
        "DELETE FROM manifest WHERE position = $1",
        "DELETE FROM actor WHERE act = $1",
        "UPDATE actor SET ended = NULL WHERE ended = $1",
        "UPDATE head SET size = $1, at = (SELECT MAX(at) FROM leaf)",
        "UPDATE counter SET next = (SELECT MAX(number) + 1 FROM actor) WHERE name = 'actor' AND $1 = $1",
    ] {
        assert!(tamper(place, sql, &[last.into()]).await > 0, "{sql}");
    }
}

#[tokio::test]
async fn drill_18_the_database_was_rolled_back() {
    drill(async |busy| roll_back(&busy.case.place).await, &["database-behind log 15"]).await;
}

#[tokio::test]
async fn drill_19_a_manifest_was_replaced() {
    drill(
        async |busy| {
            let place = &busy.case.place;
            let body = bytes(place, "SELECT body FROM manifest WHERE position = 8").await;
            let body = String::from_utf8(body).unwrap().replacen("\"1\"", "\"7\"", 1);
            tamper(place, "UPDATE manifest SET body = $1 WHERE position = 8", &[body.into_bytes().into()])
                .await;
        },
        &["manifest-changed log 8"],
    )
    .await;
}

#[tokio::test]
async fn drill_20_a_manifest_was_removed_and_a_row_with_it() {
    drill_sql("DELETE FROM manifest WHERE position = 2", &["manifest-missing log 2"]).await;
}

#[tokio::test]
async fn drill_21_a_tile_was_truncated() {
    drill(
        async |busy| {
            let path = shelf(busy, TILE);
            let bytes = std::fs::read(&path).unwrap();
            std::fs::write(&path, &bytes[..bytes.len() - 32]).unwrap();
        },
        &["tile-truncated shelf"],
    )
    .await;
}

#[tokio::test]
async fn drill_22_bytes_of_a_tile_were_changed() {
    drill(
        async |busy| {
            let path = shelf(busy, TILE);
            let mut bytes = std::fs::read(&path).unwrap();
            bytes[40] ^= 1;
            std::fs::write(&path, &bytes).unwrap();
        },
        &["tile-changed shelf"],
    )
    .await;
}

#[tokio::test]
async fn drill_23_an_entry_was_changed_and_a_file_removed() {
    drill(
        async |busy| {
            let path = shelf(busy, ENTRIES);
            let text = std::fs::read(&path).unwrap();
            let at = text.windows(8).position(|part| part == b"supplier").unwrap();
            let mut text = text;
            text[at..at + 8].copy_from_slice(b"notebook");
            std::fs::write(&path, text).unwrap();
        },
        &["tile-changed shelf 6"],
    )
    .await;
    drill(async |busy| std::fs::remove_file(shelf(busy, ENTRIES)).unwrap(), &["tile-missing shelf"]).await;
}

#[tokio::test]
async fn drill_24_the_checkpoint_was_removed() {
    drill(
        async |busy| std::fs::remove_file(shelf(busy, "checkpoint")).unwrap(),
        &["checkpoint-missing shelf"],
    )
    .await;
}

#[tokio::test]
async fn drill_25_the_checkpoint_is_signed_by_another_key() {
    for on in BOTH {
        let (one, other) = (busy(on).await, busy(on).await);
        // The other log's key under this log's name is what somebody with a key of their own would put there.
        let strange = std::fs::read(shelf(&other, "checkpoint")).unwrap();
        std::fs::write(shelf(&one, "checkpoint"), strange).unwrap();
        let found = named(&verified(&one.case.place).await);
        assert!(found.contains(&"checkpoint-key shelf".to_owned()), "{found:?}");
    }
}

#[tokio::test]
async fn drill_26_an_actors_public_key_was_swapped() {
    drill(
        async |busy| {
            let key = busy.owner.public_key.clone().unwrap();
            let sql = "UPDATE actor SET public_key = $1 WHERE actor = 2 AND ended IS NULL";
            tamper(&busy.case.place, sql, &[key.into()]).await;
        },
        &["key-wrong actor_secret 2", "row-changed actor 5"],
    )
    .await;
}

#[tokio::test]
async fn drill_27_an_actor_was_given_more_roles() {
    drill_sql("UPDATE actor SET roles = 511 WHERE number = 5", &["row-changed actor 5"]).await;
}

#[tokio::test]
async fn drill_28_a_counter_was_set_back() {
    drill_sql("UPDATE counter SET next = 1 WHERE name = 'person'", &["counter-differs counter 1"]).await;
    drill_sql("UPDATE counter SET next = 1 WHERE name = 'holding numbers'", &["counter-differs counter 1"])
        .await;
}

#[tokio::test]
async fn drill_29_the_head_was_moved() {
    drill_sql("UPDATE head SET at = at + 5", &["head-differs head 15"]).await;
    drill_sql(
        "UPDATE head SET size = 17",
        &["head-differs head 17", "leaf-missing log 15", "leaf-missing log 16"],
    )
    .await;
}

#[tokio::test]
async fn drill_30_something_was_put_where_no_act_writes() {
    drill_sql("INSERT INTO counter (name, next) VALUES ('shoes', 4)", &["counter-differs counter"]).await;
    drill_sql("INSERT INTO head (id, size, at) VALUES (2, 4, 4)", &["head-differs head"]).await;
    drill_sql("INSERT INTO record_key (purpose, wrapped) SELECT 'spare', wrapped FROM record_key WHERE purpose = 'log'", &[
        "key-extra record_key",
    ])
    .await;
    drill(
        async |busy| {
            tamper(&busy.case.place, "CREATE TABLE shoes (number INTEGER)", &[]).await;
        },
        &["place-strange shoes"],
    )
    .await;
}

#[tokio::test]
async fn drill_31_the_time_by_which_an_act_is_found_was_changed() {
    drill_sql("UPDATE leaf SET at = at - 1000000000 WHERE position = 8", &["leaf-time log 8"]).await;
}

#[tokio::test]
async fn drill_32_a_leaf_of_another_record_stands_in_this_one() {
    for on in BOTH {
        let (one, other) = (busy(on).await, busy(on).await);
        let leaf = bytes(&other.case.place, "SELECT body FROM leaf WHERE position = 6").await;
        tamper(&one.case.place, "UPDATE leaf SET body = $1 WHERE position = 6", &[leaf.into()]).await;
        let found = named(&verified(&one.case.place).await);
        assert_eq!(found, ["leaf-changed log 6", "leaf-elsewhere log 6"]);
    }
}

/// A leaf as JSON, changed, and put back as canonical as before.
async fn rewrite(place: &Place, position: i64, change: impl Fn(&mut serde_json::Value)) {
    let leaf = bytes(place, &format!("SELECT body FROM leaf WHERE position = {position}")).await;
    let mut leaf: serde_json::Value = serde_json::from_slice(&leaf).unwrap();
    change(&mut leaf);
    let leaf = leaf.to_string().into_bytes();
    tamper(place, "UPDATE leaf SET body = $1 WHERE position = $2", &[leaf.into(), position.into()]).await;
}

#[tokio::test]
async fn drill_33_a_signature_was_taken_off() {
    drill(
        async |busy| {
            rewrite(&busy.case.place, 12, |leaf| {
                leaf.as_object_mut().unwrap().remove("signatures");
            })
            .await;
        },
        &["leaf-changed log 12", "signature-missing log 12"],
    )
    .await;
}

#[tokio::test]
async fn drill_34_a_signature_of_another_act_was_used_again() {
    drill(
        async |busy| {
            let place = &busy.case.place;
            let proposal = bytes(place, "SELECT body FROM leaf WHERE position = 12").await;
            let proposal: serde_json::Value = serde_json::from_slice(&proposal).unwrap();
            rewrite(place, 13, |leaf| {
                leaf["actor"] = 1.into();
                leaf["signatures"] = proposal["signatures"].clone();
            })
            .await;
        },
        &["leaf-changed log 13", "same-person log 13", "signature-wrong log 13"],
    )
    .await;
}

#[tokio::test]
async fn drill_35_database_and_log_were_rolled_back_together_and_a_witness_remembers() {
    for on in BOTH {
        let busy = busy(on).await;
        let (record, place) = (&busy.case.record, &busy.case.place);
        let witness = witness::start(record).await;
        witness::ask(record).await;
        let shelf = place.blob_folder().join("log");
        let yesterday = busy.case.folder.path().join("yesterday");
        copy_folder(&shelf, &yesterday);
        let before = [
            number(place, "SELECT at FROM head").await,
            number(place, "SELECT next FROM counter WHERE name = 'published'").await,
        ];
        let kind = HolderKind::named("supplier").unwrap();
        record.add_holder(&busy.owner, kind, "Card printer", start()).await.unwrap();
        record.publish().await.unwrap();
        witness::ask(record).await;
        assert_eq!(named(&verified(place).await), [""; 0]);

        for sql in [
            "DELETE FROM leaf WHERE position = 15",
            "DELETE FROM manifest WHERE position = 15",
            "DELETE FROM holder WHERE act = 15",
            "UPDATE counter SET next = next - 1 WHERE name IN ('holder', 'holder numbers')",
        ] {
            tamper(place, sql, &[]).await;
        }
        tamper(place, "UPDATE head SET size = 15, at = $1", &[before[0].into()]).await;
        tamper(place, "UPDATE counter SET next = $1 WHERE name = 'published'", &[before[1].into()]).await;
        std::fs::remove_dir_all(&shelf).unwrap();
        copy_folder(&yesterday, &shelf);
        assert_eq!(named(&verified(place).await), ["checkpoint-behind witness 16"]);
        drop(witness);
    }
}

#[tokio::test]
async fn drill_36_the_checkpoint_alone_was_rolled_back() {
    for on in BOTH {
        let busy = busy(on).await;
        let place = &busy.case.place;
        let yesterday = std::fs::read(shelf(&busy, "checkpoint")).unwrap();
        let kind = HolderKind::named("supplier").unwrap();
        busy.case.record.add_holder(&busy.owner, kind, "Card printer", start()).await.unwrap();
        busy.case.record.publish().await.unwrap();
        std::fs::write(shelf(&busy, "checkpoint"), yesterday).unwrap();
        assert_eq!(named(&verified(place).await), ["checkpoint-behind shelf 16"]);
    }
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
