//! Other names of answers: those that were renamed or retired, and those that
//! people write by hand. A table, read whole; a row stays for ever.

/// A value that stands for another.
#[derive(Debug, PartialEq, Eq)]
pub struct Renamed {
    /// The part of the link.
    pub key: &'static str,
    /// The other name, as somebody writes it in a link.
    pub value: &'static str,
    /// What it is called here.
    pub used: &'static str,
}

const fn row(key: &'static str, value: &'static str, used: &'static str) -> Renamed {
    Renamed { key, value, used }
}

/// Every other name of an answer, with the one that is used here.
pub static RENAMED: &[Renamed] = &[
    row("run", "golang", "go"),
    row("run", "nodejs", "node"),
    row("run", "javascript", "node"),
    row("run", "python3", "python"),
    row("run", "jvm", "java"),
    row("run", "cpp", "c_cpp"),
    row("run", "c", "c_cpp"),
    row("run", "aspnet", "dotnet"),
    row("run", "static", "static_site"),
    row("env", "prod", "production"),
    row("env", "dev", "development"),
    row("on", "k8s", "kubernetes"),
];

/// What a value is called here; none where it is no other name of anything.
pub(super) fn renamed(key: &str, value: &str) -> Option<&'static Renamed> {
    RENAMED.iter().find(|row| row.key == key && row.value == value)
}
