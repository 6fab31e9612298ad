//! Actors' signatures, and their keys in files that OpenSSL opens too.

use crate::hex_array;
use keyring::{ActorKey, ActorKeyError, ActorPublicKey, Cell, KeyError, Passphrase, Sealer, SecretKey};
use std::io::Write;
use std::process::{Command, Stdio};

const PHRASE: &str = "Sinéad's four random words";

fn phrase() -> Passphrase {
    Passphrase::new(PHRASE).unwrap()
}

/// Runs OpenSSL, and tells what it wrote. The passphrase comes through the environment, and the file through a pipe.
fn openssl(arguments: &[&str], input: &str) -> String {
    let mut child = Command::new("openssl")
        .args(arguments)
        .env("PHRASE", PHRASE)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program openssl is needed for this test");
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "openssl {arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// An Ed25519 key that OpenSSL made and keeps this way.
fn openssl_keeps(how: &[&str]) -> Result<ActorKey, ActorKeyError> {
    let plain = openssl(&["genpkey", "-algorithm", "ed25519"], "");
    let kept = openssl(&[&["pkcs8", "-topk8", "-passout", "env:PHRASE"], how].concat(), &plain);
    ActorKey::from_pem(&kept, &phrase())
}

#[test]
fn an_actors_key_comes_back_from_its_file() {
    let actor = ActorKey::fresh().unwrap();
    let pem = actor.to_pem(&phrase()).unwrap();
    let opened = ActorKey::from_pem(&pem, &phrase()).unwrap();
    let signature = opened.sign(b"release 12, approved");
    actor.public().verify(b"release 12, approved", &signature).unwrap();
}

#[test]
fn another_passphrase_does_not_open_it() {
    let pem = ActorKey::fresh().unwrap().to_pem(&phrase()).unwrap();
    let other = Passphrase::new("four other random words").unwrap();
    assert_eq!(ActorKey::from_pem(&pem, &other).err(), Some(ActorKeyError::WrongPassphrase));
}

#[test]
fn openssl_opens_what_we_write() {
    let actor = ActorKey::fresh().unwrap();
    let pem = actor.to_pem(&phrase()).unwrap();
    let text = openssl(&["pkey", "-passin", "env:PHRASE", "-noout", "-text_pub"], &pem);
    let public: String = text.split_once("pub:").unwrap().1.chars().filter(char::is_ascii_hexdigit).collect();
    assert_eq!(public, actor.public().to_string());
    let how = openssl(&["asn1parse", "-strictpem"], &pem);
    for part in ["PBES2", "scrypt", "aes-256-cbc"] {
        assert!(how.contains(part), "{part}");
    }
}

#[test]
fn we_open_what_openssl_keeps_with_scrypt() {
    assert!(openssl_keeps(&["-scrypt", "-v2", "aes-256-cbc"]).is_ok());
    let costly = ["-scrypt", "-scrypt_N", "32768", "-scrypt_r", "4", "-scrypt_p", "4", "-v2", "aes-256-cbc"];
    assert!(openssl_keeps(&costly).is_ok());
}

#[test]
fn what_is_kept_too_weakly_is_refused() {
    let refused: [&[&str]; 5] = [
        &["-v2", "aes-256-cbc"],
        &["-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA512", "-iter", "1000000"],
        &["-scrypt", "-v2", "aes-128-cbc"],
        &["-scrypt", "-scrypt_N", "2", "-v2", "aes-256-cbc"],
        &["-v1", "PBE-SHA1-3DES"],
    ];
    for how in refused {
        // The oldest way is not even read.
        let error = openssl_keeps(how).unwrap_err();
        assert!(matches!(error, ActorKeyError::Refused(_) | ActorKeyError::Damaged(_)), "{how:?}: {error:?}");
    }
    let plain = openssl(&["genpkey", "-algorithm", "ed25519"], "");
    assert!(matches!(ActorKey::from_pem(&plain, &phrase()), Err(ActorKeyError::Refused(_))));
}

#[test]
fn a_key_of_another_kind_is_no_actors() {
    let plain = openssl(&["genpkey", "-algorithm", "x25519"], "");
    let how = ["pkcs8", "-topk8", "-passout", "env:PHRASE", "-scrypt", "-v2", "aes-256-cbc"];
    let kept = openssl(&how, &plain);
    assert!(matches!(ActorKey::from_pem(&kept, &phrase()), Err(ActorKeyError::Damaged(_))));
}

/// The parameters of scrypt in our own file, replaced by hostile ones of the same length.
#[test]
fn a_file_cannot_ask_for_more_work_than_a_second() {
    let pem = ActorKey::fresh().unwrap().to_pem(&phrase()).unwrap();
    // What the build for tests asks for, and the one that is released.
    let (cost, parallel) = if cfg!(debug_assertions) { (0x02, 0x01) } else { (0x40, 0x05) };
    let ours = [0x02, 0x02, cost, 0x00, 0x02, 0x01, 0x08, 0x02, 0x01, parallel];
    for (hostile, refused) in [
        ([0x02, 0x02, 0x40, 0x01, 0x02, 0x01, 0x08, 0x02, 0x01, 0x05], false),
        ([0x02, 0x02, 0x40, 0x00, 0x02, 0x01, 0x00, 0x02, 0x01, 0x05], false),
        ([0x02, 0x02, 0x40, 0x00, 0x02, 0x01, 0x08, 0x02, 0x01, 0x00], false),
        ([0x02, 0x02, 0x00, 0x00, 0x02, 0x01, 0x08, 0x02, 0x01, 0x05], false),
        ([0x02, 0x01, 0x00, 0x02, 0x01, 0x08, 0x02, 0x02, 0x00, 0xff], false),
        ([0x02, 0x01, 0x01, 0x02, 0x01, 0x08, 0x02, 0x02, 0x00, 0xff], false),
        ([0x02, 0x01, 0x02, 0x02, 0x01, 0x7f, 0x02, 0x02, 0x7f, 0xff], true),
        ([0x02, 0x02, 0x40, 0x00, 0x02, 0x01, 0x7f, 0x02, 0x01, 0x7f], true),
        ([0x02, 0x04, 0x40, 0x00, 0x00, 0x00, 0x02, 0x00, 0x02, 0x00], false),
        ([0x02, 0x02, cost / 2, 0x00, 0x02, 0x01, 0x08, 0x02, 0x01, 0x01], true),
    ] {
        let error = ActorKey::from_pem(&with_bytes(&pem, &ours, &hostile), &phrase()).unwrap_err();
        assert_eq!(matches!(error, ActorKeyError::Refused(_)), refused, "{hostile:02x?}: {error:?}");
        assert!(
            matches!(error, ActorKeyError::Refused(_) | ActorKeyError::Damaged(_)),
            "{hostile:02x?}: {error:?}"
        );
    }
}

/// The file with some bytes of its DER replaced.
fn with_bytes(pem: &str, from: &[u8], to: &[u8]) -> String {
    let (label, document) = pkcs8::Document::from_pem(pem).unwrap();
    let mut bytes = document.to_vec();
    let at = bytes.windows(from.len()).position(|window| window == from).unwrap();
    bytes[at..at + to.len()].copy_from_slice(to);
    rewritten(label, &bytes)
}

fn rewritten(label: &str, bytes: &[u8]) -> String {
    use std::fmt::Write;
    // By hand, for what is written is not always DER.
    let mut pem = format!("-----BEGIN {label}-----\n");
    for line in bytes.chunks(48) {
        let _ = writeln!(pem, "{}", base64(line));
    }
    pem + &format!("-----END {label}-----\n")
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    bytes
        .chunks(3)
        .flat_map(|three| {
            let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte))
                << (8 * (3 - three.len()));
            (0..4).map(move |at| {
                if at <= three.len() {
                    char::from(LETTERS[(bits >> (18 - 6 * at) & 63) as usize])
                } else {
                    '='
                }
            })
        })
        .collect()
}

/// The cipher itself would not notice: the public key in front of the file does.
#[test]
fn a_changed_file_never_gives_another_key() {
    let actor = ActorKey::fresh().unwrap();
    let pem = actor.to_pem(&phrase()).unwrap();
    let (whose, rest) = pem.split_once('\n').unwrap();
    let (label, document) = pkcs8::Document::from_pem(rest).unwrap();
    let bytes = document.as_bytes();
    // One bit in each byte of the ciphertext, which is the last 64 bytes.
    for at in (bytes.len() - 64..bytes.len()).step_by(5) {
        let mut changed = bytes.to_vec();
        changed[at] ^= 1;
        let file = format!("{whose}\n{}", rewritten(label, &changed));
        let error = ActorKey::from_pem(&file, &phrase()).unwrap_err();
        assert!(matches!(error, ActorKeyError::WrongPassphrase | ActorKeyError::Damaged(_)), "byte {at}");
    }
    // Without that line a file opens too, as OpenSSL writes it.
    assert_eq!(ActorKey::from_pem(rest, &phrase()).unwrap().public(), actor.public());
}

#[test]
fn a_file_cut_short_or_too_long_is_damaged() {
    let pem = ActorKey::fresh().unwrap().to_pem(&phrase()).unwrap();
    for length in (0..pem.len() - 2).step_by(7) {
        let error = ActorKey::from_pem(&pem[..length], &phrase()).unwrap_err();
        assert!(matches!(error, ActorKeyError::Damaged(_)), "{length}: {error:?}");
    }
    let long = pem + &"x".repeat(8192);
    assert!(matches!(ActorKey::from_pem(&long, &phrase()), Err(ActorKeyError::Damaged(_))));
}

#[test]
fn a_signature_fits_one_message_and_one_key() {
    let (actor, other) = (ActorKey::fresh().unwrap(), ActorKey::fresh().unwrap());
    let signature = actor.sign(b"release 12, approved");
    assert_eq!(actor.public().verify(b"release 13, approved", &signature), Err(ActorKeyError::BadSignature));
    assert_eq!(other.public().verify(b"release 12, approved", &signature), Err(ActorKeyError::BadSignature));
    for bit in 0..512 {
        let mut changed = signature;
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(actor.public().verify(b"release 12, approved", &changed).is_err(), "bit {bit}");
    }
}

/// The same signature with the order of the group added to its second half, which lax verifiers take too.
#[test]
fn a_signature_has_one_form() {
    const ORDER: &str = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
    let actor = ActorKey::from_seed(&SecretKey::from_bytes(&[3; 32]));
    let mut signature = actor.sign(b"release 12, approved");
    let order: [u8; 32] = hex_array(ORDER);
    let mut carry = 0_u16;
    for (byte, more) in signature[32..].iter_mut().zip(order) {
        carry += u16::from(*byte) + u16::from(more);
        *byte = carry as u8;
        carry >>= 8;
    }
    assert_eq!(actor.public().verify(b"release 12, approved", &signature), Err(ActorKeyError::BadSignature));
}

/// The eight points of small order, among them those with a second way to be written (Chalkias, Garillot and Nikolaenko,
/// "Taming the many `EdDSA`s", table 1): anybody could sign for them.
#[test]
fn a_key_for_which_anybody_could_sign_is_refused() {
    let weak = [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ];
    for key in weak {
        assert_eq!(ActorPublicKey::from_bytes(&hex_array(key)), Err(ActorKeyError::BadPublicKey), "{key}");
    }
}

/// A coordinate from p to 2^255 - 1 says the same as one from 0 to 18: one key would be enrolled as two actors.
#[test]
fn a_key_has_one_form() {
    let (mut taken, mut refused) = (0, 0);
    for small in 0..19_u8 {
        for sign in [0, 0x80] {
            let mut plain = [0; 32];
            plain[0] = small;
            plain[31] = sign;
            let mut other = [0xff; 32];
            other[0] = 0xed + small;
            other[31] = 0x7f | sign;
            taken += usize::from(ActorPublicKey::from_bytes(&plain).is_ok());
            refused += usize::from(ActorPublicKey::from_bytes(&other).is_err());
        }
    }
    assert!(taken > 0, "some of these are keys");
    assert_eq!(refused, 38);
}

#[test]
fn a_sealed_key_opens_under_its_key_and_in_its_place_only() {
    let actor = ActorKey::fresh().unwrap();
    let sealer = Sealer::new(&SecretKey::fresh().unwrap());
    let cell = Cell { table: "session", row: 7, column: "signer" };
    let kept = actor.seal(&sealer, cell).unwrap();
    assert_eq!(ActorKey::open(&sealer, cell, &kept).unwrap().public(), actor.public());
    let other = Cell { row: 8, ..cell };
    assert!(matches!(ActorKey::open(&sealer, other, &kept), Err(KeyError::WrongKey { .. })));
    let stranger = Sealer::new(&SecretKey::fresh().unwrap());
    assert!(matches!(ActorKey::open(&stranger, cell, &kept), Err(KeyError::WrongKey { .. })));
    let short = sealer.seal(cell, b"thirty-one bytes are no seed...").unwrap();
    assert!(matches!(ActorKey::open(&sealer, cell, &short), Err(KeyError::Damaged { .. })));
}
