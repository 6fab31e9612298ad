//! Values of columns that take one of a few: involvement, sex, ethnicity, relationship, outcome; and the words of offences.
//!
//! The lists are tables, typed from the published standards: the 18+1 self-defined ethnicity codes of the Home Office, the
//! observed codes IC1 to IC9, the outcome types and offence titles of the Home Office Counting Rules.

use super::cell::Marks;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

const INVOLVEMENT: &str = "victim|aggrieved|injured party|ip|complainant|witness|suspect|offender|defendant|accused|nominal|missing \
    person|misper|informant|caller|reporting person|subject|perpetrator|aggressor|victim and suspect|suspect/offender|third party|\
    police officer victim|person reporting|arrested person|detainee|detained person|wit|susp|agg|vict|interested party|householder";

const SEX: &str = "m|f|u|x|male|female|unknown|man|woman|boy|girl|indeterminate|not stated|not known|other|non-binary|unspecified|\
    transgender|prefer not to say|not specified";

const ETHNICITY: &str = "w1|w2|w3|w9|m1|m2|m3|m9|a1|a2|a3|a4|a9|b1|b2|b9|o1|o2|o9|ns|ic1|ic2|ic3|ic4|ic5|ic6|ic9|white|black|asian|\
    mixed|chinese|arab|white british|white irish|white - british|white - irish|white - north european|white - south european|any other \
    white background|white and black caribbean|white and black african|white and asian|any other mixed background|indian|pakistani|\
    bangladeshi|any other asian background|caribbean|african|black caribbean|black african|any other black background|any other \
    ethnic group|north european|south european|white north european|white south european|black - african|black - caribbean|asian - \
    indian|asian - pakistani|asian - bangladeshi|gypsy or irish traveller|roma|middle eastern|south east asian|unknown ethnicity|not \
    stated";

const RELATION: &str = "partner|ex-partner|ex partner|former partner|spouse|husband|wife|ex-husband|ex-wife|boyfriend|girlfriend|\
    ex-boyfriend|ex-girlfriend|parent|mother|father|son|daughter|child|sibling|brother|sister|stranger|acquaintance|friend|neighbour|\
    colleague|carer|relative|family|other family|grandparent|grandmother|grandfather|step-parent|stepfather|stepmother|no relationship|\
    known to|in-law|uncle|aunt|cousin|niece|nephew|intimate partner|parent/child|employer|employee|client|pupil|teacher|not known to|\
    known|family member";

const OUTCOME: &str = "evidential difficulties|victim does not support action|community resolution|charged/summonsed|charged|\
    summonsed|caution|cautioned|no further action|nfa|investigation complete|investigation complete - no suspect identified|no suspect \
    identified|under investigation|penalty notice|fixed penalty|taken into consideration|not in the public interest|further \
    investigation not in the public interest|prosecution not in the public interest|prosecution prevented|time limit expired|cannabis \
    warning|youth caution|adult caution|conditional caution|diversionary|out of court disposal|suspect not identified|undetected|\
    detected|evidential difficulties victim based|evidential difficulties - suspect identified|victim supports police action|victim \
    declines to support|offender died|responsibility transferred|not yet assigned|awaiting|pending|charge|postal requisition|found \
    guilty|convicted|acquitted|dismissed|absolute discharge|conditional discharge|released without charge|bailed|released under \
    investigation";

/// Outcomes of misconduct proceedings (Police (Conduct) Regulations 2020, part 4 and 5) and of complaints (Police Reform Act
/// 2002, schedule 3).
const MISCONDUCT_OUTCOME: &str = "final written warning|written warning|first written warning|dismissed|dismissal|dismissal without notice|\
    would have been dismissed|former officer would have been dismissed|management advice|management action|reduction in rank|\
    reflective practice|practice requires improvement|referred to reflective practice|words of advice|learning|no case to answer|\
    case to answer|no misconduct|misconduct|gross misconduct|misconduct proven|gross misconduct proven|misconduct not proven|\
    not proven|proven|no action|no further action required|retired|resigned|resigned prior to hearing|retired prior to hearing|\
    extension of final written warning|barred|service acceptable|service not acceptable|upheld|not upheld|substantiated|\
    unsubstantiated|local resolution|withdrawn|disapplied|discontinued|suspended|restricted duties";

/// The Standards of Professional Behaviour (Police (Conduct) Regulations 2020, schedule 2): what officers are accused of.
const STANDARDS: &str = "honesty and integrity|authority, respect and courtesy|authority respect and courtesy|equality and diversity|\
    use of force|orders and instructions|duties and responsibilities|confidentiality|fitness for work|fitness for duty|conduct|\
    discreditable conduct|challenging and reporting improper conduct|challenging and reporting improper behaviour|\
    incivility|oppressive behaviour|abuse of position|abuse of position for a sexual purpose|corrupt practice|data protection|\
    neglect of duty|sexual misconduct|gross misconduct|misconduct";

const YES_NO: &str = "yes|no|y|n|true|false|0|1|yes/no|not known";

/// Words in titles of offences (Home Office Counting Rules, classes 1 to 99).
const OFFENCE_WORDS: &str = "murder manslaughter homicide infanticide assault abh gbh wounding rape sexual indecent exposure voyeurism \
    grooming robbery burglary theft shoplifting stealing handling fraud forgery harassment stalking coercive affray arson criminal \
    damage blackmail kidnap kidnapping abduction trafficking slavery possession supply cultivation drunk threats kill racially \
    religiously aggravated weapon firearm firearms bladed violence violent cruelty neglect bigamy perjury perverting obstruct \
    obstructing resisting disorder malicious communications trespass vagrancy drugs cannabis cocaine offence offences tampering \
    taking conveyance dwelling wounding endangering unlawful causing intentional injury bodily harm grievous actual stolen bribery \
    terrorism exploitation prostitution incest buggery gross indecency intimidation breach";

static VALUES: LazyLock<FxHashMap<&'static str, Marks>> = LazyLock::new(|| {
    let mut values = FxHashMap::default();
    for (mark, list) in [
        (Marks::INVOLVEMENT, INVOLVEMENT),
        (Marks::SEX, SEX),
        (Marks::ETHNICITY, ETHNICITY),
        (Marks::RELATION, RELATION),
        (Marks::OUTCOME, OUTCOME),
        (Marks::OUTCOME, MISCONDUCT_OUTCOME),
        (Marks::OFFENCE, STANDARDS),
        (Marks::YES_NO, YES_NO),
    ] {
        for value in list.split('|') {
            *values.entry(value.trim()).or_insert(Marks::empty()) |= mark;
        }
    }
    values
});

static WORDS: LazyLock<FxHashMap<&'static str, Marks>> = LazyLock::new(|| {
    let words = OFFENCE_WORDS.split_whitespace();
    words.map(|word| (word, Marks::OFFENCE)).collect()
});

/// Longest value of a closed list.
const LONGEST: usize = 64;

/// What a whole value is, among the closed lists.
pub(crate) fn value(text: &str) -> Marks {
    small(text, |text| VALUES.get(text).copied().unwrap_or_default())
}

/// What one word of a value says.
pub(crate) fn word(text: &str) -> Marks {
    small(text, |text| WORDS.get(text).copied().unwrap_or_default())
}

/// Whether a value is a code of an offence: `8G`, `37/1`, `105A`, `8/06`.
pub(crate) fn is_offence_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (1..=3).contains(&digits)
        && match &bytes[digits..] {
            [letter] => letter.is_ascii_uppercase(),
            [b'/', rest @ ..] => (1..=3).contains(&rest.len()) && rest.iter().all(u8::is_ascii_digit),
            _ => false,
        }
}

fn small<T: Default>(text: &str, look: impl FnOnce(&str) -> T) -> T {
    let mut room = [0; LONGEST];
    let Some(slot) = room.get_mut(..text.len()) else { return T::default() };
    slot.copy_from_slice(text.as_bytes());
    slot.make_ascii_lowercase();
    std::str::from_utf8(slot).map(look).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_known_in_any_case() {
        assert_eq!(value("Victim"), Marks::INVOLVEMENT);
        assert_eq!(value("W1"), Marks::ETHNICITY);
        assert_eq!(value("EVIDENTIAL DIFFICULTIES"), Marks::OUTCOME);
        assert_eq!(value("apple"), Marks::empty());
        assert_eq!(word("Burglary"), Marks::OFFENCE);
        for (code, expected) in
            [("8G", true), ("37/1", true), ("105A", true), ("8", false), ("2023/01", false), ("G8", false)]
        {
            assert_eq!(is_offence_code(code), expected, "{code}");
        }
    }
}
