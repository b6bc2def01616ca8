//! What the builders of several stacks do: each step adds instructions to a
//! stage, and decides nothing that the plan has not.

mod beside;
pub mod compiled;
mod first;
mod folders;
pub mod frontend;
mod given;
pub mod interpreted;
pub mod javascript;
pub mod jvm;
mod linking;
pub mod members;
mod names;
pub mod native;
pub mod node;
mod output;
mod own;
mod packages;
mod private;
mod prove;
pub mod script;
pub mod site;
mod stage;
mod trust;
mod user;
pub mod webserver;
pub mod workspace;

pub use beside::{prove_program, stop_without_python};
pub use first::copy_first;
pub use folders::prepare_folders;
pub use given::{take_arguments, take_package_arguments};
pub use names::{BUILD, FRONT_END, MANIFESTS, WEB};
pub use node::build_packages;
pub use own::own_steps;
pub use packages::{install, install_all_with_added, install_beside, install_with_added};
pub use private::{prepare_private, private_tools};
pub use prove::{stop_where, stop_without};
pub use stage::{build_stage, build_stage_once, does, finish, run_stage, start};
pub use trust::{TRUST_STORE, carry_trust, trust};
pub use user::{add_user, give_to_developer};
