//! A page as a browser reads it: which of it is a tag, which an attribute, which text. The tests of the program use it too.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

/// Tags that our templates have. Whatever else is in a page came from outside.
const TAGS: &[&str] = &[
    "a",
    "body",
    "br",
    "button",
    "caption",
    "circle",
    "code",
    "col",
    "colgroup",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "g",
    "h1",
    "h2",
    "h3",
    "head",
    "header",
    "html",
    "input",
    "label",
    "legend",
    "li",
    "line",
    "link",
    "main",
    "meta",
    "nav",
    "noscript",
    "ol",
    "option",
    "p",
    "path",
    "pre",
    "progress",
    "rect",
    "script",
    "section",
    "select",
    "span",
    "strong",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "text",
    "textarea",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "ul",
    "use",
];

/// Attributes that hold words; nowhere else may words from outside be.
const WORDS: &[&str] = &["value", "aria-label", "title", "datetime", "content", "placeholder"];

/// What is wrong with a page into which words with this mark were put; none: it is text wherever it stands.
pub fn what_is_wrong(page: &str, mark: &str) -> Option<String> {
    let mark = mark.to_lowercase();
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);

    for token in Tokenizer::new_with_emitter(page, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if !TAGS.contains(&name.as_str()) {
                    return Some(format!("a tag that we do not write: {name}"));
                }
                for (attribute, value) in &tag.attributes {
                    let attribute = String::from_utf8_lossy(attribute).into_owned();
                    let value = String::from_utf8_lossy(value).to_lowercase();
                    if attribute.starts_with("on")
                        || matches!(attribute.as_str(), "style" | "srcdoc" | "formaction")
                    {
                        return Some(format!("{name} has {attribute}"));
                    }
                    let is_address = matches!(attribute.as_str(), "href" | "src" | "action");
                    if is_address && (!value.starts_with(['/', '#']) || value.starts_with("//")) {
                        return Some(format!("{name} leads to {value}"));
                    }
                    if (value.contains(&mark) && !is_address && !WORDS.contains(&attribute.as_str()))
                        || attribute.contains(&mark)
                    {
                        return Some(format!("the mark is in {name} {attribute}"));
                    }
                    if name == "meta" && attribute == "content" && value.contains(&mark) {
                        return Some("the mark is in a meta element".into());
                    }
                }
            }
            Token::Comment(comment) if String::from_utf8_lossy(&comment).to_lowercase().contains(&mark) => {
                return Some("the mark is in a comment".into());
            }
            Token::Error(error) => {
                return Some(format!("no browser reads it as it was meant: {}", error.value));
            }
            _ => {}
        }
    }
    None
}

/// Words that would be a tag, end an attribute, a comment, a title or a script, or lead to a script.
pub fn hostile(mark: &str) -> Vec<String> {
    vec![
        format!("<script>alert('{mark}')</script>"),
        format!("\"><img src=x onerror=alert('{mark}')>"),
        format!("' onmouseover='alert(\"{mark}\")"),
        format!("</title><script>{mark}</script>"),
        format!("</textarea></option></select><{mark}>"),
        format!("--><{mark} onload=alert(1)>"),
        format!("javascript:alert('{mark}')"),
        format!("<svg/onload=alert`{mark}`>"),
        format!("&lt;{mark}&gt;&#60;{mark}&#x3e;"),
        format!("{{{{{mark}}}}}${{{mark}}}<%= {mark} %>"),
        format!("\u{202e}<{mark}>\u{2066}\u{200f}"),
        format!("<noscript><p title=\"</noscript><img src=x onerror={mark}>\">"),
    ]
}
