//! A force over two years: joiners, leavers, promotions, marriages, moves. Everybody is generated; nobody exists.

/// Somebody, as the force's own system has them.
#[derive(Clone)]
pub struct Officer {
    pub number: u32,
    pub surname: String,
    pub forename: String,
    pub rank: &'static str,
    pub unit: String,
    /// Which face is drawn: another one when the photo is renewed.
    pub face: u32,
}

/// Numbers that look random and are the same each time.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x1234_5678_9ABC_DEF0)
    }

    pub fn next(&mut self) -> u64 {
        // xorshift64* (Marsaglia 2003, Vigna 2016).
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    pub fn below(&mut self, most: u32) -> u32 {
        (((self.next() >> 32) * u64::from(most.max(1))) >> 32) as u32
    }

    pub fn chance(&mut self, per_million: u32) -> bool {
        self.below(1_000_000) < per_million
    }
}

const SURNAMES: [&str; 40] = [
    "Ash", "Birk", "Cald", "Dun", "Ever", "Fen", "Gar", "Hart", "Ing", "Kirk", "Lang", "Marl", "North",
    "Oak", "Pem", "Quin", "Rad", "Sel", "Thorn", "Ud", "Vern", "Whit", "Yard", "Ald", "Brad", "Crom", "Den",
    "Elm", "Farn", "Glen", "Hol", "Irv", "Jes", "Kel", "Lin", "Mor", "New", "Or", "Pres", "Rus",
];
const ENDINGS: [&str; 16] = [
    "ton", "ford", "ley", "worth", "field", "man", "well", "by", "ham", "wick", "combe", "shaw", "ridge",
    "stone", "dale", "more",
];
const FORENAMES: [&str; 30] = [
    "Alice", "Brian", "Carla", "Derek", "Esme", "Frank", "Grace", "Harold", "Irene", "Jack", "Kate", "Leo",
    "Maya", "Neil", "Olive", "Peter", "Rosa", "Simon", "Tara", "Umar", "Vera", "Walter", "Zoë", "José",
    "Amina", "Bruno", "Chloe", "Dylan", "Elsie", "Farah",
];
const RANKS: [&str; 5] = ["Constable", "Sergeant", "Inspector", "Chief Inspector", "Superintendent"];

/// The force.
pub struct Force {
    pub officers: Vec<Officer>,
    next: u32,
    dice: Dice,
}

impl Force {
    pub fn new(people: u32, seed: u64) -> Self {
        let mut force = Self { officers: Vec::new(), next: 1, dice: Dice::new(seed) };
        for _ in 0..people {
            force.joins();
        }
        force
    }

    /// The number that the next one to join will have.
    pub fn next_number(&self) -> u32 {
        self.next
    }

    fn surname(&mut self) -> String {
        // Few names are frequent and many are rare, as names are.
        let of = |dice: &mut Dice, most: u32| {
            let first = dice.below(most);
            first.min(dice.below(most)) as usize
        };
        let (beginning, ending) = (of(&mut self.dice, 40), of(&mut self.dice, 16));
        format!("{}{}", SURNAMES[beginning], ENDINGS[ending])
    }

    /// As many forenames as a force has.
    fn forename(&mut self) -> String {
        const TAILS: [&str; 10] = ["", "", "", "na", "ine", "bert", "ys", "el", "ie", "ette"];
        let (name, tail) = (self.dice.below(30) as usize, self.dice.below(10) as usize);
        format!("{}{}", FORENAMES[name], TAILS[tail])
    }

    fn joins(&mut self) {
        let number = self.next;
        self.next += 1;
        let (surname, forename) = (self.surname(), self.forename());
        let rank = if self.dice.chance(800_000) { RANKS[0] } else { RANKS[self.dice.below(5) as usize] };
        let officer = Officer {
            number,
            surname,
            forename,
            rank,
            unit: format!("Unit {}", self.dice.below(60)),
            face: number,
        };
        self.officers.push(officer);
    }

    /// A week goes by; gives the numbers of those who need a card: joiners, the promoted, the renamed, those with a new photo.
    pub fn week(&mut self) -> Vec<u32> {
        let weekly = |per_cent_a_year: u32| per_cent_a_year * 10_000 / 52;
        let before = self.officers.len();
        let mut cards = Vec::new();
        let mut officers = std::mem::take(&mut self.officers);
        officers.retain(|_| !self.dice.chance(weekly(7)));
        for officer in &mut officers {
            if self.dice.chance(weekly(5)) {
                let place = RANKS.iter().position(|rank| *rank == officer.rank).unwrap_or(0);
                officer.rank = RANKS[(place + 1).min(4)];
                cards.push(officer.number);
            }
            if self.dice.chance(weekly(1)) {
                officer.surname = self.surname();
                cards.push(officer.number);
            }
            if self.dice.chance(weekly(10)) {
                officer.face = officer.face.wrapping_add(1_000_003);
                cards.push(officer.number);
            }
            if self.dice.chance(weekly(20)) {
                officer.unit = format!("Unit {}", self.dice.below(60));
            }
        }
        let left = before - officers.len();
        self.officers = officers;
        for _ in 0..left {
            cards.push(self.next);
            self.joins();
        }
        cards.sort_unstable();
        cards.dedup();
        cards
    }
}

/// The warrant number of an officer.
pub fn warrant(number: u32) -> String {
    format!("W{:07}", u64::from(number) * 7_919 % 10_000_000)
}

impl Officer {
    /// The row of the force's extract.
    pub fn row(&self) -> Vec<String> {
        vec![
            format!("{}", 500_000 + self.number),
            self.surname.clone(),
            self.forename.clone(),
            self.rank.to_owned(),
            self.unit.clone(),
            warrant(self.number),
        ]
    }
}
