//! JSON as a stream of events. `struson` reads; what it does not bound is bounded here: how long a name, a number or a
//! value may be.

use super::not_numbers::NotNumbers;
use crate::stop::{LimitMet, Stop};
use crate::{Limits, Reason};
use std::cell::Cell;
use std::io;
use std::rc::Rc;
use struson::reader::{
    JsonReader, JsonStreamReader, ReaderError, ReaderSettings, SyntaxErrorKind, ValueType,
};

/// Bytes that are always allowed.
const PIECE: usize = 64 << 10;

/// What comes next in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event<'a> {
    /// `{` or `[`.
    Begin(Container),
    /// The name of the value that comes next.
    Name(&'a str),
    /// A value that holds no others.
    Value(Value<'a>),
    /// `}` or `]`.
    End,
    /// The file has ended.
    Over,
}

/// What holds values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    Object,
    Array,
}

/// A value that holds no others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value<'a> {
    Text(&'a str),
    /// As it is written.
    Number(&'a str),
    Boolean(bool),
    Null,
}

/// Where a file stops being JSON, in bytes from where reading began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) at: u64,
    pub(super) why: &'static str,
}

/// Why there is no next event.
#[derive(Debug)]
pub(super) enum Trouble {
    Fault(Fault),
    Stop(Stop),
}

/// Goes through a text.
pub(super) struct Events<R: io::Read> {
    reader: JsonStreamReader<Leashed<NotNumbers<R>>>,
    /// Bytes that may still be read before the next event must be there.
    leash: Rc<Cell<usize>>,
    most: usize,
    /// Open containers, and of each object whether a name was given whose value is still to come.
    open: Vec<(Container, bool)>,
    has_begun: bool,
}

impl<R: io::Read> Events<R> {
    pub(super) fn new(source: R, limits: &Limits) -> Self {
        let most = usize::try_from(limits.row_bytes).unwrap_or(usize::MAX).max(PIECE);
        let leash = Rc::new(Cell::new(most));
        let settings = ReaderSettings {
            allow_multiple_top_level: true,
            track_path: false,
            max_nesting_depth: Some(limits.element_depth),
            // Numbers are told as they are written and never computed with.
            restrict_number_values: false,
            ..ReaderSettings::default()
        };
        let source = Leashed { inner: NotNumbers::new(source), left: Rc::clone(&leash) };
        let reader = JsonStreamReader::new_custom(source, settings);
        Self { reader, leash, most, open: Vec::new(), has_begun: false }
    }

    /// How many containers are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Bytes read so far, up to the place of the next event.
    pub(super) fn position(&self) -> u64 {
        self.reader.current_position(false).data_pos.unwrap_or(0)
    }

    /// The line of the next event, from 0.
    pub(super) fn line(&self) -> u64 {
        self.reader.current_position(false).line_pos.map_or(0, |place| place.line)
    }

    /// The next event.
    pub(super) fn next(&mut self) -> Result<Event<'_>, Trouble> {
        self.leash.set(self.most);
        match self.open.last().copied() {
            None => {
                if self.has_begun && !self.reader.has_next().map_err(trouble)? {
                    return Ok(Event::Over);
                }
                self.has_begun = true;
            }
            Some((Container::Object, true)) => {
                if let Some(last) = self.open.last_mut() {
                    last.1 = false;
                }
            }
            Some((container, false)) => {
                if !self.reader.has_next().map_err(trouble)? {
                    match container {
                        Container::Object => self.reader.end_object(),
                        Container::Array => self.reader.end_array(),
                    }
                    .map_err(trouble)?;
                    self.open.pop();
                    return Ok(Event::End);
                }
                if container == Container::Object {
                    if let Some(last) = self.open.last_mut() {
                        last.1 = true;
                    }
                    return self.reader.next_name().map(Event::Name).map_err(trouble);
                }
            }
            Some((Container::Array, true)) => {}
        }
        self.value()
    }

    fn value(&mut self) -> Result<Event<'_>, Trouble> {
        let value = match self.reader.peek().map_err(trouble)? {
            ValueType::Object => {
                self.reader.begin_object().map_err(trouble)?;
                self.open.push((Container::Object, false));
                return Ok(Event::Begin(Container::Object));
            }
            ValueType::Array => {
                self.reader.begin_array().map_err(trouble)?;
                self.open.push((Container::Array, false));
                return Ok(Event::Begin(Container::Array));
            }
            ValueType::String => Value::Text(self.reader.next_str().map_err(trouble)?),
            ValueType::Number => Value::Number(self.reader.next_number_as_str().map_err(trouble)?),
            ValueType::Boolean => Value::Boolean(self.reader.next_bool().map_err(trouble)?),
            ValueType::Null => {
                self.reader.next_null().map_err(trouble)?;
                Value::Null
            }
        };
        Ok(Event::Value(value))
    }
}

fn trouble(error: ReaderError) -> Trouble {
    match error {
        ReaderError::SyntaxError(error) => {
            let why = match error.kind {
                SyntaxErrorKind::IncompleteDocument => "the file is cut short",
                SyntaxErrorKind::CommentsNotEnabled => "a comment, for which JSON has no place",
                SyntaxErrorKind::UnpairedSurrogatePairEscapeSequence => "half a letter (a lone surrogate)",
                SyntaxErrorKind::NotEscapedControlCharacter => "a control character inside a text",
                SyntaxErrorKind::TrailingCommaNotEnabled => "a comma with nothing behind it",
                _ => "it is no JSON from here on",
            };
            Trouble::Fault(Fault { at: error.location.data_pos.unwrap_or(0), why })
        }
        ReaderError::MaxNestingDepthExceeded { .. } => Trouble::Stop(LimitMet(Reason::TooDeep).into()),
        ReaderError::IoError { error, location } if error.kind() == io::ErrorKind::InvalidData => {
            let why = "bytes that stand for no letter in UTF-8";
            Trouble::Fault(Fault { at: location.data_pos.unwrap_or(0), why })
        }
        ReaderError::IoError { error, .. } => Trouble::Stop(error.into()),
        // Only whoever asks for the wrong kind of value meets these.
        _ => Trouble::Stop(Stop::damaged("its JSON makes no sense")),
    }
}

/// A reader that gives so many bytes and no more, until it is told how many again.
struct Leashed<R> {
    inner: R,
    left: Rc<Cell<usize>>,
}

impl<R: io::Read> io::Read for Leashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let left = self.left.get().checked_sub(read).ok_or(LimitMet(Reason::TooLarge))?;
        self.left.set(left);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Result<Vec<String>, Trouble> {
        let limits = Limits::default();
        let mut events = Events::new(text.as_bytes(), &limits);
        let mut told = Vec::new();
        loop {
            match events.next()? {
                Event::Over => return Ok(told),
                event => told.push(format!("{event:?}")),
            }
        }
    }

    #[test]
    fn values_come_in_order_and_several_documents_too() {
        let told = all("{\"a\":[1e3,true,null,\"x\\u00e9\"]}\n[] ").unwrap();
        assert_eq!(
            told,
            [
                "Begin(Object)",
                "Name(\"a\")",
                "Begin(Array)",
                "Value(Number(\"1e3\"))",
                "Value(Boolean(true))",
                "Value(Null)",
                "Value(Text(\"xé\"))",
                "End",
                "End",
                "Begin(Array)",
                "End"
            ]
        );
    }

    #[test]
    fn what_is_no_json_is_a_fault_at_its_place() {
        for (text, at) in [("[1,2", 4), ("[1 /* x */]", 3), ("[\"\\ud800\"]", 2), ("[NaM]", 1)] {
            match all(text) {
                Err(Trouble::Fault(fault)) => assert_eq!(fault.at, at, "{text}: {}", fault.why),
                other => panic!("{text}: {other:?}"),
            }
        }
    }

    #[test]
    fn a_value_without_end_and_a_well_without_bottom_are_stopped() {
        let long = format!("[\"{}\"]", "x".repeat(17 << 20));
        assert!(matches!(all(&long), Err(Trouble::Stop(Stop::File(Reason::TooLarge, _)))));
        let deep = "[".repeat(100_000);
        assert!(matches!(all(&deep), Err(Trouble::Stop(Stop::File(Reason::TooDeep, _)))));
    }
}
