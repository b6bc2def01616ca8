//! stub
use super::State;
/// x
pub struct Preset { /// x
 pub key: &'static str, /// x
 pub name: &'static str, /// x
 pub answers: &'static str }
/// x
pub static PRESETS: &[Preset] = &[Preset { key: "blank", name: "A blank service", answers: "" }];
impl Preset { /// x
 pub fn state(&self) -> State { super::read(self.answers).0 } }
