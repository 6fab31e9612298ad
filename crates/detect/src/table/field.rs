//! What a column of a table is about, and the words by which headings say so: one table, [`FIELDS`].

use crate::IdentifierIndex;
use crate::identifiers::phrases::{Phrases, Standing};
use std::sync::LazyLock;

/// What a field says about the people in the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weight {
    /// Names a person, alone or with its neighbours.
    Name,
    /// A number or address of one person.
    Key,
    /// Describes a person; several together single one out.
    Trait,
    /// Says what happened to or was done by a person.
    Event,
    /// A place in which a person lives or was.
    Place,
    /// Running text about people.
    Narrative,
    /// Where somebody works and as what.
    Post,
    /// Counts and sums: speaks against one row per person.
    Count,
    /// Nothing about people.
    Other,
}

macro_rules! fields {
    ($( $name:ident $id:literal $weight:ident $title:literal [$($header:literal),* $(,)?]; )+) => {
        /// What a column is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Field {
            $( #[doc = $title] $name, )+
            /// A number or address of one of the kinds in [`crate::IDENTIFIERS`].
            Identifier(IdentifierIndex),
        }

        /// One line of [`FIELDS`].
        #[derive(Debug)]
        pub struct FieldRow {
            /// The field.
            pub field: Field,
            /// Stable identifier.
            pub id: &'static str,
            /// What it says about people.
            pub weight: Weight,
            /// Name for a person.
            pub title: &'static str,
            /// Headings that name it, spelt as [`crate::spell`] does: small letters, singular.
            pub headers: &'static [&'static str],
        }

        /// Every field but the identifiers, which have a table of their own.
        pub const FIELDS: &[FieldRow] = &[ $( FieldRow {
            field: Field::$name, id: $id, weight: Weight::$weight, title: $title, headers: &[$($header),*],
        }, )+ ];
    };
}

fields! {
    Surname "surname" Name "Surname" ["surname", "last name", "lastname", "family name", "sname", "surnm", "second name", "maiden name", "previous surname", "former name", "victim surname", "officer surname", "employee surname"];
    Forename "forename" Name "Forename" ["forename", "first name", "firstname", "given name", "christian name", "fname", "forenm", "first", "middle name", "second forename", "forename 1", "forename 2", "known a", "preferred name", "known as"];
    Initials "initials" Name "Initials" ["initial", "init", "init", "first initial"];
    FullName "full-name" Name "Name" ["name", "full name", "fullname", "employee name", "officer name", "staff name", "person name", "victim name", "witness name", "suspect name", "offender name", "nominal", "nominal name", "complainant", "aggrieved", "employee", "display name", "customer name", "patient name", "contact name", "person", "officer", "oic", "officer in case", "oic name", "investigating officer", "surname forename", "line manager", "manager name", "applicant name", "requester name", "owner name", "tenant name", "pupil name", "child name"];
    Title "title" Trait "Title" ["title", "salutation", "honorific"];
    Rank "rank" Post "Rank or grade" ["rank", "grade", "rank grade", "rank or grade", "rank description", "pay band", "band"];
    JobRole "role" Post "Role or post" ["role", "job title", "post title", "position", "job", "post", "occupation", "job role", "duty", "role title", "job description", "position title", "duty type"];
    Unit "unit" Post "Department or unit" ["department", "unit", "team", "branch", "directorate", "division", "section", "bcu", "business area", "dept", "command", "district", "org unit", "organisational unit", "service area", "portfolio"];
    Location "location" Post "Post location" ["location", "station", "post location", "base", "site", "work location", "place of work", "office", "police station", "workplace", "building", "duty station"];
    Contract "contract" Trait "Contract" ["contract", "contract type", "employment type", "employment status", "fte", "full time part time", "officer or staff", "employee type", "officer staff", "staff type", "working pattern"];
    Salary "salary" Trait "Salary" ["salary", "pay", "annual salary", "basic pay", "gross pay", "spinal point", "scale point"];
    Vetting "vetting" Trait "Vetting level" ["vetting", "vetting level", "clearance", "security clearance"];
    ServiceNumber "service-number" Key "Service number" ["service number", "service no", "staff number", "staff no", "staff id", "employee number", "employee no", "employee id", "personnel number", "personnel no", "emp no", "emp id", "person id", "person number", "person no", "hr number", "force number", "force id", "assignment number", "nominal number", "nominal id", "nominal ref", "custody nominal", "person urn", "nominal urn", "officer number", "officer id", "member number", "unique id", "resource id", "user id", "username", "login", "user name", "account name"];
    PayNumber "pay-number" Key "Pay number" ["pay number", "pay no", "payroll number", "payroll no", "payroll", "pay ref", "payroll id"];
    WarrantNumber "warrant-number" Key "Warrant number" ["warrant number", "warrant no", "warrant card", "warrant card number", "warrant"];
    Age "age" Trait "Age" ["age", "age at offence", "age at time", "victim age", "offender age", "suspect age", "age year", "age in year", "current age", "age at incident"];
    Sex "sex" Trait "Sex" ["sex", "gender", "victim gender", "victim sex", "offender gender", "m f", "gender identity"];
    Ethnicity "ethnicity" Trait "Ethnicity" ["ethnicity", "ethnic", "sde", "self defined", "self defined ethnicity", "officer defined", "officer defined ethnicity", "ic", "ic code", "ethnic origin", "ethnic group", "ethnic appearance", "ethnicity code", "race"];
    Belief "belief" Trait "Religion or belief" ["religion", "belief", "faith", "religion or belief", "sexual orientation", "orientation", "disability", "marital status"];
    Nationality "nationality" Trait "Nationality" ["nationality", "country of birth", "place of birth", "citizenship"];
    Relationship "relationship" Trait "Relationship" ["relationship", "relationship to victim", "relation", "victim offender relationship", "relationship to offender", "relationship to suspect", "next of kin"];
    Involvement "involvement" Trait "Involvement" ["involvement", "party", "role in crime", "victim type", "person type", "nominal role", "capacity", "involvement type", "person role", "classification of person"];
    Flag "flag" Trait "Marker" ["da", "hba", "marker", "domestic abuse", "domestic", "da flag", "hate", "hate crime", "child", "vulnerable", "repeat victim", "flag", "mental health", "warning marker"];
    Offence "offence" Event "Offence" ["offence", "ho class", "crime type", "offence description", "offence type", "offence title", "crime", "ho code", "offence group", "offence code", "crime classification", "home office class", "recorded offence", "charge", "allegation", "offence category", "ho offence", "crime category", "offence name"];
    Outcome "outcome" Event "Outcome" ["outcome", "disposal", "crime outcome", "outcome type", "result", "final outcome", "sanction", "verdict", "case outcome"];
    EventNumber "event-number" Event "Event number" ["crime number", "crime no", "crime ref", "crime reference", "occurrence number", "occurrence no", "incident number", "incident no", "incident ref", "incident", "log", "urn", "reference number", "case number", "case no", "case ref", "case reference", "investigation number", "report number", "complaint number", "claim number", "custody number", "custody record", "arrest number"];
    EventDate "event-date" Event "Date" ["date", "date reported", "date recorded", "offence date", "date of offence", "incident date", "created date", "committed from", "committed to", "date of incident", "arrest date", "start date", "end date", "join date", "leave date", "date from", "date to", "reported", "recorded", "date committed", "date of arrest"];
    Address "address" Place "Address" ["address", "home address", "victim address", "address line", "address 1", "address line 1", "street", "street name", "house", "house number", "premise", "location of offence", "offence location", "offence address", "incident address", "location address", "crime location", "house name", "property"];
    Town "town" Place "Town or area" ["town", "city", "village", "area", "beat", "ward", "county", "borough", "parish", "locality", "region", "lpa", "neighbourhood", "postal district"];
    Narrative "narrative" Narrative "Free text" ["mo", "summary", "circumstance", "narrative", "note", "description", "detail", "comment", "modus operandi", "mo note", "crime summary", "incident description", "offence summary", "free text", "remark", "incident summary", "statement", "report text", "mo summary", "mo text", "crime note", "incident detail", "additional information", "text"];
    Count "count" Count "Count" ["count", "number of", "total", "volume", "no of", "number", "headcount", "n", "qty", "quantity", "frequency", "sum", "grand total", "average", "mean", "median", "rate", "percentage", "percent", "proportion", "value", "amount", "cost", "spend", "hour", "strength", "actual", "establishment", "vacancy"];
    Period "period" Other "Period" ["year", "month", "quarter", "financial year", "period", "week", "day", "fy", "time", "hour of day", "calendar year", "month year"];
    Category "category" Other "Category" ["category", "type", "class", "group", "code", "status", "code description", "lookup", "list", "option", "item"];
    Reference "reference" Other "Reference" ["ref", "reference", "id", "foi ref", "foi reference", "request number", "row", "row number", "line", "index", "sequence", "serial", "key", "order number", "invoice number", "po number", "asset number"];
    Words "words" Other "Words" [];
    Numbers "numbers" Other "Numbers" [];
    Dates "dates" Other "Dates" [];
    Empty "empty" Other "Nothing" [];
}

impl Field {
    /// The field's line, unless it is an identifier.
    pub fn row(self) -> Option<&'static FieldRow> {
        FIELDS.iter().find(|row| row.field == self)
    }

    /// The field of an identifier.
    pub fn of_id(id: &str) -> Option<Self> {
        let field = FIELDS.iter().find(|row| row.id == id).map(|row| row.field);
        field.or_else(|| IdentifierIndex::of(id).map(Self::Identifier))
    }

    /// Stable identifier: `surname`, `uk-nhs-number`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Identifier(index) => index.identifier().id,
            field => field.row().map_or("", |row| row.id),
        }
    }

    /// Name for a person.
    pub fn title(self) -> &'static str {
        match self {
            Self::Identifier(index) => index.identifier().title,
            field => field.row().map_or("", |row| row.title),
        }
    }

    /// What it says about people.
    pub fn weight(self) -> Weight {
        use crate::Strength;
        match self {
            Self::Identifier(index) => match index.identifier().strength {
                Strength::Shared if index.identifier().id == "date-of-birth" => Weight::Trait,
                Strength::Person | Strength::Shared => Weight::Key,
                Strength::Place => Weight::Place,
                Strength::Event => Weight::Event,
            },
            field => field.row().map_or(Weight::Other, |row| row.weight),
        }
    }

    /// Whether a column of it belongs to the picture of a person: what a release should not hold by accident.
    pub fn is_personal(self) -> bool {
        !matches!(self.weight(), Weight::Count | Weight::Other)
    }
}

/// A heading that names a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) field: Field,
    /// The words that name it.
    pub(crate) words: &'static str,
    /// Whether the heading is these words and nothing else.
    pub(crate) is_whole: bool,
}

/// The fields that a heading in the words of [`crate::spell`] names, whole names before parts.
pub(crate) fn named(header: &str) -> Vec<Named> {
    static HEADERS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(FIELDS.iter().map(|row| row.headers)));
    let mut found: Vec<Named> = Vec::new();
    for (index, words) in crate::named(header) {
        found.push(Named { field: Field::Identifier(index), words, is_whole: header == words });
    }
    // On word borders: "victim surname", "surname of victim".
    for (row, words) in HEADERS.longest(header, Standing::AtAnEnd) {
        found.push(Named { field: FIELDS[row].field, words, is_whole: header == words });
    }
    // "Date of birth" names a date of birth, not a date: longer words win.
    found.sort_by_key(|named| (!named.is_whole, std::cmp::Reverse(named.words.len())));
    found
}

/// What the heading of a column of people says is in it, as a stable identifier: `surname`, `uk-nhs-number`, or
/// `former-name` and `known-as`, which are names of a person that a check takes for surnames and forenames. None: it names
/// nothing, or several things.
pub fn heading_field(heading: &str) -> Option<&'static str> {
    let mut spelt = String::new();
    crate::spell(heading, &mut spelt);
    if ["known a", "known as", "preferred name"].contains(&spelt.as_str()) {
        return Some("known-as");
    }
    if ["maiden", "former", "previous surname", "previous name"].iter().any(|words| spelt.contains(words)) {
        return Some("former-name");
    }
    let found = named(&spelt);
    let first = found.first()?;
    let is_clear = first.is_whole
        || found.iter().all(|other| other.field == first.field || other.words.len() < first.words.len());
    // A heading that is counts to a report can be a number of somebody: "Number", "Strength".
    (is_clear && first.field.weight() != Weight::Count).then(|| first.field.id())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn headings_of_people_are_told_where_they_say_one_thing() {
        for (heading, expected) in [
            ("Payroll No.", Some("pay-number")),
            ("Known As", Some("known-as")),
            ("Maiden Name", Some("former-name")),
            ("FORENAME", Some("forename")),
            ("Collar Number", Some("uk-collar-number")),
            ("D.O.B.", Some("date-of-birth")),
            ("Financial Year", Some("period")),
            ("Number", None),
            ("Shoe size", None),
            ("", None),
        ] {
            assert_eq!(heading_field(heading), expected, "{heading}");
        }
    }

    fn first(header: &str) -> Option<&'static str> {
        let mut spelt = String::new();
        crate::spell(header, &mut spelt);
        named(&spelt).first().map(|named| named.field.id())
    }

    #[test]
    fn headings_are_understood_however_they_are_spelt() {
        for (header, expected) in [
            ("Surname", "surname"),
            ("SURNAME ", "surname"),
            ("Last_Name", "surname"),
            ("Officer Surname", "surname"),
            ("Initials", "initials"),
            ("Rank/Grade", "rank"),
            ("Post Location", "location"),
            ("Service No.", "service-number"),
            ("Payroll Number", "pay-number"),
            ("Date of Birth", "date-of-birth"),
            ("Victim Age", "age"),
            ("Number of offences", "count"),
            ("NHS Number", "uk-nhs-number"),
            ("MO Notes", "narrative"),
            ("Crime No", "uk-crime-number"),
            ("Offence", "offence"),
            ("Known As", "forename"),
        ] {
            assert_eq!(first(header), Some(expected), "{header}");
        }
    }

    #[test]
    fn headings_are_spelt_as_headings_are_read_and_no_identifier_stands_twice() {
        let mut ids = HashSet::new();
        let mut spelt = String::new();
        for row in FIELDS {
            assert!(ids.insert(row.id));
            for header in row.headers {
                crate::spell(header, &mut spelt);
                assert_eq!(&spelt, header, "{}", row.id);
            }
        }
    }
}
