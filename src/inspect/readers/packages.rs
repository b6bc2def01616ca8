//! Well-known packages with native code, one row each: what they need on which C library.
//!
//! Wheels are those that PyPI lists of the newest release for Python 3.13 on amd64,
//! manylinux and musllinux, and the distribution's packages looked up in the index of Debian 13. What is
//! known of a package and was not looked up has no day, and all of it is inferred.
//! A package that is not here may have native code all the same.

use super::Findings;
use crate::dockerfile::SettingId;
use crate::inspect::findings::At;
use crate::inspect::found::Sure;
use crate::model::questions::{Linking, NativeDeps};

/// Where a package is fetched from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ecosystem {
    /// Node.js, by npm’s names.
    Npm,
    /// Python, by the names of PyPI.
    Pypi,
    /// Ruby, by the names of RubyGems.
    Gem,
    /// Go, by the paths of modules.
    Go,
    /// crates.io.
    Crate,
    /// Maven Central, as group and artifact.
    Maven,
    /// .NET, by the names of NuGet.
    Nuget,
}

impl Ecosystem {
    /// Every ecosystem.
    pub const ALL: [Ecosystem; 7] = [Npm, Pypi, Gem, Go, Crate, Maven, Nuget];

    /// Its name in an address.
    pub const fn key(self) -> &'static str {
        match self {
            Npm => "npm",
            Pypi => "pypi",
            Gem => "gem",
            Go => "go",
            Crate => "crate",
            Maven => "maven",
            Nuget => "nuget",
        }
    }

    /// As people call it.
    pub const fn label(self) -> &'static str {
        match self {
            Npm => "npm",
            Pypi => "PyPI",
            Gem => "RubyGems",
            Go => "Go modules",
            Crate => "crates.io",
            Maven => "Maven Central",
            Nuget => "NuGet",
        }
    }
}

/// What a package needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Built for glibc and for musl, or compiled against the C library alone.
    Both,
    /// Built for glibc only.
    Glibc,
    /// Packages of the distribution.
    System,
    /// The program is linked to a C library.
    Linked,
}

/// A package with native code.
#[derive(Debug)]
pub struct Native {
    /// Where it is fetched from.
    pub ecosystem: Ecosystem,
    /// Its name there, in small letters.
    pub name: &'static str,
    /// What it needs of the C library and of the system.
    pub needs: Needs,
    /// What compiling it needs: packages of Debian.
    pub build: &'static [&'static str],
    /// What running it needs: packages of Debian.
    pub run: &'static [&'static str],
    /// What people should know.
    pub why: &'static str,
    /// Where that is from.
    pub origin: Origin,
}

/// Where a row of the table is from.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    /// What says so.
    pub source: &'static str,
    /// The day on which it was looked up; none where it was not.
    pub date: Option<&'static str>,
}

type Names = &'static [&'static str];

const fn row(
    ecosystem: Ecosystem,
    name: &'static str,
    needs: Needs,
    build: Names,
    run: Names,
    why: &'static str,
    origin: Origin,
) -> Native {
    Native { ecosystem, name, needs, build, run, why, origin }
}

/// A wheel for both C libraries.
const fn wheels(name: &'static str) -> Native {
    row(Pypi, name, Both, &[], &[], "has wheels for glibc and musl", WHEELS)
}

/// A wheel for glibc only.
const fn manylinux(name: &'static str) -> Native {
    row(Pypi, name, Glibc, &[], &[], "has wheels for glibc only", WHEELS)
}

const WHEELS: Origin = Origin { source: "pypi.org, wheels of the newest release", date: Some("2026-11-29") };
const DOCS: Origin = Origin { source: "the installation page of the package", date: None };
const NPM: Origin = Origin { source: "registry.npmjs.org, the package and its install script", date: None };
const GEMS: Origin = Origin { source: "rubygems.org, platforms of the newest release", date: None };
const SOURCES: Origin = Origin { source: "the sources of the package", date: None };

use Ecosystem::{Crate, Gem, Go, Maven, Npm, Nuget, Pypi};
use Needs::{Both, Glibc, Linked, System};

const BROWSER: Names = &["chromium", "fonts-liberation"];
const LIBPQ: Names = &["libpq5"];
const LIBPQ_DEV: Names = &["libpq-dev"];
const MARIADB: Names = &["libmariadb3"];

/// Every package that is known here.
#[rustfmt::skip]
pub static NATIVES: &[Native] = &[
    wheels("psycopg2-binary"), wheels("psycopg-binary"), wheels("lxml"), wheels("pillow"), wheels("numpy"), wheels("pandas"),
    wheels("scipy"), wheels("grpcio"), wheels("cryptography"), wheels("bcrypt"), wheels("pyarrow"), wheels("orjson"),
    wheels("uvloop"), wheels("cffi"), wheels("asyncpg"), wheels("pymssql"), wheels("greenlet"), wheels("pydantic-core"),
    wheels("markupsafe"), wheels("pyyaml"), wheels("ujson"), wheels("msgpack"), wheels("aiohttp"), wheels("hiredis"), wheels("httptools"),
    wheels("watchfiles"), wheels("websockets"), wheels("yarl"), wheels("multidict"), wheels("frozenlist"), wheels("psutil"), wheels("rpds-py"),
    wheels("tiktoken"), wheels("regex"), wheels("zstandard"), wheels("argon2-cffi-bindings"), wheels("pynacl"), wheels("sqlalchemy"),
    wheels("shapely"), wheels("h5py"), wheels("matplotlib"), wheels("gevent"), wheels("brotli"), wheels("tokenizers"), wheels("safetensors"),
    wheels("setproctitle"), wheels("charset-normalizer"), wheels("wrapt"), wheels("jiter"), wheels("simplejson"), wheels("rapidfuzz"),
    wheels("levenshtein"), wheels("faiss-cpu"), wheels("spacy"), wheels("pycryptodome"), wheels("pycryptodomex"), wheels("xmlsec"),
    wheels("pyzmq"), wheels("grpcio-tools"), wheels("pyproj"), wheels("kiwisolver"), wheels("contourpy"), wheels("cramjam"), wheels("blake3"),
    manylinux("duckdb"), manylinux("pymupdf"), manylinux("numba"), manylinux("llvmlite"), manylinux("sentencepiece"), manylinux("pycurl"),
    manylinux("cassandra-driver"), manylinux("fiona"), manylinux("rasterio"),
    manylinux("opencv-python-headless"), manylinux("confluent-kafka"), manylinux("torch"), manylinux("scikit-learn"),
    manylinux("xgboost"), manylinux("onnxruntime"), manylinux("tensorflow"),
    row(Pypi, "lightgbm", System, &[], &["libgomp1"], "loads libgomp, which its wheel does not include", WHEELS),
    row(Pypi, "psycopg2", System, &["libpq-dev", "gcc"], LIBPQ, "is compiled against libpq and loads it; psycopg2-binary includes it", WHEELS),
    row(Pypi, "psycopg-c", System, &["libpq-dev", "gcc"], LIBPQ, "is compiled against libpq and loads it; psycopg-binary includes it", WHEELS),
    row(Pypi, "mysqlclient", System, &["libmariadb-dev", "pkg-config", "gcc"], MARIADB, "is compiled against the MariaDB client and loads it", WHEELS),
    row(Pypi, "opencv-python", System, &[], &["libgl1", "libglib2.0-0t64"], "loads libGL and GLib; opencv-python-headless loads neither", WHEELS),
    row(Pypi, "pyodbc", System, &[], &["unixodbc"], "loads a unixODBC driver, which the distribution has", DOCS),
    row(Pypi, "uwsgi", Both, &["gcc", "libc6-dev"], &[], "is compiled against the C library alone, as it has no wheels", WHEELS),
    row(Pypi, "netifaces", Both, &["gcc", "libc6-dev"], &[], "is compiled against the C library alone, as it has no wheels for this Python", WHEELS),
    row(Pypi, "gssapi", System, &["libkrb5-dev", "gcc"], &["libgssapi-krb5-2"], "is compiled against Kerberos and loads it", WHEELS),
    row(Pypi, "python-ldap", System, &["libldap-dev", "libsasl2-dev", "gcc"], &["libldap2", "libsasl2-2"], "is compiled against OpenLDAP and loads it", DOCS),
    row(Pypi, "weasyprint", System, &[], &["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"], "loads Pango", DOCS),
    row(Pypi, "cairosvg", System, &[], &["libcairo2"], "loads Cairo", DOCS),
    row(Pypi, "python-magic", System, &[], &["libmagic1t64"], "loads libmagic", DOCS),
    row(Pypi, "pdf2image", System, &[], &["poppler-utils"], "calls the programs of Poppler", DOCS),
    row(Pypi, "pytesseract", System, &[], &["tesseract-ocr"], "calls tesseract", DOCS),
    row(Pypi, "ffmpeg-python", System, &[], &["ffmpeg"], "calls ffmpeg", DOCS),
    row(Pypi, "playwright", System, &[], BROWSER, "starts a browser; Microsoft publishes an image with one", DOCS),
    row(Pypi, "selenium", System, &[], &["chromium", "chromium-driver"], "starts a browser, unless it uses a remote one", DOCS),

    row(Npm, "sharp", Both, &[], &[], "has builds for glibc and musl", NPM),
    row(Npm, "bcrypt", Both, &[], &[], "has builds for glibc and musl", NPM),
    row(Npm, "argon2", Both, &[], &[], "has builds for glibc and musl", NPM),
    row(Npm, "better-sqlite3", Both, &[], &[], "fetches a build for glibc or musl", NPM),
    row(Npm, "@louislam/sqlite3", Both, &[], &[], "fetches a build for glibc or musl", NPM),
    row(Npm, "sqlite3", Both, &[], &[], "fetches a build for glibc or musl", NPM),
    row(Npm, "@node-rs/argon2", Both, &[], &[], "has builds for glibc and musl", NPM),
    row(Npm, "@node-rs/bcrypt", Both, &[], &[], "has builds for glibc and musl", NPM),
    row(Npm, "@libsql/client", Both, &[], &[], "has builds for glibc and musl", NPM),
    row(Npm, "zeromq", Both, &[], &[], "has builds for glibc and musl", NPM),
    row(Npm, "isolated-vm", Both, &[], &[], "has builds for glibc and musl, or is compiled", NPM),
    row(Npm, "@napi-rs/canvas", Both, &[], &[], "has builds for glibc and musl", NPM),
    row(Npm, "canvas", Glibc, &[], &[], "fetches a build for glibc; on musl it is compiled against Cairo and Pango", NPM),
    row(Npm, "onnxruntime-node", Glibc, &[], &[], "has builds for glibc only", NPM),
    row(Npm, "@tensorflow/tfjs-node", Glibc, &[], &[], "has builds for glibc only", NPM),
    row(Npm, "duckdb", Glibc, &[], &[], "has builds for glibc only", NPM),
    row(Npm, "node-rdkafka", System, &["librdkafka-dev", "libssl-dev", "zlib1g-dev", "libsasl2-dev"], &["libsasl2-2"], "compiles librdkafka, which loads SASL", NPM),
    row(Npm, "prisma", System, &[], &["openssl"], "loads an engine linked to OpenSSL, up to version 6", DOCS),
    row(Npm, "@prisma/client", System, &[], &["openssl"], "loads an engine linked to OpenSSL, up to version 6", DOCS),
    row(Npm, "pg-native", System, LIBPQ_DEV, LIBPQ, "is compiled against libpq and loads it", NPM),
    row(Npm, "puppeteer", System, &[], BROWSER, "starts a browser", DOCS),
    row(Npm, "puppeteer-core", System, &[], BROWSER, "starts a browser, unless it uses a remote one", DOCS),
    row(Npm, "playwright", System, &[], BROWSER, "starts a browser; Microsoft publishes an image with one", DOCS),
    row(Npm, "fluent-ffmpeg", System, &[], &["ffmpeg"], "calls ffmpeg", DOCS),

    row(Gem, "pg", System, LIBPQ_DEV, LIBPQ, "loads libpq, and is compiled against it unless its lock file has a build", GEMS),
    row(Gem, "mysql2", System, &["libmariadb-dev"], MARIADB, "is compiled against the MariaDB client and loads it", GEMS),
    row(Gem, "rmagick", System, &["libmagickwand-dev"], &["libmagickwand-7.q16-10"], "is compiled against ImageMagick and loads it", DOCS),
    row(Gem, "mini_magick", System, &[], &["imagemagick"], "calls ImageMagick", DOCS),
    row(Gem, "ruby-vips", System, &[], &["libvips42t64"], "loads libvips", DOCS),
    row(Gem, "charlock_holmes", System, &["libicu-dev", "zlib1g-dev"], &["libicu76"], "is compiled against ICU and loads it", DOCS),
    row(Gem, "curb", System, &["libcurl4-openssl-dev"], &["libcurl4t64"], "is compiled against libcurl and loads it", DOCS),
    row(Gem, "tiny_tds", Both, &[], &[], "has builds for glibc and musl", GEMS),
    row(Gem, "nokogiri", Both, &[], &[], "has builds for glibc and musl", GEMS),
    row(Gem, "sqlite3", Both, &[], &[], "has builds for glibc and musl", GEMS),
    row(Gem, "grpc", Both, &[], &[], "has builds for glibc and musl", GEMS),
    row(Gem, "bcrypt", Both, &[], &[], "is compiled against the C library only", GEMS),
    row(Gem, "bootsnap", Both, &[], &[], "is compiled against the C library only", GEMS),
    row(Gem, "puma", Both, &[], &[], "is compiled against the C library only", GEMS),

    row(Go, "github.com/mattn/go-sqlite3", Linked, &[], &[], "compiles SQLite with cgo; modernc.org/sqlite has no C", SOURCES),
    row(Go, "gorm.io/driver/sqlite", Linked, &[], &[], "compiles SQLite with cgo; github.com/glebarez/sqlite has no C", SOURCES),
    row(Go, "github.com/confluentinc/confluent-kafka-go", Linked, &[], &[], "links librdkafka with cgo", SOURCES),
    row(Go, "github.com/confluentinc/confluent-kafka-go/v2", Linked, &[], &[], "links librdkafka with cgo", SOURCES),
    row(Go, "github.com/marcboeker/go-duckdb", Linked, &[], &[], "links DuckDB with cgo", SOURCES),
    row(Go, "github.com/marcboeker/go-duckdb/v2", Linked, &[], &[], "links DuckDB with cgo", SOURCES),
    row(Go, "github.com/h2non/bimg", System, &["libvips-dev"], &["libvips42t64"], "loads libvips with cgo", SOURCES),
    row(Go, "github.com/davidbyttow/govips/v2", System, &["libvips-dev"], &["libvips42t64"], "loads libvips with cgo", SOURCES),
    row(Go, "gopkg.in/gographics/imagick.v3", System, &["libmagickwand-dev"], &["libmagickwand-7.q16-10"], "loads ImageMagick with cgo", SOURCES),
    row(Go, "github.com/godror/godror", Linked, &[], &[], "needs cgo, and loads Oracle’s client", SOURCES),

    row(Crate, "openssl-sys", Linked, &["libssl-dev", "pkg-config"], &[], "is linked to OpenSSL, which distroless has too; rustls needs none", SOURCES),
    row(Crate, "pq-sys", System, LIBPQ_DEV, LIBPQ, "is linked to libpq", SOURCES),
    row(Crate, "mysqlclient-sys", System, &["libmariadb-dev"], MARIADB, "is linked to the MariaDB client", SOURCES),
    row(Crate, "rdkafka-sys", Linked, &[], &[], "compiles librdkafka and links it", SOURCES),
    row(Crate, "libsqlite3-sys", Linked, &[], &[], "links SQLite, and compiles it with the feature “bundled”", SOURCES),
    row(Crate, "librocksdb-sys", Linked, &["clang", "libclang-dev"], &[], "compiles RocksDB and links it", SOURCES),
    row(Crate, "tch", Glibc, &[], &[], "loads LibTorch, built for glibc only", SOURCES),

    row(Maven, "org.xerial:sqlite-jdbc", Both, &[], &[], "includes builds for glibc and musl", SOURCES),
    row(Maven, "io.netty:netty-tcnative-boringssl-static", Glibc, &[], &[], "includes builds for glibc only", SOURCES),
    row(Maven, "org.rocksdb:rocksdbjni", Both, &[], &[], "includes builds for glibc and musl", SOURCES),
    row(Maven, "com.microsoft.onnxruntime:onnxruntime", Glibc, &[], &[], "includes builds for glibc only", SOURCES),

    row(Nuget, "skiasharp", Both, &[], &[], "has builds for glibc and musl", SOURCES),
    row(Nuget, "confluent.kafka", Both, &[], &[], "includes librdkafka for glibc and musl", SOURCES),
    row(Nuget, "microsoft.data.sqlite", Both, &[], &[], "includes SQLite for glibc and musl", SOURCES),
    row(Nuget, "microsoft.entityframeworkcore.sqlite", Both, &[], &[], "includes SQLite for glibc and musl", SOURCES),
    row(Nuget, "system.drawing.common", System, &[], &["libgdiplus"], "uses libgdiplus to draw up to version 6; newer versions do not draw on Linux", DOCS),
    row(Nuget, "microsoft.ml.onnxruntime", Glibc, &[], &[], "has builds for glibc only", SOURCES),
];

/// What a package has to be told beside: setting, text, and why.
#[rustfmt::skip]
static TOLD: &[(Ecosystem, &str, SettingId, &str, &str)] = &[
    (Npm, "puppeteer", SettingId::Variables, "PUPPETEER_EXECUTABLE_PATH=/usr/bin/chromium", "puppeteer starts the distribution’s browser"),
    (Npm, "puppeteer", SettingId::BuildArguments, "PUPPETEER_SKIP_DOWNLOAD=true", "puppeteer would download its own browser"),
];

/// What a package makes people ask when they see the image, where no file can decide it.
#[rustfmt::skip]
static SAID: &[(Ecosystem, &str, &str)] = &[
    (Pypi, "torch", "On Linux, PyPI’s torch includes the CUDA libraries. If the service has no GPU, install it from https://download.pytorch.org/whl/cpu: with pip, set PIP_EXTRA_INDEX_URL as a build argument; with uv or Poetry, add a source in pyproject.toml."),
    (Crate, "sqlx", "When it compiles, sqlx checks the queries in query!, query_as! and similar macros against a database or the folder .sqlx. If the program uses these macros, run “cargo sqlx prepare” and commit that folder."),
];

/// The row of a package, by its name in any spelling of its ecosystem.
pub fn native(ecosystem: Ecosystem, name: &str) -> Option<&'static Native> {
    // Names of PyPI are the same with dashes, underscores and dots; of others only the case may differ.
    let plain = |letter: char| if ecosystem == Pypi && "._".contains(letter) { '-' } else { letter.to_ascii_lowercase() };
    let same = |known: &str| known.chars().map(plain).eq(name.chars().map(plain));
    NATIVES.iter().find(|row| row.ecosystem == ecosystem && same(row.name))
}

/// Says what a package of the table needs.
pub(super) fn say(at: &mut At<'_>, ecosystem: Ecosystem, name: &str, line: u32) -> bool {
    let Some(row) = native(ecosystem, name) else { return false };
    say_row(at, row, line, Sure::Inferred);
    true
}

/// Says what no file can decide of a package; nothing of most.
pub(super) fn ask(at: &mut At<'_>, ecosystem: Ecosystem, name: &str, line: u32) {
    if let Some(text) = asked(ecosystem, name) {
        at.note(line, text);
    }
}

/// What no file can decide of a package; nothing of most.
pub fn asked(ecosystem: Ecosystem, name: &str) -> Option<&'static str> {
    SAID.iter().find(|(of, known, _)| *of == ecosystem && *known == name).map(|(.., text)| *text)
}

/// Says what a row of the table needs.
pub(super) fn say_row(at: &mut At<'_>, row: &Native, line: u32, sure: Sure) {
    let why = format!("{} {}", row.name, row.why);
    match row.needs {
        Both => at.answer(NativeDeps::BothLibcs, line, sure, why.as_str()),
        Glibc => at.answer(NativeDeps::GlibcOnly, line, sure, why.as_str()),
        System => {
            if row.ecosystem == Go || row.ecosystem == Crate {
                at.answer(Linking::Glibc, line, sure, why.as_str());
            }
            at.answer(NativeDeps::SystemLibs, line, sure, why.as_str());
        }
        Linked => at.answer(Linking::Glibc, line, sure, why.as_str()),
    }
    if !row.run.is_empty() {
        at.set(SettingId::Packages, &row.run.join(","), line, sure, why.as_str());
    }
    if !row.build.is_empty() {
        at.set(SettingId::BuildPackages, &row.build.join(","), line, sure, why);
    }
    for (.., id, text, why) in TOLD.iter().filter(|(of, known, ..)| *of == row.ecosystem && *known == row.name) {
        at.set(*id, text, line, sure, *why);
    }
}

/// Whether anything was said of native packages.
pub(super) fn said(findings: &Findings) -> bool {
    findings.found.iter().any(|found| found.subject.key() == "deps")
}
