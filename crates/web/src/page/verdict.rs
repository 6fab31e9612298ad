//! The verdict: word, shape and colour, and one sentence that says what follows.

use super::icon::Icon;
use gate::Verdict;
use gate::report::spoken;
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
    let (class, icon) = match verdict {
        Verdict::Clear => ("clear", Icon::Clear),
        Verdict::Review => ("review", Icon::Review),
        Verdict::Held => ("held", Icon::Held),
        Verdict::Unchecked => ("unknown", Icon::Unknown),
    };
    Look { class, title: spoken::title(verdict), icon, follows: spoken::follows(verdict) }
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
