//! Encrypted workbooks ([MS-XLS] 2.2.10). Excel locks a workbook whose structure is protected with a password of its
//! own, which everybody's Excel opens without asking: so do we. Any other password stays a locked door.

mod rc4;
mod xor;

use super::record::{HEAD, Records};
use super::substream::EOF;
use super::version::{Begin, Version, begin};
use crate::bytes::Bytes;

/// The program's own password.
const PASSWORD: &str = "VelvetSweatshop";

/// How a stream's bytes are hidden.
#[derive(Debug, Clone)]
pub(crate) enum Cipher {
    Xor(xor::Xor),
    Rc4(rc4::Rc4),
}

/// What a stream turned out to be.
#[derive(Debug)]
pub(crate) enum Lock {
    None,
    /// It opens with the program's own password.
    Open(Cipher),
    /// It needs a password that nobody told.
    Closed,
}

/// Looks for a FILEPASS record ([MS-XLS] 2.4.117), which stands near the beginning.
pub(crate) fn lock(stream: &[u8]) -> Lock {
    // A broken container can bring zeros before the beginning.
    let start = stream.iter().position(|byte| *byte != 0).unwrap_or(0);
    let mut records = Records::from(stream, start);
    let Some(first) = records.next() else { return Lock::None };
    let Begin::Known(version, _) = begin(first.number, first.body()) else { return Lock::None };
    let pass = records.take_while(|record| record.number != EOF).find(|record| record.number == 0x002f);
    let Some(pass) = pass else { return Lock::None };
    cipher(pass.body(), version).map_or(Lock::Closed, Lock::Open)
}

/// The cipher, if the program's own password fits.
fn cipher(body: &[u8], version: Version) -> Option<Cipher> {
    let mut bytes = Bytes::new(body);
    if version == Version::Biff5 {
        return xor::Xor::new(PASSWORD, bytes.u16()?, bytes.u16()?).map(Cipher::Xor);
    }
    match bytes.u16()? {
        0 => xor::Xor::new(PASSWORD, bytes.u16()?, bytes.u16()?).map(Cipher::Xor),
        1 => rc4::Rc4::new(PASSWORD, bytes.rest()).map(Cipher::Rc4),
        _ => None,
    }
}

impl Cipher {
    /// Opens a stream of records in place. Heads are never hidden; some bodies are not either.
    pub(crate) fn open(&self, stream: &mut [u8]) {
        let mut keys = rc4::Keys::default();
        let mut at = stream.iter().position(|byte| *byte != 0).unwrap_or(0);
        while let Some(head) = stream.get(at..at + HEAD) {
            let number = u16::from_le_bytes([head[0], head[1]]);
            let start = at + HEAD;
            let end = (start + usize::from(u16::from_le_bytes([head[2], head[3]]))).min(stream.len());
            if let Some(from) = hidden_from(number)
                && start + from < end
            {
                match self {
                    Self::Xor(xor) => xor.open(stream, start, from, end),
                    Self::Rc4(rc4) => rc4.open(stream, start + from, end, &mut keys),
                }
            }
            at = end;
        }
    }
}

/// How many bytes of a body stay readable; `None` for all of them.
fn hidden_from(number: u16) -> Option<usize> {
    match number {
        // BOF, FILEPASS, USREXCL, FILELOCK, INTERFACEHDR, RRDINFO, RRDHEAD.
        0x0809 | 0x0009 | 0x0209 | 0x0409 | 0x002f | 0x0194 | 0x0195 | 0x00e1 | 0x0196 | 0x0138 => None,
        // The place of a sheet's substream.
        0x0085 => Some(4),
        _ => Some(0),
    }
}
