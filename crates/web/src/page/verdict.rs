//! The verdict: word, shape and colour, and one sentence that says what follows.

use super::icon::Icon;
use gate::Verdict;
use maud::{Markup, html};

/// How a verdict looks and what it is called.
pub struct Look {
    /// Ending of the class.
    pub class: &'static str,
    /// In two or three words.
    pub title: &'static str,
    /// The icon.
    pub icon: Icon,
    /// What follows from it.
    pub follows: &'static str,
}

/// The look of a verdict.
pub fn look(verdict: Verdict) -> Look {
    match verdict {
        Verdict::Clear => Look {
            class: "clear",
            title: "Clear",
            icon: Icon::Clear,
            follows: "Nothing was found that holds it back",
        },
        Verdict::Review => Look {
            class: "review",
            title: "Look at it first",
            icon: Icon::Review,
            follows: "Somebody has to look at what was found and say why it may leave",
        },
        Verdict::Held => Look {
            class: "held",
            title: "Do not release",
            icon: Icon::Held,
            follows: "It must not leave as it is",
        },
        Verdict::Unchecked => Look {
            class: "unknown",
            title: "Could not be checked",
            icon: Icon::Unknown,
            follows: "What was not understood is not safe: treat it as held",
        },
    }
}

/// The panel at the top of a result: the verdict, what it is about, the sentence that matters most, and what to do.
pub fn panel(verdict: Verdict, about: &str, sentence: &str, actions: &Markup) -> Markup {
    let look = look(verdict);
    html! {
        div class={ "tip-verdict tip-verdict--" (look.class) } {
            (look.icon.render())
            div.tip-verdict__body {
                h1.tip-verdict__word { (look.title) }
                p { strong { (about) } }
                p { (sentence) }
                (actions)
            }
        }
    }
}

/// A verdict within a line or a table.
pub fn tag(verdict: Verdict) -> Markup {
    let look = look(verdict);
    html! {
        span class={ "tip-verdict-tag tip-verdict-tag--" (look.class) } { (look.icon.render()) (look.title) }
    }
}
