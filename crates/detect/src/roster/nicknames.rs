//! Short forms of forenames, and what they are short for: a table of our own, of names common in Britain and Ireland.
//!
//! Somebody who is "William" on the roster can be "Bill" in a file. That is weaker than the same forename: it only counts
//! with the surname.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Each line is one family of names: the full name, then its short forms. A short form can be in several.
const FAMILIES: &str = "\
abigail abi abbie gail
alan al allan allen
albert al bert bertie
alexander alex al alec alasdair alastair alistair sandy xander lex
alexandra alex lexi sandra sasha alix
alfred alf alfie fred
alison ali allie
amanda mandy
andrew andy drew
angela angie ange
anne ann anna annie nan
anthony tony ant antony
archibald archie
arthur art
barbara barb babs
barnaby barney
bartholomew bart
benjamin ben benji
bernard bernie
beverley bev
bradley brad
brenda bren
bridget biddy bridie
cameron cam
caroline carol carrie caz
catherine cathy cath kate katie kathy kitty katherine kathryn catharine kathleen kay
cecilia celia cissy
charles charlie chas chuck
charlotte charlie lottie lotte
christine chris chrissie christina tina
christopher chris kit topher
clifford cliff
constance connie
cornelius con neil
cynthia cindy
daniel dan danny
danielle dani
david dave davy dai davie
deborah deb debbie debs
denise den
dennis den denny
derek del
desmond des
diana di diane dianne
dominic dom
donald don donny
dorothy dot dotty dolly
douglas doug dougie
edmund ed eddie ned ted
edward ed eddie ned ted teddy
eileen aileen
eleanor ellie nell nora elle
elizabeth liz lizzie beth betty betsy eliza libby elsie lisa bess
emily em emmie
emma em
eric rick
eugene gene
fiona fi
florence flo florrie
frances fran franny frankie
francis frank fran frankie
frederick fred freddie freddy
gabriel gabe
gareth gary gaz
geoffrey geoff jeff jeffrey
george georgie
georgina georgie gina
gerald gerry ged jerry
gerard ged gerry
gillian gill jill
gordon gordie
graham gray graeme
gregory greg
gwendoline gwen
harold harry hal
harriet hattie harry
helen nell nellie
henry harry hal hank
herbert bert herb
hilary hil
hugh hughie shug
ian iain
imogen immy
isaac ike
isabel bella izzy isabella isabelle issy belle
jacob jake
jacqueline jackie jacqui
james jim jimmy jamie jem
jane janie jayne
janet jan
janice jan
jennifer jen jenny jenni
jeremy jerry jez
jessica jess jessie
joan joanie
joanne jo joanna jojo
john jack johnny jon jock
jonathan jon jonny jonty
joseph joe joey
josephine jo josie
joshua josh
joyce joy
judith judy jude
julia jules julie
julian jules
katrina kat trina
kenneth ken kenny
kevin kev
kimberley kim
laura laurie
lawrence larry laurie laurence
leonard len lenny leo
leslie les
lewis lew louis lou
lillian lily lil
linda lin lindy
louise lou
lucy lu
lynette lyn lynn
madeleine maddie maddy
malcolm mal malc
margaret maggie meg peggy marge margie madge greta rita mags
marjorie marge
martha marty
martin marty mart
mary molly polly mamie may
matilda tilly mattie
matthew matt matty
maureen mo
maurice mo
maxwell max
maximilian max
melanie mel
melissa mel
michael mike mick micky mikey
michelle shell chelle
miriam mim
mohammed mo mohamed muhammad mohammad md
montgomery monty
nancy nan
natalie nat
natasha tasha
nathan nat nate
nathaniel nat nate nathan
neville nev
nicholas nick nicky nic
nicola nicky nikki nic
norman norm
oliver ollie oli
olivia liv livvy
oswald oz ossie
pamela pam
patricia pat patsy tricia trish paddy
patrick pat paddy rick
paul paulie
pauline paula
penelope penny
percival percy
peter pete
philip phil pip phillip
philippa pip pippa
phyllis phyl
rachel rach rae
ralph raff
raymond ray
rebecca becky becca bex
reginald reg reggie
rhiannon rhi
richard dick rick ricky rich richie
robert bob bobby rob robbie bert
roberta bobbie
roderick rod rory
rodney rod
roger rog
ronald ron ronnie
rosemary rosie rose romy
roseanne rosie rose
russell russ
samantha sam sammy
samuel sam sammy
sandra sandy
sarah sally sadie sara
sebastian seb
sharon shaz shazza
sheila shell
sidney sid sydney
simon si
sophia sophie
stanley stan
stephanie steph stevie
stephen steve stevie steven
stuart stu stewart
susan sue susie suzie suzanne susannah
sylvia syl
tabitha tabby
terence terry tel terrance
theodore ted theo teddy
theresa tess terri teresa tessa
thomas tom tommy
timothy tim
tobias toby
tracey trace
valerie val
vanessa ness nessa
vera vee
veronica ronnie roni
victor vic
victoria vicky vic tori
vincent vince vinny
vivienne viv
walter wally walt
wendy wend
wilfred wilf
william bill billy will willie liam
winifred winnie
yvonne von
zachary zac zak
";

static FAMILIES_OF: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut families: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    for line in FAMILIES.lines() {
        let head = line.split(' ').next().unwrap_or_default();
        for name in line.split(' ') {
            families.entry(name).or_default().push(head);
        }
    }
    families
});

/// The full names that a folded forename can be short for, itself among them.
pub(crate) fn families(forename: &str) -> &'static [&'static str] {
    FAMILIES_OF.get(forename).map(Vec::as_slice).unwrap_or_default()
}
