//! Telephones that answer for officers in the check from both sides: enrolled once, and ended when they are lost.

use crate::kind::KindRow;
use crate::stored::{actor, instant, narrow, number};
use crate::{CardError, CardOffice, places};
use cards::two_sided::{EnrolmentAnswer, EnrolmentRequest, Grant, enrol};
use jiff::Timestamp;
use jiff::civil::Date;
use record::{Actor, CARD_TELEPHONE, KnownAt, Recorded, Signer, TelephoneEnded, TelephoneEnrolled};
use roaring::RoaringBitmap;
use store::{Row, Value};

/// Whose telephone it is, and until when.
#[derive(Debug, Clone, Copy)]
pub struct TelephoneOrder<'t> {
    /// What the telephone wrote.
    pub request: &'t EnrolmentRequest,
    /// Number of the person.
    pub person: u32,
    /// What kind of holder.
    pub kind: &'static KindRow,
    /// Last day on which it answers.
    pub last_day: Date,
}

/// A telephone that was enrolled.
#[derive(Debug)]
pub struct EnrolledTelephone {
    /// Number of the telephone.
    pub telephone: u32,
    /// What goes to it, and is kept nowhere.
    pub answer: EnrolmentAnswer,
    /// The act.
    pub recorded: Recorded,
}

/// A telephone, as the register has it.
#[derive(Debug, Clone)]
pub struct Telephone {
    /// Number of the telephone.
    pub number: u32,
    /// When it was enrolled.
    pub at: Timestamp,
    /// Number of the actor who enrolled it.
    pub by: u32,
    /// Number of the person.
    pub person: u32,
    /// What kind of holder.
    pub kind: &'static KindRow,
    /// Last day on which it answers.
    pub last_day: Date,
    /// Number of the request, as it showed it.
    pub request: String,
    /// Whether it was ended.
    pub is_ended: bool,
}

const SELECT: &str = "SELECT t.number, l.at, l.body, t.person, t.kind, t.last_day, t.request, t.ended, t.list, t.places \
     FROM card_telephone t JOIN leaf l ON l.position = t.act";

impl CardOffice<'_> {
    /// Reads what a telephone wrote.
    pub async fn telephone_request(
        &self,
        json: &[u8],
        now: Timestamp,
    ) -> Result<EnrolmentRequest, CardError> {
        let issuer = self.issuer().await?;
        Ok(EnrolmentRequest::from_json(json, &issuer.issuer, now)?)
    }

    /// Enrols a telephone: places drawn for its keys stand in the record before the answer goes out.
    pub async fn enrol_telephone(
        &self,
        by: &Actor,
        signer: &Signer,
        order: TelephoneOrder<'_>,
        now: Timestamp,
    ) -> Result<EnrolledTelephone, CardError> {
        let TelephoneOrder { request, person, kind, last_day } = order;
        let (issuer, meeting) = (self.issuer().await?, self.meeting().await?);
        let aliases = self.record.aliases(KnownAt::NOW).await?;
        let people = aliases.resolved(&RoaringBitmap::from([person]));
        let staff = self.record.people_in(None, now, KnownAt::NOW).await?;
        let person = people.iter().find(|person| staff.contains(*person)).ok_or(CardError::NoSense {
            what: format!("person {person} is nobody who works for the force today"),
            fix: "Look the number up: tipstaff people show --find",
        })?;
        let mut writing = self.record.begin("enrol a telephone", now).await?;
        let number_shown = request.number();
        let before = writing
            .read("SELECT number FROM card_telephone WHERE request = $1", &[number_shown.clone().into()])
            .await?;
        if !before.is_empty() {
            return Err(CardError::NothingToDo {
                what: "this request was answered before: have the telephone make a fresh one",
            });
        }
        let mut known = places::known(self.record, &mut writing, &meeting.list).await?;
        let mut drawn = Vec::with_capacity(request.keys());
        for _ in 0..request.keys() {
            drawn.push(known.slots.allot()?);
        }
        known.write(&mut writing).await?;
        let grant = Grant { holder: kind.kind, last_day, list: meeting.list.clone(), places: drawn.clone() };
        let answer = enrol(request, &grant, &issuer.key, now)?;
        let telephone = writing.reserve(&CARD_TELEPHONE, 1).await?;
        let kept =
            serde_json::to_string(&drawn).map_err(|_| CardError::damaged("places cannot be written"))?;
        let row: Vec<Value> = vec![
            i64::from(person).into(),
            kind.id.into(),
            last_day.to_string().into(),
            number_shown.clone().into(),
            meeting.list.into(),
            writing.sealed(&CARD_TELEPHONE, telephone, "places", &kept)?.into(),
        ];
        writing.insert(&CARD_TELEPHONE, telephone, vec![row]).await?;
        let telephone = narrow(telephone)?;
        let act = TelephoneEnrolled {
            telephone,
            request: number_shown,
            answers: request.keys() as u32,
            last_day: last_day.to_string(),
        };
        let recorded = writing.commit(&act, by, &[signer]).await?;
        Ok(EnrolledTelephone { telephone, answer, recorded })
    }

    /// Ends a telephone: whatever it answers with is revoked, and the public sees it with the next published list.
    pub async fn end_telephone(
        &self,
        by: &Actor,
        telephone: u32,
        now: Timestamp,
    ) -> Result<Recorded, CardError> {
        let mut writing = self.record.begin("end a telephone", now).await?;
        let rows =
            writing.read(&format!("{SELECT} WHERE t.number = $1"), &[i64::from(telephone).into()]).await?;
        let row =
            rows.first().ok_or_else(|| CardError::Unknown { what: format!("telephone {telephone}") })?;
        if row.optional_integer(7)?.is_some() {
            return Err(CardError::NothingToDo { what: "this telephone was ended before" });
        }
        let kept = self.record.opened(&CARD_TELEPHONE, row.integer(0)?, "places", row.bytes(9)?)?;
        let drawn: Vec<u32> = serde_json::from_str(&kept)
            .map_err(|_| CardError::damaged("the places of a telephone cannot be read"))?;
        let mut known = places::known(self.record, &mut writing, row.text(8)?).await?;
        for place in drawn {
            known.slots.revoke(place)?;
        }
        known.write(&mut writing).await?;
        writing.end(&CARD_TELEPHONE, &[row.integer(0)?]).await?;
        Ok(writing.commit(&TelephoneEnded { telephone }, by, &[]).await?)
    }

    /// Every telephone, the newest first.
    pub async fn telephones(&self) -> Result<Vec<Telephone>, CardError> {
        let rows = self.record.read(&format!("{SELECT} ORDER BY t.number DESC"), &[]).await?;
        rows.iter().map(telephone).collect()
    }
}

fn telephone(row: &Row) -> Result<Telephone, CardError> {
    let known = number(row, 0)?;
    let damaged = || CardError::damaged(format!("telephone {known} makes no sense"));
    Ok(Telephone {
        number: known,
        at: instant(row, 1)?,
        by: actor(row, 2)?,
        person: number(row, 3)?,
        kind: KindRow::named(row.text(4)?).ok_or_else(damaged)?,
        last_day: row.text(5)?.parse().map_err(|_| damaged())?,
        request: row.text(6)?.to_owned(),
        is_ended: row.optional_integer(7)?.is_some(),
    })
}
