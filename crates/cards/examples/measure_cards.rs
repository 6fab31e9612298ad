//! The measurements of `docs/src/measured/cards.md`; see `bench/cards/run`.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "measures, for a page of the guide"
)]

use cards::face::{
    CardText, Face, Field, OFFICE_PRINTER, PRINT_SERVICE, Photo, Picture, Template, WARRANT_CARD, pdf, render,
};
use cards::job::{CardFile, CardFiles, CardToSeal, JobFile, JobSecret, Serial, seal};
use cards::statement::{CardPage, Code, HolderKind, Statement};
use cards::status_list::{ListToken, Slots};
use cards::{Algorithm, IssuerKey, IssuerPublicKey};
use jiff::Timestamp;
use std::io::Cursor;
use std::process::Command;
use std::time::Instant;
use tlog::StatementKey;

const LIST: &str = "https://cards.met.police.uk/1";
const CODES: u32 = 200;

fn main() {
    let key = IssuerKey::new(Algorithm::Ed25519, &[1; 32]).unwrap();
    faces();
    jobs();
    codes(&key);
    lists(&key);
}

fn signed(key: &IssuerKey, index: u32) -> Vec<u8> {
    let day = "2027-03-31".parse().unwrap();
    Statement::new("met", HolderKind::Constable, day, LIST, index).unwrap().sign(key).unwrap()
}

fn page() -> CardPage {
    CardPage::new("https://cards.met.police.uk/").unwrap()
}

fn text() -> CardText {
    CardText::new()
        .with(Field::Force, "Example Police")
        .with(Field::Name, "Imogen Quillfeather")
        .with(Field::Rank, "Detective Sergeant")
        .with(Field::Number, "4471")
        .with(Field::ValidUntil, "31 March 2027")
        .with(Field::Serial, "7QK2M9XD")
}

/// A photo of noise: what packs worst.
fn photo() -> Photo {
    let mut state = 1_u32;
    let noise = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    });
    Photo::new(800, 1000, noise.take(800 * 1000 * 3).collect()).unwrap()
}

fn front(photo: &Photo) -> Picture {
    let template = Template::parse(WARRANT_CARD.front).unwrap();
    render(&Face { template: &template, text: &text(), photo: Some(photo), code: None }, &PRINT_SERVICE)
        .unwrap()
}

fn back(code: &Code) -> Picture {
    let template = Template::parse(WARRANT_CARD.back).unwrap();
    render(&Face { template: &template, text: &text(), photo: None, code: Some(code) }, &OFFICE_PRINTER)
        .unwrap()
}

fn millis(began: Instant, count: u32) -> f64 {
    began.elapsed().as_secs_f64() * 1000.0 / f64::from(count)
}

fn faces() {
    println!("| a face at 300 dpi, 3 mm bleed | time | size |\n|---|---|---|");
    let photo = photo();
    front(&photo);
    let began = Instant::now();
    let faces: Vec<Picture> = (0..20).map(|_| front(&photo)).collect();
    println!(
        "| drawn, with a photo of 800 by 1000 dots | {:.0} ms | {} by {} dots |",
        millis(began, 20),
        faces[0].size().0,
        faces[0].size().1
    );
    let began = Instant::now();
    let png = faces.iter().map(|face| face.png().unwrap().len()).max().unwrap();
    println!(
        "| as PNG (the photo is noise: what packs worst) | {:.0} ms | {} kB |",
        millis(began, 20),
        png / 1000
    );
    let began = Instant::now();
    let size = faces.iter().map(|face| pdf(&[face]).unwrap().len()).max().unwrap();
    println!("| as PDF | {:.0} ms | {} kB |\n", millis(began, 20), size / 1000);
}

fn jobs() {
    let png = front(&photo()).png().unwrap();
    println!(
        "| a sealed job of 50 cards, front and back of {} kB each | time |\n|---|---|",
        png.len() / 1000
    );
    let secret = JobSecret::generate().unwrap();
    let agent = StatementKey::new("bureau.example/agent", &[3; 32]).unwrap();
    let force = StatementKey::new("tipstaff/example/card-jobs", &[4; 32]).unwrap();
    let cards = (0..=50).map(|_| {
        let files = vec![(CardFile::FrontPng, png.clone()), (CardFile::BackPng, png.clone())];
        Ok(CardToSeal { serial: Serial::generate()?, files: CardFiles::new(files) })
    });
    let mut file = Vec::new();
    let to = secret.recipient().unwrap();
    let began = Instant::now();
    let sealed = seal(cards, 10, agent.verifier(), &to, &force, Timestamp::now(), &mut file).unwrap();
    println!("| sealed | {:.2} s, {} MB |", began.elapsed().as_secs_f64(), file.len() / 1_000_000);
    let began = Instant::now();
    let mut job = JobFile::open(Cursor::new(&file), &secret, force.verifier()).unwrap();
    println!("| opened, no card | {:.1} ms |", millis(began, 1));
    let began = Instant::now();
    for card in &sealed.manifest.cards {
        job.card(&card.serial, sealed.keys.get(&card.serial).unwrap()).unwrap();
    }
    println!("| each card opened with its key | {:.0} ms |\n", millis(began, 51));
}

/// Grey dots of a picture, so many times smaller, with a part of them wrong.
fn seen(picture: &Picture, smaller: u32, wrong: u32) -> (Vec<u8>, usize, usize) {
    let (width, height) = picture.size();
    let (across, down) = (width / smaller, height / smaller);
    let mut state = 7_u32;
    let mut grey = Vec::new();
    for y in 0..down {
        for x in 0..across {
            let mut sum = 0;
            for row in 0..smaller {
                for column in 0..smaller {
                    sum += u32::from(
                        picture.rgb()[(((y * smaller + row) * width + x * smaller + column) * 3) as usize],
                    );
                }
            }
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let dot = (sum / (smaller * smaller)) as u8;
            grey.push(if wrong > 0 && (state >> 16) % 100 < wrong { 255 - dot } else { dot });
        }
    }
    (grey, across as usize, down as usize)
}

fn codes(key: &IssuerKey) {
    let lengths: Vec<usize> = (0..CODES).map(|at| signed(key, at * 257 % (1 << 17)).len()).collect();
    let letters: Vec<usize> =
        (0..CODES).map(|at| page().address_of(&signed(key, at * 257 % (1 << 17))).len()).collect();
    let codes: Vec<Code> = (0..CODES)
        .map(|at| Code::new(&page().address_of(&signed(key, at * 257 % (1 << 17)))).unwrap())
        .collect();
    println!("| {CODES} codes | least | most |\n|---|---|---|");
    println!(
        "| bytes of a statement | {} | {} |",
        lengths.iter().min().unwrap(),
        lengths.iter().max().unwrap()
    );
    println!(
        "| letters of its address | {} | {} |",
        letters.iter().min().unwrap(),
        letters.iter().max().unwrap()
    );
    println!(
        "| modules a side | {} | {} |\n",
        codes.iter().map(Code::side).min().unwrap(),
        codes.iter().map(Code::side).max().unwrap()
    );
    println!("| {CODES} printed backs read | `rqrr` | `zbarimg` |\n|---|---|---|");
    let folder = std::env::temp_dir().join(format!("cards-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let backs: Vec<Picture> = codes.iter().map(back).collect();
    for (name, smaller, wrong) in
        [("300 dpi", 1, 0), ("300 dpi, 2 % of the dots wrong", 1, 2), ("150 dpi", 2, 0), ("100 dpi", 3, 0)]
    {
        let (mut one, mut other) = (0, 0);
        for (at, picture) in backs.iter().enumerate() {
            let expected = page().address_of(&signed(key, at as u32 * 257 % (1 << 17)));
            let (grey, width, height) = seen(picture, smaller, wrong);
            let mut prepared =
                rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| grey[y * width + x]);
            let read = prepared.detect_grids().first().and_then(|grid| grid.decode().ok());
            one += u32::from(read.is_some_and(|(_, address)| address == expected));
            let file = folder.join("card.pgm");
            std::fs::write(&file, [format!("P5 {width} {height} 255\n").as_bytes(), &grey].concat()).unwrap();
            let ran = Command::new("zbarimg").args(["--quiet", "--raw"]).arg(&file).output().unwrap();
            other += u32::from(String::from_utf8_lossy(&ran.stdout).trim_end() == expected);
        }
        println!("| {name} | {one} | {other} |");
    }
    std::fs::remove_dir_all(&folder).unwrap();
    println!();
}

fn lists(key: &IssuerKey) {
    println!("| a status list | time | size |\n|---|---|---|");
    let began = Instant::now();
    let mut slots = Slots::for_cards(60_000).unwrap();
    let cards: Vec<u32> = (0..47_000).map(|_| slots.allot().unwrap()).collect();
    println!(
        "| places for 47,000 cards drawn | {:.1} s | {} places |",
        began.elapsed().as_secs_f64(),
        slots.parts().capacity
    );
    let keys: [IssuerPublicKey; 1] = [key.public()];
    let told = |name: &str, slots: &mut Slots| {
        let began = Instant::now();
        let issued = Timestamp::now();
        let list = slots.publish().unwrap().0;
        let token = ListToken { address: LIST.into(), issued, expires: None, ttl: Some(86_400), list }
            .sign(key)
            .unwrap();
        println!("| {name}: published | {:.0} ms | {} bytes |", millis(began, 1), token.len());
        let began = Instant::now();
        ListToken::open(&token, &keys).unwrap();
        println!("| {name}: opened and verified | {:.1} ms | |", millis(began, 1));
    };
    told("the first day, decoys only", &mut slots);
    for card in &cards[..470] {
        slots.revoke(*card).unwrap();
    }
    told("1 % revoked", &mut slots);
    for card in &cards {
        slots.revoke(*card).unwrap();
    }
    told("all revoked", &mut slots);
}
