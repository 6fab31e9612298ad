//! How many people a row tells of, and which columns are about whom.
//!
//! A row of a crime report has a victim, a suspect and an officer; two lists can stand side by side. What tells people
//! apart: the words of headings ("victim", "suspect"), headings that come again, a second surname with a forename of its
//! own, a second column of whole names. What does not: a maiden name, a known-as name, a name written twice.

use super::cell::Marks;
use super::column::Column;
use super::field::{self, Field, Weight};
use super::person::Person;
use super::role::{Role, is_alias, without_figures};
use super::typing::Typed;
use crate::Strength;
use crate::thresholds::{NUMBERS_A_NAME, OWN_NUMBER_RATIO};
use std::cmp::Reverse;
use std::collections::HashMap;

/// The people of a row, the one that it is about first; and the columns of the event and of the place.
pub(super) struct Persons {
    pub(super) people: Vec<Person>,
    pub(super) event: Option<usize>,
    pub(super) place: Option<usize>,
}

/// Parts the columns of a table among the people that its rows tell of.
pub(super) fn persons(columns: &mut [Column], typed: &[Typed]) -> Persons {
    let mut order: Vec<usize> = (0..typed.len()).collect();
    order.sort_by_key(|place| columns[*place].number);
    let mut grouping =
        Grouping { columns, typed, groups: Vec::new(), of_role: HashMap::new(), marks: Vec::new() };
    grouping.names(&order);
    let mut found = Persons { people: Vec::new(), event: None, place: None };
    let others = grouping.sort_out(&order, &mut found);
    grouping.attach(&others);
    found.people = grouping.people();
    found
}

/// A person under way.
#[derive(Default)]
struct Group {
    person: Person,
    /// Numbers: how strong, how many cells, where, which kind.
    numbers: Vec<(u8, Reverse<u64>, usize, u8)>,
    /// Heading of its name, without figures.
    heading: String,
}

struct Grouping<'a> {
    columns: &'a mut [Column],
    typed: &'a [Typed],
    groups: Vec<Group>,
    of_role: HashMap<Option<Role>, Vec<usize>>,
    /// Sheet columns at which a name begins, with its group, in order.
    marks: Vec<(u32, usize)>,
}

impl Grouping<'_> {
    fn role(&self, place: usize) -> Option<Role> {
        Role::of_header(&self.columns[place].spelt)
    }

    fn begin(&mut self, role: Option<Role>, place: Option<usize>) -> usize {
        let group = self.groups.len();
        let heading = place.map(|place| without_figures(&self.columns[place].spelt)).unwrap_or_default();
        self.groups.push(Group {
            person: Person { role, ..Person::default() },
            heading,
            numbers: Vec::new(),
        });
        self.of_role.entry(role).or_default().push(group);
        if let Some(place) = place {
            self.marks.push((self.columns[place].number, group));
        }
        group
    }

    fn last_of(&self, role: Option<Role>) -> Option<usize> {
        self.of_role.get(&role).and_then(|groups| groups.last()).copied()
    }

    /// The columns of names, in the order of the sheet.
    fn names(&mut self, order: &[usize]) {
        let is_name = |place: &usize| self.typed[*place].field.weight() == Weight::Name;
        let order: Vec<usize> = order.iter().copied().filter(is_name).collect();
        for (step, place) in order.iter().copied().enumerate() {
            match self.typed[place].field {
                Field::Surname => self.surname(&order, step),
                Field::FullName => self.full_name(place),
                _ => self.given_name(place),
            }
        }
        for group in &mut self.groups {
            let typed = self.typed;
            // Full forenames before initials: they say more.
            group.person.forenames.sort_by_key(|place| typed[*place].field != Field::Forename);
            let by_letters = |place: usize| self.columns[place].share(Marks::WITH_INITIALS) > 0.5;
            group.person.has_forenames = match group.person.forenames.first() {
                Some(place) => typed[*place].field == Field::Forename,
                None => group.person.full_name.is_some_and(|place| !by_letters(place)),
            };
        }
    }

    fn surname(&mut self, order: &[usize], step: usize) {
        let place = order[step];
        let role = self.role(place);
        let group = self.last_of(role).or_else(|| self.open_before(role, |person| person.surname.is_none()));
        let Some(group) = group else {
            let group = self.begin(role, Some(place));
            self.groups[group].person.surname = Some(place);
            return;
        };
        let Group { person, heading, .. } = &self.groups[group];
        let Some(known) = person.surname else {
            self.groups[group].person.surname = Some(place);
            return;
        };
        if is_alias(&self.columns[place].spelt) {
            return;
        }
        let is_again = !heading.is_empty() && *heading == without_figures(&self.columns[place].spelt);
        // "Forename, surname, forename, surname": the second forename went to the first person.
        let number = |place: usize| self.columns[place].number;
        let is_given_first = person.forenames.first().is_some_and(|given| number(*given) < number(known));
        let before = step.checked_sub(1).map(|step| order[step]);
        let own_before = before.filter(|before| {
            is_given_first && person.forenames.len() > 1 && person.forenames.last() == Some(before)
        });
        let has_own_behind = !is_given_first
            && !person.forenames.is_empty()
            && order.get(step + 1).is_some_and(|next| {
                matches!(self.typed[*next].field, Field::Forename | Field::Initials)
                    && self.role(*next) == role
            });
        if !(is_again || has_own_behind || own_before.is_some()) {
            // Another surname of the same person, or a forename that looks like one.
            return;
        }
        if own_before.is_some() {
            self.groups[group].person.forenames.pop();
        }
        let group = self.begin(role, Some(place));
        let person = &mut self.groups[group].person;
        person.surname = Some(place);
        person.forenames.extend(own_before);
    }

    fn full_name(&mut self, place: usize) {
        let role = self.role(place);
        let is_further = is_alias(&self.columns[place].spelt);
        let group = match self.last_of(role) {
            Some(group) if is_further || self.groups[group].person.full_name.is_none() => group,
            _ => self.begin(role, Some(place)),
        };
        self.groups[group].person.full_name.get_or_insert(place);
    }

    fn given_name(&mut self, place: usize) {
        let role = self.role(place);
        let group =
            self.last_of(role).or_else(|| self.open_before(role, |person| person.forenames.is_empty()));
        let group = group.unwrap_or_else(|| self.begin(role, Some(place)));
        // Letters under one heading with the first name are its initials; whoever comes next begins with a surname.
        self.groups[group].person.forenames.push(place);
    }

    /// "Victim surname, forename": a name without a role goes with the one before it that lacks it.
    fn open_before(&self, role: Option<Role>, lacks: impl Fn(&Person) -> bool) -> Option<usize> {
        let last = self.groups.len().checked_sub(1)?;
        let person = &self.groups[last].person;
        (role.is_none() && person.full_name.is_none() && lacks(person)).then_some(last)
    }

    /// Finds the columns of the event and the place; returns the others that are about somebody.
    fn sort_out(&mut self, order: &[usize], found: &mut Persons) -> Vec<usize> {
        let mut others = Vec::new();
        for place in order.iter().copied() {
            let field = self.typed[place].field;
            match field {
                Field::Address => {
                    found.place.get_or_insert(place);
                }
                Field::EventNumber => {
                    found.event.get_or_insert(place);
                }
                Field::Identifier(_) if field.weight() == Weight::Place => {
                    found.place.get_or_insert(place);
                }
                Field::Identifier(_) if field.weight() == Weight::Event => {
                    found.event.get_or_insert(place);
                }
                // Different in every row, beside names: but its heading says that it is the number of a crime.
                Field::ServiceNumber if is_headed_event(&self.columns[place].spelt) => {
                    found.event.get_or_insert(place);
                }
                _ => others.push(place),
            }
        }
        others
    }

    /// Gives each of the other columns to the person whom it describes.
    fn attach(&mut self, others: &[usize]) {
        let key = |grouping: &Self, place: usize| (grouping.role(place), grouping.typed[place].field);
        let mut times: HashMap<(Option<Role>, Field), usize> = HashMap::new();
        for place in others.iter().copied() {
            *times.entry(key(self, place)).or_default() += 1;
        }
        let mut met: HashMap<(Option<Role>, Field), usize> = HashMap::new();
        for place in others.iter().copied() {
            let (role, field) = key(self, place);
            let before = met.entry((role, field)).or_default();
            let nth = *before;
            *before += 1;
            let number = self.number_strength(place);
            if !is_about_somebody(field) && number.is_none() {
                continue;
            }
            let times = times.get(&(role, field)).copied().unwrap_or(1);
            if let Some(group) = self.target(place, role, nth, times, number.is_some()) {
                self.put(group, place, number);
            }
        }
    }

    /// Whom a column describes.
    fn target(
        &mut self,
        place: usize,
        role: Option<Role>,
        nth: usize,
        times: usize,
        is_number: bool,
    ) -> Option<usize> {
        let of_role = self.of_role.get(&role).map(Vec::as_slice).unwrap_or_default();
        match of_role {
            [] => {}
            [only] => return Some(*only),
            // As many as there are people: each has one, in order.
            several if times == several.len() => return several.get(nth).copied(),
            several => {
                return self
                    .before(place)
                    .filter(|group| several.contains(group))
                    .or(several.first().copied());
            }
        }
        let Some(role) = role else {
            // What is said of staff is said of the officer.
            let officer =
                [Role::Officer, Role::Investigator].iter().find_map(|role| self.last_of(Some(*role)));
            let is_post = self.typed[place].field.weight() == Weight::Post || is_number;
            return officer
                .filter(|_| is_post)
                .or_else(|| self.before(place))
                .or_else(|| Some(self.begin(None, None)).filter(|_| self.groups.len() == 1));
        };
        let is_alone =
            self.groups.is_empty() || self.groups.len() == 1 && self.groups[0].person.role.is_none();
        if is_collar(self.typed[place].field) && role != Role::Officer {
            // The number of whoever deals with it: nobody's number of those that the row is about.
            return None;
        }
        match role {
            Role::Officer if is_alone => self.last_of(None).or_else(|| Some(self.begin(Some(role), None))),
            _ if is_number => Some(self.begin(Some(role), None)),
            _ if is_alone && !self.groups.is_empty() => Some(0),
            _ => Some(self.begin(Some(role), None)),
        }
    }

    /// The person whose name stands last before a column, or the first.
    fn before(&self, place: usize) -> Option<usize> {
        let number = self.columns[place].number;
        let behind = self.marks.partition_point(|(first, _)| *first <= number);
        let mark = self.marks.get(behind.saturating_sub(1)).map(|(_, group)| *group);
        mark.or_else(|| self.groups.len().checked_sub(1))
    }

    /// How strong a number of a person a column is, best first.
    fn number_strength(&self, place: usize) -> Option<u8> {
        match self.typed[place].field {
            Field::Identifier(index) => match index.identifier().id {
                "email" => Some(3),
                "uk-collar-number" => Some(4),
                _ if index.identifier().strength == Strength::Person => Some(1),
                _ => None,
            },
            Field::ServiceNumber | Field::PayNumber | Field::WarrantNumber => Some(2),
            // "Collar number" in few different numbers looks like a count.
            Field::Count | Field::Numbers if self.is_headed_collar(place) => Some(4),
            // "Manager No": the words name nothing, the cells are numbers.
            Field::Numbers | Field::Reference | Field::Words if self.is_headed_number(place) => Some(2),
            _ => None,
        }
    }

    fn is_headed_number(&self, place: usize) -> bool {
        let column = &self.columns[place];
        let ends = ["no", "number", "id"];
        // The number of whoever deals with it is only looked at beside their name: who is in the records are the others.
        let is_of_staff = match Role::of_header(&column.spelt) {
            Some(Role::Manager) => true,
            Some(role @ (Role::Officer | Role::Investigator)) => self.last_of(Some(role)).is_some(),
            _ => false,
        };
        is_of_staff
            && column.spelt.rsplit(' ').next().is_some_and(|word| ends.contains(&word))
            && (column.share(Marks::INTEGER) > 0.9 && column.integers.is_some_and(|(least, _)| least >= 100)
                || column.share(Marks::CODE) > 0.9)
    }

    fn is_headed_collar(&self, place: usize) -> bool {
        let named = field::named(&self.columns[place].spelt);
        named.first().is_some_and(|named| named.is_whole && is_collar(named.field))
    }

    fn put(&mut self, group: usize, place: usize, number: Option<u8>) {
        let field = self.typed[place].field;
        let filled = Reverse(self.columns[place].filled);
        let group = &mut self.groups[group];
        let person = &mut group.person;
        let slot = match field {
            Field::Involvement => &mut person.involvement,
            Field::Sex => &mut person.sex,
            Field::Age => &mut person.age,
            Field::Rank => &mut person.rank,
            Field::Unit => &mut person.unit,
            Field::Location => &mut person.location,
            Field::JobRole => &mut person.post,
            Field::Identifier(index) if index.identifier().id == "date-of-birth" => &mut person.birth,
            Field::Identifier(index) if index.identifier().id == "email" => &mut person.email,
            Field::Identifier(index) if index.identifier().id != "uk-collar-number" => {
                group.numbers.extend(number.map(|strength| (strength, filled, place, kind_of(field))));
                return;
            }
            _ => &mut person.staff_number,
        };
        slot.get_or_insert(place);
        group.numbers.extend(number.map(|strength| (strength, filled, place, kind_of(field))));
    }

    /// The people, with their numbers in order.
    fn people(mut self) -> Vec<Person> {
        if self.groups.is_empty() {
            self.begin(None, None);
        }
        // The row is about whoever has the strongest key: a table of victims also names officers.
        let mut people = Vec::new();
        for mut group in std::mem::take(&mut self.groups) {
            let person = &mut group.person;
            let name = person.surname.or(person.full_name);
            let names = name.map(|place| self.columns[place].distinct());
            group.numbers.retain(|(strength, _, place, _)| {
                // What stands beside more names than there are of it is nobody's own: the mailbox of an office, the number
                // of a force. Numbers that only people have are counted however often they repeat.
                let column = &mut self.columns[*place];
                match (strength, names) {
                    (1, _) => true,
                    (_, Some(names)) => column.distinct() * NUMBERS_A_NAME >= names,
                    (4, None) => column.distinct_ratio() > OWN_NUMBER_RATIO,
                    (_, None) => true,
                }
            });
            group.numbers.sort_unstable();
            person.numbers = group.numbers.iter().map(|(_, _, place, kind)| (*place, *kind)).collect();
            person.main = person.basis(self.columns);
            people.push(group.person);
        }
        people
    }
}

fn is_collar(field: Field) -> bool {
    matches!(field, Field::Identifier(index) if index.identifier().id == "uk-collar-number")
}

/// What a column says of one of the people of a row, beside names and numbers.
fn is_about_somebody(field: Field) -> bool {
    match field {
        Field::Involvement
        | Field::Sex
        | Field::Age
        | Field::Rank
        | Field::Unit
        | Field::Location
        | Field::JobRole => true,
        Field::Identifier(index) => index.identifier().id == "date-of-birth",
        _ => false,
    }
}

fn is_headed_event(spelt: &str) -> bool {
    field::named(spelt).first().is_some_and(|named| named.is_whole && named.field.weight() == Weight::Event)
}

/// A number for the kind of number that a field holds: keys of different kinds are never compared.
fn kind_of(field: Field) -> u8 {
    match field {
        Field::PayNumber => 101,
        Field::WarrantNumber => 102,
        Field::Identifier(index) => index.place() as u8,
        _ => 100,
    }
}
