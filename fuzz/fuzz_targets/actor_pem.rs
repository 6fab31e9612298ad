//! Files of signing keys: whatever they ask for, an answer comes, and a changed file never gives another key.
#![no_main]

use keyring::{ActorKey, Passphrase};
use libfuzzer_sys::fuzz_target;
use tipstaff_fuzz::{look, seeds};

// The same key, as we keep it, as OpenSSL keeps it, and with PBKDF2.
const OWN: [&[u8]; 3] = [
    b"Tipstaff actor with the public key 85c6ae9de7199c9c21d6a8156fff6d8747624e715de0a50fb7ba9c4b2e46c475\n\
      -----BEGIN ENCRYPTED PRIVATE KEY-----\n\
      MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSsGAQQB2kcECzAcBBAmVjEoyhIQGyWMrg9h\n\
      9WQ2AgJAAAIBCAIBBTAdBglghkgBZQMEASoEEOUiL3lGx+CdmhOLH41F+SYEQLjN\n\
      k57nHfWaI8f/0K74U4ySWQ5kR6v3wFaIikvVXQMJ0ATjoO46Cp8eVgZsOk4J37e/\n\
      hMUnG3FEJ+lyeadsRhs=\n\
      -----END ENCRYPTED PRIVATE KEY-----\n",
    b"-----BEGIN ENCRYPTED PRIVATE KEY-----\n\
      MIGTME8GCSqGSIb3DQEFDTBCMCEGCSsGAQQB2kcECzAUBAj5ajA5dY8LqwICQAAC\n\
      AQgCAQEwHQYJYIZIAWUDBAEqBBC27DNsUB0/gowiUliCVjMvBEDT2KXKRO3Ucmfn\n\
      CDpfP3QMzKvC2lhSD+v9dodWBdjTSU6IpBlRld4b77z7j37PkHA32l0nGam/NQYr\n\
      CyufZCaG\n\
      -----END ENCRYPTED PRIVATE KEY-----\n",
    b"-----BEGIN ENCRYPTED PRIVATE KEY-----\n\
      MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAh/gWknmKnsngICCAAw\n\
      DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEJaaQco/NbnQPsFoNGciCTcEQChG\n\
      TBjNFiqRwlANXFXKr0A6m/RmTevau06wYAsKWtXaW6RyXnqghH05rxFTYZav5rPk\n\
      bgB0kg28PIYnU8WItBw=\n\
      -----END ENCRYPTED PRIVATE KEY-----\n",
];

const WHOSE: &str =
    "Tipstaff actor with the public key 85c6ae9de7199c9c21d6a8156fff6d8747624e715de0a50fb7ba9c4b2e46c475";

fuzz_target!(init: seeds::if_asked(&[], seeds::as_it_is, &OWN), |data: &[u8]| {
    look::soon(data.len(), || {
        let Ok(passphrase) = Passphrase::new("four random words") else { return };
        let text = String::from_utf8_lossy(data);
        let _ = Passphrase::new(&text);
        let Ok(actor) = ActorKey::from_pem(&text, &passphrase) else { return };
        if let Some((_, whose)) = WHOSE.rsplit_once(' ')
            && text.lines().any(|line| line.trim_end() == WHOSE)
        {
            assert!(actor.public().to_string() == whose);
        }
    });
});
