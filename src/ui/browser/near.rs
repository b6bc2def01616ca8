//! Whether a place is looked at: then, and not before, what it shows is worked out.

use std::rc::Rc;

use gloo::events::EventListener;
use gloo::utils::{document, window};
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::EventTarget;

use super::named::get;

/// So much above and below the window counts as near.
const MARGIN: &str = "50%";

/// Says whether a place is near the window, at first and whenever that changes;
/// also when the page is printed, as paper has all of it. A browser that cannot
/// tell has it near for ever.
pub fn on_near(place: &str, tell: impl Fn(bool) + Clone + 'static) {
    let observer = get(&window(), "IntersectionObserver");
    let Some(place) = document().get_element_by_id(place) else { return };
    let tells = tell.clone();
    let see = Closure::<dyn Fn(Array)>::new(move |entries: Array| {
        // The last one is how it is now.
        let last = entries.get(entries.length().saturating_sub(1));
        tells(Reflect::get(&last, &"isIntersecting".into()).is_ok_and(|is| is.is_truthy()));
    });
    let options = Object::new();
    // An object that was just made takes every name.
    let _ = Reflect::set(&options, &"rootMargin".into(), &MARGIN.into());
    let arguments = Array::of2(see.as_ref(), &options);
    let watch = observer.dyn_ref::<Function>().and_then(|observer| Reflect::construct(observer, &arguments).ok());
    let observe = watch.as_ref().map(|watch| get(watch, "observe"));
    match (watch, observe.as_ref().and_then(|observe| observe.dyn_ref::<Function>())) {
        (Some(watch), Some(observe)) if observe.call1(&watch, &place).is_ok() => {}
        _ => tell(true),
    }
    // It is watched for as long as the page is there.
    see.forget();
    on_paper(move |is_printed| {
        if is_printed {
            tell(true);
        }
    });
}

/// Says when the page is about to be printed, and when that is over. Only what is there when
/// the event is done is put on paper, and the media query changes later than that.
pub fn on_paper(tell: impl Fn(bool) + 'static) {
    let tell = Rc::new(tell);
    for (event, is_printed) in [("beforeprint", true), ("afterprint", false)] {
        let tell = Rc::clone(&tell);
        EventListener::new(&window(), event, move |_| tell(is_printed)).forget();
    }
    let ask = get(&window(), "matchMedia");
    let printed = ask.dyn_ref::<Function>().and_then(|ask| ask.call1(&window(), &"print".into()).ok());
    if let Some(printed) = printed.and_then(|printed| printed.dyn_into::<EventTarget>().ok()) {
        EventListener::new(&printed, "change", move |event| tell(get(event, "matches").is_truthy())).forget();
    }
}
