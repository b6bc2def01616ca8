//! Files that a visitor hands over: dropped on the page, or picked. They are
//! read here, in the browser, and go nowhere.
//!
//! What the browser has for that is asked for by name: typed bindings for a dozen
//! interfaces would lie in the glue that the first view loads, and not every
//! browser has names for these types.

use futures::future::join_all;
use gloo::events::EventListener;
use gloo::utils::{document, window};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Event, HtmlElement};

use super::named::get;

/// A file or folder that was handed over.
#[derive(Clone)]
pub struct Handed {
    /// Its name; of what an input gives the path.
    name: String,
    node: Node,
}

#[derive(Clone)]
enum Node {
    /// A `FileSystemEntry`, as every browser has it of a drop.
    Entry(JsValue),
    /// A `FileSystemHandle` of the picker that some browsers have, which reads only what it is asked for.
    Handle(JsValue),
    /// A `File` of an input, of which only its path is known until it is read.
    File(JsValue),
}

/// A file that was found, by its path from the root of what was handed over.
#[derive(Clone)]
pub struct Listed {
    /// With slashes.
    pub path: String,
    node: Node,
}

fn text(of: &JsValue, name: &str) -> String {
    get(of, name).as_string().unwrap_or_default()
}

/// Calls a method; none where there is none, or it throws.
fn call(of: &JsValue, name: &str, arguments: &Array) -> Option<JsValue> {
    let method = get(of, name);
    method.is_function().then(|| Reflect::apply(method.unchecked_ref::<Function>(), of, arguments).ok()).flatten()
}

/// Calls a method that promises something.
async fn promised(of: &JsValue, name: &str) -> Option<JsValue> {
    let promise = call(of, name, &Array::new())?;
    JsFuture::from(promise.unchecked_into::<Promise>()).await.ok()
}

/// Calls a method that says what it has by a callback, or by another that it failed.
async fn called_back(of: &JsValue, name: &str) -> Option<JsValue> {
    let promise = Promise::new(&mut |done: Function, failed: Function| {
        if call(of, name, &Array::of2(&done, &failed)).is_none() {
            // A method that is not there fails too; nothing is left to be told of that.
            let _ = failed.call0(&JsValue::NULL);
        }
    });
    JsFuture::from(promise).await.ok()
}

/// Calls back with what is dropped on the page, which boot.js takes as it may
/// come before this program's part.
pub fn on_drop(dropped: impl Fn(Vec<Handed>) + 'static) {
    EventListener::new(&window(), "diet-drop", move |event| {
        let entries = Array::from(&get(event, "detail"));
        dropped(entries.iter().map(|entry| Handed { name: text(&entry, "name"), node: Node::Entry(entry) }).collect());
    })
    .forget();
}

/// The files of an input, which is empty afterwards so that the same can be picked again.
pub fn picked(event: &Event) -> Vec<Handed> {
    let input = get(event, "target");
    let files = Array::from(&get(&input, "files"));
    let all = files.iter().map(|file| {
        // Of a folder that was picked the browser says the path in it.
        let path = text(&file, "webkitRelativePath");
        Handed { name: if path.is_empty() { text(&file, "name") } else { path }, node: Node::File(file) }
    });
    let all = all.collect();
    // An input always takes that.
    let _ = Reflect::set(&input, &"value".into(), &"".into());
    all
}

const PICKER: &str = "showDirectoryPicker";

/// Whether the browser has a picker for folders that reads only what it is asked for.
pub fn has_folder_picker() -> bool {
    get(&window(), PICKER).is_function()
}

/// The folder that a visitor picks there; none where that is given up, or refused.
pub async fn pick_folder() -> Option<Vec<Handed>> {
    let handle = promised(&window(), PICKER).await?;
    Some(vec![Handed { name: text(&handle, "name"), node: Node::Handle(handle) }])
}

/// Presses an input that stands in the page unseen.
pub fn open_picker(id: &str) {
    if let Some(input) = document().get_element_by_id(id).and_then(|input| input.dyn_into::<HtmlElement>().ok()) {
        input.click();
    }
}

/// The name of what was handed over, where it is one folder.
pub fn name_of(handed: &[Handed]) -> Option<String> {
    match handed {
        [one] if one.node.is_folder() => Some(one.name.clone()),
        [first, ..] => first.name.split_once('/').map(|(folder, _)| folder.to_string()),
        [] => None,
    }
}

impl Node {
    fn is_folder(&self) -> bool {
        match self {
            Node::Entry(entry) => get(entry, "isDirectory").is_truthy(),
            Node::Handle(handle) => text(handle, "kind") == "directory",
            Node::File(_) => false,
        }
    }

    /// What lies in a folder, by name; nothing where it may not be read.
    async fn children(&self) -> Vec<(String, Node)> {
        let mut out = Vec::new();
        match self {
            Node::Entry(entry) => {
                let Some(reader) = call(entry, "createReader", &Array::new()) else { return out };
                // It gives some at a time, and none at the end.
                while let Some(some) = called_back(&reader, "readEntries").await {
                    let some = Array::from(&some);
                    if some.length() == 0 {
                        break;
                    }
                    out.extend(some.iter().map(|entry| (text(&entry, "name"), Node::Entry(entry))));
                }
            }
            Node::Handle(handle) => {
                let Some(all) = call(handle, "values", &Array::new()) else { return out };
                while let Some(next) = promised(&all, "next").await.filter(|next| !get(next, "done").is_truthy()) {
                    let handle = get(&next, "value");
                    out.push((text(&handle, "name"), Node::Handle(handle)));
                }
            }
            Node::File(_) => {}
        }
        out
    }
}

/// How many names of a list are taken between two looks at the page.
const SLICE: usize = 1_000;
/// How many folders or files are asked for at once: each answer comes from another
/// process. `join_all` polls so many itself; of more it makes a queue that never ended here.
pub const AT_ONCE: usize = 30;

/// Every file of what was handed over. Folders that are not `walked` are left out,
/// and what comes after `most` names. `seen` is told how many there are so far;
/// false ends it, with none.
pub async fn list(handed: Vec<Handed>, walked: fn(&str) -> bool, most: usize, seen: impl Fn(usize) -> bool) -> Option<Vec<Listed>> {
    let is_one = handed.len() == 1;
    let mut out = Vec::new();
    let mut folders: Vec<(String, Node)> = Vec::new();
    for (at, one) in handed.into_iter().enumerate() {
        if one.node.is_folder() {
            // Of one folder paths begin inside it.
            folders.push((if is_one { String::new() } else { format!("{}/", one.name) }, one.node));
        } else {
            // Of a picked folder the browser says each file with the folder's name.
            let path = one.name.split_once('/').map_or(one.name.as_str(), |(_, path)| path);
            let mut above = path.split('/');
            above.next_back();
            if above.all(walked) && out.len() < most {
                out.push(Listed { path: path.into(), node: one.node });
            }
        }
        if at % SLICE == SLICE - 1 {
            pause().await;
            if !seen(out.len()) {
                return None;
            }
        }
    }
    // What lies higher comes first, so that a limit cuts off what lies deep.
    let mut next = 0;
    while next < folders.len() {
        let some = folders[next..folders.len().min(next + AT_ONCE)].to_vec();
        next += some.len();
        let children = join_all(some.iter().map(|(_, folder)| folder.children())).await;
        for ((path, _), children) in some.iter().zip(children) {
            for (name, node) in children {
                match node.is_folder() {
                    true if walked(&name) => folders.push((format!("{path}{name}/"), node)),
                    true => {}
                    false if out.len() < most => out.push(Listed { path: format!("{path}{name}"), node }),
                    false => {}
                }
            }
        }
        if !seen(out.len()) {
            return None;
        }
        if out.len() >= most {
            break;
        }
    }
    Some(out)
}

/// The bytes of some files, none where one is longer than that, or may not be read.
pub async fn bytes(files: &[Listed], longest: usize) -> Vec<Option<Vec<u8>>> {
    let files = join_all(files.iter().map(|file| file.file(longest))).await;
    let mut out = Vec::new();
    let mut rest = files.as_slice();
    while !rest.is_empty() {
        let mut length = 0;
        let mut fits = |file: &Option<(JsValue, usize)>| {
            length += file.as_ref().map_or(0, |(_, size)| *size);
            length <= longest
        };
        let (some, later) = rest.split_at(rest.iter().take_while(|file| fits(file)).count().max(1));
        rest = later;
        match together(some).await {
            Some(all) => out.extend(all),
            // One of them has changed, or may not be read: each by itself says which.
            None => out.extend(join_all(some.iter().map(alone)).await),
        }
    }
    out
}

/// The bytes of several files at one reading: each takes messages to another process and back.
async fn together(files: &[Option<(JsValue, usize)>]) -> Option<Vec<Option<Vec<u8>>>> {
    let parts: Array = files.iter().flatten().map(|(file, _)| file).collect();
    let blob = Blob::new_with_blob_sequence(&parts).ok()?;
    let all = Uint8Array::new(&promised(&blob, "arrayBuffer").await?).to_vec();
    let mut rest = all.as_slice();
    let mut take = |size: usize| {
        let (own, later) = rest.split_at_checked(size)?;
        rest = later;
        Some(own.to_vec())
    };
    let out: Option<Vec<_>> = files.iter().map(|file| file.as_ref().map_or(Some(None), |(_, size)| take(*size).map(Some))).collect();
    out.filter(|_| rest.is_empty())
}

/// The bytes of one file.
async fn alone(file: &Option<(JsValue, usize)>) -> Option<Vec<u8>> {
    let (file, _) = file.as_ref()?;
    Some(Uint8Array::new(&promised(file, "arrayBuffer").await?).to_vec())
}

impl Listed {
    /// The `File`, with its size, if that is no larger than what is given.
    async fn file(&self, longest: usize) -> Option<(JsValue, usize)> {
        let file = match &self.node {
            Node::File(file) => file.clone(),
            Node::Entry(entry) => called_back(entry, "file").await?,
            Node::Handle(handle) => promised(handle, "getFile").await?,
        };
        let size = get(&file, "size").as_f64()?;
        (size <= longest as f64).then_some((file, size as usize))
    }
}

/// Lets the browser paint, and take what the visitor does.
pub async fn pause() {
    let pause = Promise::new(&mut |done: Function, _| {
        // Refused only by a page that is going away.
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, 0);
    });
    // A promise that is never refused.
    let _ = JsFuture::from(pause).await;
}
