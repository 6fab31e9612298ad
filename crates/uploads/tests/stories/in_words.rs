//! What people are told.

use uploads::UploadError;

#[test]
fn errors_say_what_happened_and_what_to_do() {
    let errors = [
        UploadError::TooLarge { limit: 1 << 30 },
        UploadError::Broken(std::io::Error::other("the line went dead")),
        UploadError::NoRandom,
        UploadError::Damaged { what: "a digest" },
    ];
    let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n"));
}
