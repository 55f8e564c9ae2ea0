//! A small WebDriver client: just what journeys need of the protocol, one request at a time.

use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal};
use serde_json::{Value, json};

/// Keys as WebDriver names them.
pub mod keys {
    pub const ENTER: &str = "\u{e007}";
    pub const ESCAPE: &str = "\u{e00c}";
    pub const HOME: &str = "\u{e011}";
    pub const END: &str = "\u{e010}";
    pub const F2: &str = "\u{e032}";
    pub const F10: &str = "\u{e03a}";
    pub const TAB: &str = "\u{e004}";
    pub const LEFT: &str = "\u{e012}";
    pub const RIGHT: &str = "\u{e014}";
    pub const DOWN: &str = "\u{e015}";
    pub const DELETE: &str = "\u{e017}";
    pub const CONTROL: &str = "\u{e009}";
    pub const ALT: &str = "\u{e00a}";
    pub const SHIFT: &str = "\u{e008}";
}

/// The name under which the protocol hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A session with one window, and the driver that carries it.
pub(super) struct Session {
    driver: Child,
    base: String,
}

/// An element of the page, as the driver names it.
#[derive(Clone, Debug)]
pub struct Element(String);

impl Element {
    /// Returns the element as an argument of a script.
    pub(super) fn as_argument(&self) -> Value {
        json!({ ELEMENT: self.0 })
    }
}

impl Session {
    /// Starts a driver in the given environment, and in it the app.
    pub(super) fn start(
        app: &Path,
        arguments: &[String],
        environment: &[(&str, String)],
    ) -> Result<Self, String> {
        let port = free_port();
        let driver = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .envs(environment.iter().map(|(name, value)| (*name, value)))
            .stdin(Stdio::null())
            // The app is a child of the driver; both can be ended as one group.
            .process_group(0)
            .spawn()
            .map_err(|error| format!("WebKitWebDriver: {error}; cargo xtask test installs it"))?;
        let mut session = Self { driver, base: format!("http://127.0.0.1:{port}/session") };
        wait_for_port(port)?;
        // No browserName: the driver refuses every name but its own browser's.
        let options = json!({ "binary": app, "args": arguments });
        let wanted = json!({ "alwaysMatch": { "webkitgtk:browserOptions": options } });
        let created = session.post("", &json!({ "capabilities": wanted }))?;
        let id = created["sessionId"].as_str().ok_or("the driver gave no session")?;
        session.base = format!("{}/{id}", session.base);
        Ok(session)
    }

    /// Runs the body of a function in the page and returns its value.
    pub(super) fn run(&self, script: &str, arguments: &[Value]) -> Result<Value, String> {
        self.post("/execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// Runs a script that returns elements.
    pub(super) fn find(&self, script: &str, arguments: &[Value]) -> Result<Vec<Element>, String> {
        let found = self.run(script, arguments)?;
        let elements = found.as_array().cloned().unwrap_or_default();
        let ids = elements.iter().filter_map(|element| element[ELEMENT].as_str());
        Ok(ids.map(|id| Element(id.to_owned())).collect())
    }

    /// Clicks into the middle of an element, as a person would.
    pub(super) fn click(&self, element: &Element) -> Result<(), String> {
        self.post(&format!("/element/{}/click", element.0), &json!({})).map(drop)
    }

    /// Presses keys together and lets go of them; what has the focus receives them.
    pub(super) fn press(&self, together: &[&str]) -> Result<(), String> {
        let down = together.iter().map(|key| json!({ "type": "keyDown", "value": key }));
        let up = together.iter().rev().map(|key| json!({ "type": "keyUp", "value": key }));
        self.act(&down.chain(up).collect::<Vec<_>>())
    }

    /// Types text one character after another; what has the focus receives it.
    pub(super) fn type_text(&self, text: &str) -> Result<(), String> {
        let characters = text.chars().map(|character| match character {
            '\n' => keys::ENTER.to_owned(),
            other => other.to_string(),
        });
        let presses = characters.flat_map(|key| {
            [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })]
        });
        self.act(&presses.collect::<Vec<_>>())
    }

    /// Drags the pointer, its main button held, from one point of the window to another, both in
    /// pixels from the upper left; `holding` is a key that is held meanwhile.
    pub(super) fn drag(
        &self,
        from: (i32, i32),
        to: (i32, i32),
        holding: Option<&str>,
    ) -> Result<(), String> {
        let move_to =
            |(x, y): (i32, i32)| json!({ "type": "pointerMove", "x": x, "y": y, "duration": 20 });
        let middle = (i32::midpoint(from.0, to.0), i32::midpoint(from.1, to.1));
        let pause = json!({ "type": "pause" });
        let pointer = [
            pause.clone(),
            move_to(from),
            json!({ "type": "pointerDown", "button": 0 }),
            move_to(middle),
            move_to(to),
            json!({ "type": "pointerUp", "button": 0 }),
        ];
        let key = |what: &str| holding.map(|key| json!({ "type": what, "value": key }));
        let mut keyboard = vec![key("keyDown").unwrap_or_else(|| pause.clone())];
        keyboard.extend(vec![pause.clone(); pointer.len() - 1]);
        keyboard.push(key("keyUp").unwrap_or(pause));
        let parameters = json!({ "pointerType": "mouse" });
        let pointer = json!({ "type": "pointer", "id": "mouse", "parameters": parameters, "actions": pointer });
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": keyboard });
        self.post("/actions", &json!({ "actions": [keyboard, pointer] })).map(drop)
    }

    /// Moves the pointer to a point of the window, in pixels from the upper left; where the driver
    /// thinks that it is there already, too.
    pub(super) fn point(&self, (x, y): (i32, i32)) -> Result<(), String> {
        let move_to = |x: i32| json!({ "type": "pointerMove", "x": x, "y": y, "duration": 20 });
        let parameters = json!({ "pointerType": "mouse" });
        let actions = [move_to(x - 8), move_to(x)];
        let pointer = json!({ "type": "pointer", "id": "mouse", "parameters": parameters, "actions": actions });
        self.post("/actions", &json!({ "actions": [pointer] })).map(drop)
    }

    /// Ends the app, and the driver with it, as a crash would.
    pub(super) fn kill(&self) {
        kill_group(&self.driver);
    }

    /// Types text with a pause after each character, in milliseconds.
    pub(super) fn type_slowly(&self, text: &str, pause: u32) -> Result<(), String> {
        let presses = text.chars().flat_map(|character| {
            let key = character.to_string();
            [
                json!({ "type": "keyDown", "value": key }),
                json!({ "type": "keyUp", "value": key }),
                json!({ "type": "pause", "duration": pause }),
            ]
        });
        self.act(&presses.collect::<Vec<_>>())
    }

    fn act(&self, actions: &[Value]) -> Result<(), String> {
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": actions });
        self.post("/actions", &json!({ "actions": [keyboard] })).map(drop)
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value, String> {
        let request = minreq::post(format!("{}{path}", self.base));
        self.send(
            request.with_header("Content-Type", "application/json").with_body(body.to_string()),
        )
    }

    fn send(&self, request: minreq::Request) -> Result<Value, String> {
        let answer = request.with_timeout(60).send().map_err(|error| error.to_string())?;
        let text = answer.as_str().map_err(|error| error.to_string())?;
        let value: Value =
            serde_json::from_str(text).map_err(|error| format!("{error}: {text}"))?;
        match value["value"]["error"].as_str() {
            Some(error) => Err(format!("{error}: {}", value["value"]["message"])),
            None => Ok(value["value"].clone()),
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // The journey may have killed the app; then the driver has nothing to close.
        let _ = self.send(minreq::delete(&self.base));
        kill_group(&self.driver);
        let _ = self.driver.wait();
    }
}

/// Ends a program and all that it started, at once.
fn kill_group(leader: &Child) {
    if let Some(group) = i32::try_from(leader.id()).ok().and_then(Pid::from_raw) {
        let _ = rustix::process::kill_process_group(group, Signal::KILL);
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").port()
}

fn wait_for_port(port: u16) -> Result<(), String> {
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(20) {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Err("WebKitWebDriver does not listen".to_owned())
}
