//! What can go wrong with the face of a card. Names of fields are told, never what stands in them.

use super::field::Field;

/// Why a face cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FaceError {
    /// The text is longer than its place.
    #[error(
        "the {0} is too long for its place on the card. Shorten it, or give it more room in the template"
    )]
    TooLong(Field),
    /// The font has no such letter.
    #[error(
        "the {0} has a letter that the fonts of cards do not have. Write it in Latin, Greek or Cyrillic letters, without \
         signs that are not seen"
    )]
    Letter(Field),
    /// The card has a place for it, and it was not given.
    #[error(
        "the card has a place for the {0}, and it was not given. Give it, or leave the place out of the template"
    )]
    Missing(Field),
    /// The photo is none.
    #[error("the photo is not whole: its size and its dots do not fit together. Take the picture again")]
    Photo,
    /// The card has a place for a photo, and none was given.
    #[error(
        "the card has a place for a photo, and none was given. Give one, or leave the place out of the template"
    )]
    NoPhoto,
    /// The card has a place for a code, and none was given.
    #[error("the card has a place for a code, and none was given. Take a template without one")]
    NoCode,
    /// A code was given, and there is no place for it.
    #[error("a code was given, and the card has no place for it. Take a template with one")]
    NoPlaceForCode,
    /// The place is too small for the code.
    #[error(
        "the place for the code is too small to be read from. Make it at least 26 mm wide, or the address shorter"
    )]
    CodeTooSmall,
    /// The bureau's profile makes no sense.
    #[error("the bureau's profile makes no sense: 200 to 1200 dots an inch, and a bleed of at most 5 mm")]
    Profile,
    /// The fonts, or the picture, cannot be used; it does not happen with templates that were read.
    #[error("the card could not be drawn. Report this to those who maintain Tipstaff")]
    Undrawable,
}

/// Why a template is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TemplateError {
    /// No picture.
    #[error("the template is not an SVG picture without a document type. Save it as plain SVG")]
    NoPicture,
    /// Too much of it.
    #[error("the template is longer than 512 kB, or has more than 5,000 parts. Simplify it")]
    TooLarge,
    /// It does not have the size of a card.
    #[error(
        "the template has not the size of a card. Give it the viewBox '0 0 856 539.8' (landscape) or '0 0 539.8 856' \
         (portrait): tenths of a millimetre"
    )]
    Size,
    /// Something that a card does not need, and that may fetch or run something.
    #[error(
        "the template has {what} in it, which cards may not have. Use paths, shapes, gradients and patterns, and turn \
         anything else into paths"
    )]
    Forbidden {
        /// Name of the element or attribute.
        what: String,
    },
    /// A field that is none.
    #[error("the template has a place for {name:?}, which no card has. Use one of: {known}", known = super::field::names())]
    Field {
        /// What it says.
        name: String,
    },
    /// A place without its numbers.
    #[error(
        "a place in the template lacks its {what}. Texts need data-width and font-size, places for photo and code need x, \
         y, width and height, and stand directly in the picture, without a transform"
    )]
    Place {
        /// What it lacks.
        what: &'static str,
    },
}
