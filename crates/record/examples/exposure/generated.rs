//! Holdings that are the same each time they are made. All of it is invented by a counter.

use record::FieldSet;
use roaring::RoaringBitmap;

/// Holdings of the first holder, or all if there are fewer; every one of them is there in the window.
const OF_FIRST: u64 = 10_000;
/// Other holders.
const HOLDERS: u64 = 99;
/// A day in microseconds.
pub const DAY: i64 = 86_400_000_000;
/// The window begins here, 1 July 2023, and is 57 days long.
pub const WINDOW: i64 = 1_688_166_000_000_000;
/// Fields that holdings have, in twelve sets.
const SETS: [&str; 12] = [
    "surname,initials,rank,role,unit,location",
    "surname,forename,rank,photo,pay-number,vetting",
    "surname,initials,collar-number",
    "full-name,email,phone",
    "surname,forename,date-of-birth,address,postcode",
    "surname,initials,rank,role,location,pay-number",
    "pay-number,warrant-number,photo",
    "surname,rank,unit",
    "full-name,role,email",
    "surname,forename,initials,rank,role,unit,location,pay-number",
    "collar-number,unit",
    "surname,photo,vetting",
];

/// What is generated.
pub struct Data {
    pub holdings: u64,
    pub people: u32,
    pub clustered: bool,
}

/// A holding.
pub struct Generated {
    pub holder: i64,
    pub fields: i64,
    /// Beginning, earliest and latest; end, earliest and latest.
    pub times: (i64, i64, Option<i64>, Option<i64>),
    pub definite: RoaringBitmap,
    pub possible: RoaringBitmap,
}

impl Generated {
    /// Whether its time in the window is sure, perhaps, or none.
    pub fn certain(&self) -> Option<bool> {
        let (first, after) = (WINDOW, WINDOW + 57 * DAY);
        let (be, bl, ee, el) = self.times;
        if bl < after && ee.is_none_or(|end| end > first) {
            Some(true)
        } else {
            (be < after && el.is_none_or(|end| end > first)).then_some(false)
        }
    }
}

/// Vigna's `SplitMix64`.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }

    fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

impl Data {
    pub fn new(holdings: &str, people: &str, membership: &str) -> Self {
        Self {
            holdings: holdings.parse().unwrap(),
            people: people.parse().unwrap(),
            clustered: membership == "clustered",
        }
    }

    /// A holding by its number, from 1.
    pub fn holding(&self, number: u64) -> Generated {
        let mut chance = Chance(number.wrapping_mul(0xD1B5_4A32_D192_ED03));
        let is_first = number <= OF_FIRST;
        let holder = if is_first { 1 } else { 2 + chance.below(HOLDERS) as i64 };
        let set = SETS[chance.below(SETS.len() as u64) as usize];
        let fields = FieldSet::named(set.split(',')).unwrap().bits();
        // Begun up to three years before the window; known to a day, or, one in ten, to a month.
        let width = if chance.below(10) == 0 { 30 * DAY } else { DAY };
        let begun = WINDOW - DAY * (1 + chance.below(1_000) as i64) + if is_first { -width } else { 0 };
        let ended = match (is_first, chance.below(2)) {
            (_, 0) => None,
            (true, _) => Some(WINDOW + DAY * (1 + chance.below(400) as i64)),
            (false, _) => Some(begun + 31 * DAY + DAY * chance.below(700) as i64),
        };
        let definite = self.people(&mut chance);
        // One in twenty holds people of whom that is not sure.
        let mut possible =
            if chance.below(20) == 0 { self.people(&mut chance) } else { RoaringBitmap::new() };
        possible -= &definite;
        let times = (begun, begun + width - 1, ended, ended.map(|ended| ended + DAY - 1));
        Generated { holder, fields, times, definite, possible }
    }

    /// 10 to 10,000 people, as many small sets as large ones.
    fn people(&self, chance: &mut Chance) -> RoaringBitmap {
        let wanted = (10.0 * 1000_f64.powf(chance.fraction())) as u64;
        let wanted = wanted.min(u64::from(self.people) / 2).max(1);
        let (from, width) = if self.clustered {
            // A division: people with neighbouring numbers, every second one or so.
            let width = (wanted * 2).min(u64::from(self.people));
            (chance.below(u64::from(self.people) - width + 1), width)
        } else {
            (0, u64::from(self.people))
        };
        let mut people: Vec<u32> = (0..wanted).map(|_| (from + chance.below(width)) as u32 + 1).collect();
        people.sort_unstable();
        people.into_iter().collect()
    }
}
