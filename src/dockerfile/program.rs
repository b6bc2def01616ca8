//! What a .NET project is called and made into.

use super::plan::Plan;
use super::settings::Layout;

/// The project that was set: a name, or the path of its file; behind a colon the name of
/// its program, where that is another one.
#[derive(Clone, Debug)]
pub struct Program {
    /// The folder that it lies in: empty, or with a slash at its end.
    folder: String,
    /// The name of its file, and how that ends.
    project: String,
    end: &'static str,
    name: String,
    native: bool,
}

impl Program {
    /// The one of a plan.
    pub fn of(plan: &Plan) -> Program {
        let entry = plan.entry();
        let (path, named) = entry.split_once(':').map_or((&entry[..], None), |(path, name)| (path, Some(name)));
        let (path, end) =
            [".csproj", ".fsproj", ".vbproj"].into_iter().find_map(|end| Some((path.strip_suffix(end)?, end))).unwrap_or((path, ".csproj"));
        let native = plan.choice::<Layout>() == Layout::Aot;
        let (folder, project) = match path.rsplit_once('/') {
            Some((folder, name)) => (format!("{folder}/"), name),
            None => (String::new(), path),
        };
        Program { folder, project: project.into(), end, name: named.unwrap_or(project).into(), native }
    }

    /// The folder of the project's file: empty, or with a slash at its end.
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// The project's file, from the root of the build context.
    pub fn file(&self) -> String {
        format!("{}{}{}", self.folder, self.project, self.end)
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
