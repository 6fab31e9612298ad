//! Marks photos and looks for marks, for `bench/marks`: one order a line on standard input, one answer a line.
//!
//! * `mark PHOTO MARKED PERSON RECIPIENT light|strong`
//! * `compare PHOTO LEAKED PERSON RECIPIENT…`: seconds on a processor, likeness, weight, and z for each recipient; or `none`
//!
//! Photos are PGM or PPM files (binary, 255).
#![allow(clippy::print_stdout, reason = "an example says what it measured")]

use keyring::SecretKey;
use marks::photo::{Luma, Original, Rgb, Strength};
use marks::{DeliveryKey, DeliveryName, PhotoKey, Subject};
use std::error::Error;
use std::io::{BufRead, Write};

enum Picture {
    Grey(Luma),
    Colours(Rgb),
}

fn read(path: &str) -> Result<Picture, Box<dyn Error>> {
    let bytes = std::fs::read(path)?;
    let mut rest = bytes.as_slice();
    let mut word = || -> Option<&str> {
        let end = rest.iter().position(u8::is_ascii_whitespace)?;
        let (word, after) = rest.split_at(end);
        rest = after.get(1..)?;
        std::str::from_utf8(word).ok()
    };
    let words = (word(), word(), word(), word());
    let (Some(kind), Some(width), Some(height), Some("255")) = words else {
        return Err("no picture of a kind that is read here".into());
    };
    let (width, height) = (width.parse()?, height.parse()?);
    match kind {
        "P5" => Ok(Picture::Grey(Luma::new(width, height, rest.to_vec())?)),
        "P6" => Ok(Picture::Colours(Rgb::new(width, height, rest.to_vec())?)),
        _ => Err("no picture of a kind that is read here".into()),
    }
}

fn luma(path: &str) -> Result<Luma, Box<dyn Error>> {
    Ok(match read(path)? {
        Picture::Grey(photo) => photo,
        Picture::Colours(photo) => photo.luma(),
    })
}

fn key(recipient: u32, person: u32) -> PhotoKey {
    let master = SecretKey::from_bytes(&[7; 32]);
    let name = DeliveryName { recipient, purpose: "bench", delivery: 1 };
    DeliveryKey::derive(&master, &name).photo(Subject::Person(person))
}

/// Seconds that this thread was on a processor, as Linux counts them: a busy machine makes nothing slower.
fn processor_seconds() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split_ascii_whitespace().next().and_then(|number| number.parse::<f64>().ok());
    nanoseconds.unwrap_or(f64::NAN) / 1e9
}

fn answer(line: &str) -> Result<String, Box<dyn Error>> {
    let words: Vec<&str> = line.split_ascii_whitespace().collect();
    match words.as_slice() {
        ["mark", photo, marked, person, recipient, strength] => {
            let key = key(recipient.parse()?, person.parse()?);
            let strength = if *strength == "strong" { Strength::Strong } else { Strength::Light };
            let mut file = std::io::BufWriter::new(std::fs::File::create(marked)?);
            match read(photo)? {
                Picture::Grey(photo) => {
                    writeln!(file, "P5 {} {} 255", photo.width(), photo.height())?;
                    file.write_all(key.mark(&photo, strength).samples())?;
                }
                Picture::Colours(photo) => {
                    writeln!(file, "P6 {} {} 255", photo.width(), photo.height())?;
                    file.write_all(key.mark_rgb(&photo, strength).samples())?;
                }
            }
            file.flush()?;
            Ok("marked".to_owned())
        }
        ["compare", photo, leaked, person, recipients @ ..] => {
            let (photo, leaked) = (luma(photo)?, luma(leaked)?);
            let begun = processor_seconds();
            let difference = Original::new(&photo).compare(&leaked);
            let seconds = processor_seconds() - begun;
            let Some(difference) = difference else { return Ok("none".to_owned()) };
            let mut answer = vec![format!("{seconds:.4} {:.4}", difference.likeness())];
            for (at, recipient) in recipients.iter().enumerate() {
                let score = difference.score(&key(recipient.parse()?, person.parse()?));
                if at == 0 {
                    answer.push(format!("{:.3}", score.weight));
                }
                answer.push(format!("{:.4}", score.z));
            }
            Ok(answer.join(" "))
        }
        _ => Err("no such order".into()),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    for line in std::io::stdin().lock().lines() {
        println!("{}", answer(&line?)?);
    }
    Ok(())
}
