use container_diet::decision::{Decision, State};
use container_diet::facts;
use container_diet::link;
use container_diet::share::Export;

/// The address of the page in the tests.
pub const BASE_URL: &str = "https://example.com/diet/";

/// The link of a state, as the page writes it.
pub fn link_of(state: &State) -> String {
    link::write(state, &state.verdict())
}

/// What a state leads to, by the day of the facts.
pub fn decided(state: &State) -> Decision {
    Decision::new(state.clone(), facts::as_of())
}

/// Calls with what is shared of a state.
pub fn exported<T>(state: &State, what: impl FnOnce(&Export<'_>) -> T) -> T {
    what(&Export::new(&decided(state), BASE_URL))
}
