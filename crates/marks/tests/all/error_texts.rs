//! What people read when something is wrong.

use crate::delivery;
use marks::Token;

#[test]
fn errors_say_what_happened_and_what_to_do() {
    let mut texts = String::new();
    for wrong in ["MFVZTJQ15TYF1", "MFVZTJQ15TYF31"] {
        texts += &wrong.parse::<Token>().unwrap_err().to_string();
        texts.push('\n');
    }
    texts += &delivery().honey().people(3, |_| true).unwrap_err().to_string();
    insta::assert_snapshot!(texts);
}
