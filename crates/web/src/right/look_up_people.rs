//! Looking people up, and who holds what about them. Values are shown once the log says so, and not before.

use super::earlier::{Earlier, releases};
use super::recording::{actor, told};
use super::{Cookies, ImportPeople, Kept, LookUpPeople, ReadReleases, Signing};
use crate::exposure::Named;
use crate::form::Form;
use crate::page::Viewer;
use crate::page::error_summary::Errors;
use crate::people::SHOWN;
use crate::problem::Problem;
use accounts::{Event, What};
use jiff::Timestamp;
use record::time::Window;
use record::{
    ActTold, Certainty, Exposure, Field, FieldSet, Holder, HoldersAsked, Holding, KnownAt, LogEntry,
    LogQuestion, PeopleAt, PeopleChanges, PeopleImport, PersonShown, PersonVersion, Question, RecordError,
    Signer, Sources,
};
use roaring::RoaringBitmap;
use uploads::UploadId;
use zeroize::Zeroizing;

/// Most people whom one look-up shows.
const MOST_FOUND: usize = 500;
/// Imports that the page about people names.
const IMPORTS: usize = 5;

/// Who is known.
pub struct PeopleKnown {
    /// People, those who were erased left out.
    pub people: u64,
    /// People who were erased.
    pub erased: u64,
    /// By extract.
    pub sources: Vec<Sources>,
    /// The newest imports, the newest first.
    pub imports: Vec<LogEntry>,
}

/// Somebody whom a look-up found, with the values that tell people apart.
pub struct Match {
    /// Number of the person.
    pub person: u32,
    /// What is shown.
    pub values: Vec<(Field, Zeroizing<String>)>,
}

/// A holding that is about somebody.
pub struct About {
    /// The holding.
    pub holding: Holding,
    /// Who has it.
    pub holder: Option<Holder>,
    /// Whether it is sure that the person is in it.
    pub certainty: Certainty,
    /// What explains it.
    pub acts: Vec<ActTold>,
    /// The releases that it comes from, by number.
    pub releases: Vec<u64>,
    /// The correcting act by which the person was found in it, where that was not known from the beginning.
    pub found_by: Option<u64>,
}

impl LookUpPeople {
    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    /// Whether the passphrase has to be typed.
    pub fn signing(&self) -> Signing {
        Signing::of_caller(&self.caller, self.app.now())
    }

    /// The time of this request.
    pub fn now(&self) -> Timestamp {
        self.app.now()
    }

    /// How many people are known, from which extracts.
    pub async fn known(&self) -> Result<PeopleKnown, Problem> {
        let record = &self.app.0.record;
        let read = async {
            let (all, erased) = record.people_counts().await?;
            let question = LogQuestion { kind: Some("people-imported".into()), ..LogQuestion::default() };
            Ok::<_, RecordError>(PeopleKnown {
                people: all.saturating_sub(erased),
                erased,
                sources: record.people_by_source(self.app.now()).await?,
                imports: record.acts_before(&question, None, IMPORTS).await?.entries,
            })
        };
        read.await.map_err(|error| told("counting people", &error))
    }

    /// Whether the caller may import too.
    pub fn may_import(&self) -> bool {
        self.caller.may::<ImportPeople>()
    }

    /// Whether the caller may read the register of releases too.
    pub fn may_read_releases(&self) -> bool {
        self.caller.may::<ReadReleases>()
    }

    /// Extracts that people ever stood in, by name.
    pub async fn extracts(&self) -> Result<Vec<String>, Problem> {
        let sources = self.app.0.record.people_by_source(self.app.now()).await;
        let sources = sources.map_err(|error| told("counting people", &error))?;
        Ok(sources.into_iter().map(|source| source.source).collect())
    }

    /// An import, by its act.
    pub async fn import(&self, position: u64) -> Result<Option<PeopleImport>, Problem> {
        self.app.0.record.people_import(position).await.map_err(|error| told("reading an import", &error))
    }

    /// What is different between two states of the people.
    pub async fn changes(&self, first: &PeopleAt, second: &PeopleAt) -> Result<PeopleChanges, Problem> {
        let changes = self.app.0.record.people_changes(first, second).await;
        changes.map_err(|error| told("comparing people", &error))
    }

    /// Who is different, once the log says that they are shown. The inner error is for the form.
    pub async fn name_changed(
        &self,
        people: &RoaringBitmap,
        why: &str,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<Named, Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let fields = shown();
        let act = self.write_shown(&signer, (people.len(), fields, "comparison"), why).await?;
        let mut named = Named { fields, act, people: Vec::new() };
        let each = |person: u32, values: &[(Field, Zeroizing<String>)]| {
            named.people.push((person, values.to_vec()));
            Ok(())
        };
        let read = self.app.0.record.names(people, fields, self.app.now(), KnownAt::NOW, each).await;
        read.map_err(|error| told("reading names", &error))?;
        Ok(Ok(named))
    }

    /// Finds people by a number or a name. That somebody looked is in the log before anything is shown, also when nobody was
    /// found: who asks for names one after the other leaves a trace. The inner error is for the form.
    pub async fn find(
        &self,
        field: Field,
        text: &str,
        why: &str,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<Vec<Match>, Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let record = &self.app.0.record;
        let found = record.find_people(field, text).await;
        let found = found.map_err(|error| told("looking people up", &error))?.people;
        if found.len() > MOST_FOUND {
            let words = format!(
                "{} people bear that name: look them up by a number",
                crate::words::count(found.len() as u64)
            );
            return Ok(Err(Errors::of("value", words)));
        }
        let fields = shown();
        self.write_shown(&signer, (found.len() as u64, fields, "person"), why).await?;
        let people: RoaringBitmap = found.iter().copied().collect();
        let mut matches = Vec::with_capacity(found.len());
        let each = |person: u32, values: &[(Field, Zeroizing<String>)]| {
            matches.push(Match { person, values: values.to_vec() });
            Ok(())
        };
        let read = record.names(&people, fields, self.app.now(), KnownAt::NOW, each).await;
        read.map_err(|error| told("reading names", &error))?;
        Ok(Ok(matches))
    }

    /// Which fields are known of somebody, without their values.
    pub async fn person(&self, number: u32) -> Result<PersonShown, Problem> {
        let person = self.app.0.record.person(number, None, KnownAt::NOW).await;
        person.map_err(|error| told("reading a person", &error))
    }

    /// Writes into the trail that somebody is looked at; before that, nothing is shown.
    pub async fn note(&self, what: What, person: u32) -> Result<(), Problem> {
        self.app.note(&Event::of(what, actor(&self.caller)?.number), Some(person)).await
    }

    /// Every holding that is or was about somebody, the newest first.
    pub async fn held_about(&self, person: u32) -> Result<Vec<About>, Problem> {
        let record = &self.app.0.record;
        let read = async {
            let question = Question::new(HoldersAsked::All, ever(self.app.now())?);
            let about = record.held_about(person, &question).await?;
            let mut earlier = Earlier::of(record, person, &question);
            let holdings = record.holdings(about.iter().map(|one| one.holding), None).await?;
            let positions: Vec<u64> =
                holdings.iter().flat_map(|holding| holding.acts.iter().copied()).collect();
            let acts = record.acts_told(&positions).await?;
            let holders = record.holders().await?;
            let mut found: Vec<About> = Vec::with_capacity(holdings.len());
            for holding in holdings {
                let certainty =
                    about.iter().find(|one| one.holding == holding.number).map(|one| one.certainty);
                let acts: Vec<ActTold> =
                    acts.iter().filter(|act| holding.acts.contains(&act.position)).cloned().collect();
                found.push(About {
                    releases: releases(record, &acts).await?,
                    found_by: earlier.found_by(holding.number, &acts).await?,
                    holder: holders.iter().find(|holder| holder.number == holding.holder).cloned(),
                    certainty: certainty.unwrap_or(Certainty::Possible),
                    acts,
                    holding,
                });
            }
            found.reverse();
            Ok::<_, RecordError>(found)
        };
        read.await.map_err(|error| told("asking who holds what", &error))
    }

    /// Every value that was ever recorded of somebody, once the log says that it is shown. The inner error is for the form.
    pub async fn reveal(
        &self,
        person: u32,
        why: &str,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<Vec<PersonVersion>, Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let versions = self.app.0.record.history(person).await;
        let versions = versions.map_err(|error| told("reading a person", &error))?;
        let fields: FieldSet = versions.iter().map(|version| version.value.field).collect();
        self.write_shown(&signer, (1, fields, "person"), why).await?;
        Ok(Ok(versions))
    }

    /// Who the people of an answer are, once the log says that they are shown. The inner error is for the form.
    pub async fn name_exposed(
        &self,
        question: &Question,
        why: &str,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<(Exposure, Named), Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let record = &self.app.0.record;
        let failed = |error: RecordError| told("asking who is affected", &error);
        let answer = record.exposure(question).await.map_err(failed)?;
        let people = answer.people.count();
        let fields = shown();
        let act =
            self.write_shown(&signer, (people.definite + people.possible, fields, "exposure"), why).await?;
        let all = &answer.people.definite | &answer.people.possible;
        let mut named = Named { fields, act, people: Vec::new() };
        // Letters go to where people are now.
        let each = |person: u32, values: &[(Field, Zeroizing<String>)]| {
            named.people.push((person, values.to_vec()));
            Ok(())
        };
        record.names(&all, fields, self.app.now(), KnownAt::NOW, each).await.map_err(failed)?;
        Ok(Ok((answer, named)))
    }

    /// People of a trace, once the log says that they are shown. The inner error is for the form.
    pub async fn name_traced(
        &self,
        people: &RoaringBitmap,
        why: &str,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<Named, Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let fields = shown();
        let act = self.write_shown(&signer, (people.len(), fields, "trace"), why).await?;
        let mut named = Named { fields, act, people: Vec::new() };
        let each = |person: u32, values: &[(Field, Zeroizing<String>)]| {
            named.people.push((person, values.to_vec()));
            Ok(())
        };
        let read = self.app.0.record.names(people, fields, self.app.now(), KnownAt::NOW, each).await;
        read.map_err(|error| told("reading names", &error))?;
        Ok(Ok(named))
    }

    /// A trace of the caller.
    pub async fn traced(&self, id: &UploadId) -> Result<Kept, Problem> {
        super::trace_leak::kept(&self.app, actor(&self.caller)?.number, id).await
    }

    async fn write_shown(
        &self,
        signer: &Signer,
        shown: (u64, FieldSet, &str),
        why: &str,
    ) -> Result<u64, Problem> {
        let by = actor(&self.caller)?;
        let written = self.app.0.record.write_names_shown(by, signer, shown, why, self.app.now()).await;
        let position = written.map_err(|error| told("writing down that names are seen", &error))?.position;
        self.app.publish().await;
        Ok(position)
    }
}

fn shown() -> FieldSet {
    FieldSet::named(SHOWN).unwrap_or_default()
}

/// All time up to now, this instant included.
fn ever(now: Timestamp) -> Result<Window, RecordError> {
    let after = now.checked_add(jiff::Span::new().seconds(1)).unwrap_or(now);
    Window::new(Timestamp::MIN, after)
}
