//! The windows and the keyboard of a display, for the dialogs of the system: the WebDriver sees only the page. Speaks
//! the few requests of the X protocol that this takes.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;

/// Keys by their numbers in the X protocol; any other character is its own.
pub mod keysyms {
    pub const RETURN: u32 = 0xff0d;
    pub const ESCAPE: u32 = 0xff1b;
    pub const SHIFT: u32 = 0xffe1;
    pub const CONTROL: u32 = 0xffe3;
}

/// The requests, by the names that the protocol gives them.
mod requests {
    pub const GET_WINDOW_ATTRIBUTES: u8 = 3;
    pub const QUERY_TREE: u8 = 15;
    pub const INTERN_ATOM: u8 = 16;
    pub const GET_PROPERTY: u8 = 20;
    pub const SET_INPUT_FOCUS: u8 = 42;
    pub const QUERY_EXTENSION: u8 = 98;
    pub const GET_KEYBOARD_MAPPING: u8 = 101;
    pub const FAKE_INPUT: u8 = 2;
}

const KEY_PRESS: u8 = 2;
const KEY_RELEASE: u8 = 3;

/// A connection to a display.
pub struct Screen {
    stream: UnixStream,
    root: u32,
    /// The number under which the display takes pressed keys.
    test_extension: u8,
    first_key: u8,
    symbols_per_key: usize,
    symbols: Vec<u32>,
}

impl Screen {
    /// Connects to a display by its name, `:7`.
    pub fn connect(display: &str) -> Self {
        let number = display.trim_start_matches(':');
        let stream = UnixStream::connect(format!("/tmp/.X11-unix/X{number}")).unwrap();
        let mut screen = Self {
            stream,
            root: 0,
            test_extension: 0,
            first_key: 0,
            symbols_per_key: 0,
            symbols: Vec::new(),
        };
        screen.greet();
        let answer = screen.ask(requests::QUERY_EXTENSION, 0, &text_argument("XTEST"));
        screen.test_extension = answer[9];
        screen
    }

    /// Returns the window of this title, where one is shown.
    pub fn find_window(&mut self, title: &str) -> Option<u32> {
        let name = self.ask(requests::INTERN_ATOM, 0, &text_argument("_NET_WM_NAME"));
        let name = number(&name, 8);
        let root = self.root;
        let tree = self.ask(requests::QUERY_TREE, 0, &root.to_le_bytes());
        let windows: Vec<u32> = tree[32..].chunks_exact(4).map(|chunk| number(chunk, 0)).collect();
        windows.into_iter().find(|window| {
            let wanted = [*window, name, 0, 0, 64].map(u32::to_le_bytes).concat();
            let answer = self.ask(requests::GET_PROPERTY, 0, &wanted);
            let length = number(&answer, 16) as usize;
            answer[32..].get(..length) == Some(title.as_bytes()) && self.is_shown(*window)
        })
    }

    fn is_shown(&mut self, window: u32) -> bool {
        let viewable = 2;
        self.ask(requests::GET_WINDOW_ATTRIBUTES, 0, &window.to_le_bytes())[26] == viewable
    }

    /// Gives a window the keyboard.
    pub fn focus(&mut self, window: u32) {
        let revert_to_root = 1;
        let now = 0_u32.to_le_bytes();
        self.send(requests::SET_INPUT_FOCUS, revert_to_root, &[window.to_le_bytes(), now].concat());
    }

    /// Types a text into what has the keyboard.
    pub fn type_text(&mut self, text: &str) {
        for character in text.chars() {
            self.press(&[u32::from(character)]);
        }
    }

    /// Presses keys together and lets go of them.
    pub fn press(&mut self, together: &[u32]) {
        let mut keys = Vec::new();
        for symbol in together {
            let (key, shifted) = self.find_key(*symbol);
            if shifted {
                keys.push(self.find_key(keysyms::SHIFT).0);
            }
            keys.push(key);
        }
        for key in &keys {
            self.fake(KEY_PRESS, *key);
        }
        for key in keys.iter().rev() {
            self.fake(KEY_RELEASE, *key);
        }
    }

    /// The key that gives a symbol, and whether it does so with Shift.
    fn find_key(&self, symbol: u32) -> (u8, bool) {
        let of_keys = self.symbols.chunks_exact(self.symbols_per_key).enumerate();
        let mut found = of_keys.filter_map(|(at, symbols)| {
            let shifted = symbols.iter().take(2).position(|other| *other == symbol)? == 1;
            Some((self.first_key + u8::try_from(at).unwrap(), shifted))
        });
        found.next().unwrap_or_else(|| panic!("no key gives {symbol:#x}"))
    }

    fn fake(&mut self, what: u8, key: u8) {
        let mut event = [0; 32];
        [event[0], event[1]] = [what, key];
        self.send(self.test_extension, requests::FAKE_INPUT, &event);
    }

    /// Says hello, and reads the root window and the keys.
    fn greet(&mut self) {
        self.stream.write_all(&[b'l', 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]).unwrap();
        let head = self.read(8);
        assert_eq!(head[0], 1, "the display takes no connection");
        let setup = self.read(usize::from(u16::from_le_bytes([head[6], head[7]])) * 4);
        let vendor = usize::from(u16::from_le_bytes([setup[16], setup[17]])).next_multiple_of(4);
        let formats = usize::from(setup[21]) * 8;
        self.root = number(&setup, 32 + vendor + formats);
        self.first_key = setup[26];
        let count = setup[27] - self.first_key + 1;
        let mapping = self.ask(requests::GET_KEYBOARD_MAPPING, 0, &[self.first_key, count, 0, 0]);
        self.symbols_per_key = usize::from(mapping[1]);
        self.symbols = mapping[32..].chunks_exact(4).map(|chunk| number(chunk, 0)).collect();
    }

    /// Sends a request and returns its answer.
    fn ask(&mut self, request: u8, detail: u8, arguments: &[u8]) -> Vec<u8> {
        self.send(request, detail, arguments);
        loop {
            let mut answer = self.read(32);
            match answer[0] {
                0 => panic!("the display refused request {request}: error {}", answer[1]),
                1 => {
                    let rest = self.read(number(&answer, 4) as usize * 4);
                    answer.extend(rest);
                    return answer;
                }
                _ => {} // Something happened on the display; nobody waits for it.
            }
        }
    }

    fn send(&mut self, request: u8, detail: u8, arguments: &[u8]) {
        let mut bytes = arguments.to_vec();
        bytes.resize(bytes.len().next_multiple_of(4), 0);
        let words = u16::try_from(bytes.len() / 4 + 1).unwrap().to_le_bytes();
        self.stream.write_all(&[[request, detail], words].concat()).unwrap();
        self.stream.write_all(&bytes).unwrap();
    }

    fn read(&mut self, length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length];
        self.stream.read_exact(&mut bytes).unwrap();
        bytes
    }
}

/// A text with its length before it.
fn text_argument(text: &str) -> Vec<u8> {
    let length = u16::try_from(text.len()).unwrap().to_le_bytes();
    [length.as_slice(), &[0, 0], text.as_bytes()].concat()
}

fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap())
}
