//! The key of a delivery's marks is opened: proposed by one, agreed by another. Whoever has it can recompute every mark of
//! this delivery, and could copy it; so it is opened for an expert after a leak, and never before.

use crate::stored::{integer, narrow, text};
use crate::{ShareError, Shares};
use jiff::Timestamp;
use marks::DeliveryKey;
use record::{Actor, DeliveryOpened, DeliveryOpeningProposed, OPENED_DELIVERY, Recorded, Signer};

impl Shares<'_> {
    /// Proposes that the key of a delivery be opened. `why` is kept, sealed.
    pub async fn propose_opening(
        &self,
        by: &Actor,
        signer: &Signer,
        delivery: u32,
        why: &str,
        now: Timestamp,
    ) -> Result<Recorded, ShareError> {
        if why.trim().is_empty() {
            return Err(ShareError::Missing { what: "why the key is to be opened" });
        }
        self.delivery(delivery).await?;
        let mut writing = self.record.begin("propose to open a delivery", now).await?;
        if let Some(opening) = Opening::read(&mut writing, delivery).await? {
            return Err(opening.refused(delivery));
        }
        writing.insert_one(&OPENED_DELIVERY, vec![i64::from(delivery).into(), "proposed".into()]).await?;
        writing.note(why.trim()).await?;
        Ok(writing.commit(&DeliveryOpeningProposed { delivery }, by, &[signer]).await?)
    }

    /// Agrees that the key of a delivery be opened.
    pub async fn open_delivery(
        &self,
        by: &Actor,
        signer: &Signer,
        delivery: u32,
        now: Timestamp,
    ) -> Result<Recorded, ShareError> {
        let mut writing = self.record.begin("open a delivery", now).await?;
        let opening =
            Opening::read(&mut writing, delivery).await?.ok_or(ShareError::NotProposed { delivery })?;
        if opening.is_open {
            return Err(opening.refused(delivery));
        }
        let (proposal, _) = writing
            .act_at::<DeliveryOpeningProposed>(opening.act)
            .await?
            .ok_or_else(|| ShareError::damaged(format!("act {} is missing", opening.act)))?;
        writing.is_somebody_else(&proposal, by).await?;
        writing.end(&OPENED_DELIVERY, &[opening.row]).await?;
        writing.insert_one(&OPENED_DELIVERY, vec![i64::from(delivery).into(), "opened".into()]).await?;
        let act = DeliveryOpened { delivery, proposal: opening.act };
        Ok(writing.commit(&act, by, &[signer]).await?)
    }

    /// The key of a delivery that two actors opened.
    pub async fn opened_key(&self, delivery: u32) -> Result<DeliveryKey, ShareError> {
        let known = self.delivery(delivery).await?;
        let rows = self
            .record
            .read(
                "SELECT state FROM opened_delivery WHERE delivery = $1 AND ended IS NULL",
                &[i64::from(delivery).into()],
            )
            .await?;
        match rows.first().map(|row| text(row, 0)).transpose()? {
            Some("opened") => {
                let key = self.delivery_key(known.holder, known.share, known.number);
                if key.is_committed(&known.key_commitment) {
                    Ok(key)
                } else {
                    Err(ShareError::damaged(format!("delivery {delivery} was made under another key")))
                }
            }
            _ => Err(ShareError::NotProposed { delivery }),
        }
    }
}

struct Opening {
    row: i64,
    act: u64,
    is_open: bool,
}

impl Opening {
    async fn read(writing: &mut record::Writing<'_>, delivery: u32) -> Result<Option<Self>, ShareError> {
        let rows = writing
            .read(
                "SELECT number, act, state FROM opened_delivery WHERE delivery = $1 AND ended IS NULL",
                &[i64::from(delivery).into()],
            )
            .await?;
        rows.first()
            .map(|row| {
                Ok(Self {
                    row: integer(row, 0)?,
                    act: u64::from(narrow(integer(row, 1)?)?),
                    is_open: text(row, 2)? == "opened",
                })
            })
            .transpose()
    }

    fn refused(&self, delivery: u32) -> ShareError {
        let fix = if self.is_open {
            "Nothing is left to do: tipstaff leak bundle writes what an expert needs"
        } else {
            "Somebody else has to agree: tipstaff leak open"
        };
        ShareError::Opened { delivery, state: if self.is_open { "open" } else { "to be opened" }, fix }
    }
}
