//! Headings that say what else a column is: a ward or a make that bears the name of a person, a number that is an order's.

/// Things whose names are words like the names of people. As the last or first word of a heading.
const THINGS: &[&str] = &[
    "area",
    "asset",
    "beat",
    "borough",
    "brand",
    "breed",
    "building",
    "camera",
    "category",
    "church",
    "city",
    "class",
    "club",
    "code",
    "college",
    "command",
    "company",
    "constituency",
    "contractor",
    "county",
    "country",
    "course",
    "court",
    "directorate",
    "district",
    "division",
    "dog",
    "establishment",
    "estate",
    "exercise",
    "facility",
    "football",
    "force",
    "garage",
    "horse",
    "hospital",
    "hotel",
    "item",
    "junction",
    "locality",
    "make",
    "manufacturer",
    "model",
    "motorway",
    "neighbourhood",
    "operation",
    "organisation",
    "parish",
    "postcode",
    "premise",
    "prison",
    "product",
    "project",
    "property",
    "provider",
    "pub",
    "region",
    "retailer",
    "road",
    "route",
    "school",
    "sector",
    "ship",
    "shop",
    "site",
    "species",
    "station",
    "store",
    "street",
    "supermarket",
    "supplier",
    "system",
    "team",
    "town",
    "university",
    "vehicle",
    "vendor",
    "venue",
    "vessel",
    "village",
    "ward",
];

/// Things that are numbered, one number a row.
const NUMBERED: &[&str] = &[
    "account",
    "asset",
    "cad",
    "call",
    "case",
    "claim",
    "complaint",
    "crime",
    "custody",
    "event",
    "exhibit",
    "ext",
    "extension",
    "fine",
    "incident",
    "invoice",
    "item",
    "job",
    "line",
    "locker",
    "log",
    "notice",
    "occurrence",
    "order",
    "phone",
    "po",
    "post",
    "position",
    "property",
    "purchase",
    "receipt",
    "reference",
    "ref",
    "registration",
    "report",
    "request",
    "requisition",
    "room",
    "row",
    "search",
    "serial",
    "shift",
    "stop",
    "tag",
    "telephone",
    "ticket",
    "transaction",
    "urn",
    "vehicle",
    "visit",
    "voucher",
];

/// Words of persons: "station officer" heads officers.
const PERSONS: &[&str] = &[
    "name", "surname", "forename", "officer", "person", "employee", "staff", "manager", "victim", "suspect",
    "witness", "offender", "owner", "driver", "keeper", "head", "contact",
];

/// Whether a heading, in the words of [`crate::spell`], names a thing whose names look like names of people: "ward", "name
/// of station", "vehicle make".
pub(crate) fn is_thing(spelt: &str) -> bool {
    let first = spelt.split(' ').next().unwrap_or_default();
    let last = spelt.rsplit(' ').next().unwrap_or_default();
    // "Ward name" names the ward; "ward manager" and "station officer" a person.
    match last {
        "name" | "title" | "description" => THINGS.contains(&first) && first != last,
        _ => THINGS.contains(&last) || THINGS.contains(&first) && !PERSONS.contains(&last),
    }
}

/// Whether a heading says that its numbers are those of something else than the person beside them.
pub(crate) fn is_numbered_thing(spelt: &str) -> bool {
    spelt.split(' ').any(|word| NUMBERED.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_things_are_told_from_headings_of_people() {
        for heading in
            ["ward", "ward name", "name of station", "vehicle make", "model", "town", "operation name"]
        {
            assert!(is_thing(heading), "{heading}");
        }
        for heading in
            ["surname", "name", "officer", "station officer", "ward manager", "officer name", "", "who"]
        {
            assert!(!is_thing(heading), "{heading}");
        }
        for heading in ["crime no", "event number", "extension", "invoice no", "ref"] {
            assert!(is_numbered_thing(heading), "{heading}");
        }
        for heading in ["", "no", "id", "force number", "number", "collar no"] {
            assert!(!is_numbered_thing(heading), "{heading}");
        }
    }
}
