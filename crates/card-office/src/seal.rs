//! Sealing a job: faces drawn, each under a key of its own, all of them to the one-time key of a print agent; on record as a
//! delivery of the share, with a holding of everybody in it as possible.
//!
//! As with every delivery, sealing comes first, the act second, and the file gets its name last.

use crate::card::{self, turn};
use crate::design::Design;
use crate::face::{Material, drawn, drawn_specimen, fields};
use crate::stored::{narrow, to_text};
use crate::{Card, CardError, CardOffice, CardState, Issuer, JOB_KEY, Mode, Order};
use cards::face::BureauProfile;
use cards::job::{CardToSeal, JobError, JobOffer, JobRecipient, MOST_CARDS, SealedJob, Serial, seal};
use jiff::Timestamp;
use receipts::hex;
use record::{Actor, CARD_JOB, CardJobSealed, Recorded, Signer, Subjects, Writing};
use roaring::RoaringBitmap;
use sha2::{Digest, Sha256};
use share::{CARD_JOB_FORM, Packed, Packing, Shares};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use store::Value;
use tlog::{StatementKey, VerifierKey};
use tokio::sync::mpsc::{Receiver, channel};
use zeroize::Zeroizing;

/// Cards that are read together: their photos are in memory.
const AT_ONCE: usize = 16;

/// How a job is sealed.
#[derive(Debug, Clone)]
pub struct Sealing<'s> {
    /// The offer that the print agent signed.
    pub offer: &'s str,
    /// For how many cards keys are handed out together.
    pub window: u32,
    /// At most so many cards.
    pub most: usize,
    /// What the print service wants.
    pub profile: &'s BureauProfile,
    /// Where the sealed file is written. No file may be there.
    pub target: &'s Path,
}

/// A job that was sealed.
#[derive(Debug, Clone)]
pub struct Sealed {
    /// Number of the job.
    pub job: u32,
    /// Its number as the print service knows it.
    pub name: String,
    /// Number of the delivery.
    pub delivery: u32,
    /// Number of the holding.
    pub holding: u32,
    /// Cards in it, its specimen aside.
    pub cards: u64,
    /// SHA-256 of the file.
    pub sha256: [u8; 32],
    /// Size of the file.
    pub bytes: u64,
    /// Until when it has to be destroyed.
    pub destroy_by: Timestamp,
    /// The act.
    pub recorded: Recorded,
}

/// All that the drawing thread needs: it reads nothing of the record.
struct Workplace {
    design: Design,
    issuer: Issuer,
    order: Order,
    profile: BureauProfile,
    window: u32,
    agent: VerifierKey,
    to: JobRecipient,
    force: StatementKey,
    now: Timestamp,
    out: File,
}

impl CardOffice<'_> {
    /// Seals the next cards of an order that a print service prints.
    pub async fn seal(
        &self,
        by: &Actor,
        signer: &Signer,
        order: &Order,
        sealing: &Sealing<'_>,
        told: &mut (dyn FnMut(u64, u64) + Send),
        now: Timestamp,
    ) -> Result<Sealed, CardError> {
        let cards = self.due(order, sealing).await?;
        let shares = Shares::new(self.record);
        let share = order.share.ok_or_else(|| CardError::damaged("an order has no share"))?;
        let share = shares.share(&share.to_string()).await?;
        let agent =
            shares.recipient(share.recipient).await?.keys.verifier().map_err(share::ShareError::from)?;
        let to = JobOffer::open(sealing.offer, &agent, now)?;
        let people: RoaringBitmap = cards.iter().map(|card| card.person).collect();
        self.nobody_apart(&people).await?;
        let packing = shares.packing(&share, &people, now).await?;
        if packing.people().len() != people.len() {
            return Err(CardError::NoSense {
                what: "somebody in this job is not in the share any more".into(),
                fix: "Order cards anew for those who are",
            });
        }
        let design = self.design(&order.design).await?;
        let draft = packing.draft(sealing.target)?;
        let workplace = Workplace {
            design: design.clone(),
            issuer: self.issuer().await?,
            order: order.clone(),
            profile: sealing.profile.clone(),
            window: sealing.window,
            agent: agent.clone(),
            to: to.clone(),
            force: self.record.statement_key(JOB_KEY)?,
            now,
            out: draft.reopen().map_err(|error| file(sealing.target, &error))?,
        };
        let sealed = self.sealed(workplace, &design, order, cards.clone(), &packing, told).await?;
        draft.as_file().sync_all().map_err(|error| file(sealing.target, &error))?;
        let (sha256, bytes) = digest(&draft.reopen().map_err(|error| file(sealing.target, &error))?)
            .map_err(|error| file(sealing.target, &error))?;

        let manifest =
            Zeroizing::new(serde_json::to_string(&sealed.manifest).map_err(|_| CardError::BrokeOff)?);
        let packed = Packed {
            fields: fields(&design, Some(share.fields)).into_iter().collect(),
            form: CARD_JOB_FORM,
            content: Sha256::digest(manifest.as_bytes()).into(),
            sha256,
            bytes,
        };
        let mut writing = self.record.begin("seal a job of cards", now).await?;
        self.are_still(&mut writing, &cards).await?;
        self.is_unused(&mut writing, &to).await?;
        let subjects = Subjects::People { definite: RoaringBitmap::new(), possible: people.clone() };
        let (delivery, holding) = packing.enter(&mut writing, &packed, subjects).await?;
        let job = write_job(&mut writing, order, delivery, &sealed, &manifest).await?;
        let changed: Vec<_> = cards.iter().map(|card| (card, CardState::Sealed, Some(job))).collect();
        turn(&mut writing, &changed).await?;
        let name = sealed.manifest.job.to_string();
        let act = CardJobSealed {
            job,
            name: name.clone(),
            order: order.number,
            share: share.number,
            delivery,
            holder: share.holder,
            holding,
            cards: cards.len() as u64,
            key_commitment: hex(&packing.key_commitment()),
            content: hex(&packed.content),
            sha256: hex(&sha256),
            bytes,
            destroy_by: packing.destroy_by()?.to_string(),
        };
        let recorded = writing.commit(&act, by, &[signer]).await?;
        draft.persist_noclobber(sealing.target).map_err(|error| CardError::File {
            what: "the job is on record, and could not be put at",
            path: sealing.target.to_owned(),
            kind: error.error.kind(),
            fix: "Cancel its delivery (tipstaff share cancel), and order these cards again",
        })?;
        Ok(Sealed {
            job,
            name,
            delivery,
            holding,
            cards: cards.len() as u64,
            sha256,
            bytes,
            destroy_by: packing.destroy_by()?,
            recorded,
        })
    }

    /// The cards of an order that a print service is to print next.
    async fn due(&self, order: &Order, sealing: &Sealing<'_>) -> Result<Vec<Card>, CardError> {
        if order.mode != Mode::SealedJob {
            return Err(CardError::NoSense {
                what: format!("all cards of order {} are printed in the force", order.number),
                fix: "Draw them for a printer in the force: tipstaff card draw",
            });
        }
        if sealing.window == 0 || sealing.window as usize > MOST_CARDS {
            return Err(CardError::NoSense {
                what: "keys are handed out for 1 to 1,000 cards together".into(),
                fix: "Say how many may leak before a receipt is due, such as 20",
            });
        }
        let is_due = |card: &Card| !card.in_force && card.state == CardState::Ordered;
        let most = sealing.most.min(MOST_CARDS);
        let cards: Vec<Card> =
            self.cards_of_order(order.number).await?.into_iter().filter(is_due).take(most).collect();
        if cards.is_empty() {
            return Err(CardError::NothingToDo { what: "no card of this order waits to be sealed" });
        }
        Ok(cards)
    }

    /// Refuses a job that has somebody in it who was set apart since the order.
    async fn nobody_apart(&self, people: &RoaringBitmap) -> Result<(), CardError> {
        let aliases = self.record.aliases(record::KnownAt::NOW).await?;
        let apart = aliases.resolved(&crate::apart::known(self.record).await?);
        if aliases.resolved(people).is_disjoint(&apart) {
            Ok(())
        } else {
            Err(cards::plan::PlanError::NotForBureau.into())
        }
    }

    /// Draws on a thread of its own, which reads nothing of the record: materials come to it a few at a time.
    async fn sealed(
        &self,
        workplace: Workplace,
        design: &Design,
        order: &Order,
        cards: Vec<Card>,
        packing: &Packing<'_>,
        told: &mut (dyn FnMut(u64, u64) + Send),
    ) -> Result<SealedJob, CardError> {
        let (give, take) = channel(1);
        let issuer = self.issuer().await?;
        let now = workplace.now;
        let drawing = tokio::task::spawn_blocking(move || draw_and_seal(workplace, take));
        let count = cards.len() as u64;
        let mut done = 0;
        let mut fed = Ok(());
        for piece in cards.chunks(AT_ONCE) {
            match self.materials(order, design, &issuer, piece.to_vec(), Some(packing), now).await {
                Ok(materials) => {
                    let pieces = materials.len() as u64;
                    if give.send(materials).await.is_err() {
                        break;
                    }
                    done += pieces;
                    told(done, count);
                }
                Err(error) => {
                    fed = Err(error);
                    break;
                }
            }
        }
        if fed.is_err() || done < count {
            // The thread is told that this was not all of it, so that it makes no job of half.
            let _ = give.send(Vec::new()).await;
        }
        drop(give);
        let sealed = drawing.await.map_err(|_| CardError::BrokeOff)?;
        fed?;
        sealed
    }

    /// Cards are still what they were when this began: nobody else has made or revoked them meanwhile.
    pub(crate) async fn are_still(&self, writing: &mut Writing<'_>, cards: &[Card]) -> Result<(), CardError> {
        let Some(order) = cards.first().map(|card| card.order) else { return Ok(()) };
        let rows = writing
            .read(&format!("{} WHERE c.card_order = $1", card::SELECT), &[i64::from(order).into()])
            .await?;
        let current: std::collections::HashSet<(u32, i64)> = rows
            .iter()
            .map(|row| Ok((narrow(row.integer(0)?)?, row.integer(9)?)))
            .collect::<Result<_, CardError>>()?;
        let is_same = cards.iter().all(|card| current.contains(&(card.number, card.state_row)));
        if is_same { Ok(()) } else { Err(CardError::Meanwhile) }
    }

    /// Refuses a one-time key that a job was sealed to before.
    async fn is_unused(&self, writing: &mut Writing<'_>, key: &JobRecipient) -> Result<(), CardError> {
        let rows = writing
            .read("SELECT number FROM card_job WHERE seal_key = $1", &[key.to_string().into()])
            .await?;
        if rows.is_empty() { Ok(()) } else { Err(CardError::UsedKey) }
    }
}

fn draw_and_seal(workplace: Workplace, mut take: Receiver<Vec<Material>>) -> Result<SealedJob, CardError> {
    let Workplace { design, issuer, order, profile, window, agent, to, force, now, out } = workplace;
    let mut failed = None;
    let serial = Serial::generate().map_err(JobError::from)?;
    let specimen = CardToSeal { serial, files: drawn_specimen(&design, &issuer, order.last_day, &profile)? };
    let mut is_whole = true;
    let cards = std::iter::from_fn(|| take.blocking_recv())
        .take_while(|materials| {
            is_whole = !materials.is_empty();
            is_whole
        })
        .flatten()
        .map(|material| {
            drawn(&design, &material, &profile)
                .map(|files| CardToSeal { serial: material.card.serial, files })
                .map_err(|error| {
                    failed = Some(error);
                    JobError::Unwritable
                })
        });
    let sealed = seal(std::iter::once(Ok(specimen)).chain(cards), window, &agent, &to, &force, now, out);
    match failed {
        Some(error) => Err(error),
        None if !is_whole => Err(CardError::BrokeOff),
        None => Ok(sealed?),
    }
}

async fn write_job(
    writing: &mut Writing<'_>,
    order: &Order,
    delivery: u32,
    sealed: &SealedJob,
    manifest: &str,
) -> Result<u32, CardError> {
    let mut keys = Zeroizing::new(Vec::with_capacity(sealed.manifest.cards.len() * 32));
    for card in &sealed.manifest.cards {
        let key = sealed.keys.get(&card.serial).ok_or(CardError::BrokeOff)?;
        keys.extend_from_slice(key.to_bytes().as_ref());
    }
    let number = writing.reserve(&CARD_JOB, 1).await?;
    let row: Vec<Value> = vec![
        i64::from(order.number).into(),
        i64::from(delivery).into(),
        sealed.manifest.job.to_string().into(),
        sealed.manifest.recipient.clone().into(),
        sealed.manifest.agent.clone().into(),
        writing.sealed(&CARD_JOB, number, "manifest", manifest)?.into(),
        writing.sealed(&CARD_JOB, number, "keys", &to_text(&keys))?.into(),
    ];
    writing.insert(&CARD_JOB, number, vec![row]).await?;
    narrow(number)
}

fn digest(mut file: &File) -> std::io::Result<([u8; 32], u64)> {
    let mut hash = Sha256::new();
    let mut piece = vec![0; 64 * 1024];
    let mut bytes = 0;
    loop {
        let length = file.read(&mut piece)?;
        if length == 0 {
            return Ok((hash.finalize().into(), bytes));
        }
        bytes += length as u64;
        hash.update(piece.get(..length).unwrap_or_default());
    }
}

fn file(path: &Path, error: &std::io::Error) -> CardError {
    CardError::File {
        what: "the job could not be written to",
        path: path.to_owned(),
        kind: error.kind(),
        fix: "Check that the folder is there and has room. Nothing was put on record",
    }
}
