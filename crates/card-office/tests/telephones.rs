//! Telephones of the check from both sides: enrolled, published, lost.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use card_office::{
    CardError, CardOffice, KindRow, MeetingFolders, MeetingSetUp, Publication, SetUp, TelephoneOrder,
};
use cards::status_list::{INVALID, ListToken, VALID};
use cards::two_sided::{Enrolment, EnrolmentRequest};
use cards::{Algorithm, IssuerKey};
use common::{BOTH, Case, On, later, start};

fn set_up() -> MeetingSetUp {
    MeetingSetUp {
        page: "https://cards.example.uk/ask".into(),
        telephone: "https://cards.example.uk/telephone/".into(),
        relay: "https://relay.example.uk/".into(),
        room: 1_000,
    }
}

/// A force whose card office and check are set up.
async fn ready(case: &Case) -> CardOffice<'_> {
    let office = CardOffice::new(&case.record);
    let (by, signer) = &case.office;
    let cards = SetUp {
        force: "Example Police".into(),
        issuer: "example".into(),
        page: "https://cards.example.uk/".into(),
        list: "1".into(),
        contact: "Call 101".into(),
        algorithm: Algorithm::Ed25519,
        new_key: false,
        room: 1_000,
    };
    assert!(matches!(office.meeting().await, Err(CardError::NoMeeting)));
    office.set_up(by, signer, &cards, start()).await.unwrap();
    office.set_meeting(by, signer, &set_up(), start()).await.unwrap();
    office
}

/// What a telephone with so many keys writes.
fn written(keys: u8) -> String {
    let keys: Vec<IssuerKey> =
        (1..=keys).map(|seed| IssuerKey::new(Algorithm::P256, &[seed; 32]).unwrap()).collect();
    EnrolmentRequest::write("example", &keys, later(1)).unwrap()
}

fn order(request: &EnrolmentRequest, person: u32) -> TelephoneOrder<'_> {
    TelephoneOrder {
        request,
        person,
        kind: KindRow::named("constable").unwrap(),
        last_day: jiff::civil::date(2027, 6, 30),
    }
}

#[tokio::test]
async fn a_telephone_answers_for_somebody_until_it_is_lost() {
    for on in BOTH {
        let case = Case::new(on, 4).await;
        let office = ready(&case).await;
        let (by, signer) = &case.office;
        let request = office.telephone_request(written(3).as_bytes(), later(1)).await.unwrap();
        let enrolled = office.enrol_telephone(by, signer, order(&request, 2), later(1)).await.unwrap();
        let keys = office.public_keys().await.unwrap();
        let enrolments: Vec<Enrolment> =
            enrolled.answer.enrolments().iter().map(|one| Enrolment::open(one, &keys).unwrap()).collect();
        let list = office.meeting().await.unwrap().list;
        assert!(enrolments.iter().all(|one| one.list == list && one.issuer == "example"));

        let (page, telephone) = (case.folder.path().join("ask"), case.folder.path().join("telephone"));
        let folders = MeetingFolders { page: &page, telephone: &telephone };
        let published = office.publish_meeting(by, folders, Publication::default(), later(1)).await.unwrap();
        assert!(published.files.len() > 4 && telephone.join("index.html").exists());
        let places = |token: &std::path::Path| {
            let token = ListToken::open(&std::fs::read(token).unwrap(), &keys).unwrap();
            enrolments.iter().map(|one| token.list.get(one.index)).collect::<Vec<_>>()
        };
        assert_eq!(places(&page.join("1")), [Some(VALID); 3]);

        // Whoever may say so ends it: the telephone is lost.
        office.end_telephone(&case.sharer.0, enrolled.telephone, later(2)).await.unwrap();
        assert!(matches!(
            office.end_telephone(by, enrolled.telephone, later(2)).await,
            Err(CardError::NothingToDo { .. })
        ));
        assert_eq!(office.unpublished().await.unwrap(), (0, 1));
        office.publish_meeting(by, folders, Publication::default(), later(2)).await.unwrap();
        assert_eq!(office.unpublished().await.unwrap(), (0, 0));
        assert_eq!(places(&page.join("1")), [Some(INVALID); 3]);
        let known = office.telephones().await.unwrap();
        assert_eq!((known.len(), known[0].person, known[0].is_ended), (1, 2, true));
        assert_eq!(known[0].request, request.number());
        case.is_sound().await;
    }
}

#[tokio::test]
async fn a_request_is_answered_once_for_somebody_who_is_there_and_by_the_card_office() {
    let case = Case::new(On::Sqlite, 4).await;
    let office = ready(&case).await;
    let (by, signer) = &case.office;
    let request = office.telephone_request(written(2).as_bytes(), later(1)).await.unwrap();
    assert!(matches!(
        office.enrol_telephone(by, signer, order(&request, 99), later(1)).await,
        Err(CardError::NoSense { .. })
    ));
    let (other, other_signs) = &case.sharer;
    assert!(office.enrol_telephone(other, other_signs, order(&request, 1), later(1)).await.is_err());
    let over = TelephoneOrder { last_day: jiff::civil::date(2026, 1, 1), ..order(&request, 1) };
    assert!(matches!(office.enrol_telephone(by, signer, over, later(1)).await, Err(CardError::Enrol(_))));
    assert!(office.telephones().await.unwrap().is_empty());
    office.enrol_telephone(by, signer, order(&request, 1), later(1)).await.unwrap();
    assert!(matches!(
        office.enrol_telephone(by, signer, order(&request, 3), later(1)).await,
        Err(CardError::NothingToDo { .. })
    ));
    assert!(matches!(
        office.telephone_request(written(2).as_bytes(), later(30)).await,
        Err(CardError::TelephoneRequest(_))
    ));
    // Telephones have a list of their own.
    let same = MeetingSetUp { page: "https://cards.example.uk".into(), ..set_up() };
    assert!(matches!(office.set_meeting(by, signer, &same, later(2)).await, Err(CardError::NoSense { .. })));
    let elsewhere = MeetingSetUp { relay: "http://relay.example.uk/".into(), ..set_up() };
    assert!(matches!(office.set_meeting(by, signer, &elsewhere, later(2)).await, Err(CardError::Relay(_))));
    case.is_sound().await;
}
