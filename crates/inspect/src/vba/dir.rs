//! The list of a project's modules and references ([MS-OVBA] 2.3.4.2).

use crate::bytes::{Bytes, wide};
use crate::text::{code_page, sweep};
use encoding_rs::{Encoding, WINDOWS_1252};

/// One module.
#[derive(Debug, Default)]
pub(super) struct Module {
    pub(super) name: String,
    /// Name of its stream.
    pub(super) stream: String,
    /// Where in the stream the source begins.
    pub(super) offset: usize,
}

/// A project.
#[derive(Debug)]
pub(super) struct Project {
    pub(super) encoding: &'static Encoding,
    pub(super) modules: Vec<Module>,
    /// What is to be told: a label and a text.
    pub(super) texts: Vec<(&'static str, String)>,
}

impl Default for Project {
    fn default() -> Self {
        Self { encoding: WINDOWS_1252, modules: Vec::new(), texts: Vec::new() }
    }
}

/// Reads the list, and says whether it made sense to its end.
pub(super) fn read(dir: &[u8]) -> (Project, bool) {
    let mut project = Project::default();
    let mut bytes = Bytes::new(dir);
    let is_sound = loop {
        let head = (|| Some((bytes.u16()?, bytes.u32()? as usize)))();
        let Some((id, size)) = head else { break false };
        // The version's size leaves out its own last two bytes.
        let Some(body) = bytes.take(if id == 0x0009 { 6 } else { size }) else { break false };
        if id == 0x0010 {
            break true;
        }
        project.take(id, body);
    };
    (project, is_sound)
}

impl Project {
    fn take(&mut self, id: u16, body: &[u8]) {
        let narrow = |encoding| code_page::decode(body, encoding);
        match id {
            0x0003 => {
                if let Some(number) = Bytes::new(body).u16() {
                    self.encoding = code_page::encoding(number);
                }
            }
            0x0004 => self.texts.push(("project's name", narrow(self.encoding))),
            0x0005 => self.texts.push(("project's description", narrow(self.encoding))),
            0x0006 => self.texts.push(("help file", narrow(self.encoding))),
            0x000c => self.texts.push(("constants", narrow(self.encoding))),
            0x0016 => self.texts.push(("reference", narrow(self.encoding))),
            // Libraries, other projects, controls: class identifiers and paths.
            0x000d | 0x000e | 0x002f | 0x0030 | 0x0033 => {
                self.texts.extend(sweep::texts(body).into_iter().map(|text| ("reference", text)));
            }
            0x0019 => {
                self.modules.push(Module { name: narrow(self.encoding), ..Module::default() });
                self.texts.push(("module", narrow(self.encoding)));
            }
            0x001c => self.texts.push(("module's description", narrow(self.encoding))),
            _ => {
                let Some(module) = self.modules.last_mut() else { return };
                match id {
                    0x0047 => module.name = wide(body),
                    0x001a => module.stream = narrow(self.encoding),
                    0x0032 => module.stream = wide(body),
                    0x0031 => module.offset = Bytes::new(body).u32().unwrap_or(0) as usize,
                    _ => {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(id: u16, body: &[u8]) -> Vec<u8> {
        [&id.to_le_bytes()[..], &(body.len() as u32).to_le_bytes(), body].concat()
    }

    #[test]
    fn modules_are_listed_with_the_place_of_their_source() {
        let version = [&9_u16.to_le_bytes()[..], &4_u32.to_le_bytes(), &[1, 0, 0, 0, 2, 0]].concat();
        let dir = [
            record(3, &[0xe3, 4]),
            version,
            record(0x19, b"\xcb\xe8\xf1\xf2"),
            record(0x1a, b"Sheet1"),
            record(0x31, &[7, 0, 0, 0]),
            record(0x10, &[]),
        ]
        .concat();
        let (project, is_sound) = read(&dir);
        assert!(is_sound);
        let module = &project.modules[0];
        assert_eq!((module.name.as_str(), module.stream.as_str(), module.offset), ("Лист", "Sheet1", 7));
        assert!(!read(&dir[..20]).1);
    }
}
