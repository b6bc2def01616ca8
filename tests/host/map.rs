//! The map of the decision: every cell is what the page says there.

use container_diet::decision::map::{Cell, Hold, go, short, suggested};
use container_diet::decision::{Axes, Axis, Map, Origin, PRESETS, State};
use container_diet::dockerfile::SettingId;
use container_diet::link;
use container_diet::model::criteria::CRITERIA;
use container_diet::model::weights::GREATEST;
use container_diet::model::{QUESTIONS, QuestionId, decide_with};

use crate::space::sample;

fn state(link: &str) -> State {
    link::read(link).state
}

fn axes(token: &str) -> Axes {
    Axes::find(token).unwrap_or_else(|| panic!("{token} names axes"))
}

fn map_of(state: &State) -> Map {
    Map::of(state, &state.verdict())
}

/// The map of a link with these axes.
fn map(link: &str, token: &str) -> Map {
    map_of(&State { map: Some(axes(token)), ..state(link) })
}

fn places(map: &Map) -> impl Iterator<Item = (u8, u8)> + use<> {
    let (columns, rows) = (map.columns(), map.rows());
    (0..rows).flat_map(move |row| (0..columns).map(move |column| (column, row)))
}

fn states() -> impl Iterator<Item = State> {
    PRESETS.iter().map(|preset| preset.state()).chain(sample(60).map(|answers| State { answers, ..State::default() }))
}

/// What a place says.
#[track_caller]
fn check(link: &str, token: &str, place: (u8, u8), said: &str) {
    let map = map(link, token);
    assert_eq!(map.axes, axes(token), "{link}: these axes say something");
    assert_eq!(map.sentence(place), said, "{link} by {token}");
}

#[test]
fn a_place_says_who_wins_what_is_answered_and_whether_it_is_here() {
    check(
        "run=node",
        "team.exec",
        (1, 2),
        "Close call, Alpine or Slim: 0.5 points apart. Who operates it? A medium-sized team. How often do you exec into the running container? Regularly.",
    );
}

#[test]
fn each_cell_is_the_verdict_on_the_answers_that_it_stands_for() {
    let all: Vec<Axis> = Axis::all().collect();
    for (at, state) in states().enumerate() {
        for step in 1..4 {
            let axes = Axes::new(all[(at * 7 + step) % all.len()], all[(at * 5 + 11 * step) % all.len()]);
            let Some(axes) = axes else { continue };
            let map = map_of(&State { map: Some(axes), ..state.clone() });
            for place in places(&map) {
                let (mut answers, mut weights) = (state.answers, state.weights);
                for (axis, at) in [(map.axes.across(), place.0), (map.axes.down(), place.1)] {
                    match axis {
                        Axis::Question(question) => answers = answers.with_index(question, at),
                        Axis::Weight(criterion) => weights = weights.with(criterion.into(), Some(at)),
                    }
                }
                let verdict = decide_with(&answers, &weights);
                let cell = map.at(place).expect("a cell for each place");
                assert_eq!((cell.look.winner, cell.rival, cell.margin), (verdict.winner(), verdict.runner_up(), verdict.margin()));
            }
        }
    }
}

#[test]
fn going_to_a_cell_is_giving_both_answers_and_ends_there() {
    for state in states() {
        let map = map_of(&state);
        for place in places(&map) {
            let mut there = state.clone();
            go(&mut there, map.axes, place);
            assert_eq!(there.verdict().winner(), map.at(place).expect("a cell").look.winner);
            let now = map_of(&there);
            assert_eq!((now.axes, now.here, now.is_chosen), (map.axes, Some(place), true), "the axes stay where they are");
            let mut answered = State { map: Some(map.axes), ..state.clone() };
            let mut given = [(map.axes.across(), place.0), (map.axes.down(), place.1)];
            given.sort_by_key(|(axis, _)| Axis::all().position(|one| one == *axis));
            for (axis, index) in given {
                let Axis::Question(question) = axis else { panic!("questions are suggested") };
                answered.answer(question, index);
                assert_eq!(there.origins.of(question), Origin::Answered);
            }
            assert_eq!(there, answered, "as if the questions had been answered");
        }
    }
}

#[test]
fn the_cell_of_the_visitor_is_the_verdict() {
    for state in states() {
        for token in ["net.team", "env.run", "sh.w-size", "w-debug.w-upkeep", "run.deps"] {
            let map = map_of(&State { map: Some(axes(token)), ..state.clone() });
            // A weight of the model may be greater than any that can be set.
            let Some(here) = map.here else { continue };
            let cell = map.at(here).expect("it is on the map");
            let verdict = state.verdict();
            assert_eq!((cell.look.winner, cell.margin), (verdict.winner(), verdict.margin()), "{token}");
            assert_eq!(places(&map).filter(|place| map.sentence(*place).ends_with(" You are here.")).collect::<Vec<_>>(), [here]);
        }
    }
}

#[test]
fn a_weight_has_every_value_that_can_be_set_and_says_which_is_the_default() {
    let map = map("run=go", "net.w-size");
    assert_eq!((map.rows(), map.columns()), (GREATEST + 1, 2));
    let default = state("run=go").verdict().weights()[CRITERIA.iter().position(|one| one.name == "size").expect("there is size")];
    assert_eq!(map.down.iter().filter(|value| value.contains("default")).collect::<Vec<_>>(), [&format!("{default}, default")]);
    let mut there = state("run=go");
    go(&mut there, map.axes, (1, 20));
    assert_eq!(there.weights.get(4), Some(20), "the weight is set");
}

#[test]
fn an_answer_that_makes_the_other_question_meaningless_is_right_and_said() {
    // Whether somebody thought of attackers is asked of what the internet reaches.
    let map = map("run=node&net=internet", "net.threat");
    assert!(map.cells.iter().zip([true, false].repeat(2)).all(|(cell, is_asked)| cell.asked == (true, is_asked)));
    assert_eq!(map.at((1, 0)).map(|cell| cell.margin), map.at((1, 1)).map(|cell| cell.margin));
    assert!(map.sentence((1, 0)).ends_with(" The second is not asked there."), "{}", map.sentence((1, 0)));
    // Going there keeps the map, though the question is not asked any more.
    let mut there = state("run=node&net=internet");
    go(&mut there, map.axes, (1, 1));
    let now = map_of(&there);
    assert_eq!((now.axes, now.here), (map.axes, Some((1, 1))));
    assert!(
        !there.answers.asks(QuestionId::ThreatModel) && now.offered(&there.verdict()).contains(&Axis::Question(QuestionId::ThreatModel))
    );
    // Where neither could ever count, what is suggested is shown.
    let development = State { map: Some(axes("net.team")), ..state("run=node&env=development") };
    let map = map_of(&development);
    assert!(!map.is_chosen && map.cells.iter().any(|cell| !cell.is_unasked()), "{:?}", map.axes);
}

#[test]
fn what_is_not_asked_is_not_offered_and_never_suggested() {
    for state in states() {
        let (map, verdict) = (map_of(&state), state.verdict());
        let suggested = suggested(&state, &state.verdict());
        assert_eq!(map.axes, suggested);
        for axis in map.offered(&verdict) {
            if let Axis::Question(question) = axis {
                assert!(verdict.service.asks(question), "{}", question.get().name);
            }
        }
        let weights = map.offered(&verdict).into_iter().filter(|axis| matches!(axis, Axis::Weight(_))).count();
        assert_eq!(weights, CRITERIA.len());
        for axis in [suggested.across(), suggested.down()] {
            assert!(matches!(axis, Axis::Question(question) if verdict.service.asks(question)), "{axis:?}");
        }
        assert!(suggested.across().count() <= suggested.down().count(), "few columns");
    }
}

/// Of the pairs that could be suggested none leads to more bases.
#[test]
fn what_is_suggested_matters() {
    let winners = |state: &State, axes: Axes| map_of(&State { map: Some(axes), ..state.clone() }).winners().count();
    for preset in PRESETS {
        let state = preset.state();
        let suggested = winners(&state, suggested(&state, &state.verdict()));
        let alone =
            |question: &QuestionId| !matches!(question, QuestionId::Runtime | QuestionId::Environment) && state.answers.asks(*question);
        let all: Vec<QuestionId> = QuestionId::ALL.into_iter().filter(alone).collect();
        let most = all.iter().flat_map(|one| all.iter().map(move |other| (*one, *other)));
        let most =
            most.filter_map(|(one, other)| Axes::new(Axis::Question(one), Axis::Question(other))).map(|axes| winners(&state, axes)).max();
        assert!(suggested + 1 >= most.unwrap_or(1), "{}: {suggested} of {most:?}", preset.key);
    }
}

#[test]
fn packages_that_were_set_decide_on_the_map_as_on_the_page() {
    let mut state = state("run=rust&deps=none");
    state.settings = state.settings.clone().with(SettingId::Packages, "libpq5");
    let map = map_of(&State { map: Some(axes("deps.exec")), ..state.clone() });
    // Whatever is answered, packages need a package manager.
    assert!(
        (0..map.rows())
            .all(|row| (1..map.columns())
                .all(|column| map.at((0, row)).map(|cell| cell.look) == map.at((column, row)).map(|cell| cell.look)))
    );
}

#[test]
fn axes_have_names_that_stay_and_are_read_back() {
    for across in Axis::all() {
        assert_eq!(Axis::find(&across.token()), Some(across));
        for down in Axis::all() {
            let token = format!("{}.{}", across.token(), down.token());
            let found = Axes::find(&token);
            assert_eq!(found.map(Axes::token), (across != down).then_some(token));
            if let Some(axes) = found {
                assert_eq!(axes.turned().turned(), axes);
                assert_eq!(axes.with_across(down), axes.turned());
                assert_eq!(axes.with_down(across), axes.turned());
                assert_eq!((axes.with_across(across), axes.with_down(down)), (axes, axes));
            }
        }
    }
    for token in ["", ".", "net", "net.", "net.net", "net.moon", "net.w-moon", "w-.net", "net.team.exec", "size.net"] {
        assert_eq!(Axes::find(token), None, "{token}");
    }
    assert_eq!(Axis::all().count(), QUESTIONS.len() + CRITERIA.len());
}

#[test]
fn how_firmly_a_base_wins_is_what_its_margin_says() {
    let mut seen = Vec::new();
    for cell in states().flat_map(|state| map_of(&state).cells) {
        let Cell { margin, look, .. } = cell;
        let tenths = margin.map(|margin| margin.tenths());
        let (hold, said) = match (tenths, look.named.count()) {
            (None, _) => (Hold::Only, "only one"),
            (Some(_), 2..) => (Hold::Close, " apart"),
            (Some(30..100), _) => (Hold::Ahead, "+"),
            (Some(_), _) => (Hold::Far, "+"),
        };
        assert_eq!(cell.hold(), hold);
        assert!(cell.lead().contains(said), "{}", cell.lead());
        assert_eq!(cell.name().contains('≈'), hold == Hold::Close);
        assert_eq!(cell.short_name().contains('≈'), hold == Hold::Close);
        assert!(cell.name().starts_with(cell.look.winner.label()) && cell.short_name().starts_with(short(cell.look.winner)));
        if !seen.contains(&hold) {
            seen.push(hold);
        }
    }
    assert_eq!(seen.len(), Hold::ALL.len());
}
