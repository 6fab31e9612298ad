//! JSON Lines: an object for each row, with the headings as keys, in their order.

use super::{Form, unwritten};
use crate::ShareError;
use std::io::Write;

struct Lines {
    keys: Vec<String>,
}

pub(super) fn begin(headings: &[String]) -> Result<Box<dyn Form>, ShareError> {
    let keys = headings.iter().map(|heading| quoted(heading)).collect::<Result<_, _>>()?;
    Ok(Box::new(Lines { keys }))
}

impl Form for Lines {
    fn row(&mut self, cells: &[&str], out: &mut dyn Write) -> Result<(), ShareError> {
        let mut line = String::from("{");
        for (index, (key, cell)) in self.keys.iter().zip(cells).enumerate() {
            if index > 0 {
                line.push(',');
            }
            line.push_str(key);
            line.push(':');
            line.push_str(&quoted(cell)?);
        }
        line.push_str("}\n");
        out.write_all(line.as_bytes()).map_err(unwritten)
    }

    fn end(self: Box<Self>, _: &mut dyn Write) -> Result<(), ShareError> {
        Ok(())
    }
}

fn quoted(text: &str) -> Result<String, ShareError> {
    serde_json::to_string(text).map_err(unwritten)
}
