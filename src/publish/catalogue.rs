//! The whole catalogue, for others to read or reuse: `catalogue.html` and
//! `facts.json`, which `schemas/facts.schema.json` describes.

use std::fmt::Display;

use serde_json::{Value, json};

use super::html::{document, escaped};
use super::publishers;
use crate::facts::{
    Account, CHECKED, Citation, EVIDENCE, Figure, IMAGES, Image, Libc, MYTHS, Method, PACKAGES, PIECES, PUBLISHERS, Piece, Presence,
    SUPPORT, Source, Support, Unit, User, as_of,
};

/// The version of the shape of `facts.json`.
const SHAPE: u32 = 1;
const NOT_KNOWN: &str = "not known";

/// Everything that is known, as data.
pub fn data() -> Value {
    json!({
        "$schema": "facts.schema.json",
        "shape": SHAPE,
        "as_of": as_of().to_string(),
        "checked": CHECKED.to_string(),
        "publishers": PUBLISHERS.iter().map(publishers::record).collect::<Vec<_>>(),
        "images": IMAGES.iter().map(image).collect::<Vec<_>>(),
        "support": SUPPORT.iter().map(|row| json!({
            "id": row.id, "product": row.product, "ends": row.ends.map(|day| day.to_string()),
            "long_term": row.long_term.map(|day| day.to_string()), "expected": row.expected.map(|day| day.to_string()),
            "source": row.source.text(), "date": row.date.to_string(), "note": row.note.map(Citation::text),
        })).collect::<Vec<_>>(),
        "packages": PACKAGES.iter().map(|row| json!({
            "id": row.id, "what": row.what, "debian": row.debian, "alpine": row.alpine,
            "source": row.source.text(), "date": row.date.to_string(),
        })).collect::<Vec<_>>(),
        "pieces": PIECES.iter().map(|row| json!({
            "id": row.id, "what": row.what, "compressed": row.compressed.map(figure), "unpacked": row.unpacked.map(figure),
        })).collect::<Vec<_>>(),
        "myths": MYTHS.iter().map(|row| json!({
            "id": row.id, "title": row.title, "claim": row.claim, "right": row.right, "evidence": row.evidence,
            "source": row.source, "date": row.date.to_string(), "standing": row.standing,
        })).collect::<Vec<_>>(),
        "evidence": EVIDENCE.iter().map(|row| json!({
            "key": row.key, "title": row.title, "claim": row.claim, "source": row.source, "date": row.date.to_string(), "standing": row.standing,
        })).collect::<Vec<_>>(),
    })
}

fn image(image: &Image) -> Value {
    json!({
        "id": image.id,
        "collection": image.collection(),
        "publisher": image.publisher().map(|row| row.id),
        "builder": image.builder().map(|row| row.id),
        "version_of": image.version_of,
        "follows": image.follows(),
        "reference": image.reference,
        "version": image.version,
        "release": image.release,
        "libc": { "name": image.libc.name(), "version": libc_version(image.libc) },
        "shell": presence(image.shell()),
        "package_manager": presence(image.package_manager()),
        "interpreter": presence(image.interpreter()),
        "ca_certificates": image.inside().ca_certificates,
        "tzdata": image.inside().tzdata,
        "icu": image.inside().icu,
        "user": image.inside().user.map(|User { uid, gid }| json!({ "uid": uid, "gid": gid })),
        "users": image.inside().users.map(|users| users.iter().map(|Account { name, user }| json!({
            "name": name, "uid": user.uid, "gid": user.gid,
        })).collect::<Vec<_>>()),
        "entrypoint": image.start_is_known().then_some(image.inside().entrypoint),
        "cmd": image.start_is_known().then_some(image.inside().cmd),
        "architectures": image.inside().architectures,
        "libraries": image.libraries.map(|Source { source, date }| json!({
            "names": image.inside().libraries, "source": source, "date": date.to_string()
        })),
        "packages": image.packages().map(figure),
        "compressed": image.compressed().map(figure),
        "compressed_arm64": image.compressed_arm64.map(figure),
        "unpacked": image.unpacked().map(figure),
        "debug_variant": presence(image.inside().debug_variant),
        "signing": image.signing().map(|it| json!({
            "how": it.how, "verify": it.verify, "source": it.source, "date": it.date.to_string(),
        })),
        "sbom": image.sbom.map(|it| json!({ "what": it.what, "source": it.source, "date": it.date.to_string() })),
        "licence": image.licence,
        "contents": image.contents.map(|Source { source, date }| json!({ "source": source, "date": date.to_string() })),
        "ends": image.ends,
        "for_comparison": image.for_comparison,
        "login": image.login,
        "note": image.note().map(Citation::text),
    })
}

fn figure(figure: Figure) -> Value {
    json!({
        "value": figure.value,
        "unit": unit(figure.unit),
        "method": method(figure.method),
        "source": figure.source.text(),
        "date": figure.date.to_string(),
        "note": figure.note.map(Citation::text),
    })
}

/// As the record has it: nothing where nobody looked, `none` where nothing is.
fn presence(presence: Presence) -> Option<&'static str> {
    match presence {
        Presence::NotKnown => None,
        Presence::Absent => Some("none"),
        Presence::Present(what) => Some(what),
    }
}

fn libc_version(libc: Libc) -> Option<&'static str> {
    match libc {
        Libc::Glibc(version) | Libc::Musl(version) | Libc::None(version) => version,
    }
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Bytes => "bytes",
        Unit::Packages => "packages",
    }
}

/// The word of the record, which is one word.
fn method(method: Method) -> &'static str {
    match method {
        Method::Defined => "defined",
        other => other.as_str(),
    }
}

/// The catalogue as a page of its own: each image has its id as an anchor.
pub fn page() -> String {
    let mut collections: Vec<&str> = Vec::new();
    for image in &IMAGES {
        if collections.last() != Some(&image.collection()) {
            collections.push(image.collection());
        }
    }
    let of = |collection: &str| IMAGES.iter().filter(move |image| image.collection() == collection).collect::<Vec<_>>();
    // Where a collection begins, as names may have letters that no address likes.
    let anchor = |collection: &str| format!("all-{}", of(collection).first().map_or("", |image| image.id));
    let link = |collection: &&str| {
        format!("          <li><a href=\"#{}\">{}</a> ({})</li>\n", anchor(collection), escaped(collection), of(collection).len())
    };
    let section = |collection: &&str| {
        let images: String = of(collection).into_iter().map(folded).collect();
        format!("      <h2 id=\"{}\">{}</h2>\n{images}", anchor(collection), escaped(collection))
    };
    let index: String = collections.iter().map(link).collect();
    let sections: String = collections.iter().map(section).collect();
    let intro = format!(
        "      <p>{} images. Figures and ends of life are as of {}. Everything was last compared with its \
         sources on {}. “{NOT_KNOWN}” means that nobody has looked it up or that no source states it. Sizes are for linux/amd64 unless noted; \
         1 MB is a million bytes. See also <a href=\"./\">the explorer</a>, <a href=\"evidence.html\">the evidence for the \
         rules</a>, <a href=\"myths.html\">common myths</a> and <a href=\"facts.json\">all facts as data</a>.</p>\n      \
         <nav aria-label=\"Images\">\n        <ul class=\"index\">\n{index}        </ul>\n      </nav>\n",
        IMAGES.len(),
        as_of(),
        CHECKED,
    );
    document("Image catalogue", &[intro, publishers::section(), sections, pieces(), ends(), packages()].concat())
}

/// An image in one line, with all that is known of it folded below. What its id leads to is
/// within the fold, as that is what makes browsers open it.
fn folded(image: &Image) -> String {
    // What is not known is said below.
    let size = |figure: Option<Figure>, of: &str| figure.map_or(String::new(), |figure| format!("{figure} {of}"));
    let until = image.support().filter_map(|row| row.ends).min().map_or(String::new(), |day| format!("until {day}"));
    format!(
        "      <details class=\"row\">\n        <summary><h3>{}</h3> <code>{}</code> <span>{}</span> <span>{}</span> <span>{until}</span></summary>\n{}      \
         </details>\n",
        image.id,
        image.parts().map(escaped).collect::<Vec<_>>().join("<wbr>"),
        size(image.compressed(), "compressed"),
        size(image.unpacked(), "unpacked"),
        table(image)
    )
}

fn table(image: &Image) -> String {
    let rows: String = rows(image)
        .into_iter()
        .map(|(name, value)| format!("          <tr><th scope=\"row\">{name}</th><td>{value}</td></tr>\n"))
        .collect();
    format!(
        "        <table id=\"{}\">\n        <caption class=\"hidden\">{}</caption>\n        <tbody>\n{rows}        </tbody>\n        </table>\n",
        image.id, image.reference
    )
}

fn rows(image: &Image) -> Vec<(&'static str, String)> {
    let libc = match (image.libc, libc_version(image.libc)) {
        (Libc::None(_), _) => "none".into(),
        (libc, version) => format!("{} {}", libc.name(), version.map_or(format!("({NOT_KNOWN} which version)"), str::to_string)),
    };
    let users = |users: &[Account]| {
        let named = users.iter().map(|Account { name, user }| format!("{name} ({user})")).collect::<Vec<_>>().join(", ");
        if named.is_empty() { "none".into() } else { named }
    };
    let read = |source: &str, date: &dyn Display| format!("{}, {date}", escaped(source));
    let ends = |row: &'static Support| format!("<a href=\"#end-{}\">{}</a>: {}", row.id, escaped(row.product), end(row));
    vec![
        ("Reference", code(image.reference)),
        ("Publisher", image.publisher().map_or("nobody".into(), |row| escaped(row.name))),
        ("Built with", image.builder().map_or("no separate image".into(), |row| format!("<a href=\"#{0}\">{0}</a>", row.id))),
        ("Version in the tag", image.version.map_or("none".into(), escaped)),
        match image.follows() {
            Some(id) => ("Follows the newest version of", format!("<a href=\"#{id}\">{id}</a>")),
            None => (
                "Another version of",
                image.version_of.map_or("none: it is the default".into(), |id| format!("<a href=\"#{id}\">{id}</a>")),
            ),
        },
        ("Distribution release", image.release.map_or("none or not known; see the note".into(), escaped)),
        ("C library", libc),
        ("Shell", text(presence(image.shell()))),
        ("Package manager", text(presence(image.package_manager()))),
        ("Interpreters", text(presence(image.interpreter()))),
        ("CA certificates", yes(image.inside().ca_certificates)),
        ("Time zones", yes(image.inside().tzdata)),
        ("ICU", yes(image.inside().icu)),
        ("Default user", text(image.inside().user.map(|user| user.to_string()).as_deref())),
        ("Non-root users", text(image.inside().users.map(users).as_deref())),
        ("Entrypoint", words(image, image.inside().entrypoint)),
        ("Command", words(image, image.inside().cmd)),
        ("Known architectures", listed(image.inside().architectures)),
        ("Packages", counted(image.packages())),
        ("Compressed", counted(image.compressed())),
        ("Compressed, arm64", counted(image.compressed_arm64)),
        ("Unpacked", counted(image.unpacked())),
        ("Debug variant", text(presence(image.inside().debug_variant))),
        (
            "Signature",
            image.signing().map_or(NOT_KNOWN.into(), |it| {
                format!("{}: {} ({})", escaped(it.how), code(&it.command(image.reference)), read(it.source, &it.date))
            }),
        ),
        ("SBOM", image.sbom.map_or(NOT_KNOWN.into(), |it| format!("{} ({})", escaped(it.what), read(it.source, &it.date)))),
        ("Licence", text(image.licence)),
        ("Source of contents", image.contents.map_or(NOT_KNOWN.into(), |it| read(it.source, &it.date))),
        (
            "Supported until",
            match image.ends.is_empty() {
                true if image.has_nothing_inside() => "nothing inside reaches end of life".into(),
                true => NOT_KNOWN.into(),
                false => image.support().map(ends).collect::<Vec<_>>().join("; "),
            },
        ),
        ("Used in Dockerfiles", if image.for_comparison { "never; listed for comparison" } else { "if it fits" }.into()),
        ("Before a pull", image.login.map_or("nothing".into(), escaped)),
        ("Note", image.note().map(Citation::text).map_or("none".into(), escaped)),
    ]
}

fn pieces() -> String {
    let row = |piece: &Piece| {
        format!(
            "          <tr><th scope=\"row\" id=\"piece-{}\">{}</th><td>{}</td><td>{}</td></tr>\n",
            piece.id,
            escaped(piece.what),
            counted(piece.compressed),
            counted(piece.unpacked)
        )
    };
    let rows: String = PIECES.iter().map(row).collect();
    let head = "<thead><tr><th scope=\"col\">Piece</th><th scope=\"col\">As a layer</th><th scope=\"col\">Unpacked</th></tr></thead>";
    format!("      <h2>Pieces for scratch</h2>\n      <table>\n        {head}\n        <tbody>\n{rows}        </tbody>\n      </table>\n")
}

fn ends() -> String {
    let row = |row: &Support| {
        format!(
            "          <tr><th scope=\"row\" id=\"end-{}\">{}</th><td>{}</td><td>{}, {}</td></tr>\n",
            row.id,
            escaped(row.product),
            end(row),
            escaped(row.source.text()),
            row.date
        )
    };
    let rows: String = SUPPORT.iter().map(row).collect();
    let head = "<thead><tr><th scope=\"col\">Product</th><th scope=\"col\">Supported until</th><th scope=\"col\">Source</th></tr></thead>";
    format!("      <h2>Ends of life</h2>\n      <table>\n        {head}\n        <tbody>\n{rows}        </tbody>\n      </table>\n")
}

fn end(row: &Support) -> String {
    let day = row.ends.map(|day| day.to_string());
    day.into_iter().chain(row.note.map(Citation::text).map(escaped)).collect::<Vec<_>>().join("; ")
}

fn packages() -> String {
    let rows: String = PACKAGES
        .iter()
        .map(|row| {
            format!(
                "          <tr><th scope=\"row\" id=\"package-{}\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}, {}</td></tr>\n",
                row.id,
                row.id,
                escaped(row.what),
                code(row.debian),
                code(row.alpine),
                escaped(row.source.text()),
                row.date
            )
        })
        .collect();
    let head = ["Package", "Purpose", "Name for apt", "Name for apk", "Source"].map(|name| format!("<th scope=\"col\">{name}</th>"));
    format!(
        "      <h2>Packages that Dockerfiles may install</h2>\n      <table>\n        <thead><tr>{}</tr></thead>\n        <tbody>\n{rows}        \
         </tbody>\n      </table>\n",
        head.concat()
    )
}

fn counted(figure: Option<Figure>) -> String {
    figure.map_or(NOT_KNOWN.into(), |figure| {
        let exact = match figure.unit {
            Unit::Bytes => format!(" ({} bytes)", grouped(figure.value)),
            Unit::Packages => " packages".into(),
        };
        let note = figure.note.map(|note| format!("; {}", escaped(note.text()))).unwrap_or_default();
        format!("{figure}{exact}; {} {}; {}{note}", figure.method.as_str(), figure.date, escaped(figure.source.text()))
    })
}

/// A number with a comma between thousands: `85,296,278`.
fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let at =
        |(at, digit): (usize, char)| if at > 0 && (digits.len() - at).is_multiple_of(3) { format!(",{digit}") } else { digit.to_string() };
    digits.chars().enumerate().map(at).collect()
}

fn text(value: Option<&str>) -> String {
    value.map_or(NOT_KNOWN.into(), escaped)
}

fn yes(value: Option<bool>) -> String {
    value.map_or(NOT_KNOWN, |there| if there { "yes" } else { "no" }).into()
}

fn listed(items: &[&str]) -> String {
    if items.is_empty() { NOT_KNOWN.into() } else { items.join(", ") }
}

fn words(image: &Image, items: &[&str]) -> String {
    match items {
        _ if !image.start_is_known() => NOT_KNOWN.into(),
        [] => "none".into(),
        _ => code(&format!("{items:?}")),
    }
}

fn code(text: &str) -> String {
    format!("<code>{}</code>", escaped(text))
}
