//! From frames to findings: the other end of the pipe.

use crate::findings::{
    ColumnFound, FileFound, Findings, PartFound, UnaccountedFound, UncheckedFound, ViewFound,
};
use crate::kit::Kit;
use crate::lists;
use crate::people::tally::{PeopleTally, join, keys_of, of_view};
use crate::roster::{Asked, Roster};
use crate::subjects::Subjects;
use crate::table::Nature;
use crate::table::blocks::{Blocks, Done};
use crate::table::key::KeyPlan;
use crate::table::segment::{CellRecord, Finished, Origin, TableKind, TableSegment};
use crate::table::summary;
use crate::text::TextTally;
use crate::{Day, LocalNumbers, Recogniser};
use inspect::{Channel, Closed, Content, Frame, Hiding, PartHead, Reason, Row, Sink, TableTally, Visibility};
use std::collections::{HashMap, HashSet};

/// What to look for.
#[derive(Clone, Copy)]
pub struct DetectOptions<'m> {
    /// The day on which the question is asked: ages and years depend on it.
    pub today: Day,
    /// One's own people.
    pub roster: Option<&'m Roster>,
    /// Recognisers beside the ones that ship: a model.
    pub recognisers: &'m [&'m dyn Recogniser],
    /// Numbers that a force writes its own way.
    pub local: Option<&'m LocalNumbers>,
}

/// How the rows of each table must be keyed, found out by going through all of them.
#[derive(Debug, Clone, Default)]
pub struct Retyped {
    /// By part and segment of the part.
    plans: HashMap<(u32, u32), KeyPlan>,
}

impl Retyped {
    /// The plan of one table of a part.
    pub(crate) fn plan(&self, part: u32, table: u32) -> Option<KeyPlan> {
        self.plans.get(&(part, table)).cloned()
    }
}

/// Tables made from the lists in texts are numbered from here.
const LISTS: u32 = 1 << 16;

/// Records of lists that are examined for one part.
const MOST_RECORDS: u32 = 100_000;

/// Columns of one view that are described although they say nothing about people, and columns of a whole file. A
/// workbook of a few megabytes can have sheets by the thousand, each with sixteen thousand columns.
const PLAIN_COLUMNS: usize = 256;
const MOST_COLUMNS: usize = 1 << 16;

/// Sheets that names and lists refer to, as far as they are kept.
const MOST_REFERRED: usize = 4096;

/// Channels whose texts can hold lists of people.
const LISTED: &[Channel] = &[
    Channel::Comment,
    Channel::ThreadedComment,
    Channel::AlternativeText,
    Channel::DefinedName,
    Channel::HiddenName,
    Channel::ValidationList,
    Channel::HeaderFooter,
    Channel::ShapeText,
    Channel::ChartText,
    Channel::Properties,
    Channel::CustomProperties,
    Channel::CustomXml,
    Channel::UnusedString,
    Channel::Formula,
    Channel::PhoneticText,
    Channel::Scenario,
    Channel::TrackedChange,
    Channel::RevisionLog,
    Channel::OtherText,
    Channel::PlainText,
    Channel::MediaMetadata,
    Channel::OleSlack,
    Channel::ZipGap,
    Channel::ZipComment,
    Channel::TrailingData,
    Channel::Hyperlink,
    Channel::ConditionalText,
    Channel::AutoFilter,
    Channel::SlicerCache,
    Channel::Macro,
];

/// Channels whose cells also stand in their sheet's own table.
const LAID_OVER: [Channel; 3] = [Channel::UnderMerge, Channel::UnderShape, Channel::UnderCondition];

/// Takes frames, gives findings.
pub struct Detector<'m> {
    kit: Kit<'m>,
    /// Lists found in cells of the table under way.
    cell_lists: Vec<CellRecord>,
    findings: Findings,
    open: HashMap<u32, OpenPart>,
    /// Tables that are over, with their people, until all are joined.
    done: Vec<DoneTable>,
    plans: Retyped,
    is_again: bool,
    retyped: Retyped,
    must_repeat: bool,
    file_name: Option<TextTally>,
    /// Sheets that names and lists refer to.
    referred: HashSet<String>,
    /// Columns that are described.
    columns: usize,
    /// What there was more of than could be told apart: the file counts as not checked to its end.
    too_much: Option<&'static str>,
}

struct OpenPart {
    found: usize,
    hiding: Hiding,
    table: Option<Blocks>,
    text: Option<TextTally>,
    is_copy: bool,
    /// The lists in its texts and cells, as tables, by what hides them.
    lists: Vec<((Hiding, Origin), Blocks)>,
    records: u32,
}

struct DoneTable {
    part: usize,
    view: usize,
    is_seen: bool,
    people: Vec<PeopleTally>,
    content: Option<crate::people::same::HiddenContent>,
}

impl<'m> Detector<'m> {
    /// A detector for one file.
    pub fn new(options: DetectOptions<'m>) -> Self {
        Self {
            kit: Kit::new(&options),
            cell_lists: Vec::new(),
            findings: Findings::default(),
            open: HashMap::new(),
            done: Vec::new(),
            plans: Retyped::default(),
            is_again: false,
            retyped: Retyped::default(),
            must_repeat: false,
            file_name: None,
            referred: HashSet::new(),
            columns: 0,
            too_much: None,
        }
    }

    /// A detector that goes through the same file a second time, knowing what each column is about.
    pub fn again(options: DetectOptions<'m>, plans: Retyped) -> Self {
        Self { plans, is_again: true, ..Self::new(options) }
    }

    /// The name of the file is released with it, and tells what the file is about.
    pub fn file_name(&mut self, name: &str) {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).replace(['_', '-', '.'], " ");
        let mut text = TextTally::new(Channel::FileName);
        let segment = inspect::Segment { part: 0, label: "file name", at: "", text: &stem };
        text.segment(
            &segment,
            "",
            self.kit.roster.as_ref(),
            &mut self.kit.scanner,
            &self.kit.hash,
            &mut self.kit.told,
        );
        self.file_name = Some(text);
    }

    /// The result. Parts that were never closed end here.
    pub fn finish(mut self) -> Findings {
        let left: Vec<u32> = self.open.keys().copied().collect();
        for part in left {
            self.close(part, None);
        }
        if self.mark_what_sheets_tell() {
            self.excuse_what_is_seen();
        }
        self.findings.name = self.file_name.take().map(TextTally::finish);
        let size = self.kit.roster.as_ref().map(Asked::people);
        let parts = &self.findings.parts;
        let is_laid_over = |table: &DoneTable| LAID_OVER.contains(&parts[table.part].channel);
        let is_marked_in_sheet = |table: &DoneTable| parts[table.part].is_told_in_sheet;
        let (over, twice): (Vec<bool>, Vec<bool>) =
            self.done.iter().map(|table| (is_laid_over(table), is_marked_in_sheet(table))).unzip();
        let own = self.done.iter_mut().zip(over).filter(|(_, over)| !over).map(|(table, _)| table);
        let mut all: Vec<&mut [PeopleTally]> = own.map(|table| table.people.as_mut_slice()).collect();
        self.findings.people = join(&mut all, size);
        self.findings.subjects =
            Subjects::of(&self.findings.people, &mut self.kit.told, &self.findings.parts, || {
                keys_of(&mut all)
            });
        let unseen = self.done.iter_mut().zip(twice).filter(|(table, twice)| !table.is_seen && !twice);
        let mut hidden: Vec<&mut [PeopleTally]> =
            unseen.map(|(table, _)| table.people.as_mut_slice()).collect();
        self.findings.hidden_people = join(&mut hidden, size);
        if let Some(what) = self.too_much {
            self.findings.unchecked.push(UncheckedFound {
                file: 0,
                reason: Reason::TooManyParts,
                detail: what.to_owned(),
            });
        }
        if let Some(failed) = self.kit.scanner.failed {
            self.findings.unchecked.push(UncheckedFound {
                file: 0,
                reason: failed.into(),
                detail: failed.to_string(),
            });
        }
        if self.must_repeat && !self.is_again {
            self.findings.again = Some(self.retyped);
        }
        self.findings
    }

    /// Cells under something are told in a table of their own, and nearly always in their sheet too: there they count as
    /// hidden. Returns whether that is so for all of them; if not, the sheet's visible cells are not all seen.
    fn mark_what_sheets_tell(&mut self) -> bool {
        let flags = Hiding::UNDER_MERGE | Hiding::UNDER_SHAPE | Hiding::CONDITIONAL;
        let marked: Vec<u32> = self
            .findings
            .parts
            .iter()
            .filter(|sheet| sheet.views.iter().any(|view| view.hiding.intersects(flags)))
            .map(|sheet| sheet.id)
            .collect();
        let mut are_all = true;
        for part in self.findings.parts.iter_mut().filter(|part| LAID_OVER.contains(&part.channel)) {
            part.is_told_in_sheet = part.parent.is_some_and(|sheet| marked.contains(&sheet));
            are_all &= part.is_told_in_sheet || part.views.is_empty();
        }
        are_all
    }

    /// Hidden and cached content that everybody sees elsewhere is marked so.
    fn excuse_what_is_seen(&mut self) {
        for table in &mut self.done {
            // What lies under a picture stands in the sheet that everybody sees, and nobody sees it.
            let is_laid_over = LAID_OVER.contains(&self.findings.parts[table.part].channel);
            if let Some(content) = &mut table.content
                && !is_laid_over
                && content.is_seen(&self.kit.seen)
            {
                self.findings.parts[table.part].views[table.view].is_seen_elsewhere = true;
                table.is_seen = true;
            }
        }
    }

    fn open_part(&mut self, head: &PartHead<'_>) {
        let found = self.findings.parts.len();
        self.findings.parts.push(PartFound {
            id: head.id,
            file: head.file,
            parent: head.parent,
            channel: head.channel,
            hiding: head.hiding,
            visibility: head.visibility(),
            content: head.content,
            path: head.path.to_owned(),
            human: head.human.to_owned(),
            range: head.range.to_owned(),
            tally: None,
            views: Vec::new(),
            text: None,
            is_told_in_sheet: false,
        });
        let is_copy = head.channel.row().visibility != Visibility::Visible;
        let kind = TableKind { hiding: head.hiding, is_copy, is_lists: head.channel == Channel::PivotItems };
        let table = (head.content == Content::Table).then(|| Blocks::new(kind, head.human));
        self.open.insert(
            head.id,
            OpenPart {
                found,
                hiding: head.hiding,
                is_copy,
                table,
                text: None,
                lists: Vec::new(),
                records: 0,
            },
        );
    }

    fn row(&mut self, row: &Row<'_>) {
        let Some(OpenPart { found, table: Some(table), .. }) = self.open.get_mut(&row.part) else { return };
        let found = *found;
        let mut tools = self.kit.tools(&mut self.cell_lists);
        let done = table.row(row, &self.plans, row.part, &mut tools);
        self.done(found, row.part, 0, done);
        self.take_cell_lists(row.part);
    }

    /// Records of lists inside cells become rows of tables of their own, one for each way in which cells are hidden.
    fn take_cell_lists(&mut self, part: u32) {
        for CellRecord { hiding, origin, fields } in std::mem::take(&mut self.cell_lists) {
            let Some(open) = self.open.get_mut(&part) else { return };
            if open.records >= MOST_RECORDS {
                return;
            }
            open.records += 1;
            let (number, is_copy) = (open.records, open.is_copy);
            let place = open.lists.iter().position(|(known, _)| *known == (hiding, origin));
            let place = place.unwrap_or_else(|| {
                let kind = TableKind { hiding, is_copy, is_lists: false };
                open.lists.push(((hiding, origin), Blocks::new(kind, "")));
                open.lists.len() - 1
            });
            let mut none = Vec::new();
            let mut tools = self.kit.tools(&mut none);
            let filled = fields.iter().enumerate().filter(|(_, text)| !text.is_empty());
            let cells = filled.map(|(column, text)| (column as u32, Hiding::empty(), text.as_str()));
            open.lists[place].1.cells(number, Hiding::empty(), false, cells, &self.plans, part, &mut tools);
        }
    }

    /// Tables that are over.
    fn done(&mut self, found: usize, part: u32, from: u32, done: Vec<Done>) {
        for Done { number, mut segment, finished } in done {
            if !finished.is_as_counted && !self.is_again {
                self.must_repeat = true;
                // The others come out the same without one: a file can have tables by the hundred thousand.
                self.retyped.plans.insert((part, from + number), finished.plan.clone());
            }
            if segment.is_too_wide {
                self.too_much.get_or_insert("a table with more than 16,384 columns");
            }
            // Records that were taken out of cells and headings have no rows of their own.
            self.views(found, from == 0, &mut segment, &finished);
        }
    }

    fn end_tables(&mut self, part: u32) {
        let Some(open) = self.open.get_mut(&part) else { return };
        if let Some(table) = open.table.take() {
            self.end_table(part, 0, table);
            // The first rows of a short table are counted only now, and with them the lists in their cells.
            self.take_cell_lists(part);
        }
        let Some(open) = self.open.get_mut(&part) else { return };
        for (place, (_, blocks)) in std::mem::take(&mut open.lists).into_iter().enumerate() {
            self.end_table(part, LISTS * (place as u32 + 1), blocks);
            // Lists in lists are not taken apart.
            self.cell_lists.clear();
        }
    }

    fn end_table(&mut self, part: u32, from: u32, mut table: Blocks) {
        let Some(found) = self.open.get(&part).map(|open| open.found) else { return };
        let mut tools = self.kit.tools(&mut self.cell_lists);
        let done = table.finish(&self.plans, part, &mut tools);
        self.done(found, part, from, done);
    }

    /// The records of a list, as rows of a table of their own.
    fn list(&mut self, part: u32, text: &str) {
        let Some(open) = self.open.get_mut(&part) else { return };
        if open.records >= MOST_RECORDS {
            return;
        }
        let hiding = open.hiding;
        for record in lists::records(text) {
            let fields = record.into_iter().map(ToOwned::to_owned).collect();
            self.cell_lists.push(CellRecord { hiding, origin: Origin::List, fields });
        }
        self.take_cell_lists(part);
    }

    fn views(&mut self, found: usize, has_rows: bool, segment: &mut TableSegment, finished: &Finished) {
        let size = self.kit.roster.as_ref().map(Asked::people);
        let views = std::mem::take(&mut segment.views.all);
        for mut view in views {
            let filled: Vec<usize> = (0..segment.columns.len()).filter(|place| view.has(*place)).collect();
            let column_span = filled
                .iter()
                .map(|place| segment.columns[*place].number)
                .fold((u32::MAX, 0), |(left, right), number| (left.min(number), right.max(number)));
            let kept = self.kept_columns(&filled, finished);
            let columns: Vec<ColumnFound> = kept
                .iter()
                .map(|place| ColumnFound {
                    number: segment.columns[*place].number,
                    header: segment.columns[*place].header.clone(),
                    field: finished.typed[*place].field,
                    certainty: finished.typed[*place].score.certainty(),
                    why: finished.typed[*place].score.why(),
                    filled: view.filled(*place),
                })
                .collect();
            let is_personal = |column: &ColumnFound| column.field.is_personal();
            let telling = (0..segment.columns.len())
                .any(|place| segment.telling_of(place) > 0 && view.filled(place) > 0);
            let rows = view.rows - view.headings.min(view.rows);
            let is_copy = self.findings.parts[found].channel.row().visibility != Visibility::Visible;
            let is_seen = view.hiding.is_seen() && !is_copy;
            let (nature, why) = if rows == 0 {
                (Nature::Empty, Vec::new())
            } else if is_seen {
                // Whoever sees these columns does not see the hidden ones beside them.
                let judgement = segment.judge_some(finished, &view.columns);
                (judgement.nature, judgement.why)
            } else if columns.iter().any(is_personal) || telling {
                // What is hidden says more about the people who are seen beside it.
                (finished.judgement.nature, finished.judgement.why.clone())
            } else {
                (Nature::Impersonal.min(finished.judgement.nature), Vec::new())
            };
            let mut people = if nature >= Nature::Individuals {
                of_view(&mut view.people, size)
            } else {
                crate::People::default()
            };
            people.rows = people.rows.min(rows);
            let identifiers = summary::identifiers(segment, finished, &view.columns);
            let small_counts = summary::small_counts(finished, segment);
            let part = &mut self.findings.parts[found];
            let samples = view
                .samples
                .iter()
                .map(|row| kept.iter().map(|place| row.get(*place).cloned().unwrap_or_default()).collect())
                .collect();
            let number = part.views.len();
            part.views.push(ViewFound {
                hiding: view.hiding,
                rows,
                cells: view.cells,
                row_span: view.row_span.filter(|_| has_rows).unwrap_or_default(),
                column_span: if filled.is_empty() { (0, 0) } else { column_span },
                columns,
                nature,
                why: if nature >= Nature::Individuals { why } else { Vec::new() },
                people,
                identifiers,
                is_seen_elsewhere: false,
                small_counts,
                samples,
            });
            if nature < Nature::Individuals {
                view.people = Vec::new();
            }
            self.done.push(DoneTable {
                part: found,
                view: number,
                is_seen,
                people: view.people,
                content: (!is_seen).then_some(view.content),
            });
        }
    }

    /// The columns of a view that are described one by one: those about people, and the first of the others.
    fn kept_columns(&mut self, filled: &[usize], finished: &Finished) -> Vec<usize> {
        let mut plain = 0;
        let mut kept: Vec<usize> = filled
            .iter()
            .copied()
            .filter(|place| {
                let is_personal = finished.typed[*place].field.is_personal();
                plain += usize::from(!is_personal);
                is_personal || plain <= PLAIN_COLUMNS
            })
            .collect();
        let room = MOST_COLUMNS.saturating_sub(self.columns);
        if kept.len() > room {
            kept.truncate(room);
            self.too_much.get_or_insert("more columns than are described one by one");
        }
        self.columns += kept.len();
        kept
    }

    fn close(&mut self, id: u32, tally: Option<&TableTally>) {
        self.end_tables(id);
        let Some(open) = self.open.remove(&id) else { return };
        let part = &mut self.findings.parts[open.found];
        part.tally = tally.cloned();
        part.text = open.text.map(TextTally::finish);
    }

    fn segment_of_text(&mut self, segment: &inspect::Segment<'_>) {
        let Some(open) = self.open.get_mut(&segment.part) else { return };
        let part = &self.findings.parts[open.found];
        if matches!(part.channel, Channel::ValidationList | Channel::DefinedName)
            && let Some((sheet, _)) = segment.text.rsplit_once('!')
        {
            let sheet = sheet.trim_start_matches('=').trim_matches('\'').to_owned();
            if self.referred.len() < MOST_REFERRED && self.referred.insert(sheet.clone()) {
                self.findings.referred_sheets.push(sheet);
            }
        }
        let channel = part.channel;
        let human = part.human.clone();
        if LISTED.contains(&channel) {
            self.list(segment.part, segment.text);
        }
        let Some(open) = self.open.get_mut(&segment.part) else { return };
        let text = open.text.get_or_insert_with(|| TextTally::new(channel));
        text.segment(
            segment,
            &human,
            self.kit.roster.as_ref(),
            &mut self.kit.scanner,
            &self.kit.hash,
            &mut self.kit.told,
        );
    }
}

impl Sink for Detector<'_> {
    fn frame(&mut self, frame: &Frame<'_>) -> Result<(), Closed> {
        match frame {
            Frame::File(head) => self.findings.files.push(FileFound {
                id: head.file,
                inside: head.inside,
                format: head.format.to_owned(),
                name: head.name.to_owned(),
                bytes: head.bytes,
                claims: head.claims.map(ToOwned::to_owned),
            }),
            Frame::Open(head) => self.open_part(head),
            Frame::Segment(segment) => self.segment_of_text(segment),
            Frame::Row(row) => self.row(row),
            Frame::Close(tail) => self.close(tail.id, tail.table.as_ref()),
            Frame::Unaccounted(gap) => self.findings.unaccounted.push(UnaccountedFound {
                file: gap.file,
                path: gap.path.to_owned(),
                range: gap.range,
                why: gap.why.to_owned(),
            }),
            Frame::Unchecked(doubt) => self.findings.unchecked.push(UncheckedFound {
                file: doubt.file,
                reason: doubt.reason,
                detail: doubt.detail.to_owned(),
            }),
            Frame::Style(_) | Frame::Layout(_) | Frame::Pixels(_) | Frame::FileEnd(_) => {}
        }
        Ok(())
    }
}
