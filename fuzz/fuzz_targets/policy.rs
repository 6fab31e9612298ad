//! Policy files, and numbers that a force writes its own way.
#![no_main]

use detect::{Day, IdentifierIndex, LocalNumbers, LocalPattern};
use gate::Policy;
use libfuzzer_sys::fuzz_target;
use tipstaff_fuzz::{look, seeds};

const OWN: [&[u8]; 2] = [
    b"schema = \"tipstaff.policy/1\"\n[[override]]\nrule = \"comments\"\nseverity = \"block\"\nreason = \"minute 12\"\n\
      [[allow]]\nrule = \"hidden-sheet\"\nsha256 = \"00\"\nplace = \"sheet 'Lists', hidden\"\nreason = \"template\"\n\
      [limits]\nseconds = 60\nfile-bytes = 1\n[thresholds]\nvisible-people = 5\n",
    b"[sandbox]\naccept-without = [\"landlock\"]\nreason = \"old kernel\"\n[[number]]\nkind = \"uk-custody-number\"\n\
      form = \"AA/YYYY/99999?\"\n",
];

fuzz_target!(init: seeds::if_asked(&["toml"], seeds::as_it_is, &OWN), |data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    look::soon(data.len(), || {
        let Ok(policy) = Policy::parse(&text) else { return };
        let Some(today) = Day::new(2026, 8, 1) else { return };
        let mut local = LocalNumbers::default();
        for number in &policy.numbers {
            let Ok(pattern) = LocalPattern::new(&number.form) else { continue };
            pattern.fits(number.kind.as_bytes(), today);
            if let Some(kind) = IdentifierIndex::of(&number.kind) {
                local.add(kind, pattern);
            }
        }
        local.cell(&text, today, &mut |_, _| {});
    });
});
