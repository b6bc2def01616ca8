//! Text that is marked for a moment when it has changed.

use leptos::prelude::*;

/// What says the text, boxed so that all of them are one type.
pub type Said = Box<dyn Fn() -> String + Send + Sync>;

/// The text. Its class names the change in turns, which begins the mark anew.
pub fn marked(say: Said) -> impl IntoView {
    let said = Memo::new(move |before: Option<&(String, u32)>| {
        let now = say();
        let changes = before.map_or(0, |(text, changes)| changes + u32::from(*text != now));
        (now, changes)
    });
    let class = move || match said.read().1 {
        0 => "",
        changes if changes % 2 == 1 => "changed odd",
        _ => "changed even",
    };
    view! { <span class=class>{move || said.read().0.clone()}</span> }
}
