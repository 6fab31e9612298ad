//! What differs and did not before raises an alarm, with the cases that it touches; what is there again is found.

use crate::expectation::Expectation;
use crate::lists::{self, KeptList};
use crate::state::DifferenceKind;
use crate::stored::{hex, narrow};
use crate::sweep::{Compared, left_of};
use crate::{Evidence, EvidenceError, EvidenceStore, InSuspense, suspense};
use jiff::Timestamp;
use record::{Actor, Case, EVIDENCE_DIFFERENCE, EvidenceAlarm, EvidenceFound, Recorded};
use roaring::{RoaringBitmap, RoaringTreemap};

/// An alarm that was raised.
#[derive(Debug)]
pub struct Alarm {
    /// The act.
    pub recorded: Recorded,
    /// What is in suspense because of it, by kind.
    pub differences: Vec<InSuspense>,
    /// The cases that it touches.
    pub cases: Vec<Case>,
}

/// New differences of a sweep.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Differs<'l> {
    pub(crate) lists: &'l [Option<KeptList>],
    pub(crate) items: &'l RoaringTreemap,
}

impl Differs<'_> {
    fn of(&self, kind: DifferenceKind) -> Option<&KeptList> {
        self.lists.get(kind as usize).and_then(Option::as_ref)
    }
}

impl Evidence<'_> {
    /// Raises an alarm if anything differs that is not in suspense.
    pub(crate) async fn alarm(
        &self,
        by: &Actor,
        store: &EvidenceStore,
        (expectation, known): (&Expectation, &[InSuspense]),
        differs: Differs<'_>,
        now: Timestamp,
    ) -> Result<Option<Alarm>, EvidenceError> {
        let kinds: Vec<(DifferenceKind, &KeptList)> =
            DifferenceKind::ALL.into_iter().filter_map(|kind| Some((kind, differs.of(kind)?))).collect();
        let Some((_, first)) = kinds.first() else { return Ok(None) };
        let cases = self.record.cases_touched(&RoaringBitmap::new(), differs.items).await?;
        let mut writing = self.record.begin("raise an alarm", now).await?;
        expectation.is_still(&mut writing, store.number).await?;
        suspense::is_still(&mut writing, store.number, known).await?;
        let alarm = writing.position().cast_unsigned();
        let mut differences = Vec::with_capacity(kinds.len());
        for (kind, list) in &kinds {
            differences.push(suspense::write(&mut writing, store.number, alarm, *kind, list).await?);
        }
        let count = |kind| differs.of(kind).map_or(0, KeptList::items);
        let act = EvidenceAlarm {
            store: store.number,
            missing: count(DifferenceKind::Missing),
            missing_bytes: differs.of(DifferenceKind::Missing).map_or(0, KeptList::bytes),
            surplus: count(DifferenceKind::Surplus),
            changed: count(DifferenceKind::Changed),
            damaged: count(DifferenceKind::Damaged),
            cases: cases.len() as u64,
            list: hex(&first.stored.sha256),
        };
        let recorded = writing.commit(&act, by, &[]).await?;
        Ok(Some(Alarm { recorded, differences, cases }))
    }

    /// Takes out of suspense what differs no longer; gives how many items that are, and what is in suspense after that.
    pub(crate) async fn found(
        &self,
        by: &Actor,
        store: &EvidenceStore,
        (expectation, known): (&Expectation, &[InSuspense]),
        (compared, left): (&Compared, &[Option<KeptList>]),
        now: Timestamp,
    ) -> Result<(u64, Vec<InSuspense>), EvidenceError> {
        let (items, bytes) = compared
            .explained
            .iter()
            .fold((0, 0_u64), |(items, bytes), sum| (items + sum.count, bytes.saturating_add(sum.bytes)));
        if items == 0 {
            lists::forget(&self.blobs, left.iter().flatten()).await;
            return Ok((0, known.to_vec()));
        }
        let mut writing = self.record.begin("find evidence again", now).await?;
        expectation.is_still(&mut writing, store.number).await?;
        suspense::is_still(&mut writing, store.number, known).await?;
        let (mut ended, mut stays, mut begins, mut needless) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (one, explained, left) in left_of(known, compared, left) {
            if explained.count == 0 {
                stays.push(one.clone());
                needless.extend(left);
                continue;
            }
            ended.push(i64::from(one.number));
            if let Some(left) = left {
                begins.push(suspense::write(&mut writing, store.number, one.alarm, one.kind, left).await?);
            }
        }
        writing.end(&EVIDENCE_DIFFERENCE, &ended).await?;
        let differences = ended.iter().copied().map(narrow).collect::<Result<_, _>>()?;
        let act = EvidenceFound { store: store.number, items, bytes, differences };
        writing.commit(&act, by, &[]).await?;
        lists::forget(&self.blobs, needless).await;
        stays.extend(begins);
        Ok((items, stays))
    }
}
