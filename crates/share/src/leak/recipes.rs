//! What was delivered, as recipes, and the keys of their marks.

use crate::deliver::{Nobody, SPECIMEN};
use crate::stored::{bytes, integer, narrow, text};
use crate::{DeliveryState, Mark, ShareError, ShareState, Shares};
use keyring::SecretKey;
use marks::{DeliveryKey, DeliveryName, Subject};
use record::FICTITIOUS;
use std::collections::{BTreeMap, HashMap};
use trace::{Delivery, DeliveryId, Honey, Keys, Marked, Tokens};

/// The keys of all deliveries, derived when they are asked for.
pub(crate) struct Secrets {
    master: SecretKey,
    /// Share of each delivery.
    shares: HashMap<DeliveryId, u32>,
}

impl Keys for Secrets {
    fn key(&self, delivery: DeliveryId) -> Option<DeliveryKey> {
        let share = self.shares.get(&delivery)?;
        let purpose = format!("share {share}");
        let name =
            DeliveryName { recipient: delivery.recipient, purpose: &purpose, delivery: delivery.number };
        Some(DeliveryKey::derive(&self.master, &name))
    }
}

impl Secrets {
    /// Every delivery.
    pub(crate) fn deliveries(&self) -> impl Iterator<Item = DeliveryId> + '_ {
        self.shares.keys().copied()
    }
}

impl Shares<'_> {
    /// The recipe of every delivery. One that was cancelled is among them: nobody can prove that it was not copied.
    pub(crate) async fn recipes(&self) -> Result<(Vec<Delivery>, Secrets), ShareError> {
        let master = self.record.room_key(crate::deliver::MASTER);
        let ended: HashMap<u32, bool> = self
            .shares()
            .await?
            .into_iter()
            .map(|share| (share.number, share.state == ShareState::Ended))
            .collect();
        let aliases = self.record.aliases(record::KnownAt::NOW).await?;
        let mut nobodies = self.fictitious().await?;
        let mut secrets = Secrets { master, shares: HashMap::new() };
        let mut recipes = Vec::new();
        for known in self.deliveries().await? {
            let id = DeliveryId { recipient: known.holder, number: known.number };
            secrets.shares.insert(id, known.share);
            let key =
                secrets.key(id).filter(|key| key.is_committed(&known.key_commitment)).ok_or_else(|| {
                    ShareError::damaged(format!("delivery {} was made under another key", known.number))
                })?;
            let people = nobodies.remove(&known.number).unwrap_or_default();
            let has_tokens = known.marks.has(Mark::Token);
            let draws = people.last().map_or(0, |nobody| u64::from(nobody.draw) + 1);
            let honey = (0_u32..)
                .zip(&people)
                .map(|(place, nobody)| Honey {
                    surname: nobody.surname.clone(),
                    forenames: nobody.forename.clone(),
                    draw: nobody.draw,
                    token: has_tokens.then(|| key.token().token(Subject::Fictitious(place)).to_string()),
                })
                .collect::<Vec<_>>();
            let delivered = known.at.as_microsecond();
            let is_over = known.state == DeliveryState::Cancelled || ended.get(&known.share) == Some(&true);
            recipes.push(Delivery {
                id,
                purpose: format!("share {}", known.share),
                delivered,
                as_of: delivered,
                fields: known.fields.bits().cast_unsigned(),
                people: aliases.resolved(&known.people),
                marked: Marked {
                    tokens: if has_tokens { Tokens::OfDelivery } else { Tokens::None },
                    order: known.marks.has(Mark::Order),
                    photos: known.marks.has(Mark::Photo),
                },
                honey_refused: draws.saturating_sub(honey.len() as u64),
                honey,
                specimens: (has_tokens && known.marks.has(Mark::Specimen))
                    .then(|| key.token().token(Subject::Specimen(SPECIMEN)).to_string())
                    .into_iter()
                    .collect(),
                received: known.received.map(jiff::Timestamp::as_microsecond),
                destroyed: known.destroyed.map(jiff::Timestamp::as_microsecond),
                ended: is_over.then(|| known.destroy_by.as_microsecond()),
            });
        }
        Ok((recipes, secrets))
    }

    /// People who do not exist, by delivery, in their order.
    async fn fictitious(&self) -> Result<BTreeMap<u32, Vec<Nobody>>, ShareError> {
        let rows = self
            .record
            .read(
                "SELECT number, delivery, kind, name FROM fictitious WHERE ended IS NULL ORDER BY delivery, place",
                &[],
            )
            .await?;
        let mut people: BTreeMap<u32, Vec<Nobody>> = BTreeMap::new();
        for row in &rows {
            if text(row, 2)? != "fictitious" {
                continue;
            }
            let name = self.record.opened(&FICTITIOUS, integer(row, 0)?, "name", bytes(row, 3)?)?;
            let nobody = serde_json::from_str(&name)
                .map_err(|_| ShareError::damaged("a person who does not exist cannot be read"))?;
            people.entry(narrow(integer(row, 1)?)?).or_default().push(nobody);
        }
        Ok(people)
    }
}
