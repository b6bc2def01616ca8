//! What a .NET project is called and made into.

use super::plan::Plan;
use super::settings::Layout;

/// The project that was set: a name, or the path of its file.
#[derive(Clone, Debug)]
pub struct Program {
    /// The folder that it lies in: empty, or with a slash at its end.
    folder: String,
    name: String,
    native: bool,
}

impl Program {
    /// The one of a plan.
    pub fn of(plan: &Plan) -> Program {
        let entry = plan.entry();
        let entry = entry.strip_suffix(".csproj").unwrap_or(&entry);
        let native = plan.choice::<Layout>() == Layout::Aot;
        match entry.rsplit_once('/') {
            Some((folder, name)) => Program { folder: format!("{folder}/"), name: name.into(), native },
            None => Program { folder: String::new(), name: entry.into(), native },
        }
    }

    /// The folder of the project's file: empty, or with a slash at its end.
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// The project's file, from the root of the build context.
    pub fn file(&self) -> String {
        format!("{}{}.csproj", self.folder, self.name)
    }

    /// The name of what it is built into.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is compiled to native code.
    pub fn is_native(&self) -> bool {
        self.native
    }
}
