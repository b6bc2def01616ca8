//! The steps of the questions. Which one is shown is a choice that the style sheet
//! follows; no link and no program has to know of it.

use crate::model::Topic;
use crate::ui::browser;

/// The name of the buttons that lead to another step.
const TURN: &str = "turn";
/// The preference for all questions on one page; the loader reads it too.
const WHOLE: &str = "steps";

/// What chooses a step, or all of them. It never changes, so it is text: views of it
/// would weigh on the first chunk.
pub fn chooser() -> String {
    let steps: String = Topic::ALL.iter().map(|step| choice(*step)).collect();
    format!(
        "<div class=options id=steps role=radiogroup aria-label=Step>{steps}</div>\
         <label class=whole><input type=checkbox id=whole name={WHOLE} value=all> All on one page</label>"
    )
}

fn choice(step: Topic) -> String {
    let (token, label) = (step.token(), step.label());
    let checked = if step == Topic::What { "checked" } else { "" };
    format!("<label><input type=radio name=step id=step-{token} value={token} {checked}><span>{label}</span></label>")
}

/// What leads to a step.
pub fn button(step: Topic) -> String {
    format!("<button type=button name={TURN} value={}>Next: {}</button>", step.token(), step.label())
}

/// Does what both say, once they are there.
pub fn follow(questions: &str) {
    browser::on_choice(questions, |event, name, token| match name {
        TURN => {
            let step = format!("step-{token}");
            // Not inside this click: what it calls is busy with it.
            browser::after(0, move || browser::press(&step));
            browser::focus("steps".into());
        }
        WHOLE => browser::prefer(WHOLE, if browser::is_checked(event) { "all" } else { "" }),
        _ => {}
    });
}
