//! What a compound file still holds after it was deleted: free sectors, the rest of last sectors, entries that no
//! storage lists. Programs mark space as free and leave the bytes.

use super::ole_sectors::{RawEntry, Sectors};
use crate::text::sweep;
use crate::{Channel, Content, Read, Scribe, Source, Spot};

/// Bytes of a mini sector ([MS-CFB] 2.2).
const MINI: usize = 64;

/// Streams shorter than this lie in the mini stream.
const MINI_CUTOFF: u64 = 4096;

/// Sweeps everything that no stream claims, and names left-over entries.
pub(crate) fn report(source: &dyn Source, file: u32, scribe: &mut Scribe<'_>) -> Read {
    let sectors = Sectors::read(source, scribe.budget())?;
    let entries = sectors.entries();
    let root = entries.iter().find(|entry| entry.kind == 5);
    let mini_stream = root.map(|root| sectors.chain(root.start)).unwrap_or_default();

    let mut slack = Slack { file, part: None };
    for number in sectors.free() {
        slack.sweep("free sector", &sectors.sector(number), scribe)?;
    }
    for number in sectors.mini_free() {
        slack.sweep("free sector", &mini_sector(&sectors, &mini_stream, number), scribe)?;
    }
    for entry in entries.iter().filter(|entry| entry.kind == 2 && entry.len > 0) {
        slack.sweep("rest of a last sector", &tail(&sectors, &mini_stream, entry), scribe)?;
    }
    slack.after_the_end(source, sectors.end(), scribe)?;
    slack.close(scribe)?;
    report_orphans(&entries, file, scribe)
}

/// The part for unused space, opened at the first text.
struct Slack {
    file: u32,
    part: Option<u32>,
}

impl Slack {
    fn sweep(&mut self, label: &str, bytes: &[u8], scribe: &mut Scribe<'_>) -> Read {
        scribe.budget().unpacked(bytes.len() as u64)?;
        if bytes.iter().all(|byte| *byte == 0 || *byte == 0xff) {
            return Ok(());
        }
        for text in sweep::texts(bytes) {
            let part = match self.part {
                Some(part) => part,
                None => scribe.open(self.file, Content::Text, &Spot::new(Channel::OleSlack, ""))?,
            };
            self.part = Some(part);
            scribe.segment(part, label, "", &text)?;
        }
        Ok(())
    }

    fn after_the_end(&mut self, source: &dyn Source, end: u64, scribe: &mut Scribe<'_>) -> Read {
        let mut at = end;
        while at < source.len() {
            let mut piece = vec![0; (source.len() - at).min(1 << 20) as usize];
            source.read_exact_at(&mut piece, at)?;
            self.sweep("after the last sector", &piece, scribe)?;
            at += piece.len() as u64;
        }
        Ok(())
    }

    fn close(self, scribe: &mut Scribe<'_>) -> Read {
        self.part.map_or(Ok(()), |part| scribe.close(part))
    }
}

fn mini_sector(sectors: &Sectors<'_>, mini_stream: &[u32], number: u32) -> Vec<u8> {
    let at = number as usize * MINI;
    let size = sectors.size as usize;
    let Some(sector) = mini_stream.get(at / size) else { return Vec::new() };
    let bytes = sectors.sector(*sector);
    bytes.get(at % size..).map_or(Vec::new(), |rest| rest[..rest.len().min(MINI)].to_vec())
}

/// The bytes of a stream's last sector that lie beyond the stream's end.
fn tail(sectors: &Sectors<'_>, mini_stream: &[u32], entry: &RawEntry) -> Vec<u8> {
    let (size, last) = if entry.len < MINI_CUTOFF {
        let chain = sectors.mini_chain(entry.start);
        let index = (entry.len - 1) as usize / MINI;
        (MINI, chain.get(index).map(|number| mini_sector(sectors, mini_stream, *number)))
    } else {
        let chain = sectors.chain(entry.start);
        let index = ((entry.len - 1) / sectors.size) as usize;
        (sectors.size as usize, chain.get(index).map(|number| sectors.sector(*number)))
    };
    let used = (entry.len - 1) as usize % size + 1;
    last.and_then(|bytes| bytes.get(used..).map(<[u8]>::to_vec)).unwrap_or_default()
}

/// Entries with a name that cannot be reached from the root.
fn report_orphans(entries: &[RawEntry], file: u32, scribe: &mut Scribe<'_>) -> Read {
    let mut reached = vec![false; entries.len()];
    let mut open: Vec<u32> = vec![0];
    while let Some(index) = open.pop() {
        let Some(entry) = entries.get(index as usize) else { continue };
        if !std::mem::replace(&mut reached[index as usize], true) {
            open.extend([entry.left, entry.right, entry.child]);
        }
    }
    for (entry, reached) in entries.iter().zip(reached) {
        let left_over = if entry.kind == 0 { entry.residue } else { !reached };
        if left_over && !entry.name.is_empty() {
            scribe.note(file, &Spot::new(Channel::OleOrphan, &entry.name), "name", &entry.name)?;
            if entry.kind == 2 && entry.len > 0 {
                scribe.unaccounted_beside(file, &entry.name, (0, 0), "a stream that no storage lists")?;
            }
        }
    }
    Ok(())
}
