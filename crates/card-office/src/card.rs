//! Cards, as they stand in the record.

use crate::stored::{narrow, number, optional_number};
use crate::{CardError, CardOffice, CardState};
use cards::job::Serial;
use record::{CARD, CARD_STATE, Record, Writing};
use store::{Row, Value};

/// A card.
#[derive(Clone, PartialEq, Eq)]
pub struct Card {
    /// Number of the card.
    pub number: u32,
    /// Number of the order.
    pub order: u32,
    /// Number of the person.
    pub person: u32,
    /// Whether it is printed in the force.
    pub in_force: bool,
    /// Its serial.
    pub serial: Serial,
    /// Its place in the status list.
    pub place: u32,
    /// Row of the issuer whose list has the place.
    pub issuer: u32,
    /// What it is.
    pub state: CardState,
    /// Number of the job it is in.
    pub job: Option<u32>,
    pub(crate) state_row: i64,
}

/// Never whose.
impl std::fmt::Debug for Card {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Card")
            .field("number", &self.number)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

/// Cards that are looked up together.
const AT_ONCE: usize = 500;

/// Cards are given out in the order of their numbers: those who are at risk first.
pub(crate) const SELECT: &str = "SELECT c.number, c.card_order, c.person, c.in_force, c.serial, c.place, c.list, \
     s.state, s.job, s.number FROM card c JOIN card_state s ON s.card = c.number AND s.ended IS NULL";

pub(crate) fn card(record: &Record, row: &Row) -> Result<Card, CardError> {
    let number = row.integer(0)?;
    let damaged = || CardError::damaged(format!("card {number} makes no sense"));
    let opened = |column, at| Ok::<_, CardError>(record.opened(&CARD, number, column, row.bytes(at)?)?);
    Ok(Card {
        number: narrow(number)?,
        order: self::number(row, 1)?,
        person: self::number(row, 2)?,
        in_force: row.integer(3)? != 0,
        serial: opened("serial", 4)?.parse().map_err(|_| damaged())?,
        place: opened("place", 5)?.parse().map_err(|_| damaged())?,
        issuer: self::number(row, 6)?,
        state: CardState::named(row.text(7)?).ok_or_else(damaged)?,
        job: optional_number(row, 8)?,
        state_row: row.integer(9)?,
    })
}

impl CardOffice<'_> {
    /// Cards of an order.
    pub async fn cards_of_order(&self, order: u32) -> Result<Vec<Card>, CardError> {
        self.cards("c.card_order = $1", order).await
    }

    /// Cards that are in a job, or were when they were printed or revoked.
    pub async fn cards_of_job(&self, job: u32) -> Result<Vec<Card>, CardError> {
        self.cards("s.job = $1", job).await
    }

    /// Cards of a person.
    pub async fn cards_of_person(&self, person: u32) -> Result<Vec<Card>, CardError> {
        self.cards("c.person = $1", person).await
    }

    /// Cards by their numbers. Numbers that no card has are left out.
    pub(crate) async fn cards_numbered(&self, numbers: &[u32]) -> Result<Vec<Card>, CardError> {
        let mut cards = Vec::with_capacity(numbers.len());
        for numbers in numbers.chunks(AT_ONCE) {
            let list = (1..=numbers.len()).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ");
            let values: Vec<Value> = numbers.iter().map(|number| i64::from(*number).into()).collect();
            let rows = self.record.read(&format!("{SELECT} WHERE c.number IN ({list})"), &values).await?;
            for row in &rows {
                cards.push(card(self.record, row)?);
            }
        }
        Ok(cards)
    }

    /// The card of a serial.
    pub async fn card(&self, serial: Serial) -> Result<Card, CardError> {
        let tag = self.record.card_tag(&serial.to_string());
        let rows = self.record.read(&format!("{SELECT} WHERE c.tag = $1"), &[tag.to_vec().into()]).await?;
        let row = rows.first().ok_or_else(|| CardError::Unknown { what: format!("card {serial}") })?;
        card(self.record, row)
    }

    async fn cards(&self, condition: &str, number: u32) -> Result<Vec<Card>, CardError> {
        let statement = format!("{SELECT} WHERE {condition} ORDER BY c.number");
        let rows = self.record.read(&statement, &[i64::from(number).into()]).await?;
        rows.iter().map(|row| card(self.record, row)).collect()
    }
}

/// Cards become something else as part of an act: in the order that is given. Those that are it already stay as they are.
pub(crate) async fn turn(
    writing: &mut Writing<'_>,
    cards: &[(&Card, CardState, Option<u32>)],
) -> Result<(), CardError> {
    let changed: Vec<_> =
        cards.iter().filter(|(card, state, job)| card.state != *state || card.job != *job).collect();
    if changed.is_empty() {
        return Ok(());
    }
    let ended: Vec<i64> = changed.iter().map(|(card, ..)| card.state_row).collect();
    writing.end(&CARD_STATE, &ended).await?;
    let first = writing.reserve(&CARD_STATE, changed.len()).await?;
    let rows = changed.iter().map(|(card, state, job)| {
        let row: Vec<Value> =
            vec![i64::from(card.number).into(), state.id().into(), job.map(i64::from).into()];
        row
    });
    writing.insert(&CARD_STATE, first, rows.collect()).await?;
    Ok(())
}
