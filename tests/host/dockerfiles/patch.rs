//! What changes between two Dockerfiles, as other tools take it.

use std::process::Command;
use std::{env, fs};

use container_diet::dockerfile::patch::{Kind, lines, patch};
use container_diet::facts;
use container_diet::link::{PRESETS, State};
use container_diet::model::Family;

/// The files of a service on each base that can run it.
fn files(state: &State) -> Vec<String> {
    let verdict = state.verdict();
    let on = |family: &Family| State { base: Some(*family), ..state.clone() }.dockerfile_without_header(facts::CHECKED).text();
    verdict.ranking().iter().map(on).collect()
}

#[test]
fn the_lines_of_both_files_are_all_there_in_their_order() {
    for preset in PRESETS {
        let files = files(&preset.state());
        for (old, new) in files.iter().flat_map(|old| files.iter().map(move |new| (old, new))) {
            let all = lines(old, new);
            let of = |kind: Kind| {
                all.iter()
                    .filter(|line| line.kind == Kind::Same || line.kind == kind)
                    .map(|line| line.text.clone() + "\n")
                    .collect::<String>()
            };
            assert_eq!((of(Kind::Removed), of(Kind::Added)), (old.clone(), new.clone()), "{}", preset.key);
            assert_eq!(old == new, all.iter().all(|line| line.kind == Kind::Same));
        }
    }
}

#[test]
fn git_makes_one_file_of_the_other() {
    let folder = env::temp_dir().join(format!("container-diet-patch-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder can be made");
    let mut applied = 0;
    for preset in PRESETS {
        let files = files(&preset.state());
        for pair in files.windows(2).filter(|pair| pair[0] != pair[1]) {
            fs::write(folder.join("Dockerfile"), &pair[0]).expect("the file can be written");
            fs::write(folder.join("change.patch"), patch("a/Dockerfile", "b/Dockerfile", &pair[0], &pair[1]))
                .expect("the patch can be written");
            let said = Command::new("git")
                .args(["apply", "change.patch"])
                .current_dir(&folder)
                .env("GIT_CEILING_DIRECTORIES", &folder)
                .output()
                .expect("git is there");
            assert!(said.status.success(), "{}: {}", preset.key, String::from_utf8_lossy(&said.stderr));
            assert_eq!(fs::read_to_string(folder.join("Dockerfile")).ok().as_ref(), Some(&pair[1]), "{}", preset.key);
            applied += 1;
        }
    }
    assert!(applied > 20, "{applied}");
    assert_eq!(patch("a", "b", "same\n", "same\n"), "");
    fs::remove_dir_all(folder).expect("the folder can be removed");
}
