//! What one file changes in another, as those who apply patches see it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use container_diet::dockerfile::patch::{Kind, Line, lines, patch};
use container_diet::dockerfile::{Settings, dockerfile};
use container_diet::model::{Family, QuestionId};

use super::{every_service, plan};

/// A folder that is made anew, outside of any repository's reach.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}

/// Runs a tool in a folder.
#[track_caller]
fn passes(folder: &Path, words: &[&str]) {
    // Git must not look for a repository above, whose paths would be others.
    let ceiling = folder.parent().expect("it is below the target folder");
    let run = Command::new(words[0]).args(&words[1..]).current_dir(folder).env("GIT_CEILING_DIRECTORIES", ceiling).output();
    let run = run.unwrap_or_else(|error| panic!("{} is needed: {error}", words[0]));
    assert!(run.status.success(), "{words:?}: {}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
}

/// Every pair as files in a folder, changed by a tool in one go, as one patch of many files.
#[track_caller]
fn become_new(name: &str, tool: &[&str], pairs: &[(String, String)]) {
    let folder = folder(name);
    let file = |at: usize| format!("Dockerfile.{at:05}");
    let mut all = String::new();
    for (at, (old, new)) in pairs.iter().enumerate() {
        fs::write(folder.join(file(at)), old).expect("the folder can be written");
        all += &patch(&file(at), &file(at), old, new);
    }
    fs::write(folder.join("all.patch"), all).expect("the folder can be written");
    passes(&folder, tool);
    for (at, (old, new)) in pairs.iter().enumerate() {
        let found = fs::read_to_string(folder.join(file(at))).unwrap_or_default();
        assert!(found == *new, "{name}: from {old:?} to {new:?} came {found:?}");
    }
}

const GIT: &[&str] = &["git", "apply", "all.patch"];
const PATCH: &[&str] = &["patch", "--quiet", "--fuzz=0", "-p1", "--input=all.patch"];

/// Each generated file to the next one of any kind, and each to that of its other families.
fn generated() -> Vec<(String, String)> {
    let questions = [QuestionId::Runtime, QuestionId::Environment, QuestionId::Linking, QuestionId::NativeDeps, QuestionId::TlsOrTz];
    let mut services: Vec<(Family, String, usize)> = Vec::new();
    let mut last = None;
    let mut service = 0;
    every_service(&questions, &mut |_, verdict, family| {
        service += usize::from(last != Some(verdict.service));
        last = Some(verdict.service);
        services.push((family, dockerfile(&plan(verdict, family, &Settings::default())).text(), service));
    });
    let mut pairs = Vec::new();
    for (at, (family, text, service)) in services.iter().enumerate() {
        let others = services.iter().filter(|(other, _, of)| of == service && other != family);
        pairs.extend(others.map(|(_, other, _)| (text.clone(), other.clone())));
        pairs.push((text.clone(), services[(at + 1) % services.len()].1.clone()));
    }
    pairs.retain(|(old, new)| old != new);
    pairs
}

#[test]
fn git_and_patch_turn_any_file_into_any_other() {
    let pairs = generated();
    assert!(pairs.len() > 300, "{} pairs", pairs.len());
    become_new("patch-git", GIT, &pairs);
    become_new("patch-patch", PATCH, &pairs);
}

/// Short texts: every one of up to three lines of two words, with and without a last line break.
fn short() -> Vec<String> {
    let mut all = vec![String::new()];
    for count in 1..=3 {
        for number in 0..2_usize.pow(count) {
            let words: Vec<&str> = (0..count).map(|at| if number >> at & 1 == 0 { "RUN a" } else { "RUN b" }).collect();
            all.extend([words.join("\n"), words.join("\n") + "\n"]);
        }
    }
    all
}

#[test]
fn every_short_text_becomes_every_other() {
    let all = short();
    let pairs: Vec<_> = all.iter().flat_map(|old| all.iter().map(move |new| (old.clone(), new.clone()))).collect();
    for (old, new) in &pairs {
        assert_eq!(patch("Dockerfile", "Dockerfile", old, new).is_empty(), old == new, "{old:?} to {new:?}");
    }
    // An empty file is one that these tools make or take away, as patches of this kind cannot tell.
    let kept: Vec<_> = pairs.into_iter().filter(|(old, new)| !old.is_empty() && !new.is_empty()).collect();
    become_new("patch-short-git", GIT, &kept);
    become_new("patch-short-patch", PATCH, &kept);
}

#[test]
fn what_breaks_others_comes_through() {
    let texts =
        ["RUN a\rb\n", "RUN a\r\nRUN b\r\n", "-- a\n++ b\n", "--- a\n+++ b\n@@ -1 +1 @@\n", "\\ No newline\n", "é\t \n\n\n", "\u{2028}x\n"];
    let all = texts.map(|text| format!("FROM scratch\n{text}"));
    let pairs: Vec<_> = all.iter().flat_map(|old| all.iter().map(move |new| (old.clone(), new.clone()))).collect();
    become_new("patch-odd-git", &["git", "apply", "--whitespace=nowarn", "all.patch"], &pairs);
    become_new("patch-odd-patch", &["patch", "--quiet", "--binary", "--fuzz=0", "-p1", "--input=all.patch"], &pairs);
}

/// From the lines both texts can be put together again, and nothing is marked in vain.
#[test]
fn the_lines_are_both_texts() {
    let of = |lines: &[Line], but: Kind| -> Vec<String> {
        lines.iter().filter(|line| line.kind != but).map(|line| line.text.to_string()).collect()
    };
    let mut pairs = generated();
    let all = short();
    pairs.extend(all.iter().flat_map(|old| all.iter().map(move |new| (old.clone(), new.clone()))));
    for (old, new) in &pairs {
        let lines = lines(old, new);
        assert_eq!(of(&lines, Kind::Added), old.lines().collect::<Vec<_>>());
        assert_eq!(of(&lines, Kind::Removed), new.lines().collect::<Vec<_>>());
        assert_eq!(lines.iter().all(|line| line.kind == Kind::Same), old == new, "{old:?} to {new:?}");
        // Of what differs the old lines come first.
        assert!(lines.windows(2).all(|pair| (pair[0].kind, pair[1].kind) != (Kind::Added, Kind::Removed)), "{lines:?}");
    }
}

#[test]
fn a_patch_reads_as_people_know_it() {
    let old = "FROM golang AS build\nRUN a\nRUN b\nRUN c\n\nFROM alpine\nCOPY x\n";
    let new = "FROM golang AS build\nRUN a\nRUN b\nRUN c\n\nFROM scratch\nCOPY x\n";
    let expected = "--- a/Dockerfile\n+++ b/Dockerfile\n@@ -3,5 +3,5 @@\n RUN b\n RUN c\n \n-FROM alpine\n+FROM scratch\n COPY x\n";
    assert_eq!(patch("Dockerfile", "Dockerfile", old, new), expected);
    let marks = |kind| match kind {
        Kind::Same => ' ',
        Kind::Added => '+',
        Kind::Removed => '-',
    };
    assert_eq!(lines(old, new).iter().map(|line| marks(line.kind)).collect::<String>(), "     -+ ");
    assert_eq!(patch("Dockerfile", "Dockerfile", old, old), "");
}

#[test]
fn of_two_names_the_new_one_is_changed() {
    let folder = folder("patch-names");
    fs::write(folder.join("Dockerfile"), "FROM a\n").expect("the folder can be written");
    fs::write(folder.join("all.patch"), patch("Dockerfile.slim", "Dockerfile", "FROM a\n", "FROM b\n")).expect("the folder can be written");
    passes(&folder, GIT);
    assert_eq!(fs::read_to_string(folder.join("Dockerfile")).unwrap_or_default(), "FROM b\n");
}

/// Changes whose contexts meet are one hunk, others one each.
#[test]
fn what_is_far_apart_is_a_hunk_of_its_own() {
    let text = |changed: &[usize]| -> String {
        (0..20).map(|at| if changed.contains(&at) { format!("RUN new {at}\n") } else { format!("RUN {at}\n") }).collect()
    };
    let mut pairs = Vec::new();
    for (one, other) in (0..20).flat_map(|one| (one + 1..20).map(move |other| (one, other))) {
        let (old, new) = (text(&[]), text(&[one, other]));
        let patch = patch("Dockerfile", "Dockerfile", &old, &new);
        let between = other - one - 1;
        assert_eq!(patch.matches("\n@@ -").count(), if between > 6 { 2 } else { 1 }, "{one} and {other}: {patch}");
        let around = one.min(3) + (19 - other).min(3) + between.min(6);
        assert_eq!(patch.lines().filter(|line| line.starts_with(' ')).count(), around, "{one} and {other}: {patch}");
        pairs.push((old, new));
    }
    become_new("patch-far-git", GIT, &pairs);
    become_new("patch-far-patch", PATCH, &pairs);
}
