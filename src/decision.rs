//! What the visitor chose, and what follows from it.
//!
//! ```text
//! State ─ model ─▶ verdict ─▶ base ─▶ plan ─▶ Dockerfile, companions, runbook
//! ```
//! A [`State`] is everything that was answered, weighed and set. A [`Decision`]
//! resolves it once; whatever is shown, written or shared asks the decision, so
//! that nothing is judged twice for one answer.

mod axes;
mod detail;
mod history;
pub mod map;
mod origins;
mod presets;
mod search;
mod since;
mod state;
mod subject;

pub use axes::{Axes, Axis};
pub use detail::Detail;
pub use history::History;
pub use map::Map;
pub use origins::{Origin, Origins};
pub use presets::{PRESETS, Preset};
pub use search::{Found, Target, Value};
pub use since::{Earlier, Since};
pub use state::State;
pub use subject::Subject;

use crate::dockerfile::companions::{Companion, companions};
use crate::dockerfile::{Order, Output, Plan, dockerfile};
use crate::facts::Date;
use crate::model::flavour::Images;
use crate::model::{Family, Verdict};
use crate::runbook::{self, Impact, RunbookFile, WayIn};

/// A state with its verdict and the plan of its Dockerfile.
#[derive(Clone, Debug)]
pub struct Decision {
    /// What was answered, weighed and set.
    pub state: State,
    /// The day for which it is made: what has reached its end of life by then is not used.
    pub today: Date,
    /// What the model says of the state.
    pub verdict: Verdict,
    /// The image of each family, in the version that was asked for.
    pub images: Images,
    /// The base that is looked at, while it can run the service; else the recommended one.
    pub base: Family,
    /// What the Dockerfile, its companions and the runbook are made from.
    pub plan: Plan,
}

/// All else follows from these two.
impl PartialEq for Decision {
    fn eq(&self, other: &Decision) -> bool {
        self.today == other.today && self.state == other.state
    }
}

impl Decision {
    /// Judges a state and plans its Dockerfile for that day.
    pub fn new(state: State, today: Date) -> Decision {
        let verdict = state.verdict();
        Decision::of_verdict(state, verdict, today)
    }

    /// Of a state that has been judged already.
    pub fn of_verdict(state: State, verdict: Verdict, today: Date) -> Decision {
        let base = state.shown_base(&verdict);
        let images = state.images(&verdict, today);
        let plan = Plan::new(Order { service: &verdict.service, family: base, settings: &state.settings, today });
        Decision { state, today, verdict, images, base, plan }
    }

    /// The same with another base looked at.
    #[must_use]
    pub fn on(&self, base: Family) -> Decision {
        Decision::of_verdict(State { base: Some(base), ..self.state.clone() }, self.verdict, self.today)
    }

    /// The Dockerfile, without a header.
    pub fn dockerfile(&self) -> Output {
        dockerfile(&self.plan)
    }

    /// The files and commands beside that Dockerfile.
    pub fn companions(&self, output: &Output) -> Vec<Companion> {
        companions(&self.plan, output)
    }

    /// The files of the runbook; none for a developer's machine.
    pub fn runbook(&self) -> Vec<RunbookFile> {
        runbook::files(&self.plan, self.state.kubernetes)
    }

    /// What the base changes for on-call.
    pub fn impact(&self) -> Vec<Impact> {
        runbook::impact(&self.plan, self.state.kubernetes)
    }

    /// What gets a shell beside the service; none where nothing does today.
    pub fn way_in(&self) -> Option<WayIn> {
        runbook::way_in(&self.plan, self.state.kubernetes)
    }
}
