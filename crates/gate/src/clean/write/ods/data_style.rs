//! Number and date formats as data styles (ODF 1.3 part 3, 16.29).

use crate::clean::value::date::{DateLooks, Piece, Width};
use crate::clean::value::number::NumberLooks;
use crate::clean::write::xml;
use std::fmt::Write;

/// A number style; where negative numbers look otherwise, two.
pub(super) fn number(place: usize, looks: &NumberLooks, out: &mut String) {
    let (positive, negative) = looks.around();
    match negative {
        None => style(&format!("N{place}"), looks, &positive, "", out),
        Some(negative) => {
            style(&format!("N{place}P0"), looks, &positive, "", out);
            let map = format!(
                "<style:map style:condition=\"value()&gt;=0\" style:apply-style-name=\"N{place}P0\"/>"
            );
            style(&format!("N{place}"), looks, &negative, &map, out);
        }
    }
}

fn style(name: &str, looks: &NumberLooks, around: &[String; 2], map: &str, out: &mut String) {
    let kind = if looks.is_percent { "number:percentage-style" } else { "number:number-style" };
    let _ = write!(out, "<{kind} style:name=\"{name}\">");
    words(&around[0], out);
    let element = if looks.exponent > 0 { "number:scientific-number" } else { "number:number" };
    let _ = write!(
        out,
        "<{element} number:decimal-places=\"{}\" number:min-integer-digits=\"{}\"",
        looks.decimals, looks.whole
    );
    if looks.exponent > 0 {
        let _ = write!(out, " number:min-exponent-digits=\"{}\"", looks.exponent);
    }
    if looks.is_grouped {
        out.push_str(" number:grouping=\"true\"");
    }
    out.push_str("/>");
    words(if looks.is_percent { "%" } else { "" }, out);
    words(&around[1], out);
    let _ = write!(out, "{map}</{kind}>");
}

/// A date style; for a time alone, a time style. The names of months are English, whatever the program speaks.
pub(super) fn date(place: usize, looks: &DateLooks, out: &mut String) {
    let is_time = |piece: &Piece| {
        matches!(piece, Piece::Hour(_) | Piece::Minute | Piece::Second | Piece::Half | Piece::Between(_))
    };
    let kind = if looks.0.iter().all(is_time) { "number:time-style" } else { "number:date-style" };
    let _ = write!(out, "<{kind} style:name=\"N{place}\" number:language=\"en\" number:country=\"GB\">");
    let mut between = String::new();
    for piece in &looks.0 {
        if let Piece::Between(letter) = piece {
            between.push(*letter);
            continue;
        }
        words(&std::mem::take(&mut between), out);
        let (element, width, is_name) = match piece {
            Piece::Day(width) => ("day", *width, false),
            Piece::Month(width) => ("month", *width, false),
            Piece::MonthName(width) => ("month", *width, true),
            Piece::Year(width) => ("year", *width, false),
            Piece::Weekday(width) => ("day-of-week", *width, false),
            Piece::Hour(width) => ("hours", *width, false),
            Piece::Minute => ("minutes", Width::Long, false),
            Piece::Second => ("seconds", Width::Long, false),
            Piece::Half | Piece::Between(_) => ("am-pm", Width::Short, false),
        };
        let _ = write!(out, "<number:{element}");
        if width == Width::Long {
            out.push_str(" number:style=\"long\"");
        }
        if is_name {
            out.push_str(" number:textual=\"true\"");
        }
        out.push_str("/>");
    }
    words(&between, out);
    let _ = write!(out, "</{kind}>");
}

fn words(text: &str, out: &mut String) {
    if !text.is_empty() {
        out.push_str("<number:text>");
        xml::text(text, out);
        out.push_str("</number:text>");
    }
}
