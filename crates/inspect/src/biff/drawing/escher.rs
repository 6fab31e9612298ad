//! The records of a drawing ([MS-ODRAW] 2.2.1): containers and atoms.

use crate::bytes::Bytes;

/// One record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Atom<'a> {
    /// Number of its kind.
    pub(crate) kind: u16,
    /// A count or variant, depending on the kind.
    pub(crate) instance: u16,
    pub(crate) body: &'a [u8],
}

/// Containers inside containers that are followed; drawings have four.
const DEEPEST: u32 = 32;

/// Gives every record to `take`, containers before what they hold. Returns the bytes that make no sense: the rest of
/// the container in which a record claims more than there is.
pub(crate) fn walk<'a>(bytes: &'a [u8], take: &mut dyn FnMut(Atom<'a>)) -> Vec<&'a [u8]> {
    let mut lost = Vec::new();
    inside(bytes, 0, take, &mut lost);
    lost
}

fn inside<'a>(bytes: &'a [u8], depth: u32, take: &mut dyn FnMut(Atom<'a>), lost: &mut Vec<&'a [u8]>) {
    let mut reader = Bytes::new(bytes);
    while reader.left() > 0 {
        let before = reader.rest();
        let head = (|| Some((reader.u16()?, reader.u16()?, reader.u32()? as usize)))();
        let Some((options, kind, len)) = head else {
            lost.push(before);
            return;
        };
        let is_container = options & 0xf == 0xf;
        let body = match reader.take(len) {
            Some(body) => body,
            // The outer containers of a drawing that is cut still hold whole shapes.
            None if is_container => std::mem::replace(&mut reader, Bytes::new(&[])).rest(),
            None => {
                lost.push(before);
                return;
            }
        };
        take(Atom { kind, instance: options >> 4, body });
        if is_container {
            if depth < DEEPEST {
                inside(body, depth + 1, take, lost);
            } else {
                lost.push(body);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stored(options: u16, kind: u16, body: &[u8]) -> Vec<u8> {
        [&options.to_le_bytes()[..], &kind.to_le_bytes(), &(body.len() as u32).to_le_bytes(), body].concat()
    }

    #[test]
    fn atoms_inside_containers_are_found_and_cut_ones_are_lost() {
        let atom = stored(0x12, 0xf00b, b"words");
        let mut drawing = stored(0xf, 0xf002, &[atom.clone(), atom].concat());
        let mut found = Vec::new();
        assert!(walk(&drawing, &mut |atom| found.push((atom.kind, atom.body.len()))).is_empty());
        assert_eq!(found, [(0xf002, 26), (0xf00b, 5), (0xf00b, 5)]);
        drawing.truncate(30);
        let mut kinds = Vec::new();
        let lost = walk(&drawing, &mut |atom| kinds.push(atom.kind));
        assert_eq!((kinds, lost.len()), (vec![0xf002, 0xf00b], 1));
    }

    proptest! {
        #[test]
        fn any_bytes_are_walked_to_their_end(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let mut count = 0;
            walk(&bytes, &mut |_| count += 1);
            prop_assert!(count <= 40 * bytes.len());
        }
    }
}
