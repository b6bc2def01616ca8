//! Jib: Java images without a Dockerfile.

use super::companion::Companion;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::{Manager, Platforms, SettingId};

/// Settings that the plugin below takes nothing from.
const NOT_JIBS: &[SettingId] = &[
    SettingId::Steps,
    SettingId::Variables,
    SettingId::Arguments,
    SettingId::Signal,
    SettingId::Stamp,
    SettingId::Labels,
    SettingId::Kept,
    SettingId::Scratch,
    SettingId::Front,
    SettingId::Ca,
];

/// The plugin of the build tool, to paste.
pub fn jib(plan: &Plan) -> Companion {
    let mirrors = plan.mirrors();
    let (base, port, name) = (mirrors.name(plan.image.reference), plan.port(), plan.name());
    let user = plan.image.ordinary_user();
    let own = plan.listens().then_some((port, plan.transport()));
    let ports = own.into_iter().chain(plan.further_ports()).map(|(port, transport)| format!("{port}{}", transport.suffix()));
    let ports: Vec<String> = ports.collect();
    let both = plan.choice::<Platforms>() == Platforms::Both;
    let about = "Jib puts dependencies, resources and classes into separate layers, so a code change pushes only kilobytes. It needs no Docker, and its images are reproducible. \
                 Without from.image, it uses eclipse-temurin, not distroless. It is less suitable if the service needs distribution packages or a shell step, because Jib runs no command in the image.";
    let certificate =
        if plan.ca().is_some() { " Its image does not contain your certificate: add a trust store as an extra directory." } else { "" };
    let text = if plan.choice::<Manager>() == Manager::Gradle {
        let platforms = if both {
            "    platforms {\n      platform { architecture = \"amd64\"; os = \"linux\" }\n      platform { architecture = \"arm64\"; os = \"linux\" }\n    }\n"
        } else {
            ""
        };
        let listed: Vec<String> = ports.iter().map(|port| format!("\"{port}\"")).collect();
        let ports = if ports.is_empty() { String::new() } else { format!("    ports = [{}]\n", listed.join(", ")) };
        format!(
            r#"// Add to build.gradle, then run: ./gradlew jib
plugins {{
  id "com.google.cloud.tools.jib" version "3.5.0"
}}

jib {{
  from {{
    image = "{base}"
{platforms}  }}
  to {{
    image = "registry.example.com/{name}"
  }}
  container {{
    user = "{user}"
{ports}    jvmFlags = ["-XX:MaxRAMPercentage=75"]
  }}
}}
"#
        )
    } else {
        let platform =
            |architecture: &str| format!("        <platform><architecture>{architecture}</architecture><os>linux</os></platform>\n");
        let platforms =
            if both { format!("      <platforms>\n{}{}      </platforms>\n", platform("amd64"), platform("arm64")) } else { String::new() };
        let listed: String = ports.iter().map(|port| format!("        <port>{port}</port>\n")).collect();
        let ports = if ports.is_empty() { String::new() } else { format!("      <ports>\n{listed}      </ports>\n") };
        let mvn = if plan.choice::<Manager>() == Manager::Mvn { "mvn" } else { "./mvnw" };
        format!(
            r#"<!-- Add to build/plugins in pom.xml, then run: {mvn} compile jib:build -->
<plugin>
  <groupId>com.google.cloud.tools</groupId>
  <artifactId>jib-maven-plugin</artifactId>
  <version>3.5.0</version>
  <configuration>
    <from>
      <image>{base}</image>
{platforms}    </from>
    <to>
      <image>registry.example.com/{name}</image>
    </to>
    <container>
      <user>{user}</user>
{ports}      <jvmFlags>
        <jvmFlag>-XX:MaxRAMPercentage=75</jvmFlag>
      </jvmFlags>
    </container>
  </configuration>
</plugin>
"#
        )
    };
    // What only the Dockerfile does.
    let left: Vec<&str> =
        NOT_JIBS.iter().filter(|id| plan.settings.text(**id).is_some() && plan.uses(**id)).map(|id| id.get().label()).collect();
    let says = if left.is_empty() { String::new() } else { format!("Jib ignores these settings: {}.", left.join(", ")) };
    let head = match plan.choice::<Manager>() {
        _ if says.is_empty() => String::new(),
        Manager::Gradle => format!("// {says}\n"),
        _ => format!("<!-- {says} -->\n"),
    };
    Companion::text("Jib", format!("{about}{certificate}"), head + &text)
}
