//! The built app in a real window, driven by what a person sees: roles, names, keys.

use std::fmt::Debug;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use xtask::display::Display;

use super::vault::{TestVault, project};
use super::webdriver::{Element, Session, keys};

/// How long anything may take to appear; generous, as a loaded machine only makes it later.
const PATIENCE: Duration = Duration::from_secs(20);
const GLANCE: Duration = Duration::from_millis(30);

/// The display's size in pixels.
const SIZE: (u32, u32) = (1280, 800);

const FIND: &str = include_str!("find.js");

/// One window at a time: two at once would only make each other late.
static TURN: Mutex<()> = Mutex::new(());

/// The app's window in one journey. It is closed with this value; after a failure its picture is
/// kept in `target/journeys`.
pub struct Window {
    session: Session,
    pub(super) display: Display,
    _turn: MutexGuard<'static, ()>,
}

impl Window {
    /// Starts the app on a vault and waits until its tree is shown.
    pub fn open(vault: &TestVault) -> Self {
        let window = Self::start(vault, &[vault.folder().display().to_string()]);
        window.find("tree", "Files");
        window
    }

    /// Starts the app on a vault in a window of a size in pixels.
    pub fn open_at(vault: &TestVault, size: (u32, u32)) -> Self {
        let arguments = [
            "--size".to_owned(),
            format!("{}x{}", size.0, size.1),
            vault.folder().display().to_string(),
        ];
        let window = Self::start_at(vault, &arguments, size);
        window.find("tree", "Files");
        window
    }

    /// Starts the app with the given arguments; its own folders are those of the journey.
    pub fn start(vault: &TestVault, arguments: &[String]) -> Self {
        Self::start_at(vault, arguments, SIZE)
    }

    fn start_at(vault: &TestVault, arguments: &[String], size: (u32, u32)) -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = |which| vault.app_folder(which).display().to_string();
        let display = Display::start(size, &vault.app_folder("screen")).unwrap();
        let environment = [
            ("DISPLAY", display.name.clone()),
            ("WAYLAND_DISPLAY", String::new()),
            ("XDG_CONFIG_HOME", folder("config")),
            ("XDG_CACHE_HOME", folder("cache")),
            ("XDG_DATA_HOME", folder("data")),
            ("TAURI_WEBVIEW_AUTOMATION", "true".to_owned()),
            ("WEBKIT_DISABLE_DMABUF_RENDERER", "1".to_owned()),
            // Neither accessibility nor settings services run beside a display of our own.
            ("NO_AT_BRIDGE", "1".to_owned()),
            ("GSETTINGS_BACKEND", "memory".to_owned()),
            ("DBUS_SESSION_BUS_ADDRESS", "disabled:".to_owned()),
            ("LC_ALL", "C.UTF-8".to_owned()),
        ];
        let app = PathBuf::from(env!("CARGO_BIN_EXE_throughline"));
        let session = Session::start(&app, arguments, &environment)
            .unwrap_or_else(|error| panic!("the app did not start: {error}"));
        Self { session, display, _turn: turn }
    }

    /// Ends the app as a crash would: at once, with nothing said to it.
    pub fn kill(self) {
        self.session.kill();
    }

    /// Asks the window to close, as its frame's button does.
    pub fn close(&self) {
        let call = "window.__TAURI_INTERNALS__.invoke('plugin:window|close', { label: 'main' })";
        // The page may be gone before it can say that it was asked.
        let _ = self.session.run(call, &[]);
    }

    /// Whether the app has ended: its window then answers nothing.
    pub fn has_ended(&self) -> bool {
        self.session.run("return 1", &[]).is_err()
    }

    /// Finds what has this role and name; waits for it, and fails where it does not come.
    pub fn find(&self, role: &str, name: &str) -> Element {
        self.wait_for(&format!("{role} {name:?}"), || {
            self.list(role, Some(name)).into_iter().next()
        })
    }

    /// Finds what has this role and name inside a region or another element.
    pub fn find_in(&self, outer: &Element, role: &str, name: &str) -> Element {
        self.wait_for(&format!("{role} {name:?} inside"), || {
            self.list_in(Some(outer), role, Some(name)).into_iter().next()
        })
    }

    /// Lists what has this role now, of any name or of one.
    pub fn list(&self, role: &str, name: Option<&str>) -> Vec<Element> {
        self.list_in(None, role, name)
    }

    /// Lists what has this role now inside an element.
    pub fn list_in(&self, outer: Option<&Element>, role: &str, name: Option<&str>) -> Vec<Element> {
        let outer = outer.map_or(Value::Null, Element::as_argument);
        self.session.find(FIND, &[json!(role), json!(name), outer]).unwrap_or_default()
    }

    /// Clicks what has this role and name, once it is there.
    pub fn click(&self, role: &str, name: &str) {
        self.click_on(&self.find(role, name));
    }

    /// Clicks an element.
    pub fn click_on(&self, element: &Element) {
        self.session.click(element).unwrap_or_else(|error| panic!("{element:?}: {error}"));
    }

    /// Opens a note by a click on its row in the tree, and waits until the editor holds it.
    pub fn open_note(&self, title: &str) {
        let tree = self.find("tree", "Files");
        self.click_on(&self.find_in(&tree, "treeitem", title));
        self.find("tab", title);
        self.find("textbox", "Note editor");
    }

    /// Runs a command by its title, from the palette.
    pub fn run_command(&self, title: &str) {
        self.press(&[keys::CONTROL, "p"]);
        self.find("combobox", "Command palette");
        self.type_text(title);
        self.wait_for_text("listbox", "Command palette", title);
        self.press(&[keys::ENTER]);
        self.wait_until("the palette gone", || {
            self.list("combobox", Some("Command palette")).is_empty()
        });
    }

    /// Returns what a field of a form holds.
    pub fn value_of(&self, field: &Element) -> String {
        let value = self.session.run("return arguments[0].value", &[field.as_argument()]);
        value.ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Puts the cursor into the editor, at the very end of the note.
    pub fn go_to_end_of_note(&self) {
        self.click("textbox", "Note editor");
        self.press(&[keys::CONTROL, keys::END]);
    }

    /// Types text where the focus is.
    pub fn type_text(&self, text: &str) {
        self.session.type_text(text).unwrap_or_else(|error| panic!("typing {text:?}: {error}"));
    }

    /// Types text for about two seconds, so that the note is never at rest long enough to be saved,
    /// and does something else in the middle of it.
    pub fn type_while(&self, text: &str, meanwhile: impl FnOnce()) {
        let pause = 2000 / u32::try_from(text.chars().count()).unwrap().max(10);
        std::thread::scope(|scope| {
            let typing = scope.spawn(|| self.session.type_slowly(text, pause));
            std::thread::sleep(Duration::from_millis(900));
            meanwhile();
            typing.join().unwrap().unwrap_or_else(|error| panic!("typing {text:?}: {error}"));
        });
    }

    /// Presses keys together, such as Control and `o`.
    pub fn press(&self, together: &[&str]) {
        self.session.press(together).unwrap_or_else(|error| panic!("{together:?}: {error}"));
    }

    /// Drags over an element from one share of its width to another, in its middle, both from 0
    /// to 1; `holding` is a key that is held meanwhile.
    pub fn drag_over(&self, element: &Element, from: f64, to: f64, holding: Option<&str>) {
        let script = "const box = arguments[0].getBoundingClientRect(); \
            return [box.left, box.width, box.top + box.height / 2]";
        let found = self.session.run(script, &[element.as_argument()]).unwrap();
        let number = |at: usize| found[at].as_f64().unwrap();
        let point = |share: f64| ((number(0) + share * number(1)) as i32, number(2) as i32);
        self.session
            .drag(point(from), point(to), holding)
            .unwrap_or_else(|error| panic!("dragging over {element:?}: {error}"));
    }

    /// Takes the pointer to where it points at nothing: the middle of the status bar.
    pub fn rest_pointer(&self) {
        let place = "return [innerWidth / 2, innerHeight - 4]";
        let place = self.session.run(place, &[]).unwrap();
        let number = |at: usize| place[at].as_f64().unwrap() as i32;
        self.session.point((number(0), number(1))).unwrap();
    }

    /// Clicks on the first of this role whose text holds `part`, once there is one.
    pub fn click_with_text(&self, outer: &Element, role: &str, part: &str) {
        let found = self.wait_for(&format!("{role} with {part:?}"), || {
            let mut all = self.list_in(Some(outer), role, None).into_iter();
            all.find(|element| self.text_of(element).contains(part))
        });
        self.click_on(&found);
    }

    /// Returns the visible text of an element.
    pub fn text_of(&self, element: &Element) -> String {
        let text = self.session.run("return arguments[0].innerText", &[element.as_argument()]);
        text.ok().and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Returns an attribute of an element; empty where it has none.
    pub fn attribute_of(&self, element: &Element, name: &str) -> String {
        let script = "return arguments[0].getAttribute(arguments[1])";
        let value = self.session.run(script, &[element.as_argument(), json!(name)]);
        value.ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Returns all text that the window shows.
    pub fn all_text(&self) -> String {
        let text = self.session.run("return document.body.innerText", &[]);
        text.ok().and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Waits until what has this role and name shows a text.
    pub fn wait_for_text(&self, role: &str, name: &str, text: &str) {
        self.wait_until(&format!("{text:?} in {role} {name:?}"), || {
            self.list(role, Some(name)).iter().any(|element| self.text_of(element).contains(text))
        });
    }

    /// Waits until something holds.
    pub fn wait_until(&self, what: &str, holds: impl Fn() -> bool) {
        self.wait_for(what, || holds().then_some(()));
    }

    /// Waits until there is something, and returns it.
    pub fn wait_for<T>(&self, what: &str, find: impl Fn() -> Option<T>) -> T {
        let started = Instant::now();
        loop {
            if let Some(found) = find() {
                return found;
            }
            assert!(started.elapsed() < PATIENCE, "waited in vain for {what}");
            std::thread::sleep(GLANCE);
        }
    }

    /// Waits until two values are equal, and shows both where they stay different.
    pub fn wait_until_equal<T: PartialEq + Debug>(&self, expected: &T, find: impl Fn() -> T) {
        let started = Instant::now();
        loop {
            let found = find();
            if found == *expected {
                return;
            }
            assert!(started.elapsed() < PATIENCE, "expected {expected:?}\nfound {found:?}");
            std::thread::sleep(GLANCE);
        }
    }

    /// Waits until nothing on the display moves.
    pub(super) fn wait_for_rest(&self) {
        let look = || self.display.capture().unwrap();
        let before = std::cell::RefCell::new(look());
        self.wait_until("the window at rest", || {
            std::thread::sleep(Duration::from_millis(300));
            let now = look();
            before.replace(now.clone()) == now
        });
    }

    /// Asks the core as the page does, past the screen; for what no panel shows yet.
    pub fn ask(&self, request: &Value) -> Value {
        let script = "return window.__TAURI_INTERNALS__.invoke('ask', { request: arguments[0] })";
        self.session
            .run(script, std::slice::from_ref(request))
            .unwrap_or_else(|error| panic!("{request}: {error}"))
    }

    /// Runs the body of an asynchronous function in the page and returns its value as text.
    pub fn run_script(&self, script: &str) -> String {
        let script = format!("return (async () => {{ {script} }})()");
        let value = self.session.run(&script, &[]);
        let value = value.unwrap_or_else(|error| panic!("{script}: {error}"));
        value.as_str().map_or_else(|| value.to_string(), str::to_owned)
    }

    /// Writes what the window shows into a PNG file, once that has come to rest.
    pub fn keep_picture_at(&self, path: &std::path::Path) {
        self.wait_for_rest();
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        self.write_picture(path).unwrap();
    }

    /// Taken from the display: the driver's own picture never comes where WebKit draws without a
    /// GPU, and this one shows a window that no longer answers, too.
    fn write_picture(&self, path: &std::path::Path) -> anyhow::Result<()> {
        xtask::picture::write_png(&self.display.capture()?, path)
    }

    fn keep_picture(&self) {
        let test = std::thread::current().name().unwrap_or("journey").replace("::", "-");
        let folder = project().join("target/journeys");
        let path = folder.join(format!("{test}.png"));
        let kept = std::fs::create_dir_all(&folder)
            .map_err(anyhow::Error::from)
            .and_then(|()| self.write_picture(&path));
        match kept {
            Ok(()) => eprintln!("what the window showed: {}", path.display()),
            Err(error) => eprintln!("no picture of the window: {error:#}"),
        }
        eprintln!("its text:\n{}", self.all_text());
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.keep_picture();
        }
    }
}
