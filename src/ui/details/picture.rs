//! What lies in the image and what is found inside, as the picture that can be
//! taken along: the page shows the same drawing, in the colours of its theme.

use leptos::prelude::*;

use crate::decision::Decision;
use crate::share::picture::{both, sources};
use crate::ui::browser;
use crate::ui::page::while_seen;
use crate::ui::take::Take;

/// Where it is watched whether anybody looks.
const PLACE: &str = "picture";

#[component]
pub fn Picture(decision: Memo<Decision>) -> impl IntoView {
    let is_near = RwSignal::new(false);
    Effect::new(move |_| browser::on_near(PLACE, move |near| is_near.set(near)));
    // A narrow screen has a drawing of its own: the style sheet says which is shown.
    // Out of sight it stays as it was, and asks for nothing.
    let drawn = while_seen(is_near, Signal::derive(move || both(&decision.read())));
    let text = Signal::derive(move || drawn.read().0.clone());
    let links = move || {
        drawn.track();
        let all = sources(&decision.read_untracked());
        let link = |image: &'static crate::facts::Image| {
            view! { <li><a href=format!("catalogue.html#{}", image.id)>{image.reference}</a></li> }
        };
        all.into_iter().map(link).collect::<Vec<_>>()
    };
    view! {
        <section class="pictured" id=PLACE aria-labelledby="picture-title">
            // The drawing has the title.
            <h2 class="hidden" id="picture-title">"Inside the image"</h2>
            <div class="drawing of-slide" inner_html=text></div>
            <div class="drawing of-phone" inner_html=move || drawn.read().1.clone()></div>
            <div class="sources-of-picture">
                <p class="note">"Sources of the figures:"</p>
                <ul>{links}</ul>
            </div>
            <Take id="-drawing".to_string() what="Picture of the image" name="image.svg" text is_file=true/>
        </section>
    }
}
