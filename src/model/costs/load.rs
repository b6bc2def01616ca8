//! What the visitor may say of the app and of where it runs. Until then each
//! number is an assumption, and the page says so.

use super::scale::Scale;
use crate::model::service::resolved::Service;

/// A number that the visitor may set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The app's own layers, compressed.
    AppCompressed,
    /// The app's own layers, unpacked.
    AppUnpacked,
    /// Between registry and node.
    Bandwidth,
    /// Nodes that run it.
    Nodes,
    /// How often a month the app is deployed.
    Deploys,
    /// How often a month the base is another one.
    BaseUpdates,
}

/// What there is to say of a [`Field`].
#[derive(Debug)]
pub struct About {
    /// Name of the input in the page.
    pub id: &'static str,
    /// Its name for people, such as `Deploys a month`.
    pub label: &'static str,
    /// The unit, in the plural.
    pub unit: &'static str,
    /// The scale that it matters on.
    pub scale: Scale,
    /// Digits after the point that count.
    decimals: u32,
    /// The least that can be said.
    least: u64,
    /// The most: products of all these stay below 2^63.
    most: u64,
    /// What is assumed otherwise; apps go by their runtime.
    assumed: u64,
}

const fn about(id: &'static str, label: &'static str, unit: &'static str, limits: (u64, u64), assumed: u64) -> About {
    About { id, label, unit, scale: Scale::Compressed, decimals: 0, least: limits.0, most: limits.1, assumed }
}

/// Digits after the point of a size.
const SIZE_DECIMALS: u32 = 3;
/// Bytes of the last of them.
const SIZE_STEP: u64 = 1_000;
const NO_APP: About = About { decimals: SIZE_DECIMALS, ..about("", "", "MB", (0, 100_000), 0) };

static ABOUT: [About; 6] = [
    About { id: "app-compressed", label: "App, compressed", ..NO_APP },
    About { id: "app-unpacked", label: "App, unpacked", scale: Scale::Unpacked, ..NO_APP },
    about("bandwidth", "Bandwidth", "Mbit/s", (1, 1_000_000), 100),
    about("nodes", "Nodes", "nodes", (1, 10_000), 10),
    about("deploys", "Deploys a month", "deploys", (0, 1_000), 20),
    about("base-updates", "Base updates a month", "updates", (0, 1_000), 2),
];

impl Field {
    /// Every field, in the order in which the page asks for them.
    pub const ALL: [Field; 6] =
        [Field::AppCompressed, Field::AppUnpacked, Field::Bandwidth, Field::Nodes, Field::Deploys, Field::BaseUpdates];

    /// The size of the app on a scale.
    pub fn app(scale: Scale) -> Field {
        match scale {
            Scale::Compressed => Field::AppCompressed,
            Scale::Unpacked => Field::AppUnpacked,
        }
    }

    /// What there is to say of it.
    pub fn about(self) -> &'static About {
        &ABOUT[self as usize]
    }

    /// What is assumed when nobody says anything, in steps of its last digit.
    fn assumed(self, service: &Service) -> u64 {
        let app = service.runtime().app;
        match self {
            Field::AppCompressed => app[0] * 10u64.pow(SIZE_DECIMALS),
            Field::AppUnpacked => app[1] * 10u64.pow(SIZE_DECIMALS),
            other => other.about().assumed,
        }
    }

    /// The number that a text means, in steps of its last digit.
    fn read(self, text: &str) -> Option<u64> {
        let about = self.about();
        let text = text.trim();
        let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let places = about.decimals as usize;
        if whole.is_empty() || whole.len() > 9 || part.len() > places || !digits(whole) || !digits(part) {
            return None;
        }
        let number: u64 = format!("{whole}{part:0<places$}").parse().ok()?;
        let step = 10u64.pow(about.decimals);
        (about.least * step..=about.most * step).contains(&number).then_some(number)
    }

    /// A number as the visitor would write it.
    fn write(self, number: u64) -> String {
        let step = 10u64.pow(self.about().decimals);
        let text = format!("{}.{:03}", number / step, number % step);
        text.trim_end_matches('0').trim_end_matches('.').to_string()
    }
}

/// What was typed and what counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Load([Entry; Field::ALL.len()]);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Entry {
    typed: Option<String>,
    /// The last that made sense.
    valid: Option<u64>,
    wrong: bool,
}

impl Load {
    /// Takes what was typed. What makes no sense is remembered and counts nothing.
    pub fn set(&mut self, field: Field, text: &str) {
        let read = field.read(text);
        let entry = &mut self.0[field as usize];
        entry.typed = Some(text.to_string());
        entry.valid = read.or(entry.valid);
        entry.wrong = read.is_none();
    }

    /// What the input shows.
    pub fn text(&self, field: Field, service: &Service) -> String {
        self.0[field as usize].typed.clone().unwrap_or_else(|| field.write(self.steps(field, service)))
    }

    /// Whether it is still assumed.
    pub fn is_assumed(&self, field: Field) -> bool {
        self.0[field as usize].valid.is_none()
    }

    /// Whether what was typed makes no sense.
    pub fn is_wrong(&self, field: Field) -> bool {
        self.0[field as usize].wrong
    }

    /// What to say below the input.
    pub fn remark(&self, field: Field, service: &Service) -> String {
        let About { unit, least, most, decimals, .. } = field.about();
        let counted = format!("{} {unit}", field.write(self.steps(field, service)));
        match (self.is_wrong(field), self.is_assumed(field)) {
            (true, _) => {
                let kind = if *decimals == 0 { "whole number" } else { "number" };
                format!("Enter a {kind} from {least} to {most}. Still using {counted}.")
            }
            (false, true) => format!("{unit}; assumed"),
            (false, false) => format!("{unit}; set by you"),
        }
    }

    /// The number that counts: bytes for sizes, else its unit.
    pub fn value(&self, field: Field, service: &Service) -> u64 {
        let steps = self.steps(field, service);
        if field.about().decimals == SIZE_DECIMALS { steps * SIZE_STEP } else { steps }
    }

    fn steps(&self, field: Field, service: &Service) -> u64 {
        self.0[field as usize].valid.unwrap_or_else(|| field.assumed(service))
    }
}
