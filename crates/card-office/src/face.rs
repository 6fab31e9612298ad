//! What stands on a card, read from the record, and its faces as dots.

use crate::design::Design;
use crate::{Card, CardError, CardOffice, Issuer, Order};
use cards::face::{
    BureauProfile, CardText, Face, Field as Place, Photo, Picture, pdf, render, specimen, specimen_text,
};
use cards::job::{CardFile, CardFiles};
use cards::statement::{Code, HolderKind, Statement};
use jiff::Timestamp;
use jiff::civil::Date;
use record::{Field, FieldSet, KnownAt};
use roaring::RoaringBitmap;
use share::{Packing, PhotoMark};
use std::collections::{BTreeMap, HashMap};
use zeroize::Zeroizing;

/// A name on a card has a surname, and of these the first that is known and may leave.
const BEFORE_SURNAME: [&str; 2] = ["forename", "initials"];
/// Ranks of officers; what staff do.
const RANKS: [&str; 2] = ["rank", "role"];
/// Numbers that may be printed: never the pay number.
const NUMBERS: [&str; 2] = ["warrant-number", "collar-number"];

/// What one card is drawn from.
pub(crate) struct Material {
    pub(crate) card: Card,
    pub(crate) text: CardText,
    /// The photo, a JPEG file, and how it is marked.
    pub(crate) photo: Option<(Zeroizing<Vec<u8>>, Option<PhotoMark>)>,
    /// What its code says; none: it gets none.
    pub(crate) address: Option<String>,
}

/// Never what.
impl std::fmt::Debug for Material {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Material")
    }
}

/// Fields that stand on cards of a design; of those that may stand for one another, the ones that may leave.
pub(crate) fn fields(design: &Design, allowed: Option<FieldSet>) -> Vec<Field> {
    let may = |field: &Field| allowed.is_none_or(|allowed| allowed.contains(*field));
    let named = |ids: &[&str]| -> Vec<Field> {
        let known: Vec<Field> = ids.iter().filter_map(|id| Field::named(id)).collect();
        let kept: Vec<Field> = known.iter().copied().filter(may).collect();
        // If none may leave, the first is asked for, and refused by name.
        if kept.is_empty() { known.into_iter().take(1).collect() } else { kept }
    };
    let mut fields = Vec::new();
    for text in design.texts() {
        match text {
            Place::Name => {
                fields.extend(Field::named("surname"));
                fields.extend(BEFORE_SURNAME.iter().filter_map(|id| Field::named(id)).filter(may));
            }
            Place::Rank => fields.extend(named(&RANKS)),
            Place::Number => fields.extend(named(&NUMBERS)),
            Place::Force | Place::ValidUntil | Place::Serial => {}
        }
    }
    if design.has_photo() {
        fields.extend(Field::named("photo"));
    }
    fields
}

type Values = BTreeMap<&'static str, Zeroizing<String>>;

impl CardOffice<'_> {
    /// Reads what these cards are drawn from. `packing` is the delivery that they leave in, if they leave.
    pub(crate) async fn materials(
        &self,
        order: &Order,
        design: &Design,
        issuer: &Issuer,
        cards: Vec<Card>,
        packing: Option<&Packing<'_>>,
        now: Timestamp,
    ) -> Result<Vec<Material>, CardError> {
        let fields = fields(design, packing.map(|packing| packing.share().fields));
        let known = packing.map_or(KnownAt::NOW, Packing::known);
        let aliases = self.record.aliases(known).await?;
        let people: RoaringBitmap = cards.iter().map(|card| card.person).collect();
        let apart = aliases.resolved(&crate::apart::known(self.record).await?);
        let lists: HashMap<u32, (String, String)> = self
            .issuers()
            .await?
            .into_iter()
            .map(|issuer| (issuer.row, (issuer.issuer, issuer.list)))
            .collect();
        let mut values: HashMap<u32, Values> = HashMap::new();
        let set: FieldSet = fields.iter().copied().collect();
        self.record
            .names(&people, set, now, known, |person, told| {
                values.insert(person, told.iter().map(|(field, text)| (field.id(), text.clone())).collect());
                Ok(())
            })
            .await?;
        let (mut nameless, mut faceless) = (0, 0);
        let mut materials = Vec::with_capacity(cards.len());
        for card in cards {
            let person =
                aliases.resolved(&RoaringBitmap::from_iter([card.person])).min().unwrap_or(card.person);
            let values = values.remove(&person).unwrap_or_default();
            let text = text(issuer, order, &card, &values);
            nameless += u64::from(text.is_none());
            let mut photo = None;
            if design.has_photo() {
                if let Some(digest) = values.get("photo") {
                    let mut numbers = vec![person];
                    numbers.extend(aliases.others(person));
                    photo = self.record.photo(&numbers, digest).await?;
                }
                faceless += u64::from(photo.is_none());
            }
            let mark = packing.and_then(|packing| packing.photo_mark(person));
            let address = if apart.contains(person) {
                None
            } else {
                let list = lists.get(&card.issuer).ok_or_else(|| CardError::damaged("a list is missing"))?;
                Some(address(issuer, order.kind.kind, order.last_day, list, card.place)?)
            };
            materials.push(Material {
                card,
                text: text.unwrap_or_default(),
                photo: photo.map(|jpeg| (jpeg, mark)),
                address,
            });
        }
        if nameless > 0 {
            return Err(CardError::NoNames { cards: nameless });
        }
        if faceless > 0 {
            return Err(CardError::NoPhotos { cards: faceless });
        }
        Ok(materials)
    }
}

/// The texts of a card; none if there is no name.
fn text(issuer: &Issuer, order: &Order, card: &Card, values: &Values) -> Option<CardText> {
    let surname = first(values, &["surname"]);
    if surname.is_empty() {
        return None;
    }
    let before = first(values, &BEFORE_SURNAME);
    let name =
        Zeroizing::new(if before.is_empty() { surname.to_owned() } else { format!("{before} {surname}") });
    Some(
        CardText::new()
            .with(Place::Force, &issuer.force)
            .with(Place::Name, &name)
            .with(Place::Rank, first(values, &RANKS))
            .with(Place::Number, first(values, &NUMBERS))
            .with(Place::ValidUntil, &order.last_day.strftime("%-d %b %Y").to_string())
            .with(Place::Serial, &card.serial.to_string()),
    )
}

/// The first of these that is known.
fn first<'v>(values: &'v Values, ids: &[&str]) -> &'v str {
    ids.iter().find_map(|id| values.get(*id)).map_or("", |text| text.trim())
}

/// The address in a card's code.
fn address(
    issuer: &Issuer,
    kind: HolderKind,
    last_day: Date,
    list: &(String, String),
    place: u32,
) -> Result<String, CardError> {
    let statement = Statement::new(&list.0, kind, last_day, &list.1, place)?.sign(&issuer.key)?;
    Ok(issuer.page.address_of(&statement))
}

/// Draws a card.
pub(crate) fn drawn(
    design: &Design,
    material: &Material,
    profile: &BureauProfile,
) -> Result<CardFiles, CardError> {
    let card = material.card.number;
    let photo = match &material.photo {
        None => None,
        Some((jpeg, mark)) => {
            let pixels = portraits::decoded(jpeg).map_err(|_| CardError::Photo { card })?;
            let pixels = match mark {
                Some(mark) => mark.on(&pixels),
                None => pixels,
            };
            Some(Photo::new(pixels.width(), pixels.height(), pixels.samples().to_vec())?)
        }
    };
    let code = material.address.as_deref().map(Code::new).transpose()?;
    let without = design.without_code();
    let design = if code.is_some() { design } else { &without };
    let face = |template: &cards::face::Template| {
        let code = code.as_ref().filter(|_| template.has_code());
        let photo = photo.as_ref().filter(|_| template.has_photo());
        render(&Face { template, text: &material.text, photo, code }, profile)
    };
    files(&face(&design.front)?, &face(&design.back)?)
}

/// Draws a specimen. Its code says that it is one.
pub(crate) fn drawn_specimen(
    design: &Design,
    issuer: &Issuer,
    last_day: Date,
    profile: &BureauProfile,
) -> Result<CardFiles, CardError> {
    let text = specimen_text(&issuer.force);
    let list = (issuer.issuer.clone(), issuer.list.clone());
    let code = Code::new(&address(issuer, HolderKind::Specimen, last_day, &list, 0)?)?;
    let face = |template: &cards::face::Template| {
        specimen(template, &text, template.has_code().then_some(&code), profile)
    };
    files(&face(&design.front)?, &face(&design.back)?)
}

fn files(front: &Picture, back: &Picture) -> Result<CardFiles, CardError> {
    let both = pdf(&[front, back])?;
    Ok(CardFiles::new(vec![
        (CardFile::FrontPng, front.png()?),
        (CardFile::BackPng, back.png()?),
        (CardFile::Pdf, Zeroizing::new(both)),
    ]))
}
