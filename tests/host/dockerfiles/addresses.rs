//! The address that a server listens on, and what an IPv6-only cluster needs. That
//! uvicorn answers both with an empty host, and that the others do not start on a
//! kernel without IPv6, was tried with uvicorn 0.17 and 0.54, gunicorn 27, Puma 5 and
//! nginx 1.22.

use container_diet::dockerfile::{SettingId, Settings, dockerfile};
use container_diet::model::questions::{Platform, Runtime};
use container_diet::model::{Answers, Family, decide};

use super::plan;

#[test]
fn a_server_listens_where_it_starts_on_every_kernel() {
    let both = r#""--host", "", "--port", "8080""#;
    let rows = [
        (Runtime::Python, "asgi", both, "a single uvicorn worker in an IPv6-only cluster"),
        (Runtime::Python, "wsgi", r#""--bind", "0.0.0.0:8080""#, "--bind [::]:8080 instead"),
        (Runtime::Ruby, "rails", r#""tcp://0.0.0.0:8080""#, "-b tcp://[::]:8080 instead"),
        (Runtime::StaticSite, "", "", "listen [::]:8080; next to the other listen line in nginx.conf"),
        (Runtime::Go, "", "", ""),
    ];
    for (runtime, layout, starts, says) in rows {
        for platform in [Platform::Kubernetes, Platform::Docker] {
            let verdict = decide(&Answers::default().with(runtime).with(platform));
            let settings = Settings::default().with(SettingId::Port, "8080");
            let settings = if layout.is_empty() { settings } else { settings.with(SettingId::Layout, layout) };
            let output = dockerfile(&plan(&verdict, Family::Slim, &settings));
            assert!(output.text().contains(starts), "{}", output.text());
            let said: Vec<&String> = output.expects.iter().filter(|line| line.contains("IPv6-only cluster")).collect();
            let is_said = platform == Platform::Kubernetes && !says.is_empty();
            assert_eq!(said.len(), usize::from(is_said), "{said:?}");
            assert!(said.iter().all(|line| line.contains(says)), "{said:?}");
        }
    }
}

#[test]
fn rails_gets_jemalloc_where_it_can_be_installed() {
    let rows = [
        ("rails", Family::Full, true),
        ("rails", Family::Slim, true),
        ("rails", Family::Alpine, false),
        ("rails", Family::Distroless, false),
        ("rack", Family::Slim, false),
    ];
    for (layout, family, has) in rows {
        let verdict = decide(&Answers::default().with(Runtime::Ruby));
        let output = dockerfile(&plan(&verdict, family, &Settings::default().with(SettingId::Layout, layout)));
        let text = output.text();
        let at = |part: &str| text.find(part);
        assert_eq!(at("LD_PRELOAD=/usr/local/lib/libjemalloc.so").is_some(), has, "{text}");
        // Installed, then linked by a path that names no architecture, then loaded.
        let order = [at("libjemalloc2=5.*"), at("$(uname -m)-linux-gnu/libjemalloc.so.2\" /usr/local"), at("LD_PRELOAD=")];
        assert!(order.is_sorted() && order.iter().all(|at| at.is_some() == has), "{order:?} {text}");
        assert!(!text.contains("x86_64-linux-gnu/libjemalloc"), "{text}");
    }
}
