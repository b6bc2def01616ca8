//! Programs that packages of npm bring along, by the file that Node.js runs: npm and
//! npx would need a shell, and links of `.bin` are scripts with some managers.

/// A program that a package of npm brings along.
pub(super) struct Program {
    /// What a script calls.
    pub name: &'static str,
    /// The word behind it with which it starts a service; none where it always does.
    pub verb: Option<&'static str>,
    /// The package that has it.
    pub package: &'static str,
    /// The file in that package.
    pub file: &'static str,
    /// Whether it runs what a build made.
    pub is_built: bool,
}

const fn row(name: &'static str, verb: Option<&'static str>, package: &'static str, file: &'static str, is_built: bool) -> Program {
    Program { name, verb, package, file, is_built }
}

/// What starts a service.
#[rustfmt::skip]
pub(super) static STARTS: &[Program] = &[
    row("next", Some("start"), "next", "dist/bin/next", true),
    row("react-router-serve", None, "@react-router/serve", "dist/cli.js", true),
    row("remix-serve", None, "@remix-run/serve", "dist/cli.js", true),
    row("strapi", Some("start"), "@strapi/strapi", "bin/strapi.js", true),
    row("keystone", Some("start"), "@keystone-6/core", "bin/cli.js", true),
    row("medusa", Some("start"), "@medusajs/cli", "cli.js", true),
    row("fastify", Some("start"), "fastify-cli", "cli.js", false),
    row("moleculer-runner", None, "moleculer", "bin/moleculer-runner.js", false),
    row("directus", Some("start"), "directus", "cli.js", false),
    row("json-server", None, "json-server", "lib/cli/bin.js", false),
    row("tsx", None, "tsx", "dist/cli.mjs", false),
    row("ts-node", None, "ts-node", "dist/bin.js", false),
];

/// What changes a database before a new version serves: the verb is one of its words.
#[rustfmt::skip]
pub(super) static MIGRATES: &[Program] = &[
    row("prisma", Some("migrate"), "prisma", "build/index.js", false),
    row("prisma", Some("db"), "prisma", "build/index.js", false),
    row("sequelize", Some("db:migrate"), "sequelize-cli", "lib/sequelize", false),
    row("sequelize-cli", Some("db:migrate"), "sequelize-cli", "lib/sequelize", false),
    row("knex", Some("migrate:latest"), "knex", "bin/cli.js", false),
    row("typeorm", Some("migration:run"), "typeorm", "cli.js", false),
    row("drizzle-kit", Some("migrate"), "drizzle-kit", "bin.cjs", false),
    row("node-pg-migrate", Some("up"), "node-pg-migrate", "bin/node-pg-migrate.js", false),
    row("db-migrate", Some("up"), "db-migrate", "bin/db-migrate", false),
    row("mikro-orm", Some("migration:up"), "@mikro-orm/cli", "cli.js", false),
];

impl Program {
    /// Its path from the folder of the project.
    pub fn path(&self) -> String {
        format!("node_modules/{}/{}", self.package, self.file)
    }
}

/// The program of a table that words call.
pub(super) fn called(table: &'static [Program], name: &str, rest: &[String]) -> Option<&'static Program> {
    let has = |verb: &str| rest.iter().any(|word| word == verb);
    table.iter().find(|program| program.name == name && program.verb.is_none_or(has))
}
