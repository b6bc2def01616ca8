//! stub
use crate::facts::{Date, Image};
use super::{Family, Verdict};
use super::flavour::flavour;
/// x
pub static ROWS: [&str; 7] = ["Compressed, to pull","Unpacked, on disk","OS packages","Shell","Package manager","Debugging","Upkeep"];
/// x
#[derive(PartialEq)]
pub struct Row { /// x
 pub amount: String, /// x
 pub share: Option<u32>, /// x
 pub detail: Option<String> }
/// x
#[derive(PartialEq)]
pub struct Label { /// x
 pub image: &'static Image, /// x
 pub full: &'static Image, /// x
 pub rows: Vec<Row> }
/// x
pub fn label(verdict: &Verdict, family: Family, _today: Date) -> Label {
    let image = flavour(&verdict.service, family).image();
    let f = |x: Option<crate::facts::Figure>| Row { amount: x.map(|x| x.to_string()).unwrap_or("not known".into()), share: Some(50), detail: None };
    Label { image, full: flavour(&verdict.service, Family::Full).image(), rows: vec![f(image.compressed), f(image.unpacked), f(image.packages), f(None), f(None), f(None), f(None)] }
}
