//! Whether an image still is what its record says: user, entrypoint, command.

use crate::catalogue::Record;
use crate::registry::Platform;

/// What of the image's configuration is not what the record says, each as one
/// clause; empty where they agree.
pub fn differences(record: &Record, platform: &Platform) -> Vec<String> {
    let mut found = Vec::new();
    // What the record does not know cannot have changed.
    if let Some(said) = &record.user {
        match resolve(&platform.user, record) {
            None => found.push(format!("its user is {:?}, which the record does not name", platform.user)),
            Some((uid, gid)) if uid != said.uid || gid.is_some_and(|gid| gid != said.gid) => {
                let gid = gid.map(|gid| format!(":{gid}")).unwrap_or_default();
                found.push(format!("its user is {:?} ({uid}{gid}), the record says {}:{}", platform.user, said.uid, said.gid));
            }
            Some(_) => {}
        }
    }
    for (what, image, record) in [("entrypoint", &platform.entrypoint, &record.entrypoint), ("command (cmd)", &platform.cmd, &record.cmd)] {
        let Some(record) = record else { continue };
        if image != record {
            found.push(format!("its {what} is {image:?}, the record says {record:?}"));
        }
    }
    found
}

/// The ids that an image's `User` means. The group is `None` where the image
/// leaves it to `/etc/passwd`. `None` for a name that the record does not know.
fn resolve(user: &str, record: &Record) -> Option<(u32, Option<u32>)> {
    let (user, group) = match user.split_once(':') {
        Some((user, group)) => (user, Some(group)),
        None => (user, None),
    };
    let named = |name: &str| record.named().find(|one| one.name == name);
    let (uid, own_group) = match user {
        "" | "root" => (0, Some(0)),
        _ => match user.parse() {
            Ok(0) => (0, Some(0)),
            Ok(uid) => (uid, None),
            Err(_) => named(user).map(|one| (one.uid, Some(one.gid)))?,
        },
    };
    let gid = match group {
        None | Some("") => own_group,
        Some("root") => Some(0),
        // A record has no names of groups; one's own group is mostly named as oneself.
        Some(group) => Some(group.parse().ok().or_else(|| named(group).map(|one| one.gid))?),
    };
    Some((uid, gid))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn record(user: Value, named: Value) -> Record {
        let mut record = json!({"id": "a", "reference": "a:1", "user": user, "entrypoint": [], "cmd": ["sh"], "architectures": []});
        record.as_object_mut().expect("an object").extend(named.as_object().expect("an object").clone());
        serde_json::from_value(record).expect("a record")
    }

    #[test]
    fn a_user_is_its_numbers_or_a_name_of_the_record() {
        let root = json!({"uid": 0, "gid": 0});
        let nonroot = json!({"uid": 65532, "gid": 65532});
        let odd = json!({"uid": 7, "gid": 8});
        let none = json!({"users": null});
        let one = json!({"users": [{"name": "nonroot", "uid": 65532, "gid": 65532}]});
        let list = json!({"users": [{"name": "web", "uid": 7, "gid": 8}, {"name": "nonroot", "uid": 65532, "gid": 65532}]});
        for (image, user, named, agrees) in [
            ("5", &Value::Null, &none, true),
            ("", &root, &none, true),
            ("root", &root, &none, true),
            ("0", &root, &none, true),
            ("0:0", &root, &none, true),
            ("root:root", &root, &none, true),
            ("0:1", &root, &none, false),
            ("1", &root, &none, false),
            ("", &nonroot, &none, false),
            ("65532", &nonroot, &none, true),
            ("65532:65532", &nonroot, &none, true),
            ("65532:1", &nonroot, &none, false),
            ("65532:", &nonroot, &none, true),
            ("nonroot", &nonroot, &none, false),
            ("nonroot", &nonroot, &one, true),
            ("nonroot", &nonroot, &list, true),
            ("nonroot:nonroot", &nonroot, &list, true),
            ("nonroot:0", &nonroot, &list, false),
            ("nonroot:staff", &nonroot, &list, false),
            ("web", &odd, &list, true),
            ("web:web", &odd, &list, true),
            ("web", &nonroot, &list, false),
            ("7", &odd, &list, true),
            ("-7", &odd, &list, false),
        ] {
            let platform = Platform { user: image.into(), cmd: vec!["sh".into()], ..Platform::default() };
            let found = differences(&record(user.clone(), named.clone()), &platform);
            assert_eq!(found.is_empty(), agrees, "{image:?} with {user} and {named}: {found:?}");
        }
    }

    #[test]
    fn each_difference_is_said() {
        let platform = Platform { user: "5".into(), entrypoint: vec!["run".into()], ..Platform::default() };
        let found = differences(&record(json!({"uid": 0, "gid": 0}), json!({})), &platform);
        assert_eq!(
            found,
            [
                r#"its user is "5" (5), the record says 0:0"#,
                r#"its entrypoint is ["run"], the record says []"#,
                r#"its command (cmd) is [], the record says ["sh"]"#,
            ]
        );
    }
}
