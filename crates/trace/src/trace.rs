//! The steps of a trace, in their order.

use crate::accuse::{Accused, accuse};
use crate::clock::{ContentClock, Timeline, Window};
use crate::delivery::{Delivery, DeliveryId, Keys};
use crate::error::TraceError;
use crate::force::Force;
use crate::found::{FileFound, Trace, Verdict, Work};
use crate::leak::{Leak, PhotoMarks};
use crate::people;
use crate::retention;
use crate::rows::{TableRead, TextFound, in_text, read};
use crate::source::{
    Evidence, Examined, FileRows, NamesShown, Natural, Resolved, Suspects, Weighed, resolve, weigh_all,
};
use crate::split::split;
use crate::summary::summary;
use hashbrown::HashMap;
use roaring::RoaringBitmap;

/// Everything that is asked.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// What the force knew.
    pub force: &'a Force,
    /// Every delivery that there ever was, to anybody: each counts among those who could be accused.
    pub deliveries: &'a [Delivery],
    /// Their secrets.
    pub keys: &'a dyn Keys,
    /// The leaked file.
    pub leak: &'a Leak,
    /// Who compares its photos.
    pub photos: &'a dyn PhotoMarks,
    /// Now, in microseconds since 1970.
    pub now: i64,
    /// Threads to work on.
    pub threads: usize,
}

/// A trace with all that its evidence is made of.
pub(crate) struct Traced<'a> {
    pub(crate) trace: Trace,
    pub(crate) rows: FileRows,
    pub(crate) resolved: Resolved,
    pub(crate) examined: Examined,
    pub(crate) names: NamesShown,
    pub(crate) weighed: Vec<Weighed>,
    pub(crate) question: Question<'a>,
}

/// Traces a leaked file to its source.
pub fn trace(question: &Question<'_>) -> Result<Trace, TraceError> {
    Ok(traced(question)?.trace)
}

/// The same, with its evidence.
pub(crate) fn traced<'a>(question: &Question<'a>) -> Result<Traced<'a>, TraceError> {
    check(question)?;
    let Question { force, deliveries, keys, leak, threads, .. } = *question;
    let tables: Vec<TableRead<'_>> = leak.tables.iter().map(|table| read(force, table, threads)).collect();
    let texts = in_text(force, &leak.texts);
    let examined = Examined::of(leak);
    let resolved = resolve_tokens(question, &tables, &texts, &examined);
    let rows = FileRows::new(force, &tables, resolved.owned(&examined), &photo_people(question));
    let timeline = Timeline::of(force, &tables, &rows, &leak.photos, |_| true);
    let natural = Natural::new(force, &tables, &rows.people, &timeline);
    let fits: Vec<_> = deliveries.iter().map(|delivery| natural.fit(delivery)).collect();
    let names = NamesShown::of(leak, &tables);
    let evidence = Evidence {
        deliveries,
        keys,
        photo_marks: question.photos,
        photos: &leak.photos,
        rows: &rows,
        examined: &examined,
        resolved: &resolved,
        names: &names,
        threads,
    };
    let weighed = weigh_all(&evidence, &fits);
    let accused = accuse(question, &weighed, &resolved, &rows, &natural);
    let file = summary(force, leak, &tables, &rows, &examined, &resolved);
    let verdict = verdict(&accused, &file, &tables, &rows);
    let clocks = Clocks::read(question, &accused, &tables, &rows, timeline);
    let people = people::people(question, &tables, &texts, &rows, &accused);
    let not_in_file = people::not_in_file(deliveries, &accused, file.photos_untold() > 0, &people);
    let trace = Trace {
        verdict,
        traced: question.now,
        file,
        consistent: fits.iter().filter(|fit| fit.is_consistent()).count() as u64,
        split: split(deliveries, &rows, &accused),
        contradictions: retention::contradictions(deliveries, &resolved, &accused),
        certified: retention::certified(deliveries, &accused),
        content: clocks.content,
        several_moments: clocks.several_moments,
        window: clocks.window,
        people,
        not_in_file,
        work: Work {
            hashes: resolved.hashes,
            exhaustive: resolved.exhaustive,
            deliveries: deliveries.len() as u64,
            recipients: accused.all_recipients,
        },
        recipient_bar: accused.recipient_bar.value().ln(),
        delivery_bar: accused.delivery_bar.value().ln(),
        recipients: accused.recipients,
        deliveries: accused.deliveries,
    };
    Ok(Traced { trace, rows, resolved, examined, names, weighed, question: *question })
}

fn check(question: &Question<'_>) -> Result<(), TraceError> {
    let leak = question.leak;
    if leak.tables.iter().all(|table| table.rows.is_empty())
        && leak.texts.is_empty()
        && leak.photos.is_empty()
    {
        return Err(TraceError::Empty);
    }
    if leak.tables.iter().any(|table| u32::try_from(table.rows.len()).is_err()) {
        return Err(TraceError::TooLong);
    }
    let mut ids: Vec<DeliveryId> = question.deliveries.iter().map(|delivery| delivery.id).collect();
    ids.sort_unstable();
    match ids.array_windows().find(|[one, other]| one == other) {
        Some([twice, _]) => Err(TraceError::Twice(*twice)),
        None => Ok(()),
    }
}

/// Everybody whom rows with a reference number may be about, and everybody in texts: those whose numbers are computed.
fn resolve_tokens(
    question: &Question<'_>,
    tables: &[TableRead<'_>],
    texts: &TextFound,
    examined: &Examined,
) -> Resolved {
    let force = question.force;
    let mut of_token: HashMap<u128, Vec<u32>> = HashMap::new();
    let mut people: RoaringBitmap = texts.people.iter().map(|person| force.number(*person)).collect();
    for (token, places) in &examined.tokens {
        for place in places {
            let matched =
                tables.get(place.table as usize).and_then(|read| read.matches.get(place.row as usize));
            if let Some(matched) = matched.filter(|matched| !matched.people.is_empty()) {
                let numbers = matched.people.iter().map(|person| force.number(*person));
                people.extend(numbers.clone());
                of_token.entry(*token).or_default().extend(numbers);
            }
        }
    }
    let suspects = Suspects { people: &people, of_token: &of_token };
    resolve(question.deliveries, question.keys, examined, &suspects, question.threads)
}

/// People of whom there is a photo that is nobody else's.
fn photo_people(question: &Question<'_>) -> RoaringBitmap {
    question
        .leak
        .photos
        .iter()
        .filter_map(|photo| match photo.people.as_slice() {
            [person] => Some(*person),
            _ => None,
        })
        .collect()
}

/// A smaller share of rows about our people is not told from namesakes.
const LEAST_OURS: f64 = 0.05;
/// A delivery, or a recipient's deliveries, explain a file from this share of its people on.
const EXPLAINS: f64 = 0.9;

#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^52")]
fn verdict(accused: &Accused, file: &FileFound, tables: &[TableRead<'_>], rows: &FileRows) -> Verdict {
    match accused.recipients.iter().filter(|recipient| recipient.clears).count() {
        0 => {}
        1 if accused.is_supported_twice => return Verdict::Attributed,
        1 => return Verdict::OneChannel,
        _ => return Verdict::Merged,
    }
    let ours = tables.iter().map(|table| table.share).fold(0.0, f64::max);
    if file.photos_known == 0 && (rows.people.is_empty() || ours < LEAST_OURS) {
        return Verdict::NothingOfOurs;
    }
    let most = accused.recipients.iter().map(|found| found.people_in).max().unwrap_or(0);
    if most as f64 >= EXPLAINS * rows.people.len() as f64 { Verdict::Ranked } else { Verdict::NoDeliveryFits }
}

struct Clocks {
    content: Option<ContentClock>,
    several_moments: bool,
    window: Window,
}

impl Clocks {
    fn read(
        question: &Question<'_>,
        accused: &Accused,
        tables: &[TableRead<'_>],
        rows: &FileRows,
        timeline: Timeline,
    ) -> Self {
        let mut moments: Vec<i64> =
            accused.present.iter().filter_map(|at| Some(question.deliveries.get(*at)?.as_of)).collect();
        moments.sort_unstable();
        moments.dedup();
        // One delivery of which rows are known to be: its rows alone are dated, whatever was mixed in.
        let timeline = match accused.present.as_slice() {
            [one] if rows.owners.iter().any(|owner| owner.deliveries.contains(one)) => {
                Timeline::of(question.force, tables, rows, &[], |row| {
                    rows.owner(row).is_some_and(|owner| owner.deliveries.contains(one))
                })
            }
            _ => timeline,
        };
        let last = question.leak.found.unwrap_or(question.now).min(question.now);
        let content = ContentClock::of(&timeline, question.force.begin(), last);
        let sources: Vec<&Window> =
            accused.recipients.iter().filter(|found| found.clears).map(|found| &found.window).collect();
        // Of a file with rows of several moments most rows are of one of them: the content bounds nothing more.
        let not_before = content.as_ref().filter(|_| moments.len() < 2).map(|clock| clock.credible.from);
        let window = Window::of_file(&sources, not_before, question.leak.found);
        Self { content, several_moments: moments.len() > 1, window }
    }
}
