//! The publishers as Rust source, and what has to hold of them.

use super::text::{capitalised, date, field, host_field, line, list, optional, quoted};
use super::{Cold, wire};

/// The file, for whoever has to mend it.
const FILE: &str = "src/facts/publishers.json";

pub fn write(out: &mut String, publishers: &[wire::Publisher]) {
    line(out, "/// Everybody who publishes an image of the catalogue; those that are asked for in the order of preference.");
    line(out, &format!("pub static PUBLISHERS: [Publisher; {}] = [", publishers.len()));
    for (at, row) in publishers.iter().enumerate() {
        line(out, "Publisher {");
        field(out, "at", at.to_string());
        field(out, "id", quoted(&row.id));
        field(out, "name", quoted(&row.name));
        field(out, "registry", quoted(&row.registry));
        field(out, "account", optional(row.account.as_deref()));
        let login = row.account.as_ref().map(|account| format!("Needs `docker login {}` first; the account is {account}.", row.registry));
        field(out, "login", optional(login.as_deref()));
        field(out, "listed", row.listed.to_string());
        line(out, "},");
    }
    line(out, "];");
}

/// Apart from the publishers, as only what tells of them asks for it.
pub fn write_abouts(out: &mut String, cold: &mut Cold, publishers: &[wire::Publisher]) {
    line(out, &format!("static ABOUTS: [About; {}] = [", publishers.len()));
    for row in publishers {
        line(out, "About {");
        field(out, "names", list(&row.names));
        for (name, statement) in
            [("ended", &row.ended), ("terms", &row.terms), ("support", &row.support), ("tags", &row.tags), ("signed", &row.signed)]
        {
            match statement {
                None => field(out, name, "None".into()),
                Some(statement) => {
                    line(out, &format!("    {name}: Some(Statement {{"));
                    field(out, "text", cold.citation(&statement.text));
                    host_field(out, "source", quoted(&statement.source));
                    host_field(out, "date", date(&statement.date));
                    line(out, "    }),");
                }
            }
        }
        line(out, "    has: &[");
        for has in &row.has {
            line(out, "Has {");
            field(out, "runtime", quoted(&has.runtime));
            field(out, "what", cold.citation(&has.what));
            field(out, "images", list(&has.images));
            field(out, "not", cold.optional(has.not.as_deref()));
            line(out, "},");
        }
        line(out, "    ],");
        line(out, "},");
    }
    line(out, "];");
}

/// What is taken for a runtime from whom, the publishers in the order of preference.
pub fn write_offers(out: &mut String, publishers: &[wire::Publisher]) {
    let offers =
        || publishers.iter().enumerate().flat_map(|(at, row)| row.has.iter().filter(|has| has.offered).map(move |has| (at, row, has)));
    let preferred = publishers.iter().position(|row| row.listed).unwrap_or_else(|| panic!("{FILE}: nobody is listed"));
    line(out, "/// The place of the publisher that is preferred where none has an image for the runtime.");
    line(out, &format!("const PREFERRED: u8 = {preferred};"));
    line(out, "/// Every image that is taken where its publisher may be used, the preferred publisher first.");
    line(out, &format!("pub static OFFERS: [Offer; {}] = [", offers().count()));
    for (at, row, has) in offers() {
        let runtime: String = has.runtime.split('_').map(capitalised).collect();
        line(out, "Offer {");
        field(out, "publisher", at.to_string());
        field(out, "runtime", format!("Runtime::{runtime}"));
        field(out, "image", quoted(&has.images[0]));
        field(out, "why", quoted(&format!("from {}, because Google has none that fits", row.name)));
        line(out, "},");
    }
    line(out, "];");
}

/// What is said of a publisher holds together.
pub fn check(publishers: &[wire::Publisher], images: &[&wire::Image]) {
    for row in publishers {
        let at = format!("{FILE}, {}", row.id);
        let is_a_part_of_a_link = row.id.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
        assert!(is_a_part_of_a_link, "{at}: links carry the id: write it with letters and dashes");
        let is_known_by_name = row.listed || row.ended.is_some();
        assert_eq!(
            is_known_by_name,
            !row.names.is_empty(),
            "{at}: how do the names of its images begin? Write names where it is listed or ended"
        );
        assert!(!(row.listed && row.ended.is_some()), "{at}: nobody is asked for who ended");
        for has in &row.has {
            let at = format!("{at}, {}", has.runtime);
            assert_eq!(has.offered, has.not.is_none(), "{at}: write why it is not offered, or \"offered\": true");
            assert!(!has.offered || row.listed, "{at}: only who is listed is asked for");
            let all: Vec<&wire::Image> = has
                .images
                .iter()
                .map(|id| *images.iter().find(|image| image.id == *id).unwrap_or_else(|| panic!("{at}: no image has the id {id}")))
                .collect();
            if has.offered {
                let first = all.first().unwrap_or_else(|| panic!("{at}: is offered: write the image that is taken"));
                let is_versioned = first.version.as_ref().is_some_and(|version| first.reference.contains(version.as_str()));
                assert!(is_versioned && !first.for_comparison, "{at}: the tag of {} names no version, so no Dockerfile takes it", first.id);
                assert_eq!(first.shell.as_deref(), Some("none"), "{at}: {} is not known to be without a shell", first.id);
                assert!(first.signing.is_some() && first.sbom.is_some(), "{at}: {} has no known signature or SBOM", first.id);
            }
        }
    }
}
