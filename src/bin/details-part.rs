//! The details' module of the page, loaded after the first view.

fn main() {
    #[cfg(target_arch = "wasm32")]
    container_diet::ui::details::start();
}
