//! Every threshold and weight of this half of the crate, in bits, each with its reason.
//!
//! One bit doubles the odds. Weights marked *fitted* were chosen on one half of the templates of `synth_dataset_v2`, and
//! are reported on the other half and on texts that were not looked at (`docs/src/measured/prose.md`). The others are
//! first values of the design note (`detection.md`, sections 4 and 5), checked by `bench/identifiers`.

/// A finding counts as certain from odds of 99 to 1.
pub const CERTAIN: f32 = 6.629_357;
/// A finding counts as possible from even odds. Below, it is not reported.
pub const POSSIBLE: f32 = 0.0;

/// Prior from which downwards a shape says nothing: only the identifier's own name can lift it over [`POSSIBLE`], as a
/// label or, down to -11, elsewhere in the sentence. Context alone never does.
pub const ONLY_BY_NAME: f32 = -10.8;

/// Share of the cells of a true column that pass its check: people mistype about one in thirty.
pub const EXPECTED_TO_PASS: f32 = 0.97;
/// Chance that is taken for identifiers without a check. A cell of the right shape then adds next to nothing, and one of
/// the wrong shape subtracts a little less than two bits.
pub const SHAPE_BY_CHANCE: f32 = 0.9;

/// A header that is the identifier's name. Headers lie now and then: a column of failures outweighs it.
pub const HEADER: f32 = 12.5;
/// A label that is the identifier's name, directly before it: "NHS No: …", "born on …".
pub const LABEL: f32 = 13.5;
/// The identifier's name in the same sentence, or as the name of the sheet.
pub const NAMED_NEAR: f32 = 11.0;
/// A context word within [`NEAR`] bytes.
pub const CONTEXT_NEAR: f32 = 4.0;
/// A context word that is farther away; it fades to nothing at [`FAR`].
pub const CONTEXT_FAR: f32 = 3.0;
/// Each of up to two further context words.
pub const CONTEXT_MORE: f32 = 1.0;
/// Words up to which a name counts as label: "NHS number of the patient is …" is none, "NHS number is …" is.
pub const LABEL_WORDS: usize = 3;
/// Bytes that count as near: about a sentence.
pub const NEAR: usize = 80;
/// Bytes beyond which words say nothing: the window of Microsoft Purview.
pub const FAR: usize = 300;
/// "order 9434765919": a word that names something else, directly before.
pub const AGAINST: f32 = -9.0;
/// Such a word elsewhere in the same sentence.
pub const AGAINST_NEAR: f32 = -2.0;
/// The name of another identifier directly before: "UTR 9434765919" is no NHS number.
pub const NAMED_OTHERWISE: f32 = -6.0;
/// A number that is a piece of something longer: `/1234567890/`, `1234567890.pdf`, `50%`.
pub const ATTACHED: f32 = -5.0;
/// A number behind a sign for money.
pub const MONEY: f32 = -9.0;
/// More digits after one space, on one side: rather a list of numbers.
pub const MORE_DIGITS: f32 = -3.0;
/// Alternatives of one span that are this much less likely are not worth a line.
pub const ALTERNATIVE_WITHIN: f32 = 8.0;

/// Somebody in a role and an act in one sentence. Public texts say so too, of nobody in particular.
pub const ROLE_AND_ACT: f32 = 2.0;
/// The same with an abbreviation: "IP" is an address as well.
pub const ROLE_ABBREVIATED: f32 = 1.0;
/// Words between a role and its act.
pub const ROLE_WORDS: usize = 10;
/// "her mother": somebody, but who reads it may not know whom.
pub const KIN: f32 = 0.5;
/// "at her home address".
pub const HOME: f32 = 1.5;
/// "aged 34".
pub const AGE: f32 = 2.0;
/// The words of the declaration are hardly ever written for anything else.
pub const WITNESS_STATEMENT: f32 = 9.0;
/// A folder in the users' folder is named after its user, or after a machine.
pub const FOLDER: f32 = 3.0;

// Columns of tables.

/// Bits for a heading that only contains the name of a field.
pub(crate) const HEADER_PART: f32 = 7.0;
/// Bits for names under a heading that is the name of something else.
pub(crate) const HEADED_OTHERWISE: f32 = -14.0;
/// Bits for whole names under a heading that could be anything's: "item", "key", "type".
pub(crate) const HEADED_VAGUELY: f32 = -4.0;
/// Bits for names under the heading of a thing that bears names of people: wards, stations, makes of cars. More than the
/// lists can say: all wards of a town can be surnames. Initials beside it still make it a column of names.
pub(crate) const HEADED_THING: f32 = -40.0;
/// The most that content alone can say of words: lists of names are short.
pub(crate) const WORDS_AT_MOST: f32 = 24.0;
/// The most that it costs a column headed as names that no list knows them. The built-in lists hold a third of the people
/// of England and hardly anybody from elsewhere, so that their silence says little: less than half of what the heading says.
pub(crate) const LISTS_SILENT: f32 = -3.5;
/// The same for a column of whole names without a heading for names: parks, teams and products look like whole names too.
pub(crate) const LISTS_SILENT_UNHEADED: f32 = -12.0;
/// What it says that words are written like names: capitals and letters. Most words in tables are.
pub(crate) const NAME_SHAPE_AT_MOST: f32 = 4.0;
/// What it costs when they are not: no column of names is full of digits and signs.
pub(crate) const NAME_SHAPE_AT_LEAST: f32 = -20.0;
/// The same for two to four words under a heading for names.
pub(crate) const SEVERAL_AT_MOST: f32 = 5.0;
/// The most that the shape of whole names says, and the lists of names on top of it.
pub(crate) const WHOLE_NAMES_AT_MOST: f32 = 12.0;
/// The most that ranks and titles before the names say: hardly anything but people is written so.
pub(crate) const TITLED_AT_MOST: f32 = 12.0;
/// Share of cells behind a rank or title in a column that is written so, and in others.
pub(crate) const TITLED: (f32, f32) = (0.7, 0.02);
/// The most that a number beside each word says for these being names: rooms, cars and shops have numbers too.
pub(crate) const NUMBERED_AT_MOST: f32 = 6.0;
/// Bits for these numbers being different ones, and the share of different cells from which on they are: a model of a car
/// is there many times.
pub(crate) const NUMBER_EACH: f32 = 6.0;
/// Share of listed surnames among words with numbers, without a heading for names, that is more than chance.
pub(crate) const NUMBERED_KNOWN: f32 = 0.1;
/// Cells below which different numbers are a chance: the lines of a form have numbers as well.
pub(crate) const NUMBERED_CELLS: u64 = 5;
/// See [`NUMBER_EACH`].
pub(crate) const NUMBERED_VARY: f32 = 0.9;
/// Share of names in a column that are towns as well (one in eighty of the list is, and families cluster), and share of
/// listed towns in a column of places: "Preston, Lancaster, Bradford".
pub(crate) const TOWNS: (f32, f32) = (0.06, 0.6);
/// The same few words over and over are districts or teams: names of people vary.
pub(crate) const FEW_NAMES: f32 = -10.0;
/// The same under a heading for names: eight people can fill a log of overtime.
pub(crate) const FEW_NAMES_HEADED: f32 = -4.0;
/// The most that a column of the right shape says where there is nothing to check.
pub(crate) const SHAPE_AT_MOST: f32 = 4.0;
/// Cells that count as independent, at most: beyond, a column repeats itself.
pub(crate) const INDEPENDENT: u64 = 40;
/// Bits for what a column is about in the rows beside these: those that a filter shows, or leaves out.
pub(crate) const LIKE_BESIDE: f32 = 8.0;
/// Different surnames of the roster that say all that they can.
pub(crate) const ROSTER_NAMES: u64 = 20;
/// What so many say.
pub(crate) const ON_ROSTER: f32 = 10.0;
/// Share of different values from which on a number is one of the row (design note, 6.3).
pub(crate) const ONE_A_ROW: f32 = 0.98;
/// Days since 1900 that can be a birth (1910 to 2027), and how far they must be spread: 22 years.
pub(crate) const BIRTH_SERIALS: (u64, u64, u64) = (3_654, 46_500, 8_000);
/// Share of cells written like names in a column that its neighbours make one of names.
pub(crate) const NAMES_BESIDE: f32 = 0.9;
/// Share of listed surnames from which on initials, a rank or a number beside it settle it.
pub(crate) const KNOWN_BESIDE: f32 = 0.15;
/// Share of ordinary words, places, posts from which on it is a column of these.
pub(crate) const OTHER_WORDS: f32 = 0.3;
/// Different values per row that surnames show at least: 47,000 people have 0.33, towns and units far fewer (design note,
/// 7.1). Below [`SHORT_TABLE`] rows hardly any surname stands twice.
pub(crate) const SURNAMES_VARY: f32 = 0.25;
/// See [`SURNAMES_VARY`].
pub(crate) const SURNAMES_VARY_SHORT: f32 = 0.6;
/// Rows of a short table.
pub(crate) const SHORT_TABLE: u64 = 20;
/// Different letters from which on single letters are initials and not grades.
pub(crate) const LETTERS_VARY: u64 = 6;
/// Columns of years or months beside a column of single words from which on the table counts something.
pub(crate) const PERIODS_BESIDE: usize = 2;
/// Cells that must show evidence about somebody, or the share of a column, for its texts to speak of people (a first value
/// of the design note, 8.2).
pub(crate) const TELLING_CELLS: u64 = 3;
/// See [`TELLING_CELLS`].
pub(crate) const TELLING_SHARE: f32 = 0.05;
/// Different labels that a form has at least: a name, and something about whoever bears it.
pub(crate) const FORM_LABELS: usize = 2;
/// Share of rows that begin with a label and its value in a sheet of forms. Titles and remarks stand between them.
pub(crate) const FORM_ROWS: f32 = 0.6;
/// Headings that are names, at least, and their share of a heading, for a rota with a column for each officer. Lists know
/// a third of surnames and most forenames; fewer than five are a heading of something else by chance.
pub(crate) const HEADING_NAMES: usize = 5;
/// See [`HEADING_NAMES`].
pub(crate) const HEADING_NAMES_SHARE: f32 = 0.4;
/// Longest value under surnames as headings, in characters: "RD", "12h", "Yes". Wards and shops are counted.
pub(crate) const HEADING_VALUE: usize = 4;
/// How often a driving licence or CHI number agrees by chance with a name or date beside it: dates of birth spread over
/// 20,000 days, and five letters of a surname are rarer still; but numbers can be made from a date of the same row.
pub(crate) const AGREES_BY_CHANCE: f32 = 0.001;

// What columns show: the share of cells in a column of this kind, and in other columns. First values, chosen by looking at
// the incidents and the honest answers, and held by the tests of both.

/// Surnames that the list knows: two in five of a list of English people, and street and shop names among other words.
pub(crate) const SURNAMES_KNOWN: (f32, f32) = (0.4, 0.08);
/// Forenames vary less than surnames: the list holds most of them.
pub(crate) const FORENAMES_KNOWN: (f32, f32) = (0.65, 0.06);
/// Words that begin with a capital and hold nothing but letters. Most words in cells do.
pub(crate) const NAME_SHAPED: (f32, f32) = (0.95, 0.7);
/// Cells that look like a whole name; some are written with what no rule foresees.
pub(crate) const WHOLE_NAMES: (f32, f32) = (0.85, 0.1);
/// Two to four words without an ordinary one, under a heading for names. Titles of things look so as well.
pub(crate) const SEVERAL_WORDS: (f32, f32) = (0.9, 0.4);
/// A word or two with a number beside.
pub(crate) const NUMBERED: (f32, f32) = (0.85, 0.1);
/// Whole names whose first word is a known forename.
pub(crate) const FORENAMES_IN_WHOLE: (f32, f32) = (0.5, 0.06);
/// Whole names with letters for forenames.
pub(crate) const INITIALS_IN_WHOLE: (f32, f32) = (0.6, 0.05);
/// Whole names whose last word is a known surname.
pub(crate) const SURNAMES_IN_WHOLE: (f32, f32) = (0.35, 0.08);
/// One to three capitals. Codes are as short.
pub(crate) const INITIALS: (f32, f32) = (0.95, 0.15);
/// Ranks and their abbreviations; forces have grades of their own beside them.
pub(crate) const RANKS: (f32, f32) = (0.7, 0.04);
/// Values of a closed list. M, F and U are codes of other things too.
pub(crate) const SEXES: (f32, f32) = (0.97, 0.1);
/// Codes and words of ethnicity.
pub(crate) const ETHNICITIES: (f32, f32) = (0.9, 0.05);
/// Words of relationship; forces add their own.
pub(crate) const RELATIONS: (f32, f32) = (0.85, 0.05);
/// Roles in a crime, a closed list.
pub(crate) const INVOLVEMENTS: (f32, f32) = (0.9, 0.03);
/// Titles and codes of offences, told by their words.
pub(crate) const OFFENCES: (f32, f32) = (0.85, 0.05);
/// Outcomes of crimes and proceedings, a closed list that forces word differently.
pub(crate) const OUTCOMES: (f32, f32) = (0.8, 0.03);
/// Whole numbers up to 115: a third of small counts are as well.
pub(crate) const AGES: (f32, f32) = (0.97, 0.3);
/// Long texts; some narratives are three words.
pub(crate) const LONG_TEXTS: (f32, f32) = (0.6, 0.1);
/// House numbers and words for streets.
pub(crate) const STREETS: (f32, f32) = (0.7, 0.04);
/// Towns of the list.
pub(crate) const PLACES: (f32, f32) = (0.6, 0.06);
/// Months, quarters, years.
pub(crate) const PERIODS: (f32, f32) = (0.8, 0.05);
/// Whole numbers, for counts and for numbers of people.
pub(crate) const WHOLE_NUMBERS: (f32, f32) = (0.8, 0.3);
/// The same for events, which mix numbers and codes more often.
pub(crate) const EVENT_NUMBERS: (f32, f32) = (0.6, 0.3);
/// Letters with digits.
pub(crate) const CODES: (f32, f32) = (0.8, 0.15);
/// Dates; a few cells say "unknown".
pub(crate) const DATES: (f32, f32) = (0.95, 0.1);
/// Numbers with decimals.
pub(crate) const DECIMALS: (f32, f32) = (0.8, 0.2);

/// How rare a column of names is before anything is known: one in 128. So few, because words of all kinds look like names.
pub(crate) const PRIOR_NAME: f32 = -7.0;
/// Columns that say what happened to people are told by closed lists, which hardly anything else matches.
pub(crate) const PRIOR_EVENT: f32 = -4.0;
/// Counts, periods and categories are what most tables consist of.
pub(crate) const PRIOR_PLAIN: f32 = -1.0;
/// Any other field.
pub(crate) const PRIOR_OTHER: f32 = -5.0;
/// Share of marked cells from which on a field is weighed without a heading that names it.
pub(crate) const WORTH_WEIGHING: f32 = 0.3;
/// Share of ordinary words that names have among them: Hill, Banks, York.
pub(crate) const FEW_OTHER_WORDS: f32 = 0.2;
/// Bits against names in a column of nothing but ordinary words.
pub(crate) const OTHER_WORDS_ALL: f32 = -30.0;
/// Different collar numbers a row from which on they are those of the row's people, where no names stand beside them.
pub const OWN_NUMBER_RATIO: f32 = 0.2;
/// Different names that a number of a person can stand beside, for each different number: people marry and are misspelt. Where
/// there are more, the number is that of an office or a force.
pub const NUMBERS_A_NAME: u64 = 2;

/// Digits and letters from which on a number alone is looked up on the roster: nearly every shorter one is in use.
pub const LEAST_DIGITS: usize = 4;
/// Digits up to which numbers in one unbroken run are only numbers of rows, though each is on the roster.
pub const SHORT_RUN_DIGITS: u32 = 4;
/// Different values of a column that must meet somebody before the roster says what the column is. Fewer are decided by
/// what the column says by itself.
pub const LEAST_VOTES: u64 = 5;
/// The same for a column of single words: districts, teams and dogs bear surnames too.
pub const LEAST_SURNAMES: u64 = 20;
/// Share of the different words of such a column that must be surnames of the roster.
pub const MOST_SURNAMES: f32 = 0.9;
