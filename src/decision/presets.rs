//! Worked services to start from, each with the answers that describe it.

use super::State;
use crate::dockerfile::SETTINGS;
use crate::model::QUESTIONS;

/// A service to start from.
#[derive(Debug)]
pub struct Preset {
    /// Stable name, such as `go-api`.
    pub key: &'static str,
    /// Its name in the list of presets, such as `Public Go API under compliance`.
    pub name: &'static str,
    /// What of the answers and settings is no default, as in a link.
    pub answers: &'static str,
}

const fn row(key: &'static str, name: &'static str, answers: &'static str) -> Preset {
    Preset { key, name, answers }
}

/// Every preset; the first is the service that says nothing of itself.
pub static PRESETS: &[Preset] = &[
    row("blank", "A blank service", ""),
    row(
        "go-api",
        "Public Go API under compliance",
        "run=go&link=static&net=internet&threat=yes&data=yes&audit=required&life=active&team=platform&debug=rehearsed&exec=never",
    ),
    row(
        "python-cron",
        "Small team’s internal Python cron job",
        "run=python&deps=none&net=internal&life=active&team=small&debug=none&exec=sometimes&does=schedule",
    ),
    row("node-bff", "Node.js BFF with native modules", "run=node&deps=both_libcs&net=internet&life=active&team=medium&debug=untested"),
    row(
        "jvm-payments",
        "Regulated JVM payment service",
        "run=java&net=internet&threat=yes&data=yes&audit=required&life=stable&team=platform&debug=rehearsed&exec=never",
    ),
    row(
        "rust-worker",
        "Rust worker that parses uploads",
        "run=rust&link=glibc&net=internet&threat=yes&life=stable&team=medium&debug=rehearsed&exec=never&alloc=yes&does=worker",
    ),
    row(
        "ml-inference",
        "ML inference with LightGBM or ONNX",
        "run=python&deps=glibc_only&net=internal&life=active&team=medium&debug=untested&alloc=yes",
    ),
    row(
        "php-monolith",
        "PHP monolith with a shell entrypoint",
        "run=php&deps=system_libs&sh=required&net=internet&data=yes&life=stable&team=medium&exec=sometimes",
    ),
    row(
        "rails-app",
        "Rails app in active development",
        "run=ruby&deps=system_libs&sh=required&net=internet&life=active&team=medium&exec=regularly",
    ),
    row("static-site", "Public static site on nginx", "run=static_site&net=internet&life=stable&team=medium&debug=untested"),
    row(
        "aspnet-api",
        "Sensitive ASP.NET API with ICU",
        "run=dotnet&i18n=yes&net=internet&threat=yes&data=yes&audit=some&life=stable&team=platform&debug=rehearsed&exec=never",
    ),
    row("node-development", "A Node.js team’s development image", "run=node&env=development&net=internal&life=active"),
    row(
        "migration-job",
        "Database migration with a wait script",
        "run=python&deps=none&sh=required&net=internal&life=stable&team=medium&exec=sometimes&debug=none&does=job",
    ),
    row(
        "go-aggregator",
        "Go aggregator that is exec’d into weekly",
        "run=go&deps=none&net=internal&life=stable&team=medium&exec=regularly&debug=none&link=static",
    ),
    row(
        "go-cgo",
        "Go with cgo, attested supply chain",
        "run=go&link=glibc&net=internet&threat=yes&audit=required&life=stable&team=platform&debug=rehearsed&exec=never",
    ),
    row(
        "edge-agent",
        "Static Go agent on edge devices",
        "run=go&link=static&net=internal&tls=no&small=yes&on=docker&life=stable&team=medium&debug=untested&exec=never",
    ),
    row(
        "fastapi",
        "Regulated public FastAPI service",
        "run=python&deps=both_libcs&net=internet&threat=yes&data=yes&audit=required&life=stable&team=platform&debug=rehearsed&exec=never",
    ),
    row(
        "python-312",
        "Regulated, must stay on Python 3.12",
        "run=python&deps=both_libcs&ver=yes&net=internet&threat=yes&data=yes&audit=required&life=stable&team=platform&debug=rehearsed&exec=never&vendor=yes",
    ),
    row(
        "node-api",
        "Public Node.js API, pure JavaScript",
        "run=node&deps=none&net=internet&threat=no&life=stable&team=medium&debug=untested&exec=sometimes",
    ),
    row(
        "jvm-managed",
        "JVM service on a managed platform",
        "run=java&net=internet&threat=no&life=active&team=medium&on=managed&debug=none&exec=sometimes&alloc=yes",
    ),
    row(
        "go-small-team",
        "Go API run by three people",
        "run=go&link=static&net=internet&threat=no&life=active&team=small&debug=untested&exec=sometimes",
    ),
    row(
        "bun-api",
        "Public Bun API, pure TypeScript",
        "run=bun&deps=none&net=internet&threat=no&life=stable&team=medium&debug=untested&exec=sometimes",
    ),
    row(
        "deno-api",
        "Sensitive Deno API under compliance",
        "run=deno&deps=none&net=internet&threat=yes&data=yes&audit=required&life=stable&team=platform&debug=rehearsed&exec=never",
    ),
];

impl Preset {
    /// The state that it begins with.
    pub fn state(&self) -> State {
        let mut state = State::default();
        for (key, token) in self.answers.split('&').filter_map(|part| part.split_once('=')) {
            if let Some(question) = QUESTIONS.iter().find(|question| question.key == key)
                && let Some(index) = question.find(token)
            {
                state.answer(question.id, index);
            } else if let Some(setting) = SETTINGS.iter().find(|setting| setting.key == key) {
                state.settings = state.settings.with(setting.id, token);
            }
        }
        state
    }
}
