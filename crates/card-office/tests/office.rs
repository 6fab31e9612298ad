//! Cards from their order to their revocation, as the card office, the print service and the public see them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use card_office::{
    Answered, CardError, CardOffice, CardOrder, CardState, Drawing, Ended, Job, JobState, KindRow, Mode,
    Ordered, Publication, Sealed, Sealing, SensitivePeople, SetUp, Which,
};
use cards::Algorithm;
use cards::face::{OFFICE_PRINTER, PRINT_SERVICE};
use cards::job::{DestructionCertificate, JobOffer, Outcome, Refusal, Serial, Window, open_answer};
use cards::status_list::{INVALID, ListToken, VALID};
use common::{BOTH, Bureau, Case, On, fields, later, order as share_order, start};
use jiff::{SignedDuration, Timestamp};
use roaring::RoaringBitmap;
use std::collections::BTreeSet;
use std::path::Path;

const PAGE: &str = "https://cards.example.uk/";

fn set_up() -> SetUp {
    SetUp {
        force: "Example Police".into(),
        issuer: "example".into(),
        page: PAGE.into(),
        list: "1".into(),
        contact: "Call 101 and ask for the control room".into(),
        algorithm: Algorithm::Ed25519,
        new_key: false,
        room: 1_000,
    }
}

fn card_order(mode: Mode, share: Option<u32>, people: RoaringBitmap, sensitive: &[u32]) -> CardOrder {
    CardOrder {
        mode,
        share,
        design: "warrant-card".into(),
        kind: KindRow::named("constable").unwrap(),
        last_day: jiff::civil::date(2029, 12, 31),
        people,
        sensitive: if sensitive.is_empty() {
            SensitivePeople::Nobody
        } else {
            SensitivePeople::These(sensitive.iter().copied().collect())
        },
    }
}

async fn ready(case: &Case) -> (CardOffice<'_>, u32) {
    let office = CardOffice::new(&case.record);
    let (by, signer) = &case.office;
    office.set_up(by, signer, &set_up(), start()).await.unwrap();
    let holder = case.supplier("Card maker", &case.recipient).await;
    let share = case.approved(&share_order("cards", holder), start()).await;
    (office, share.number)
}

async fn ordered(case: &Case, order: &CardOrder, now: Timestamp) -> Ordered {
    let (by, signer) = &case.office;
    CardOffice::new(&case.record).order(by, signer, order, now).await.unwrap()
}

async fn sealed(
    case: &Case,
    order: u32,
    offer: &str,
    target: &Path,
    now: Timestamp,
) -> Result<Sealed, CardError> {
    let office = CardOffice::new(&case.record);
    let (by, signer) = &case.office;
    let order = office.order_numbered(order).await?;
    let sealing = Sealing { offer, window: 4, most: 1_000, profile: &PRINT_SERVICE, target };
    office.seal(by, signer, &order, &sealing, &mut |_, _| {}, now).await
}

async fn job(case: &Case, number: u32) -> Job {
    CardOffice::new(&case.record).job(&number.to_string()).await.unwrap()
}

fn minutes(after: Timestamp, minutes: i64) -> Timestamp {
    after.checked_add(SignedDuration::from_mins(minutes)).unwrap()
}

/// People of the holding of a job: for certain, and perhaps besides.
async fn held(case: &Case, job: &Job) -> (u64, u64) {
    let order = case.record.holding_order(job.holding).await.unwrap();
    (order.subjects.certain(), order.subjects.besides())
}

#[tokio::test]
async fn a_job_is_sealed_asked_for_receipted_stopped_and_destroyed_and_the_record_says_who_can_have_been_seen()
 {
    for on in BOTH {
        let case = Case::new(on, 40).await;
        let (office, share) = ready(&case).await;
        let order = card_order(Mode::SealedJob, Some(share), (1..=40).collect(), &[7, 23]);
        let made = ordered(&case, &order, later(1)).await;
        // Two at risk and eighteen others stay in the force.
        assert_eq!((made.cards, made.in_force), (40, 20));

        let mut bureau = Bureau::new(&case.recipient);
        let target = case.folder.path().join("job.age");
        let offer = bureau.offer(later(1));
        let sealed = sealed(&case, made.order, &offer, &target, later(1)).await.unwrap();
        assert_eq!(sealed.cards, 20);
        let known = job(&case, sealed.job).await;
        assert_eq!(held(&case, &known).await, (0, 20));

        let mut file = bureau.open(&target, &office.job_key().unwrap());
        let manifest = file.manifest().clone();
        assert_eq!(manifest, known.manifest);
        let in_job: BTreeSet<Serial> = manifest.cards.iter().skip(1).map(|card| card.serial).collect();
        for card in office.cards_of_order(made.order).await.unwrap() {
            assert_eq!(in_job.contains(&card.serial), !card.in_force);
            assert!(!(card.person == 7 || card.person == 23) || card.in_force);
        }

        // The first window: the specimen and three cards.
        let now = minutes(later(1), 5);
        let answer =
            office.answer(Some(&case.office.0), &known, &bureau.ask(&manifest, 0, now), now).await.unwrap();
        let Answered::Keys { window: 0, answer } = answer else { panic!("{answer:?}") };
        assert_eq!(held(&case, &known).await, (3, 17));
        let window = Window::of(&manifest, 0).unwrap();
        let keys = open_answer(&answer, &manifest, &window, &bureau.secret).unwrap();
        for serial in &window.serials {
            let files = file.card(serial, keys.get(serial).unwrap()).unwrap();
            assert_eq!(files.iter().count(), 3);
        }
        // Without receipts there is no second one, and the same window can be had once more.
        let refused =
            office.answer(Some(&case.office.0), &known, &bureau.ask(&manifest, 1, now), now).await.unwrap();
        assert!(
            matches!(refused, Answered::Refused(CardError::Refused(Refusal::ReceiptsMissing { missing: 4 }))),
            "{refused:?}"
        );
        let again =
            office.answer(Some(&case.office.0), &known, &bureau.ask(&manifest, 0, now), now).await.unwrap();
        assert!(matches!(again, Answered::Keys { window: 0, .. }));
        assert_eq!(held(&case, &known).await, (3, 17));

        for (nth, serial) in window.serials.iter().enumerate() {
            let outcome = if nth == 2 { Outcome::Spoiled } else { Outcome::Printed };
            bureau.sign(&manifest, *serial, outcome, minutes(now, 1));
        }
        let now = minutes(now, 2);
        let answer =
            office.answer(Some(&case.office.0), &known, &bureau.ask(&manifest, 1, now), now).await.unwrap();
        assert!(matches!(answer, Answered::Keys { window: 1, .. }), "{answer:?}");
        assert_eq!(held(&case, &known).await, (7, 13));
        let states: Vec<CardState> =
            office.cards_of_job(sealed.job).await.unwrap().iter().map(|card| card.state).collect();
        assert_eq!(states.iter().filter(|state| **state == CardState::Printed).count(), 2);
        assert_eq!(states.iter().filter(|state| **state == CardState::Spoiled).count(), 1);

        // One action stops it: receipts still come in, keys do not go out.
        office.stop(&case.sharer.0, &known, now).await.unwrap();
        assert!(matches!(office.stop(&case.sharer.0, &known, now).await, Err(CardError::NothingToDo { .. })));
        let second = Window::of(&manifest, 1).unwrap();
        for serial in &second.serials {
            bureau.sign(&manifest, *serial, Outcome::Printed, minutes(now, 1));
        }
        let now = minutes(now, 2);
        let stopped =
            office.answer(Some(&case.office.0), &known, &bureau.ask(&manifest, 2, now), now).await.unwrap();
        assert!(matches!(stopped, Answered::Stopped), "{stopped:?}");

        // The certificate agrees with the receipts, or is refused.
        let left: Vec<Serial> = manifest.cards.iter().skip(8).map(|card| card.serial).collect();
        let notes: Vec<String> = left
            .iter()
            .map(|serial| bureau.sign(&manifest, *serial, Outcome::Destroyed, minutes(now, 1)))
            .collect();
        let now = minutes(now, 2);
        let certificate = DestructionCertificate::sign(&manifest, &bureau.ledger, &bureau.key, now).unwrap();
        assert!(matches!(
            office.close(&case.office.0, &known, &certificate, now).await,
            Err(CardError::Receipt(_))
        ));
        let taken = office.take_receipts(&case.office.0, &known, &notes, now).await.unwrap();
        assert_eq!(taken.fresh, 13);
        office.close(&case.office.0, &known, &certificate, now).await.unwrap();
        assert_eq!(held(&case, &known).await, (7, 13));
        let progress = office.progress_of(sealed.job).await.unwrap();
        assert_eq!((progress.state, progress.exposed, progress.all()), (JobState::Closed, 7, 20));
        assert_eq!((progress.with(CardState::Printed), progress.with(CardState::Spoiled)), (6, 1));
        assert_eq!(progress.name, known.name());
        let delivery = case.shares().delivery(sealed.delivery).await.unwrap();
        assert_eq!(delivery.state, share::DeliveryState::Destroyed);
        let told = office.order_numbered(made.order).await.unwrap();
        assert_eq!(told.outside.get(&CardState::Destroyed), Some(&13));
        assert_eq!(told.outside.get(&CardState::Printed), Some(&6));
        case.is_sound().await;
    }
}

#[tokio::test]
async fn what_may_not_leave_is_refused_before_anything_is_written() {
    let case = Case::new(On::Sqlite, 30).await;
    let (office, share) = ready(&case).await;
    let order = card_order(Mode::SealedJob, Some(share), (1..=30).collect(), &[]);
    let made = ordered(&case, &order, later(1)).await;
    assert_eq!((made.cards, made.in_force), (30, 0));
    let target = case.folder.path().join("job.age");
    let bureau = Bureau::new(&case.recipient);

    // Another print service's agent.
    let other = receipts::RecipientSecret::fresh().unwrap().signer().unwrap();
    let foreign = JobOffer::sign(&bureau.secret, &other, later(1)).unwrap();
    assert!(matches!(sealed(&case, made.order, &foreign, &target, later(1)).await, Err(CardError::Offer(_))));
    // A key that is too old.
    assert!(matches!(
        sealed(&case, made.order, &bureau.offer(later(1)), &target, later(20)).await,
        Err(CardError::Offer(_))
    ));
    assert!(!target.exists());
    sealed(&case, made.order, &bureau.offer(later(1)), &target, later(1)).await.unwrap();
    // A key is for one job; a file is never written over.
    let order = card_order(Mode::SealedJob, Some(share), (1..=10).collect(), &[]);
    let second = ordered(&case, &order, later(1)).await;
    let elsewhere = case.folder.path().join("job-2.age");
    assert!(matches!(
        sealed(&case, second.order, &bureau.offer(later(1)), &elsewhere, later(1)).await,
        Err(CardError::UsedKey)
    ));
    assert!(!elsewhere.exists());
    let fresh = Bureau::new(&case.recipient);
    assert!(sealed(&case, second.order, &fresh.offer(later(1)), &target, later(1)).await.is_err());
    // Somebody turned out to be at risk since the order.
    let late = card_order(Mode::InForce, None, (1..=30).collect(), &[3]);
    ordered(&case, &late, later(1)).await;
    assert!(matches!(
        sealed(&case, second.order, &fresh.offer(later(1)), &elsewhere, later(1)).await,
        Err(CardError::Plan(cards::plan::PlanError::NotForBureau))
    ));
    // A share that does not allow what stands on the card.
    let holder = case.supplier("Other maker", &receipts::RecipientSecret::fresh().unwrap()).await;
    let mut little = share_order("little", holder);
    little.fields = fields(&["surname", "rank"]);
    let (by, signer) = &case.sharer;
    let proposed = case.shares().propose(by, signer, &little, None, later(2)).await.unwrap();
    let order = card_order(Mode::SealedJob, Some(proposed.share), (1..=10).collect(), &[]);
    let (by, signer) = &case.office;
    // Not approved yet.
    assert!(matches!(office.order(by, signer, &order, later(2)).await, Err(CardError::Share(_))));
    case.is_sound().await;
}

#[tokio::test]
async fn a_share_without_a_field_of_the_design_seals_nothing() {
    let case = Case::new(On::Sqlite, 20).await;
    let office = CardOffice::new(&case.record);
    let (by, signer) = &case.office;
    office.set_up(by, signer, &set_up(), start()).await.unwrap();
    let holder = case.supplier("Card maker", &case.recipient).await;
    let mut terms = share_order("cards", holder);
    terms.fields = fields(&["surname", "forename", "rank", "photo"]);
    let share = case.approved(&terms, start()).await;
    let order = card_order(Mode::SealedJob, Some(share.number), (1..=20).collect(), &[]);
    let made = ordered(&case, &order, later(1)).await;
    let bureau = Bureau::new(&case.recipient);
    let target = case.folder.path().join("job.age");
    let refused = sealed(&case, made.order, &bureau.offer(later(1)), &target, later(1)).await.unwrap_err();
    assert!(refused.to_string().contains("Warrant number"), "{refused}");
    assert!(!target.exists());
    assert!(office.jobs().await.unwrap().is_empty());
}

#[tokio::test]
async fn revoked_cards_are_revoked_in_the_published_list_and_made_again_for_the_same_people() {
    for on in BOTH {
        let case = Case::new(on, 40).await;
        let (office, share) = ready(&case).await;
        let order = card_order(Mode::SealedJob, Some(share), (1..=40).collect(), &[11]);
        let made = ordered(&case, &order, later(1)).await;
        let bureau = Bureau::new(&case.recipient);
        let target = case.folder.path().join("job.age");
        let sealed = sealed(&case, made.order, &bureau.offer(later(1)), &target, later(1)).await.unwrap();
        let known = job(&case, sealed.job).await;
        let now = minutes(later(1), 5);
        office.answer(None, &known, &bureau.ask(&known.manifest, 0, now), now).await.unwrap();

        let public = case.folder.path().join("public");
        let (by, signer) = &case.office;
        office.publish(by, &public, Publication::default(), later(2)).await.unwrap();
        let before = office.cards_of_job(sealed.job).await.unwrap();
        let list = list(&office, &public).await;
        assert!(before.iter().all(|card| list.list.get(card.place) == Some(VALID)));

        let which = Which::Window(later(1), later(3));
        let plan = office.to_revoke(&which).await.unwrap();
        assert_eq!((plan.cards, plan.exposed, plan.jobs.as_slice()), (20, 3, &[sealed.job][..]));
        let past = Some(jiff::civil::date(2020, 1, 1));
        assert!(matches!(
            office.may_reissue(&plan.orders, past, later(3)).await,
            Err(CardError::NoSense { .. })
        ));
        office.may_reissue(&plan.orders, None, later(3)).await.unwrap();
        let revoked =
            office.revoke(by, signer, &which, "The print service was broken into", later(3)).await.unwrap();
        assert_eq!(
            (revoked.cards.len(), revoked.jobs.as_slice(), revoked.exposed),
            (20, &[sealed.job][..], 3)
        );
        // Those whose keys were handed out are made again first.
        let first: BTreeSet<u32> = revoked.cards.iter().take(3).copied().collect();
        let seen: BTreeSet<Serial> = office.desk(&known).await.unwrap().exposed().collect();
        assert!(
            before.iter().filter(|card| first.contains(&card.number)).all(|card| seen.contains(&card.serial))
        );
        assert!(matches!(
            office.revoke(by, signer, &Which::Jobs(vec![sealed.job]), "again", later(3)).await,
            Err(CardError::NothingToDo { .. })
        ));

        assert_eq!(office.unpublished().await.unwrap(), (20, 0));
        office.publish(by, &public, Publication::default(), later(3)).await.unwrap();
        assert_eq!(office.unpublished().await.unwrap(), (0, 0));
        let list = self::list(&office, &public).await;
        assert!(before.iter().all(|card| list.list.get(card.place) == Some(INVALID)));
        let apart = office.cards_of_order(made.order).await.unwrap();
        let apart: Vec<_> = apart.iter().filter(|card| card.in_force).collect();
        assert!(apart.iter().all(|card| list.list.get(card.place) == Some(VALID)));

        let again = office.reissue(by, signer, &revoked.cards, None, later(4)).await.unwrap();
        assert!(again.failed.is_none());
        let again = again.orders;
        assert_eq!(again.iter().map(|order| order.cards).collect::<Vec<_>>(), [20]);
        let fresh = office.cards_of_order(again[0].order).await.unwrap();
        let people =
            |cards: &[card_office::Card]| cards.iter().map(|card| card.person).collect::<BTreeSet<_>>();
        assert_eq!(people(&fresh), people(&before));
        let serials: BTreeSet<Serial> = before.iter().map(|card| card.serial).collect();
        let places: BTreeSet<u32> = before.iter().map(|card| card.place).collect();
        assert!(fresh.iter().all(|card| !serials.contains(&card.serial) && !places.contains(&card.place)));
        // A card that was revoked stays it, whatever a receipt says later.
        let mut late = bureau;
        let window = Window::of(&known.manifest, 0).unwrap();
        let notes: Vec<String> = window
            .serials
            .iter()
            .map(|serial| late.sign(&known.manifest, *serial, Outcome::Printed, later(4)))
            .collect();
        office.take_receipts(by, &known, &notes, later(4)).await.unwrap();
        let cards = office.cards_of_job(sealed.job).await.unwrap();
        assert!(cards.iter().all(|card| card.state == CardState::Revoked));
        case.is_sound().await;
    }
}

async fn list(office: &CardOffice<'_>, public: &Path) -> ListToken {
    let token = std::fs::read(public.join("1")).unwrap();
    ListToken::open(&token, &office.public_keys().await.unwrap()).unwrap()
}

#[tokio::test]
async fn cards_of_the_force_are_drawn_into_a_folder_once_and_again_when_asked() {
    let case = Case::new(On::Sqlite, 6).await;
    let (office, _) = ready(&case).await;
    let order = card_order(Mode::InForce, None, (1..=6).collect(), &[]);
    let made = ordered(&case, &order, later(1)).await;
    let folder = case.folder.path().join("faces");
    private(&folder);
    let (by, signer) = &case.office;
    let known = office.order_numbered(made.order).await.unwrap();
    let mut told = Vec::new();
    let how = Drawing { folder: &folder, profile: &OFFICE_PRINTER, most: 4, again: false };
    let drawn = office
        .draw(by, signer, &known, how, &mut |done, all| told.push((done, all)), later(1))
        .await
        .unwrap();
    assert_eq!((drawn.cards, told.last()), (4, Some(&(4, 4))));
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 12);
    let how = Drawing { folder: &folder, profile: &OFFICE_PRINTER, most: 100, again: false };
    assert_eq!(office.draw(by, signer, &known, how, &mut |_, _| {}, later(1)).await.unwrap().cards, 2);
    assert!(matches!(
        office.draw(by, signer, &known, how, &mut |_, _| {}, later(1)).await,
        Err(CardError::NothingToDo { .. })
    ));
    let how = Drawing { folder: &folder, profile: &OFFICE_PRINTER, most: 100, again: true };
    assert_eq!(office.draw(by, signer, &known, how, &mut |_, _| {}, later(1)).await.unwrap().cards, 6);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 18);
    case.is_sound().await;
}

#[tokio::test]
async fn a_code_is_on_the_cards_of_those_who_are_not_set_apart_and_says_nothing_of_them() {
    let case = Case::new(On::Sqlite, 30).await;
    let (office, _) = ready(&case).await;
    let order = card_order(Mode::InForce, None, (1..=30).collect(), &[5]);
    let made = ordered(&case, &order, later(1)).await;
    let folder = case.folder.path().join("faces");
    private(&folder);
    let known = office.order_numbered(made.order).await.unwrap();
    let how = Drawing { folder: &folder, profile: &OFFICE_PRINTER, most: 100, again: false };
    office.draw(&case.office.0, &case.office.1, &known, how, &mut |_, _| {}, later(1)).await.unwrap();
    let page = office.issuer().await.unwrap().page;
    let keys = office.public_keys().await.unwrap();
    let mut without = 0;
    for card in office.cards_of_order(made.order).await.unwrap() {
        let back = std::fs::read(folder.join(format!("{}-back.png", card.serial))).unwrap();
        match scanned(&back) {
            None => without += 1,
            Some(address) => {
                assert_ne!(card.person, 5);
                let statement = page.statement_in(&address).unwrap();
                let statement = cards::statement::Statement::open(&statement, &keys).unwrap();
                assert_eq!((statement.index, statement.issuer.as_str()), (card.place, "example"));
            }
        }
    }
    // One at risk among twenty.
    assert_eq!(without, 20);
}

/// A folder that nobody else can look into.
fn private(folder: &Path) {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().mode(0o700).create(folder).unwrap();
}

#[tokio::test]
async fn faces_are_not_written_where_others_can_look_and_none_is_there_that_the_log_does_not_know() {
    use std::os::unix::fs::PermissionsExt;
    let case = Case::new(On::Sqlite, 4).await;
    let (office, _) = ready(&case).await;
    let order = card_order(Mode::InForce, None, (1..=4).collect(), &[]);
    let made = ordered(&case, &order, later(1)).await;
    let known = office.order_numbered(made.order).await.unwrap();
    let (by, signer) = &case.office;
    let folder = case.folder.path().join("faces");
    private(&folder);
    let how = Drawing { folder: &folder, profile: &OFFICE_PRINTER, most: 100, again: false };
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).unwrap();
    let refused = office.draw(by, signer, &known, how, &mut |_, _| {}, later(1)).await.unwrap_err();
    assert!(refused.to_string().contains("others can look into"), "{refused}");
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o700)).unwrap();
    // Somebody without the right to: nothing stays.
    let (other, other_signs) = &case.sharer;
    assert!(office.draw(other, other_signs, &known, how, &mut |_, _| {}, later(1)).await.is_err());
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
    case.is_sound().await;
}

/// What a telephone reads.
fn scanned(png: &[u8]) -> Option<String> {
    let decoder = png::Decoder::new(std::io::Cursor::new(png));
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let (width, height) = (info.width as usize, info.height as usize);
    let samples = info.color_type.samples();
    let mut picture =
        rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[(y * width + x) * samples]);
    let grids = picture.detect_grids();
    grids.first().map(|grid| grid.decode().unwrap().1)
}

#[tokio::test]
async fn what_was_not_set_up_or_makes_no_sense_is_refused() {
    let case = Case::new(On::Sqlite, 5).await;
    let office = CardOffice::new(&case.record);
    let (by, signer) = &case.office;
    let order = card_order(Mode::InForce, None, (1..=5).collect(), &[]);
    assert!(matches!(office.order(by, signer, &order, start()).await, Err(CardError::NotSetUp)));
    for wrong in [
        SetUp { page: "http://cards.example.police.uk/".into(), ..set_up() },
        SetUp { force: " ".into(), ..set_up() },
        SetUp { list: "One List".into(), ..set_up() },
        SetUp { issuer: "a name that is far too long for a code".into(), ..set_up() },
    ] {
        assert!(office.set_up(by, signer, &wrong, start()).await.is_err());
    }
    office.set_up(by, signer, &set_up(), start()).await.unwrap();
    // Only the card office orders.
    let (other, other_signs) = &case.sharer;
    assert!(office.order(other, other_signs, &order, start()).await.is_err());
    let past = CardOrder { last_day: jiff::civil::date(2020, 1, 1), ..order.clone() };
    assert!(matches!(office.order(by, signer, &past, start()).await, Err(CardError::NoSense { .. })));
    let nobody = CardOrder { people: RoaringBitmap::new(), ..order.clone() };
    assert!(matches!(office.order(by, signer, &nobody, start()).await, Err(CardError::Nobody)));
    // Three cannot hide one.
    let few = CardOrder { sensitive: SensitivePeople::These([1, 2].into_iter().collect()), ..order.clone() };
    assert!(office.order(by, signer, &few, start()).await.unwrap_err().is_held());
    // A fresh key: cards of the one before stay checked.
    office.set_up(by, signer, &SetUp { new_key: true, ..set_up() }, later(1)).await.unwrap();
    assert_eq!(office.public_keys().await.unwrap().len(), 2);
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 856 539.8\"><script/></svg>";
    assert!(matches!(office.keep_design(by, "ours", svg, svg, later(1)).await, Err(CardError::Template(_))));
    case.is_sound().await;
}

#[tokio::test]
async fn no_key_leaves_when_the_share_was_ended_the_print_service_is_none_any_more_or_its_time_is_over() {
    for what in ["share", "recipient", "time", "cancelled"] {
        let case = Case::new(On::Sqlite, 12).await;
        let (office, share) = ready(&case).await;
        let order = card_order(Mode::SealedJob, Some(share), (1..=12).collect(), &[]);
        let made = ordered(&case, &order, later(1)).await;
        let bureau = Bureau::new(&case.recipient);
        let target = case.folder.path().join("job.age");
        let sealed = sealed(&case, made.order, &bureau.offer(later(1)), &target, later(1)).await.unwrap();
        let known = job(&case, sealed.job).await;
        let (by, signer) = &case.sharer;
        let mut now = later(2);
        match what {
            "share" => {
                case.shares().end(by, signer, share, now).await.unwrap();
            }
            "recipient" => {
                case.shares().end_recipient(by, signer, known.holder, now).await.unwrap();
            }
            "cancelled" => {
                case.shares().cancel(by, signer, known.delivery, "lost on its way", now).await.unwrap();
            }
            _ => now = later(40),
        }
        let answer = office.answer(None, &known, &bureau.ask(&known.manifest, 0, now), now).await.unwrap();
        assert!(
            matches!(answer, Answered::Refused(CardError::Over { .. } | CardError::Cancelled { .. })),
            "{what}: {answer:?}"
        );
        assert_eq!(held(&case, &known).await, (0, 12), "{what}");
        assert_eq!(office.desk(&known).await.unwrap().exposed().count(), 0, "{what}");
    }
}

#[tokio::test]
async fn an_agent_ends_its_job_itself_and_once_more_when_it_heard_no_answer() {
    let case = Case::new(On::Sqlite, 12).await;
    let (office, share) = ready(&case).await;
    let order = card_order(Mode::SealedJob, Some(share), (1..=12).collect(), &[]);
    let made = ordered(&case, &order, later(1)).await;
    let mut bureau = Bureau::new(&case.recipient);
    let target = case.folder.path().join("job.age");
    let sealed = sealed(&case, made.order, &bureau.offer(later(1)), &target, later(1)).await.unwrap();
    let known = job(&case, sealed.job).await;
    // Somebody else's signature costs nothing and changes nothing.
    let mut stranger = Bureau::new(&receipts::RecipientSecret::fresh().unwrap());
    stranger.ledger = bureau.ledger.clone();
    let foreign = stranger.ask(&known.manifest, 0, later(2));
    let answer = office.answer(None, &known, &foreign, later(2)).await.unwrap();
    assert!(matches!(answer, Answered::Refused(CardError::Refused(Refusal::Request(_)))), "{answer:?}");
    // Whoever has stolen the agent gets keys no faster than cards are printed; who carries a request here by hand is trusted.
    office.answer(None, &known, &bureau.ask(&known.manifest, 0, later(2)), later(2)).await.unwrap();
    let manifest = known.manifest.clone();
    for serial in &Window::of(&manifest, 0).unwrap().serials {
        bureau.sign(&manifest, *serial, Outcome::Printed, later(2));
    }
    let soon = later(2).checked_add(SignedDuration::from_secs(3)).unwrap();
    let second = bureau.ask(&manifest, 1, soon);
    let answer = office.answer(None, &known, &second, soon).await.unwrap();
    assert!(matches!(answer, Answered::NotYet { seconds: 5 }), "{answer:?}");
    let answer = office.answer(Some(&case.office.0), &known, &second, soon).await.unwrap();
    assert!(matches!(answer, Answered::Keys { window: 1, .. }), "{answer:?}");
    // The same keys are not handed out for ever.
    for _ in 0..20 {
        let answer = office.answer(Some(&case.office.0), &known, &second, soon).await.unwrap();
        assert!(matches!(answer, Answered::Keys { window: 1, .. }), "{answer:?}");
    }
    let answer = office.answer(Some(&case.office.0), &known, &second, soon).await.unwrap();
    assert!(
        matches!(answer, Answered::Refused(CardError::Refused(Refusal::TooOften { window: 1 }))),
        "{answer:?}"
    );
    let foreign = stranger.end(&known.manifest, later(2));
    assert!(matches!(office.ended(&known, &foreign, later(2)).await, Err(CardError::Job(_))));
    assert_eq!(office.progress_of(sealed.job).await.unwrap().state, JobState::Open);
    let end = bureau.end(&known.manifest, later(2));
    assert_eq!(office.ended(&known, &end, later(2)).await.unwrap(), Ended { receipts: 9, again: false });
    assert_eq!(office.ended(&known, &end, later(2)).await.unwrap(), Ended { receipts: 0, again: true });
    let progress = office.progress_of(sealed.job).await.unwrap();
    assert_eq!((progress.state, progress.with(CardState::Destroyed)), (JobState::Closed, 9));
    case.is_sound().await;
}
