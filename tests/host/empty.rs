//! Values of the facts that are null although the source that is named has them.

use container_diet::facts::{IMAGES, Image};

/// A record, for whoever has to mend it.
fn at(image: &Image) -> String {
    format!("{}, {}", image.file, image.id)
}

/// Who reads what an image contains also reads the figures that are written there:
/// the report of an official image states its size, a hardened one’s definition its packages.
#[test]
fn a_figure_that_the_source_states_is_never_left_empty() {
    let mut seen = 0;
    for image in &IMAGES {
        let source = image.contents.map_or("", |contents| contents.source);
        // Of a template only what is shared was read, unless the tag’s own report is named.
        let report = source.starts_with("docker-library/repo-info ") || source.contains("the tag is docker-library/repo-info ");
        let definition = source.starts_with("docker-hardened-images/catalog image/");
        seen += usize::from(report) + usize::from(definition);
        assert!(!report || image.compressed().is_some(), "{}: compressed: its report says “Total Size”", at(image));
        assert!(!definition || image.packages().is_some(), "{}: packages: count those that its definition names", at(image));
    }
    assert!(seen > 90, "only {seen} sources were recognized");
}

/// Who publishes a collection signs all of it, or nobody knows whether.
#[test]
fn images_of_one_collection_are_signed_alike() {
    for image in &IMAGES {
        let first = IMAGES.iter().find(|other| other.file == image.file).and_then(Image::signing);
        assert_eq!(image.signing(), first, "{}: signing: write what the others of the file have", at(image));
    }
}
