//! What a package.json says, whatever runs what it is of.

use crate::inspect::tree::Node;

/// What makes a server of a package: then it is no site.
pub(in crate::inspect) const SERVERS: &[&str] = &[
    "express",
    "fastify",
    "koa",
    "hono",
    "@nestjs/core",
    "@hapi/hapi",
    "restify",
    "next",
    "nuxt",
    "@remix-run/node",
    "@react-router/node",
    "@react-router/serve",
    "@sveltejs/adapter-node",
    "@astrojs/node",
    "apollo-server",
    "@apollo/server",
    "socket.io",
    "ws",
    "@adonisjs/core",
    "@feathersjs/express",
    "strapi",
    "@strapi/strapi",
    "@medusajs/medusa",
    "keystone",
    "@keystone-6/core",
    "moleculer",
    "polka",
    "micro",
    "json-server",
    "graphql-yoga",
];

/// The dependencies of a program when it runs.
pub(in crate::inspect) const THAT_RUN: &[&str] = &["dependencies", "optionalDependencies"];

/// The dependencies that run, by name and line; of a site those of development build it.
pub(in crate::inspect) fn dependencies<'a>(manifest: &'a Node, groups: &'a [&'a str]) -> impl Iterator<Item = (&'a str, u32)> {
    groups.iter().filter_map(|group| manifest.get(group)).flat_map(Node::entries).map(|(name, node)| (name.as_str(), node.line))
}

/// What is started: the first of these scripts that there is.
pub(in crate::inspect) const STARTS: &[&str] = &["start:prod", "start:production", "serve:prod", "start", "serve"];

/// Adapters that build for a platform, and what builds a program for a container in their place.
pub(in crate::inspect) const FOR_PLATFORMS: &[(&str, &str)] = &[
    ("@astrojs/netlify", "@astrojs/node"),
    ("@astrojs/vercel", "@astrojs/node"),
    ("@astrojs/cloudflare", "@astrojs/node"),
    ("@sveltejs/adapter-netlify", "@sveltejs/adapter-node"),
    ("@sveltejs/adapter-vercel", "@sveltejs/adapter-node"),
    ("@sveltejs/adapter-cloudflare", "@sveltejs/adapter-node"),
    ("@sveltejs/adapter-auto", "@sveltejs/adapter-node"),
];
