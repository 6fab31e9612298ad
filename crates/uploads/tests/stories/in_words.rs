//! What people are told.

use uploads::{UploadError, UploadId};

#[test]
fn errors_say_what_happened_and_what_to_do() {
    let id: UploadId = "0123456789abcdef".parse().unwrap();
    let errors = [
        UploadError::FileTooLarge { limit: 1 << 30 },
        UploadError::ActorFull { limit: 10 << 30 },
        UploadError::AllFull { limit: 100 << 30 },
        UploadError::BrokenOff,
        UploadError::Unknown { id },
        UploadError::NotReady { id },
        UploadError::NoRandom,
    ];
    let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n"));
}
