//! The words of a link. None is ever changed once a link has carried it.

/// The version that is written.
pub const VERSION: &str = "1";
/// The longest fragment that is read; the rest of a longer one is left out.
pub const LONGEST: usize = 4096;

/// How many parts that were not understood are listed one by one.
pub(super) const MOST_PROBLEMS: usize = 5;

pub(super) const VERSION_KEY: &str = "v";
pub(super) const BASE_KEY: &str = "base";
pub(super) const BEST: &str = "best";
pub(super) const WEIGHTS_KEY: &str = "w";
pub(super) const OWN: &str = "own";
pub(super) const KUBERNETES_KEY: &str = "k8s";
pub(super) const READINESS_KEY: &str = "ready";
/// The publishers that may be used, where they are others than [`PLAIN_YES`] alone.
pub(super) const FROM_KEY: &str = "from";
/// Whom a yes without names means, for ever: the only one that links could allow at first.
pub(super) const PLAIN_YES: &str = "docker-hardened";
/// What the map of the decision varies.
pub(super) const MAP_KEY: &str = "map";
/// The view of the details that the page shows.
pub(super) const VIEW_KEY: &str = "view";
/// The day of the facts that a link was made with.
pub(super) const AT_KEY: &str = "at";
/// The bases that its verdict named.
pub(super) const WAS_KEY: &str = "was";
/// The questions whose answers are only assumed, by their keys.
pub(super) const ASSUMED_KEY: &str = "assumed";
/// The questions whose answers were read from a project.
pub(super) const READ_KEY: &str = "read";
/// Stands for every question that a link answers.
pub(super) const ALL: &str = "all";
/// What is taken of points that were not understood.
pub(super) const NOT_KNOWN: &str = "not known";
/// What is taken of axes that were not understood.
pub(super) const SUGGESTED: &str = "the suggested axes";
