//! Frames come out of the pipe as they went in, however the pipe cuts them; other bytes are refused, and nothing panics.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "tests")]

use inspect::{
    CellHead, CellKind, Channel, Closed, Content, FileHead, FileTail, Frame, HiddenTally, Hiding, Layout,
    PartHead, PartTail, Pixels, Reason, Row, RowRole, Segment, Sink, Style, TableTally, Unaccounted,
    Unchecked,
};
use proptest::prelude::*;
use sandbox::{Confinement, Decoder, Encoder, Layers, Message, fuzz};

const LONGEST: usize = 24 << 20;

/// Sends the frames, lets `cut` say how many bytes come at once, and gives back what came out.
fn through(frames: &[Frame<'_>], mut cut: impl FnMut() -> usize) -> Vec<String> {
    let mut stream = Vec::new();
    let mut encoder = Encoder::new(&mut stream, LONGEST);
    encoder.confined(Confinement { layers: Layers::all(), landlock_version: 7 }).unwrap();
    for frame in frames {
        encoder.frame(frame).unwrap();
    }
    encoder.end(Some(Reason::Crashed)).unwrap();
    let mut decoder = Decoder::new(LONGEST);
    let mut rest = stream.as_slice();
    let mut came = Vec::new();
    loop {
        match decoder.message().unwrap() {
            Some(message) => came.push(format!("{message:?}")),
            None if rest.is_empty() => break,
            None => {
                let room = decoder.room();
                let taken = cut().clamp(1, rest.len().min(room.len()));
                room[..taken].copy_from_slice(&rest[..taken]);
                decoder.filled(taken);
                rest = &rest[taken..];
            }
        }
    }
    assert!(decoder.is_drained());
    came
}

fn expected(frames: &[Frame<'_>]) -> Vec<String> {
    let first = Message::Confined(Confinement { layers: Layers::all(), landlock_version: 7 });
    let last = Message::End(Some(Reason::Crashed));
    let frames = frames.iter().map(|frame| format!("{:?}", Message::Frame(frame.clone())));
    std::iter::once(format!("{first:?}")).chain(frames).chain([format!("{last:?}")]).collect()
}

/// A row as its pieces.
type Pieces = (u32, u32, bool, u32, Vec<(u32, u8, u32, u32, String, Option<String>)>);

fn pieces() -> impl Strategy<Value = Pieces> {
    let hiding = prop_oneof![3 => Just(0_u32), 1 => 0..=Hiding::all().bits()];
    let column = prop_oneof![3 => 0..40_u32, 1 => 0..(1_u32 << 20)];
    let style = prop_oneof![3 => Just(0_u32), 1 => any::<u32>()];
    let text = prop_oneof![3 => "[A-Za-z0-9]{0,12}", 1 => ".{0,200}"];
    let cell = (column, 0..5_u8, hiding.clone(), style, text, proptest::option::weighted(0.2, ".{0,20}"));
    (any::<u32>(), 1..=u32::MAX, any::<bool>(), hiding, proptest::collection::vec(cell, 0..60))
}

fn assemble((part, number, is_header, hiding, cells): &Pieces) -> (Vec<CellHead>, String, Row<'static>) {
    const KINDS: [CellKind; 5] =
        [CellKind::Text, CellKind::Number, CellKind::Date, CellKind::Boolean, CellKind::Error];
    let mut text = String::new();
    let mut heads = Vec::new();
    for (column, kind, hiding, style, stored, shown) in cells {
        text.push_str(stored);
        text.push_str(shown.as_deref().unwrap_or_default());
        heads.push(CellHead {
            column: *column,
            kind: KINDS[usize::from(*kind)],
            hiding: Hiding::from_bits_truncate(*hiding),
            style: *style,
            stored: stored.len() as u32,
            shown: shown.as_ref().map(|shown| shown.len() as u32),
        });
    }
    let role = if *is_header { RowRole::Header } else { RowRole::Data };
    let hiding = Hiding::from_bits_truncate(*hiding);
    (heads, text, Row { part: *part, number: *number, role, hiding, heads: &[], text: "" })
}

proptest! {
    #[test]
    fn rows_come_back(rows in proptest::collection::vec(pieces(), 0..20), cut in 1..5000_usize) {
        let rows: Vec<_> = rows.iter().map(assemble).collect();
        let frames: Vec<_> =
            rows.iter().map(|(heads, text, row)| Frame::Row(Row { heads, text, ..*row })).collect();
        prop_assert_eq!(through(&frames, || cut), expected(&frames));
    }

    #[test]
    fn every_other_frame_comes_back(
        numbers: [u32; 6], long: [u64; 4], inside: Option<u32>, text in ".{0,300}", name in ".{0,40}",
        claims in proptest::option::of(".{0,10}"), channel in 0..inspect::CHANNELS.len(), flags: [bool; 3],
        bits in 0..=Hiding::all().bits(), reason in 0..Reason::ALL.len(), width: f32, cut in 1..100_usize,
    ) {
        prop_assume!(!width.is_nan());
        let [a, b, c, d, e, f] = numbers;
        let hiding = Hiding::from_bits_truncate(bits);
        let hidden = hiding.iter().map(|why| HiddenTally { why, marked: long[0], values: long[1], rows: long[2] });
        let table = TableTally {
            rows: long[3], cells: long[0], row_span: inside.map(|row| (row, a)), column_span: Some((b, c)),
            hidden: hidden.collect(),
        };
        let contents = [Content::Text, Content::Table, Content::File, Content::Mark];
        let frames = [
            Frame::File(FileHead {
                file: a, inside, format: "xlsx", name: &name, bytes: long[0], claims: claims.as_deref(),
            }),
            Frame::Open(PartHead {
                id: a, file: b, parent: inside, channel: inspect::CHANNELS[channel].channel, hiding,
                content: contents[channel % 4], path: &name, human: &text, range: "A1:C9",
            }),
            Frame::Segment(Segment { part: c, label: "author", at: &name, text: &text }),
            Frame::Style(Style { id: d, bold: flags[0], italic: flags[1], wrap: flags[2], format: &name }),
            Frame::Layout(Layout::Width { part: a, first: b, last: c, width }),
            Frame::Layout(Layout::Merge { part: a, top: b, left: c, bottom: d, right: e }),
            Frame::Close(PartTail { id: e, table: Some(table) }),
            Frame::Close(PartTail { id: f, table: None }),
            Frame::Layout(Layout::HiddenRows { part: a, first: b, last: c }),
            Frame::Layout(Layout::HiddenColumns { part: a, first: b, last: c }),
            Frame::Layout(Layout::Stale { part: a, formulas: long[0] }),
            Frame::Pixels(Pixels::Begin { part: a, width: b, height: c, channels: bits as u8 }),
            Frame::Pixels(Pixels::Rows { part: a, first: b, bytes: text.as_bytes() }),
            Frame::Pixels(Pixels::End { part: a }),
            Frame::Unaccounted(Unaccounted {
                file: a, path: &name, range: (long[1], long[2]), why: &text, bears_on_cells: flags[0],
            }),
            Frame::Unchecked(Unchecked { file: f, reason: Reason::ALL[reason], detail: &text }),
            Frame::FileEnd(FileTail { file: a, pieces: long[0], read: long[1], swept: long[2] }),
        ];
        prop_assert_eq!(through(&frames, || cut), expected(&frames));
    }

    #[test]
    fn bytes_from_anywhere_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        fuzz(&bytes);
    }

    #[test]
    fn messages_of_any_kind_with_any_body_are_survived(
        messages in proptest::collection::vec((0..13_u8, proptest::collection::vec(any::<u8>(), 0..60)), 0..40),
    ) {
        let mut stream = Vec::new();
        for (kind, body) in messages {
            stream.extend_from_slice(&(body.len() as u32 + 1).to_le_bytes());
            stream.push(kind);
            stream.extend_from_slice(&body);
        }
        fuzz(&stream);
    }

    #[test]
    fn an_honest_story_with_wrong_bytes_is_survived(
        wrong in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
    ) {
        let mut stream = story();
        for (at, byte) in wrong {
            let at = at.index(stream.len());
            stream[at] = byte;
        }
        fuzz(&stream);
    }
}

/// A small story with every kind of frame that a workbook gives.
fn story() -> Vec<u8> {
    let mut stream = Vec::new();
    let mut encoder = Encoder::new(&mut stream, LONGEST);
    encoder.confined(Confinement::default()).unwrap();
    let head = PartHead {
        id: 0,
        file: 0,
        parent: None,
        channel: Channel::Sheet,
        hiding: Hiding::SHEET,
        content: Content::Table,
        path: "xl/worksheets/sheet1.xml",
        human: "sheet 'Data'",
        range: "A1:B2",
    };
    let mut buffer = inspect::RowBuffer::default();
    buffer.push(0, CellKind::Text, Hiding::empty(), "Ashworth");
    buffer.push_shown(3, CellKind::Date, Hiding::COLUMN, 1, "1985-03-04", "1985");
    let file =
        |file, inside| FileHead { file, inside, format: "xlsx", name: "a.xlsx", bytes: 9, claims: None };
    let frames = [
        Frame::File(file(0, None)),
        Frame::Style(Style { id: 1, bold: true, italic: false, wrap: false, format: "yyyy" }),
        Frame::Open(head),
        Frame::Row(buffer.row(0, 1, RowRole::Data, Hiding::ROW)),
        Frame::Layout(Layout::Width { part: 0, first: 0, last: 3, width: 8.5 }),
        Frame::Open(PartHead {
            id: 1,
            parent: Some(0),
            content: Content::Text,
            channel: Channel::Comment,
            ..head
        }),
        Frame::Segment(Segment { part: 1, label: "author", at: "A1", text: "Ashworth" }),
        Frame::Pixels(Pixels::Begin { part: 1, width: 2, height: 2, channels: 1 }),
        Frame::Pixels(Pixels::Rows { part: 1, first: 0, bytes: &[1, 2, 3, 4] }),
        Frame::Pixels(Pixels::End { part: 1 }),
        Frame::Close(PartTail { id: 0, table: Some(TableTally::default()) }),
        Frame::Close(PartTail { id: 1, table: None }),
        Frame::Open(PartHead { id: 2, content: Content::File, channel: Channel::EmbeddedFile, ..head }),
        Frame::File(file(1, Some(2))),
        Frame::Unchecked(Unchecked { file: 1, reason: Reason::Encrypted, detail: "" }),
        Frame::FileEnd(FileTail { file: 1, ..FileTail::default() }),
        Frame::Close(PartTail { id: 2, table: None }),
        Frame::Unaccounted(Unaccounted {
            file: 0,
            path: "xl/x.bin",
            range: (0, 0),
            why: "nobody reads it",
            bears_on_cells: false,
        }),
        Frame::FileEnd(FileTail { file: 0, pieces: 3, read: 2, swept: 0 }),
    ];
    for frame in &frames {
        encoder.frame(frame).unwrap();
    }
    encoder.end(None).unwrap();
    stream
}

#[test]
fn a_row_larger_than_the_buffer_comes_back() {
    let text = "Ashworth ".repeat(1 << 20);
    let head = CellHead {
        column: 7,
        kind: CellKind::Text,
        hiding: Hiding::empty(),
        style: 0,
        stored: text.len() as u32,
        shown: None,
    };
    let row =
        Row { part: 0, number: 1, role: RowRole::Data, hiding: Hiding::empty(), heads: &[head], text: &text };
    let frames = [Frame::Row(row), Frame::FileEnd(FileTail::default())];
    assert!(through(&frames, || 64 << 10) == expected(&frames));
}

#[test]
fn a_promise_of_bytes_takes_no_memory() {
    let mut decoder = Decoder::new(LONGEST);
    let before = decoder.room().len();
    let promise = (LONGEST as u32).to_le_bytes();
    decoder.room()[..4].copy_from_slice(&promise);
    decoder.filled(4);
    assert!(decoder.message().unwrap().is_none());
    assert_eq!(decoder.room().len(), before - 4);
}

#[test]
fn rows_that_lie_are_refused() {
    let refused = |body: &[u8]| {
        let mut decoder = Decoder::new(LONGEST);
        let length = (body.len() as u32 + 1).to_le_bytes();
        let message = [length.as_slice(), &[4], body].concat();
        decoder.room()[..message.len()].copy_from_slice(&message);
        decoder.filled(message.len());
        decoder.message().is_err()
    };
    // Part 0, row 1, data, nothing hidden, one cell of two letters.
    assert!(!refused(&[0, 1, 0, 0, 1, 0, 2, b'a', b'b']));
    for (what, body) in [
        ("more text than there is", &[0, 1, 0, 0, 1, 0, 3, b'a', b'b'][..]),
        ("less text than there is", &[0, 1, 0, 0, 1, 0, 1, b'a', b'b']),
        ("a text that is not UTF-8", &[0, 1, 0, 0, 1, 0, 2, 0xff, 0xfe]),
        ("a border inside a letter", &[0, 1, 0, 0, 2, 0, 1, 0, 1, 0xc3, 0xa9]),
        ("row number 0", &[0, 0, 0, 0, 0]),
        ("an unknown role", &[0, 1, 2, 0, 0]),
        ("an unknown way of hiding", &[0, 1, 0, 0xff, 0xff, 0xff, 0xff, 0x0f, 0]),
        ("an unknown kind of cell", &[0, 1, 0, 0, 1, 5, 0]),
        ("an unknown mark", &[0, 1, 0, 0, 1, 0x80, 0]),
        ("a column out of bounds", &[0, 1, 0, 0, 1, 8, 0, 0x80, 0x80, 0x40]),
        ("the column after the last one", &[0, 1, 0, 0, 2, 8, 0, 0xff, 0xff, 0x3f, 0, 0]),
        ("more cells than bytes", &[0, 1, 0, 0, 0xff, 0xff, 0x3f]),
        ("more cells than any row", &[0, 1, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x0f]),
        ("no bytes", &[]),
    ] {
        assert!(refused(body), "{what} was taken");
    }
}

#[test]
fn what_the_other_end_would_refuse_is_not_sent() {
    let text = "x".repeat(4096);
    let mut stream = Vec::new();
    let mut encoder = Encoder::new(&mut stream, 2048);
    let piece = Frame::Segment(Segment { part: 0, label: "", at: "", text: &text });
    assert_eq!(encoder.frame(&piece), Err(Closed));
    assert_eq!(encoder.stopped(), Some(Reason::TooLarge));
    assert_eq!(encoder.frame(&Frame::FileEnd(FileTail::default())), Err(Closed));
    encoder.end(encoder.stopped()).unwrap();
    assert!(stream.len() < 200);
}
