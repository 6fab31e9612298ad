//! Tables and texts of any content, as the detector is told them: one part after another, each of lines.
#![no_main]

use detect::{Day, DetectOptions, Detector, Roster, RosterBuilder, SealKey};
use inspect::{
    CHANNELS, CellKind, Closed, Content, FileHead, FileTail, Frame, Hiding, PartHead, PartTail, RowBuffer,
    RowRole, Segment, Sink,
};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use tipstaff_fuzz::{look, parts, seeds};

const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

const OWN: [&[u8]; 3] = [
    b"=== T0\nSurname\tInitials\tRank\tNI number\nAshworth\tJ\tConstable\tAB123456C\nO'Neill\tS\tSergeant\t\n",
    b"=== X40\nGoldwater, L I, 40145, Constable; Bradden, J, 80009, Sergeant\n=== X3\nPC 1234 Ashworth arrested the suspect, \
      born 12/03/1985, at 12 High Street, BT1 1AA; her mother rang 07700 900123\n",
    b"=== T1\n!2\tVictim\tDate of birth\tPostcode\tEmail\n1\tAnn Ashworth\t12/03/1985\tBT1 1AA\ta@police.example\n\
      2\tBob Bradden\t01.01.70\tSW1A 1AA\t\n\n\n\n9\tx\t2\t943 476 5919\n",
];

static ROSTER: LazyLock<Option<Roster>> = LazyLock::new(|| {
    let key = SealKey::parse(KEY).ok()?;
    let headers = ["Surname", "Forenames", "Number"].map(ToOwned::to_owned);
    let mut builder = RosterBuilder::new(key.into_bytes(), &headers, &[]).ok()?;
    for (surname, forenames, number) in
        [("Ashworth", "Jane Kate", "40145"), ("O'Neill", "Seán", "80009"), ("Goldwater", "L I", "12")]
    {
        builder.person(&[surname, forenames, number]);
    }
    builder.finish().ok()
});

/// A text fixture as a table.
fn table(bytes: &[u8]) -> Vec<u8> {
    [
        b"=== T0\n".as_slice(),
        &seeds::of_text(bytes)
            .iter()
            .map(|byte| if *byte == b',' { b'\t' } else { *byte })
            .collect::<Vec<_>>(),
    ]
    .concat()
}

fuzz_target!(init: seeds::if_asked(&["csv"], table, &OWN), |data: &[u8]| {
    let Some(today) = Day::new(2026, 8, 1) else { return };
    let options = || DetectOptions { today, roster: ROSTER.as_ref(), recognisers: &[], local: None };
    let told: Vec<(String, Vec<u8>)> =
        parts::split(data, "T0").into_iter().map(|(name, content)| (name, parts::repeated(&content))).collect();
    look::soon(data.len() * 64, || {
        let mut detector = Detector::new(options());
        detector.file_name(told.first().map_or("", |(name, _)| name));
        if tell(&told, &mut detector).is_err() {
            return;
        }
        if let Some(plans) = detector.finish().again {
            let mut detector = Detector::again(options(), plans);
            let _ = tell(&told, &mut detector);
            assert!(detector.finish().again.is_none(), "a file is gone through twice, not for ever");
        }
    });
});

fn tell(told: &[(String, Vec<u8>)], sink: &mut dyn Sink) -> Result<(), Closed> {
    let head =
        FileHead { file: 0, inside: None, format: "xlsx", name: "answer.xlsx", bytes: 1, claims: None };
    sink.frame(&Frame::File(head))?;
    for (id, (name, content)) in told.iter().enumerate() {
        let (is_table, number) = match name.split_at_checked(1) {
            Some(("T", number)) => (true, number),
            Some((_, number)) => (false, number),
            None => (true, ""),
        };
        let channel = CHANNELS[number.parse::<usize>().unwrap_or(0) % CHANNELS.len()].channel;
        let text = String::from_utf8_lossy(content);
        sink.frame(&Frame::Open(PartHead {
            id: id as u32,
            file: 0,
            parent: id.checked_sub(1).map(|parent| parent as u32),
            channel,
            hiding: Hiding::empty(),
            content: if is_table { Content::Table } else { Content::Text },
            path: "xl/worksheets/sheet1.xml",
            human: name,
            range: "",
        }))?;
        for (number, line) in text.lines().enumerate() {
            if is_table {
                row(id as u32, number as u32 + 1, line, sink)?;
            } else {
                let (label, text) = line.split_once('\t').unwrap_or(("", line));
                sink.frame(&Frame::Segment(Segment { part: id as u32, label, at: "", text }))?;
            }
        }
        sink.frame(&Frame::Close(PartTail { id: id as u32, table: None }))?;
    }
    sink.frame(&Frame::FileEnd(FileTail::default()))
}

/// Cells lie between tabs; `!` and a letter hide a cell in one way, `~` skips columns, `^` at the start hides the row.
fn row(part: u32, number: u32, line: &str, sink: &mut dyn Sink) -> Result<(), Closed> {
    let (line, hiding) = line.strip_prefix('^').map_or((line, Hiding::empty()), |line| (line, Hiding::ROW));
    let mut buffer = RowBuffer::default();
    let mut column = 0;
    for cell in line.split('\t') {
        if let Some(count) = cell.strip_prefix('~') {
            column += count.parse::<u32>().unwrap_or(1).min(1 << 14);
            continue;
        }
        let mut letters = cell.strip_prefix('!').unwrap_or_default().chars();
        let (hiding, cell) = match letters.next() {
            Some(letter) => (Hiding::from_bits_truncate(1 << (letter as u32 % 32)), letters.as_str()),
            None => (Hiding::empty(), cell),
        };
        if !cell.is_empty() && column < 1 << 14 {
            buffer.push(column, CellKind::Text, hiding, cell);
        }
        column += 1;
    }
    if buffer.is_empty() {
        return Ok(());
    }
    sink.frame(&Frame::Row(buffer.row(part, number, RowRole::Data, hiding)))
}
