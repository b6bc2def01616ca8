//! Where the model's judgement and the counted facts point in different
//! directions. Scores are judgement, so that may be; but it is written down.

use std::collections::BTreeSet;

use container_diet::facts::{Figure, Image};
use container_diet::model::criteria::CRITERIA;
use container_diet::model::flavour::flavour;
use container_diet::model::questions::Environment;
use container_diet::model::{QuestionId, decide};

use crate::space::walk;

/// The questions that choose the images.
const CHOOSE: &[QuestionId] =
    &[QuestionId::Runtime, QuestionId::Linking, QuestionId::ExactVersion, QuestionId::VendorImages, QuestionId::I18nFonts];

/// The image with less, and the one that is scored better all the same.
const KNOWN: &[(&str, &str, &str)] = &[
    // Google's and the vendor's packages are Debian's, each in a signed SBOM; Alpine has fewer.
    ("inventory", "python-alpine", "distroless-python"),
    ("inventory", "python-alpine", "hardened-python"),
];

/// A criterion and the figure that it is about.
type Counted = (&'static str, fn(&Image) -> Option<Figure>);

#[test]
fn where_scores_and_counts_disagree_is_written_down() {
    let criterion = |name: &str| CRITERIA.iter().position(|criterion| criterion.name == name).expect("a criterion");
    let counted: [Counted; 2] = [("inventory", |image| image.packages()), ("size", |image| image.compressed())];
    let mut found = BTreeSet::new();
    walk(CHOOSE, &mut |answers| {
        let verdict = decide(&answers.with(Environment::Production));
        let image = |family| flavour(&verdict.service, family).image();
        for (name, figure) in counted {
            let at = criterion(name);
            for &less in verdict.ranking() {
                for &more in verdict.ranking() {
                    let (Some(fewer), Some(greater)) = (figure(image(less)), figure(image(more))) else { continue };
                    if fewer.value < greater.value && verdict.scores(less)[at] < verdict.scores(more)[at] {
                        found.insert((name, image(less).id, image(more).id));
                    }
                }
            }
        }
    });
    assert_eq!(found, KNOWN.iter().copied().collect());
}
