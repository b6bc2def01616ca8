//! What follows the first answer at once: the other bases, what would change the
//! verdict, the bar, and links, read and written. It is seen from the beginning,
//! as the build put it there, and no answer needs it.

use leptos::prelude::*;

use super::holder::{Explorer, Preferences};
use super::marked::Marks;
use super::questions::{NO_EFFECT, QUESTIONS_PLACE};
use super::{bar, bases, flips, publishers, shortcuts, steps, unasked};
use crate::link;
use crate::model::QuestionId;
use crate::ui::{Page, browser};

/// The places of the page.
pub const BAR: &str = "bar";
/// Under the answer.
pub const BASES: &str = "bases";
/// Under all bases.
pub const FLIPS: &str = "flips";
/// In a frame, what leads to the whole page.
const OPEN: &str = "open";

/// What stands above all.
pub fn bar(explorer: Explorer, preferences: RwSignal<Preferences>, in_frame: bool) -> impl IntoView {
    view! { <bar::Bar explorer preferences in_frame/> }
}

/// The costs of the base that is shown, and all bases.
pub fn bases(explorer: Explorer) -> impl IntoView {
    let marks = Marks::new(explorer.settled.state, explorer.history);
    view! { <bases::Bases explorer marks/> }
}

/// What would change the verdict.
pub fn flips(explorer: Explorer) -> impl IntoView {
    view! { <flips::Flips explorer/> }
}

/// Puts it into the page, and opens the link. Called once. Between the places the page
/// takes what the visitor does, but for a link, before which nothing is to be seen.
pub async fn start(explorer: Explorer) {
    let Explorer { page, history, .. } = explorer;
    let is_led = !browser::fragment().is_empty();
    let pause = async || {
        if !is_led {
            browser::pause().await;
        }
    };
    // To make its chunk ready took a while.
    pause().await;
    let is_untouched = move || !history.read_untracked().can_undo();
    let preferences = browser::keep(|| RwSignal::new(Preferences::default()));
    browser::keep(|| browser::show(BAR, is_untouched(), move || bar(explorer, preferences, browser::in_frame())));
    pause().await;
    browser::keep(|| browser::show(BASES, is_untouched(), move || bases(explorer)));
    pause().await;
    browser::keep(|| browser::show(FLIPS, is_untouched(), move || flips(explorer)));
    pause().await;
    browser::keep(|| {
        steps::follow(QUESTIONS_PLACE);
        // Within their question, which says only whether anybody may be used.
        browser::add_place(QuestionId::VendorImages.get().name, publishers::PUBLISHERS);
        browser::mount(publishers::PUBLISHERS, move || view! { <publishers::Publishers page/> });
        browser::mount(NO_EFFECT, move || view! { <unasked::Unasked page=explorer.settled/> });
    });
    pause().await;
    browser::keep(|| {
        // What the build could not know.
        explorer.base_url.set(browser::base_url());
        page.begin(browser::today());
        preferences.set(Preferences {
            theme: browser::preference(bar::THEME).unwrap_or_default(),
            single_keys: browser::preference(shortcuts::SINGLE_KEYS).is_none_or(|value| value != shortcuts::OFF),
        });
        explorer.write.set_value(Some(write));
        let fragment = browser::fragment();
        if !is_untouched() {
            write(page);
        }
        if fragment.is_empty() || explorer.open(&fragment) {
            browser::show_all_but_file();
        }
        browser::write_before_leaving();
        browser::on_fragment_change(move |fragment| match fragment.is_empty() || link::is_ours(&fragment) {
            true => explorer.follow(&fragment),
            // A place in the page was gone to; the link stays in the address.
            false => write(page),
        });
        // A frame leads to the whole page as it is there.
        Effect::new(move |_| {
            explorer.settled.state.track();
            browser::lead(OPEN, &format!("index.html#{}", page.link()));
        });
        browser::on_key(shortcuts::press);
    });
}

/// Writes the state into the address.
fn write(page: Page) {
    browser::write_fragment(move || page.address());
}
