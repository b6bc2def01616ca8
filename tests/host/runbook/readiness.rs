//! The seven points, over every combination of answers.

use std::collections::HashSet;

use container_diet::model::questions::DebugPath;
use container_diet::runbook::readiness::{COUNT, POINTS, PointId};
use container_diet::runbook::{Readiness, Reply};

/// Every combination: three answers to each of seven points.
fn every() -> impl Iterator<Item = Readiness> {
    (0..3_usize.pow(COUNT as u32)).map(|number| {
        let answer = |place: usize| Reply::ALL[number / 3_usize.pow(place as u32) % 3];
        POINTS.iter().enumerate().fold(Readiness::default(), |all, (place, point)| all.with(point.id, answer(place)))
    })
}

#[test]
fn readiness_leads_where_it_says() {
    let mut counts = [0; 3];
    for readiness in every() {
        let said = |wanted: Reply| POINTS.iter().filter(move |point| readiness.answer(point.id) == wanted);
        let path = readiness.debug_path();
        counts[path as usize] += 1;
        assert_eq!(path == DebugPath::None, said(Reply::No).any(|point| point.blocks), "{readiness:?}");
        assert_eq!(path == DebugPath::Rehearsed, said(Reply::Yes).count() == COUNT, "{readiness:?}");
    }
    // Four points block: 2⁴·3³ combinations are without a no among them.
    assert_eq!(counts, [2_187 - 432, 431, 1]);
    assert_eq!(Readiness::default().debug_path(), DebugPath::Untested);
}

/// A better answer to one point never makes the way in worse.
#[test]
fn readiness_is_monotonic() {
    let mut steps = 0;
    for readiness in every() {
        for point in &POINTS {
            for better in Reply::ALL.into_iter().filter(|answer| *answer > readiness.answer(point.id)) {
                assert!(
                    readiness.with(point.id, better).debug_path() as u8 >= readiness.debug_path() as u8,
                    "{readiness:?} {}",
                    point.token
                );
                steps += 1;
            }
        }
    }
    println!("{steps} steps");
}

#[test]
fn tokens_of_readiness_come_back() {
    let mut tokens = HashSet::new();
    for readiness in every() {
        let token = readiness.to_token();
        assert_eq!(Readiness::from_token(&token), Some(readiness), "{token}");
        assert!(token.len() <= COUNT && token.bytes().all(|byte| b"yn-".contains(&byte)));
        assert!(tokens.insert(token));
    }
    assert_eq!(tokens.len(), 2_187);
    assert_eq!(Readiness::default().to_token(), "");
    for wrong in ["x", "yy-", "yyyyyyyy", "Y", "ÿ", "y y", "-"] {
        assert_eq!(Readiness::from_token(wrong), None, "{wrong}");
    }
}

#[test]
fn every_point_says_what_it_takes_and_what_mends_it() {
    let mut tokens = HashSet::new();
    for (place, point) in POINTS.iter().enumerate() {
        assert_eq!(point.id as usize, place, "POINTS stands in the order of PointId");
        assert!(tokens.insert(point.token));
        assert!(point.ask.ends_with('?') && point.takes.ends_with('.') && point.mend.ends_with('.'), "{}", point.token);
        assert!(!point.fails.is_empty());
    }
    assert!(!POINTS[PointId::Rehearsed as usize].blocks);
}
