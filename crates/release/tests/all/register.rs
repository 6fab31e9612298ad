//! The register: found by what people remember, and taken along to other programs.

use crate::common;
use crate::common::{BOTH, Case, at, examined, proposal, rules, start};
use gate::Verdict;
use release::{Filter, Proposal, State};
use zeroize::Zeroizing;

async fn numbers(case: &Case, filter: Filter) -> Vec<u32> {
    case.releases().list(&filter).await.unwrap().iter().map(|release| release.number).collect()
}

#[tokio::test]
async fn a_release_is_found_by_what_people_remember_of_it() {
    for on in BOTH {
        let case = Case::new(on).await;
        for number in 1..=3_u8 {
            let said = Proposal {
                reference: Zeroizing::new(format!("FOI 2026/{number}")),
                recipient: Zeroizing::new("=Evil, Ltd".into()),
                ..proposal(Vec::new())
            };
            let when = at(&format!("2026-11-2{number}T12:00:00Z"));
            case.proposed(&said, &examined(number, Verdict::Clear, number.into(), when)).await;
        }
        let (approver, signs) = &case.approver;
        let late = at("2026-11-23T13:00:00Z");
        case.releases().approve(approver, signs, 3, None, &rules(), late).await.unwrap();

        let all = Filter::default;
        assert_eq!(numbers(&case, all()).await, [3, 2, 1]);
        assert_eq!(numbers(&case, Filter { reference: Some("foi 2026/2".into()), ..all() }).await, [2]);
        assert_eq!(numbers(&case, Filter { recipient: Some("evil".into()), ..all() }).await, [3, 2, 1]);
        assert_eq!(numbers(&case, Filter { state: Some(State::Approved), ..all() }).await, [3]);
        assert_eq!(numbers(&case, Filter { people: Some(2), ..all() }).await, [3, 2]);
        assert_eq!(numbers(&case, Filter { verdict: Some(Verdict::Held), ..all() }).await, [0; 0]);
        assert_eq!(numbers(&case, Filter { sha256: Some([2; 32]), ..all() }).await, [2]);
        assert_eq!(numbers(&case, Filter { most: Some(1), before: Some(3), ..all() }).await, [2]);

        let found = case.releases().list(&all()).await.unwrap();
        let mut table = String::new();
        release::csv(&found, &mut table).unwrap();
        assert!(table.contains("\"'=Evil, Ltd\"") && table.lines().count() == 4, "{table}");
        let told = release::json(&found[0]);
        assert_eq!((&told["release"], &told["state"]), (&3.into(), &"approved".into()));
        assert!(!format!("{found:?}").contains("Evil"), "never in debug output");
        let _ = start();
    }
}

#[tokio::test]
async fn what_people_wrote_is_sealed_in_the_database() {
    let case = Case::new(common::On::Sqlite).await;
    let secret = "Quillfeather";
    let said = Proposal {
        recipient: Zeroizing::new(format!("Mrs {secret}")),
        what: Zeroizing::new(format!("about {secret}")),
        reference: Zeroizing::new(format!("{secret} 1")),
        file_name: Zeroizing::new(format!("{secret}.csv")),
        ..proposal(Vec::new())
    };
    case.proposed(&said, &examined(1, Verdict::Clear, 1, start())).await;
    let (officer, signs) = &case.officer;
    case.releases()
        .samples_shown(officer, signs, &[1; 32], 3, &format!("why {secret}"), start())
        .await
        .unwrap();
    case.record.publish().await.unwrap();
    case.record.closing().close().await;
    let mut looked = 0;
    let mut folders = vec![case.place.data.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            looked += 1;
            let bytes = std::fs::read(&path).unwrap();
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{} holds it", path.display());
        }
    }
    assert!(looked > 1);
}
