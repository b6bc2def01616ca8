//! Steps that prove, while an image is built, what its file takes for granted:
//! a wrong answer stops the build, and never comes out as an image that starts.

/// Commands that stop the build where a command finds something, unless an argument
/// of the build says that it may. The message may name what was found as a variable
/// of the shell, which has the name given.
pub fn stop_where(name: &str, finds: &str, unless: &str, message: &str) -> [String; 2] {
    [format!("{name}=\"$({finds})\""), format!("if [ -n \"${name}\" ] && [ -z \"${unless}\" ]; then echo \"{message}\" >&2; exit 1; fi")]
}

/// Commands that stop the build at the first of what another one lists, but for
/// names that are allowed, as patterns of the shell. The message may name it as `$found`.
pub fn stop_at(lists: &str, allowed: &str, message: &str) -> [String; 2] {
    let stop = format!("echo \"{message}\" >&2; exit 1");
    let stop = if allowed.is_empty() { stop } else { format!("case \"$found\" in {allowed}) ;; *) {stop};; esac") };
    [format!("listed=\"$({lists})\""), format!("for found in $listed; do {stop}; done")]
}

/// A command that stops the build where nothing of what is to be started or served is there.
pub fn stop_without(paths: &[String], what: &str) -> String {
    let missing: Vec<String> = paths.iter().map(|path| format!("[ ! -e {path} ]")).collect();
    let named = paths.first().map_or("", String::as_str);
    format!("if {}; then echo \"{named} does not exist: change the setting '{what}'\" >&2; exit 1; fi", missing.join(" && "))
}
