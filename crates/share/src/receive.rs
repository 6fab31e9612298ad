//! Receipts and destruction certificates come in.

use crate::deliveries::{Delivery, SELECT, delivery};
use crate::{DeliveryState, ShareError, Shares};
use jiff::{SignedDuration, Timestamp};
use receipts::hex;
use receipts::{Stated, Statement};
use record::{
    Actor, DELIVERY_STATE, DeliveryCancelled, DeliveryDestroyed, DeliveryReceived, Ending, Recorded, Signer,
    Writing,
};
use store::Value;

/// How far the recipient's clock may be off.
const CLOCKS: SignedDuration = SignedDuration::from_mins(10);

/// What a statement was taken for.
#[derive(Debug, Clone)]
pub struct Taken {
    /// Number of the delivery.
    pub delivery: u32,
    /// What is stated.
    pub stated: Stated,
    /// Whether a destruction came after the day on which it was due.
    pub is_late: bool,
    /// The act.
    pub recorded: Recorded,
}

impl Shares<'_> {
    /// Takes in what a recipient signed. Whatever is not about this record, this delivery and exactly what was sealed, or was
    /// taken in before, changes nothing.
    pub async fn receive(&self, by: &Actor, note: &[u8], now: Timestamp) -> Result<Taken, ShareError> {
        let number = claimed(note)?;
        let known = self.delivery(number).await?;
        let share = self.share(&known.share.to_string()).await?;
        let keys = self.recipient(share.recipient).await?.keys;
        let statement = Statement::open(note, &keys)?;
        let at = self.is_about(&statement, &known, now)?;
        let mut writing = self.record.begin("take in a receipt", now).await?;
        let current = read(&mut writing, number).await?;
        let state = match (statement.stated, current.state) {
            (Stated::Received, DeliveryState::Delivered) => DeliveryState::Received,
            (Stated::Destroyed, DeliveryState::Delivered | DeliveryState::Received) => {
                DeliveryState::Destroyed
            }
            (_, state) => {
                let fix = "This receipt was taken in before, or comes too late: nothing was changed";
                return Err(ShareError::Delivery { delivery: number, state, fix });
            }
        };
        becomes(&mut writing, &current, state, Some((at, note))).await?;
        let recorded = if state == DeliveryState::Received {
            let act = DeliveryReceived {
                delivery: number,
                holder: known.holder,
                content: statement.content.clone(),
                stated: at.to_string(),
            };
            writing.commit(&act, by, &[]).await?
        } else {
            // Before it was delivered nothing was destroyed, whatever a clock says; and nothing is destroyed tomorrow.
            let earliest = at.max(known.at).min(writing.at());
            let ending = Ending { earliest, latest: Some(writing.at()) };
            writing.close_holding(known.holding, ending).await?;
            let act = DeliveryDestroyed {
                delivery: number,
                holder: known.holder,
                holding: known.holding,
                content: statement.content.clone(),
                stated: at.to_string(),
            };
            writing.commit(&act, by, &[]).await?
        };
        let is_late = state == DeliveryState::Destroyed && at > known.destroy_by;
        Ok(Taken { delivery: number, stated: statement.stated, is_late, recorded })
    }

    /// Says that a delivery never reached its recipient. `why` is kept, sealed.
    pub async fn cancel(
        &self,
        by: &Actor,
        signer: &Signer,
        number: u32,
        why: &str,
        now: Timestamp,
    ) -> Result<Recorded, ShareError> {
        if why.trim().is_empty() {
            return Err(ShareError::Missing { what: "why it never reached its recipient" });
        }
        let mut writing = self.record.begin("cancel a delivery", now).await?;
        let current = read(&mut writing, number).await?;
        if current.state != DeliveryState::Delivered {
            let fix = "What was signed for did reach its recipient, and cannot be cancelled";
            return Err(ShareError::Delivery { delivery: number, state: current.state, fix });
        }
        becomes(&mut writing, &current, DeliveryState::Cancelled, None).await?;
        let at = writing.at();
        writing.close_holding(current.holding, Ending { earliest: at, latest: Some(at) }).await?;
        writing.note(why.trim()).await?;
        let act = DeliveryCancelled { delivery: number, holder: current.holder, holding: current.holding };
        Ok(writing.commit(&act, by, &[signer]).await?)
    }

    fn is_about(
        self,
        statement: &Statement,
        known: &Delivery,
        now: Timestamp,
    ) -> Result<Timestamp, ShareError> {
        if statement.record != self.record.id() {
            return Err(ShareError::OtherStatement { what: "a delivery of another force" });
        }
        if statement.content != hex(&known.content) {
            return Err(ShareError::OtherStatement { what: "other content than this delivery had" });
        }
        let at = statement.stated_at()?;
        if at.duration_since(now) > CLOCKS {
            return Err(ShareError::Clock { when: "that it was signed in the future" });
        }
        if known.at.duration_since(at) > CLOCKS {
            return Err(ShareError::Clock { when: "that it was signed before the delivery was made" });
        }
        Ok(at)
    }
}

/// Which delivery a note says it is about. Nothing is believed before its signature is proved.
fn claimed(note: &[u8]) -> Result<u32, ShareError> {
    let other = || ShareError::OtherStatement { what: "something else: it is no receipt" };
    let text = std::str::from_utf8(note).map_err(|_| other())?;
    let json = text
        .strip_prefix(receipts::RECEIPT_SCHEMA)
        .and_then(|rest| rest.strip_prefix('\n'))
        .and_then(|rest| rest.lines().next())
        .ok_or_else(other)?;
    let statement: Statement = serde_json::from_str(json).map_err(|_| other())?;
    Ok(statement.delivery)
}

async fn read(writing: &mut Writing<'_>, number: u32) -> Result<Delivery, ShareError> {
    let rows = writing.read(&format!("{SELECT} WHERE d.number = $1"), &[i64::from(number).into()]).await?;
    delivery(rows.first().ok_or(ShareError::NoDelivery { delivery: number })?)
}

async fn becomes(
    writing: &mut Writing<'_>,
    current: &Delivery,
    state: DeliveryState,
    stated: Option<(Timestamp, &[u8])>,
) -> Result<(), ShareError> {
    writing.end(&DELIVERY_STATE, &[current.state_row]).await?;
    let row: Vec<Value> = vec![
        i64::from(current.number).into(),
        state.id().into(),
        stated.map(|(at, _)| at.as_microsecond()).into(),
        stated.map(|(_, note)| note.to_vec()).into(),
    ];
    writing.insert_one(&DELIVERY_STATE, row).await?;
    Ok(())
}
