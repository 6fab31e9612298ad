//! Which forms of one's own people are found, under whatever heading they stand.

use crate::common::{drawn, found, on_roster, person, roster, whole};
use detect::{Roster, SealKey};

const PEOPLE: usize = 60;

/// Every second of them has a double-barrelled surname.
fn surname(number: usize) -> String {
    let (surname, _) = person(number);
    if number % 2 == 1 { format!("{surname}-Smythe") } else { surname.to_owned() }
}

fn number(person: usize) -> usize {
    50_000 + person * 7
}

fn ours() -> Roster {
    let rows: Vec<Vec<String>> = (0..PEOPLE)
        .map(|one| {
            let (plain, forename) = person(one);
            let mail = format!("{forename}.{plain}@force.police.uk").to_lowercase();
            vec![surname(one), forename.to_owned(), "PC".to_owned(), number(one).to_string(), mail]
        })
        .collect();
    roster(&["Surname", "Forename", "Rank", "Service No", "Email"], &rows)
}

fn sealed() -> Roster {
    // Opened with the key under which it was made.
    let file = ours().seal().unwrap();
    Roster::open(&file, SealKey::parse(&"07".repeat(32)).unwrap()).unwrap()
}

fn column(head: &str, cell: impl Fn(usize) -> String) -> Vec<String> {
    let rows = (0..PEOPLE).map(|one| format!("{},{}", cell(one), drawn(one, 7)));
    std::iter::once(format!("{head},Val")).chain(rows).collect()
}

#[track_caller]
fn all_are_found(rows: &[String]) {
    assert_eq!(on_roster(rows, &ours()), (60, 60));
    assert_eq!(on_roster(rows, &sealed()), (60, 60));
}

/// Nothing but the roster says what these columns are.
#[test]
fn a_heading_that_says_nothing_hides_nobody() {
    all_are_found(&column("Key", |one| number(one).to_string()));
    all_are_found(&column("Mailbox", |one| whole(one).to_lowercase().replace(' ', ".")));
    all_are_found(&column("Code", |one| whole(one).to_lowercase()));
    all_are_found(&column("Assigned", |one| format!("PC {} {}", number(one), surname(one))));
}

#[test]
fn logins_are_taken_for_people() {
    let rows = column("User", |one| format!("{}{}", &person(one).1[..1], person(one).0).to_lowercase());
    let (least, most) = on_roster(&rows, &ours());
    assert!(least >= 50 && most <= 60, "{least} to {most}");
}

#[test]
fn half_of_a_surname_and_letters_run_together_are_enough() {
    let rows = (0..PEOPLE).map(|one| format!("{},{}", person(one).0, person(one).1));
    let rows: Vec<String> = std::iter::once("Surname,Forename".to_owned()).chain(rows).collect();
    all_are_found(&rows);
    all_are_found(&column("Who", |one| format!("{}A {}", &person(one).1[..1], person(one).0.to_uppercase())));
    all_are_found(&column("Officer", |one| format!("PC {} {}", number(one), person(one).0)));
}

#[test]
fn short_forenames_and_one_wrong_letter_are_forgiven() {
    let named = |surname: &str, forename: &str| vec![surname.to_owned(), forename.to_owned()];
    let pairs = [
        ("William", "Bill"),
        ("Margaret", "Peggy"),
        ("Robert", "Bob"),
        ("Elizabeth", "Liz"),
        ("Richard", "Dick"),
        ("Edward", "Ted"),
        ("Catherine", "Kate"),
        ("Henry", "Harry"),
        ("Mary", "Molly"),
        ("Sarah", "Sally"),
    ];
    let roster = roster(
        &["Surname", "Forename"],
        &(0..40).map(|one| named(person(one * 3).0, pairs[one % 10].0)).collect::<Vec<_>>(),
    );
    let rows = |spell: &dyn Fn(usize) -> String| -> Vec<String> {
        std::iter::once("Name,Val".to_owned()).chain((0..40).map(|one| format!("{},1", spell(one)))).collect()
    };
    let short = rows(&|one| format!("{} {}", pairs[one % 10].1, person(one * 3).0));
    let (least, most) = on_roster(&short, &roster);
    assert!(least >= 38 && most <= 40, "{least} to {most}");
    for wrong in [0_usize, 1, 2] {
        let misspelt = rows(&|one| {
            let surname = person(one * 3).0;
            let other = match wrong {
                0 => format!("{}{}", &surname[..2], &surname[3..]),
                1 => format!("{}x{}", &surname[..3], &surname[4..]),
                _ => format!("{}h{}", &surname[..3], &surname[3..]),
            };
            format!("{} {other}", pairs[one % 10].0)
        });
        let (least, most) = on_roster(&misspelt, &roster);
        assert!(least >= 36 && most <= 40, "{wrong}: {least} to {most}");
    }
}

/// Misspelt surnames are no words of any list: their heading and the roster say what they are.
#[test]
fn misspelt_surnames_in_a_column_of_their_own_are_found() {
    let rows = (0..PEOPLE).map(|one| {
        let (surname, forename) = person(one);
        format!("{}{},{forename}", &surname[..2], &surname[3..])
    });
    let rows: Vec<String> = std::iter::once("Surname,Forename".to_owned()).chain(rows).collect();
    let (least, most) = on_roster(&rows, &ours());
    assert!(least >= 50 && most <= 60, "{least} to {most}");
}

/// A large roster has most of the four-digit numbers and common surnames of everything.
#[test]
fn what_chance_would_have_is_nobody() {
    let rows: Vec<Vec<String>> = (0..4_000)
        .map(|one| {
            vec![person(one).0.to_owned(), person(one / 3).1.to_owned(), (1_000 + one * 2).to_string()]
        })
        .collect();
    let roster = roster(&["Surname", "Forename", "Collar No"], &rows);
    let clear = |rows: &[String]| {
        let found = found(rows, Some(&roster)).people;
        assert_eq!((found.most(), found.roster.unwrap_or_default().certain), (0, 0), "{}", rows[1]);
    };
    clear(&column("Metres", |one| (1_000 + drawn(one, 8_000)).to_string()));
    clear(&column("Year", |one| (1_990 + one % 30).to_string()));
    clear(&column("Line", |one| (1_000 + one).to_string()));
}

/// Strangers with forenames were judged by the chance of a forename, though their letters were counted.
#[test]
fn strangers_who_share_letters_with_the_roster_are_not_ours() {
    let ours: Vec<Vec<String>> =
        (0..2_000).map(|one| vec![format!("{}{}", person(one).0, one % 40), "Jane".to_owned()]).collect();
    let roster = roster(&["Surname", "Forename"], &ours);
    let rows: Vec<String> = std::iter::once("Surname,Forename".to_owned())
        .chain((0..200).map(|one| format!("{},{}", person(one).0, person(one * 7).1)))
        .collect();
    assert_eq!(on_roster(&rows, &roster).0, 0);
}

/// Sixty numbers in nine hundred rows are sixty answers: by chance nine were "surely" of the roster.
#[test]
fn numbers_that_repeat_do_not_repeat_their_chance() {
    let ours: Vec<Vec<String>> = (0..9_000)
        .map(|one| vec![person(one).0.to_owned(), format!("{}", 10_000 + drawn(one, 90_000))])
        .collect();
    let roster = roster(&["Surname", "Service No"], &ours);
    let rows = (0..900).map(|row| format!("2022-03-{:02},{}", row % 28 + 1, 40_000 + drawn(row, 60) * 17));
    let rows: Vec<String> = std::iter::once("Date,Service No".to_owned()).chain(rows).collect();
    assert_eq!(on_roster(&rows, &roster).0, 0);
}

/// Somebody with an address and nothing else was left out of the roster.
#[test]
fn an_address_alone_is_enough_to_be_on_the_roster() {
    let mail = |one: usize| format!("{}.{}@force.police.uk", person(one).1, person(one).0).to_lowercase();
    let rows: Vec<Vec<String>> = (0..PEOPLE).map(|one| vec![mail(one)]).collect();
    let roster = roster(&["Email"], &rows);
    assert_eq!(on_roster(&column("Email", mail), &roster), (60, 60));
}

/// Two of three rows by their whole names were taken for chance, on a roster of sixty.
#[test]
fn two_of_three_rows_are_enough_on_a_small_roster() {
    let row = |surname: &str, forename: &str| format!("{surname},{forename},Constable");
    let own = |one: usize| row(&surname(one), person(one).1);
    let table = |rows: &[String]| [&["Surname,Forename,Rank".to_owned()], rows].concat();
    assert_eq!(on_roster(&table(&[own(2), own(4), row("Thrapston", "Ilka")]), &ours()), (2, 2));
    assert_eq!(
        on_roster(&table(&[own(2), row("Oskwick", "Ilka"), row("Thrapston", "Ilka")]), &ours()),
        (0, 0)
    );
}
