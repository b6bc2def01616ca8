//! Worked services with the base they must lead to.
//!
//! The totals are those of an independent calculation of the same model, so a
//! slip in a weight or a score shows here even where the winner stays.

use container_diet::link;
use container_diet::model::{Family, decide};

struct Case {
    name: &'static str,
    answers: &'static str,
    expected: &'static str,
    acceptable: &'static [&'static str],
    must_not: &'static [&'static str],
    /// Full, slim, Alpine, distroless, scratch; in tenths of a point of 100.
    points: [u32; 5],
    vetoes: &'static [(&'static str, &'static [&'static str])],
}

const CASES: &[Case] = &[
    Case {
        name: "Public Go auth API under SOC2/PCI-style compliance",
        answers: "run=go&link=static&net=internet&threat=yes&data=yes&audit=required&life=active&team=platform&debug=rehearsed&exec=never",
        expected: "distroless",
        acceptable: &["scratch"],
        must_not: &["full"],
        points: [267, 526, 646, 914, 898],
        vetoes: &[],
    },
    Case {
        name: "Three-person team's internal Python cron job (pure-Python deps)",
        answers: "run=python&deps=none&net=internal&life=active&team=small&debug=none&exec=sometimes",
        expected: "alpine",
        acceptable: &["slim"],
        must_not: &["distroless", "scratch"],
        points: [721, 806, 818, 509, 326],
        vetoes: &[("scratch", &["H4"])],
    },
    Case {
        name: "Node BFF with sharp and other native modules",
        answers: "run=node&deps=both_libcs&net=internet&life=active&team=medium&debug=untested",
        expected: "slim",
        acceptable: &["alpine"],
        must_not: &["scratch"],
        points: [569, 711, 619, 608, 533],
        vetoes: &[("scratch", &["H4"])],
    },
    Case {
        name: "Rust CLI-like worker parsing untrusted uploads (default gnu target)",
        answers: "run=rust&link=glibc&net=internet&threat=yes&life=stable&team=medium&debug=rehearsed&exec=never&alloc=yes",
        expected: "distroless",
        acceptable: &["scratch"],
        must_not: &["full"],
        points: [458, 639, 406, 881, 875],
        vetoes: &[("alpine", &["H5"]), ("scratch", &["H5"])],
    },
    Case {
        name: "ML inference service (LightGBM/onnxruntime, libgomp)",
        answers: "run=python&deps=glibc_only&net=internal&life=active&team=medium&debug=untested&alloc=yes",
        expected: "slim",
        acceptable: &["full"],
        must_not: &["alpine", "scratch"],
        points: [721, 818, 376, 621, 506],
        vetoes: &[("alpine", &["H6"]), ("scratch", &["H4"])],
    },
    Case {
        name: "Local development environment for a Node team",
        answers: "run=node&env=development&net=internal&life=active",
        expected: "full",
        acceptable: &["slim"],
        must_not: &["distroless", "scratch"],
        points: [683, 793, 793, 650, 440],
        vetoes: &[("slim", &["H1"]), ("alpine", &["H1"]), ("distroless", &["H1"]), ("scratch", &["H1", "H4"])],
    },
    Case {
        name: "Internal database migration job with a shell wait script",
        answers: "run=python&deps=none&sh=required&net=internal&life=stable&team=medium&exec=sometimes&debug=none",
        expected: "alpine",
        acceptable: &["slim"],
        must_not: &["distroless", "scratch"],
        points: [617, 754, 779, 550, 462],
        vetoes: &[("distroless", &["H2"]), ("scratch", &["H2", "H4"])],
    },
    Case {
        name: "Internal metrics aggregator in Go, team execs into it weekly",
        answers: "run=go&deps=none&net=internal&life=stable&team=medium&exec=regularly&debug=none&link=static",
        expected: "alpine",
        acceptable: &["slim"],
        must_not: &["distroless", "scratch"],
        points: [635, 754, 808, 648, 565],
        vetoes: &[("distroless", &["H3"]), ("scratch", &["H3"])],
    },
    Case {
        name: "Go service with cgo (librdkafka/SQLite), attested supply chain",
        answers: "run=go&link=glibc&net=internet&threat=yes&audit=required&life=stable&team=platform&debug=rehearsed&exec=never",
        expected: "distroless",
        acceptable: &[],
        must_not: &["alpine", "scratch"],
        points: [262, 530, 502, 878, 903],
        vetoes: &[("alpine", &["H5"]), ("scratch", &["H5"])],
    },
    Case {
        name: "Static Go agent for bandwidth-limited edge devices, no TLS, no time zones",
        answers: "run=go&link=static&net=internal&tls=no&small=yes&on=docker&life=stable&team=medium&debug=untested&exec=never",
        expected: "scratch",
        acceptable: &["distroless"],
        must_not: &["full"],
        points: [329, 674, 821, 888, 892],
        vetoes: &[],
    },
    Case {
        name: "Stable public FastAPI service with PII, regulated, Python 3.13",
        answers: "run=python&deps=both_libcs&net=internet&threat=yes&data=yes&audit=required&life=stable&team=platform&debug=rehearsed&exec=never",
        expected: "distroless",
        acceptable: &["slim"],
        must_not: &["full"],
        points: [245, 516, 577, 677, 830],
        vetoes: &[("scratch", &["H4"])],
    },
    Case {
        name: "Regulated Python service that must stay on 3.12",
        answers: "run=python&deps=both_libcs&ver=yes&net=internet&threat=yes&data=yes&audit=required&life=stable&team=platform&debug=rehearsed&exec=never&vendor=yes",
        expected: "distroless",
        acceptable: &["slim"],
        must_not: &["alpine"],
        points: [245, 516, 577, 727, 830],
        vetoes: &[("scratch", &["H4"])],
    },
    Case {
        name: "Stable public Node API, pure JavaScript, no compliance, debug path untested",
        answers: "run=node&deps=none&net=internet&threat=no&life=stable&team=medium&debug=untested&exec=sometimes",
        expected: "alpine",
        acceptable: &["slim"],
        must_not: &["scratch"],
        points: [493, 663, 683, 640, 640],
        vetoes: &[("scratch", &["H4"])],
    },
    Case {
        name: "Public Go API run by three people, ephemeral containers never tried",
        answers: "run=go&link=static&net=internet&threat=no&life=active&team=small&debug=untested&exec=sometimes",
        expected: "distroless",
        acceptable: &["alpine"],
        must_not: &["full"],
        points: [564, 694, 742, 784, 706],
        vetoes: &[],
    },
];

#[track_caller]
fn check(case: &Case) {
    let (state, _) = link::read(case.answers);
    let verdict = decide(&state.answers);
    let winner = verdict.winner().token();
    let name = case.name;

    assert!(winner == case.expected || case.acceptable.contains(&winner), "{name}: {winner}, expected {}", case.expected);
    assert!(!case.must_not.contains(&winner), "{name}: must not be {winner}");
    for family in Family::ALL {
        let token = family.token();
        // Equal to a tenth, whichever way a half was rounded.
        let (total, sum) = (20 * verdict.total(family), 2 * verdict.weight_sum());
        let apart = total.abs_diff(case.points[family as usize] * sum);
        assert!(apart <= sum / 2, "{name}: {token} has {} points", verdict.points(family));
        let expected = case.vetoes.iter().find(|(of, _)| *of == token).map_or(&[][..], |(_, ids)| ids);
        let fired: Vec<_> = verdict.vetoes(family).map(|veto| veto.id).collect();
        assert_eq!(fired, expected, "{name}: vetoes of {token}");
    }
}

#[test]
fn every_worked_service_gets_its_base() {
    CASES.iter().for_each(check);
}
