//! Files that a visitor hands over: dropped on the page, or picked. They are
//! read here, in the browser, and go nowhere.

use gloo::events::EventListener;
use gloo::utils::{document, window};
use js_sys::{Array, AsyncIterator, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CustomEvent, Event, File, FileList, FileSystemDirectoryEntry, FileSystemDirectoryHandle, FileSystemEntry, FileSystemFileEntry,
    FileSystemFileHandle, FileSystemHandle, FileSystemHandleKind, HtmlInputElement,
};

use super::after;

/// What was handed over: folders to walk, or files.
#[derive(Clone, Debug)]
pub struct Handed {
    /// Its name.
    name: String,
    node: Node,
}

#[derive(Clone, Debug)]
enum Node {
    /// Of a drop, in every browser.
    Entry(FileSystemEntry),
    /// Of the picker that some browsers have, which walks only what it is asked for.
    Handle(FileSystemHandle),
    /// Of an input.
    File(File),
}

/// A file that was found, by its path from the root of what was handed over.
#[derive(Clone, Debug)]
pub struct Listed {
    /// With slashes.
    pub path: String,
    node: Node,
}

/// Calls back with what is dropped on the page, which boot.js takes as it may
/// come before this program's part.
pub fn on_drop(dropped: impl Fn(Vec<Handed>) + 'static) {
    EventListener::new(&window(), "diet-drop", move |event| {
        let Some(event) = event.dyn_ref::<CustomEvent>() else { return };
        let entries = Array::from(&event.detail());
        // Not every browser has names for these types, so they are taken for what they are.
        let entries = entries.iter().map(JsCast::unchecked_into::<FileSystemEntry>);
        dropped(entries.map(|entry| Handed { name: entry.name(), node: Node::Entry(entry) }).collect());
    })
    .forget();
}

/// The files of an input, which is empty afterwards so that the same can be picked again.
pub fn picked(event: &Event) -> Vec<Handed> {
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return Vec::new() };
    let files: Option<FileList> = input.files();
    let all: Vec<File> = files.iter().flat_map(|files| (0..files.length()).filter_map(|at| files.item(at))).collect();
    input.set_value("");
    all.into_iter().map(|file| Handed { name: path_of(&file), node: Node::File(file) }).collect()
}

/// The path of a file in the folder that was picked, or its name.
fn path_of(file: &File) -> String {
    let path = Reflect::get(file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string()).unwrap_or_default();
    if path.is_empty() { file.name() } else { path }
}

/// Whether the browser has a picker for folders that reads only what it is asked for.
pub fn has_folder_picker() -> bool {
    Reflect::has(&window(), &PICKER.into()).unwrap_or(false)
}

const PICKER: &str = "showDirectoryPicker";

/// The folder that a visitor picks there; none where that is given up, or refused.
pub async fn pick_folder() -> Option<Vec<Handed>> {
    let picker: Function = Reflect::get(&window(), &PICKER.into()).ok()?.dyn_into().ok()?;
    let promise: Promise = picker.call0(&window()).ok()?.dyn_into().ok()?;
    let handle: FileSystemHandle = JsFuture::from(promise).await.ok()?.unchecked_into();
    Some(vec![Handed { name: handle.name(), node: Node::Handle(handle) }])
}

/// Presses an input that stands in the page unseen.
pub fn open_picker(id: &str) {
    if let Some(input) = document().get_element_by_id(id).and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
        input.click();
    }
}

/// The name of what was handed over, where it is one folder.
pub fn name_of(handed: &[Handed]) -> Option<String> {
    match handed {
        [one] if one.is_folder() => Some(one.name.clone()),
        [first, ..] => first.name.split_once('/').map(|(folder, _)| folder.to_string()),
        [] => None,
    }
}

impl Handed {
    fn is_folder(&self) -> bool {
        match &self.node {
            Node::Entry(entry) => entry.is_directory(),
            Node::Handle(handle) => handle.kind() == FileSystemHandleKind::Directory,
            Node::File(_) => false,
        }
    }
}

/// How many names of a list are taken between two looks at the page.
const SLICE: usize = 1_000;

/// Every file of what was handed over. Folders that are not `walked` are left out,
/// and what comes after `most` names. `seen` is told how many there are so far;
/// false ends it, with none.
pub async fn list(handed: Vec<Handed>, walked: fn(&str) -> bool, most: usize, seen: impl Fn(usize) -> bool) -> Option<Vec<Listed>> {
    let is_one = handed.len() == 1;
    let mut out = Vec::new();
    let mut folders: Vec<(String, Node)> = Vec::new();
    for (at, one) in handed.into_iter().enumerate() {
        if one.is_folder() {
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
    while let Some((path, folder)) = folders.get(next).cloned() {
        next += 1;
        for (name, node, is_folder) in children(&folder).await {
            match is_folder {
                true if walked(&name) => folders.push((format!("{path}{name}/"), node)),
                true => {}
                false if out.len() < most => out.push(Listed { path: format!("{path}{name}"), node }),
                false => {}
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

/// What lies in a folder; nothing where it may not be read.
async fn children(folder: &Node) -> Vec<(String, Node, bool)> {
    let mut out = Vec::new();
    match folder {
        Node::Entry(entry) => {
            let reader = entry.unchecked_ref::<FileSystemDirectoryEntry>().create_reader();
            // It gives some at a time, and none at the end.
            loop {
                let some = promised(|done, failed| {
                    // Refused as a call, it is refused as a promise too.
                    let _ = reader.read_entries_with_callback_and_callback(done, failed);
                });
                let Ok(some) = some.await else { return out };
                let some = Array::from(&some);
                if some.length() == 0 {
                    return out;
                }
                for entry in some.iter().map(JsCast::unchecked_into::<FileSystemEntry>) {
                    out.push((entry.name(), Node::Entry(entry.clone()), entry.is_directory()));
                }
            }
        }
        Node::Handle(handle) => {
            let all: AsyncIterator = handle.unchecked_ref::<FileSystemDirectoryHandle>().values();
            while let Ok(next) = all.next() {
                let Ok(next) = JsFuture::from(next).await else { return out };
                let is_done = Reflect::get(&next, &"done".into()).is_ok_and(|done| done.is_truthy());
                let Some(handle) = Reflect::get(&next, &"value".into()).ok().filter(|_| !is_done) else { return out };
                let handle: FileSystemHandle = handle.unchecked_into();
                let is_folder = handle.kind() == FileSystemHandleKind::Directory;
                out.push((handle.name(), Node::Handle(handle), is_folder));
            }
            out
        }
        Node::File(_) => out,
    }
}

impl Listed {
    /// Its bytes; none where it is longer than that, or may not be read.
    pub async fn bytes(&self, longest: usize) -> Option<Vec<u8>> {
        let file = self.file().await?;
        if file.size() > longest as f64 {
            return None;
        }
        let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
        Some(Uint8Array::new(&buffer).to_vec())
    }

    async fn file(&self) -> Option<File> {
        match &self.node {
            Node::File(file) => Some(file.clone()),
            Node::Entry(entry) => {
                let entry = entry.unchecked_ref::<FileSystemFileEntry>();
                promised(|done, failed| entry.file_with_callback_and_callback(done, failed)).await.ok()?.dyn_into().ok()
            }
            Node::Handle(handle) => {
                let file = handle.unchecked_ref::<FileSystemFileHandle>().get_file();
                JsFuture::from(file).await.ok()?.dyn_into().ok()
            }
        }
    }
}

/// What an interface of callbacks gives, as a future.
fn promised(call: impl FnOnce(&Function, &Function)) -> JsFuture {
    let mut call = Some(call);
    JsFuture::from(Promise::new(&mut |done, failed| {
        if let Some(call) = call.take() {
            call(&done, &failed);
        }
    }))
}

/// Lets the browser paint, and take what the visitor does.
pub async fn pause() {
    let pause = Promise::new(&mut |done: Function, _| after(0, move || drop(done.call0(&JsValue::NULL))));
    // A promise that is never refused.
    let _ = JsFuture::from(pause).await;
}
