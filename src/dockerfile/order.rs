//! What is asked for.

use super::settings::Settings;
use crate::facts::Date;
use crate::model::{Family, Service};

/// What a Dockerfile is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// Whose Dockerfile it is.
    pub service: &'a Service,
    /// The family that it is to run on.
    pub family: Family,
    /// What the visitor set.
    pub settings: &'a Settings,
    /// The day for which it is made: what has ended by then is not used.
    pub today: Date,
}
