//! Tables with a caption. They can be scrolled sideways on a narrow screen, also with the keyboard.

use maud::{Markup, html};

/// A heading: words, and whether its column is of numbers.
pub type Heading<'a> = (&'a str, bool);

/// A table. The first cell of each row is its heading.
pub fn table(caption: &str, headings: &[Heading<'_>], rows: &[Vec<Markup>]) -> Markup {
    html! {
        div.tip-scroll tabindex="0" role="region" aria-label=(caption) {
            table.govuk-table {
                caption.govuk-table__caption.govuk-table__caption--m { span { (caption) } }
                thead.govuk-table__head {
                    tr.govuk-table__row {
                        @for (words, is_number) in headings {
                            th.govuk-table__header.govuk-table__header--numeric[*is_number] scope="col" { (words) }
                        }
                    }
                }
                tbody.govuk-table__body {
                    @for row in rows {
                        tr.govuk-table__row {
                            @for (index, cell) in row.iter().enumerate() {
                                @let is_number = headings.get(index).is_some_and(|(_, is_number)| *is_number);
                                @if index == 0 {
                                    th.govuk-table__header scope="row" { (cell) }
                                } @else {
                                    td.govuk-table__cell.govuk-table__cell--numeric[is_number] { (cell) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
