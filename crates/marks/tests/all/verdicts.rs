//! What may be said.

use marks::evidence::{Bar, Channel, Channels, EValue, Verdict, in_words};

fn e(value: f64) -> EValue {
    EValue::from_ln(value.ln())
}

#[test]
fn the_bars_are_those_of_the_design() {
    assert!((Bar::for_recipients(200).value().ln() - 19.1).abs() < 0.03);
    assert!((Bar::for_deliveries(200 * 52).value().ln() - 23.1).abs() < 0.05);
    assert_eq!(Bar::for_deliveries(0).hypotheses(), 1);
}

#[test]
fn two_channels_attribute_and_one_alone_is_said_to_be_alone() {
    let bar = Bar::for_recipients(200);
    let verdict = |channels: Channels| Verdict::of(channels.product(), bar, &channels);
    let one = Channels { token: Some(e(1e12)), ..Channels::default() };
    assert_eq!(verdict(one), Verdict::OneChannel);
    assert_eq!(verdict(Channels { order: Some(e(5000.0)), ..one }), Verdict::Attributed);
    assert_eq!(verdict(Channels { order: Some(e(0.25)), ..one }), Verdict::OneChannel);
    assert_eq!(
        verdict(Channels { token: Some(e(1e5)), photo: Some(e(2e3)), ..Channels::default() }),
        Verdict::NotProven
    );
    assert_eq!(verdict(Channels::default()), Verdict::NotProven);
}

#[test]
fn a_channel_whose_mark_is_gone_does_not_silence_the_others() {
    let channels = Channels {
        token: Some(EValue::ZERO),
        order: Some(e(1e12)),
        photo: Some(e(0.25)),
        honey: Some(EValue::ZERO),
    };
    assert!((channels.product().ln() - (1e12_f64 / 16.0).ln()).abs() < 1e-9);
    assert_eq!(channels.supporting().collect::<Vec<_>>(), [Channel::Order]);
}

#[test]
fn what_had_nothing_to_look_at_counts_one() {
    assert_eq!(Channels::default().product(), EValue::ONE);
    let only = Channels { honey: Some(e(3.0)), ..Channels::default() };
    assert!((only.product().ln() - 2.0_f64.ln()).abs() < 1e-9);
    assert_eq!(only.staked().count(), 1);
}

#[test]
fn numbers_have_words() {
    let words = |value: f64| in_words(EValue::from_ln(value.ln()));
    assert_eq!(words(1.9), "no support");
    assert_eq!(words(2.1), "weak support");
    assert_eq!(words(50.0), "moderate support");
    assert_eq!(words(500.0), "moderately strong support");
    assert_eq!(words(5e3), "strong support");
    assert_eq!(words(5e5), "very strong support");
    assert_eq!(words(2e6), "extremely strong support");
    assert_eq!(in_words(EValue::ZERO), "no support");
}
