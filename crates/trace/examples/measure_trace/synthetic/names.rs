//! Names with frequencies like those of Britain: a few that many bear, and many that few do.

use super::Random;

const FORENAMES: &str = "David John Paul Andrew James Michael Stephen Mark Robert Richard Christopher Peter Ian \
    Susan Sarah Karen Nicola Alison Helen Julie Jane Emma Claire Lisa Joanne Rebecca Laura Rachel Amanda Louise \
    Thomas Daniel Matthew Jack Joshua Samuel Joseph Benjamin Luke Adam Ryan Liam Connor Callum Jordan Kieran Aaron \
    Charlotte Hannah Chloe Sophie Jessica Lauren Megan Bethany Olivia Emily Georgia Amy Gemma Natalie Stacey Kelly \
    Mohammed Aisha Fatima Priya Ravi Sanjay Amit Neha Imran Yusuf Zainab Kwame Chidi Ngozi Wei Mei Piotr Agnieszka \
    Seán Siobhán Niamh Rhys Gethin Carys Angharad Hamish Fergus Isla Morag Eilidh Zoë Chloë André François José Renée \
    Gareth Graham Keith Barry Trevor Nigel Colin Derek Brian Kevin Alan Gary Simon Timothy Philip Edward George Henry \
    Wendy Tracey Sharon Deborah Elizabeth Margaret Catherine Anne Marie Victoria Katherine Heather Fiona Lorna Kirsty";

const SURNAMES: &str = "Smith Jones Williams Taylor Brown Davies Evans Wilson Thomas Johnson Roberts Robinson Thompson \
    Wright Walker White Edwards Hughes Green Hall Lewis Harris Clarke Patel Jackson Wood Turner Martin Cooper Hill Ward \
    Morris Moore Clark Lee King Baker Harrison Morgan Allen James Scott Phillips Watson Davis Parker Price Bennett Young \
    Griffiths Mitchell Kelly Cook Carter Richardson Bailey Collins Bell Shaw Murphy Miller Cox Richards Khan Marshall \
    Anderson Simpson Ellis Adams Singh Begum Wilkinson Foster Chapman Powell Webb Rogers Gray Mason Ali Hunt Hussain \
    Campbell Matthews Owen Palmer Holmes Mills Barnes Knight Lloyd Butler Russell Barker Fisher Stevens Jenkins Murray \
    Dixon Harvey Graham Pearson Ahmed Fletcher Walsh Kaur Gibson Howard Andrews Stewart Elliott Reynolds Saunders Payne \
    Fox Ford Pearce Day Brooks West Lawrence Cole Atkinson Bradley Spencer Gill Dawson Watts Burton O'Neill O'Brien \
    McDonald MacKay Ryan Müller Núñez Grant Byrne St-John Van-Dijk Armstrong Rose Hudson Francis Perry Hayes Lane";

const BEGINNINGS: &str = "Ash Black Brad Brom Burn Cal Chad Clay Col Cran Dal Den Ding Dun East Ed Far Fen Flax Gar Glen \
    Gold Grim Had Ham Hart Hay Hazel Hol Horn Kel Kim Kings Lang Lin Lock Long Mal Mar Mel Mid Mor New Nor Oak Old Pem \
    Pick Quin Rad Red Rock Rush Sand Shel Somer Stan Stock Sut Thorn Tun Up Wal War Wel Whit Win Wool Wyn Yar";
const ENDINGS: &str = "bank beck berry borough bourne bridge brook burn bury by combe cote croft dale den don field ford \
    gate grave ham hurst ing land leigh ley low man mere mont more ridge ridding sett shaw stead stone thwaite ton tree \
    wall ward water well wick wood worth";

/// Lists with cumulative weights.
pub struct Names {
    forenames: Vec<(&'static str, f64)>,
    surnames: Vec<(String, f64)>,
}

impl Names {
    pub fn new() -> Self {
        let rare = BEGINNINGS
            .split_whitespace()
            .flat_map(|begin| ENDINGS.split_whitespace().map(move |end| format!("{begin}{end}")));
        let surnames = SURNAMES.split_whitespace().map(str::to_owned).chain(rare);
        Self { forenames: weighed(FORENAMES.split_whitespace(), 8.0), surnames: weighed(surnames, 10.0) }
    }

    pub fn forename(&self, random: &mut Random) -> &str {
        pick(&self.forenames, random)
    }

    pub fn surname(&self, random: &mut Random) -> String {
        pick(&self.surnames, random).to_owned()
    }
}

/// Zipf's law with a flattened head: the r-th has weight 1/(r + flat).
#[expect(clippy::cast_precision_loss, reason = "some thousand names")]
fn weighed<T>(names: impl Iterator<Item = T>, flat: f64) -> Vec<(T, f64)> {
    let mut sum = 0.0;
    names
        .enumerate()
        .map(|(rank, name)| {
            sum += 1.0 / (rank as f64 + flat);
            (name, sum)
        })
        .collect()
}

fn pick<'a, T: AsRef<str>>(names: &'a [(T, f64)], random: &mut Random) -> &'a str {
    let all = names.last().map_or(0.0, |(_, sum)| *sum);
    let wanted = random.share() * all;
    names[names.partition_point(|(_, sum)| *sum < wanted).min(names.len() - 1)].0.as_ref()
}
