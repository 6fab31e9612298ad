//! Answers that others published, so that what is sealed and signed here can be read with their programs.

use crate::{hex, hex_array};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use keyring::{ActorKey, ActorPublicKey, SecretKey};

/// draft-irtf-cfrg-xchacha-03, appendix A.3.1: the cipher that is built in is the one that is written down.
#[test]
fn the_cipher_is_that_of_the_draft() {
    let key: [u8; 32] = std::array::from_fn(|at| 0x80 + at as u8);
    let nonce: [u8; 24] = std::array::from_fn(|at| 0x40 + at as u8);
    let message =
        b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, \
                    sunscreen would be it.";
    let aad = hex("50515253c0c1c2c3c4c5c6c7");
    let sealed = XChaCha20Poly1305::new(&key.into())
        .encrypt(&XNonce::from(nonce), Payload { msg: message, aad: &aad })
        .unwrap();
    let expected = "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb\
                    731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452\
                    2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9\
                    21f9664c97637da9768812f615c68b13b52e\
                    c0875924c1c7987947deafd8780acf49";
    assert_eq!(sealed, hex(expected));
}

/// RFC 8032, section 7.1, tests 1 to 3: seed, public key, message, signature.
const SIGNATURES: [[&str; 4]; 3] = [
    [
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ],
    [
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ],
    [
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ],
];

#[test]
fn signatures_are_those_of_the_rfc() {
    for [seed, public, message, signature] in SIGNATURES {
        let actor = ActorKey::from_seed(&SecretKey::from_bytes(&hex_array(seed)));
        let message = hex(message);
        assert_eq!(actor.public().to_bytes().to_vec(), hex(public));
        assert_eq!(actor.sign(&message).to_vec(), hex(signature));
        let public = ActorPublicKey::from_bytes(&hex_array(public)).unwrap();
        public.verify(&message, &hex_array(signature)).unwrap();
    }
}
