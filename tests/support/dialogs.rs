//! The dialogs of the system, answered by its keyboard.

use super::Window;
use super::screen::{Screen, keysyms};

impl Window {
    /// Names a file in a dialog of the system, once that is open, and accepts it.
    pub fn answer_dialog(&self, title: &str, file: &str) {
        self.close_dialog(title, |screen| {
            screen.press(&[keysyms::CONTROL, u32::from('a')]);
            screen.type_text(file);
            screen.press(&[keysyms::RETURN]);
        });
    }

    /// Leaves a dialog of the system, once that is open, without an answer.
    pub fn leave_dialog(&self, title: &str) {
        self.close_dialog(title, |screen| screen.press(&[keysyms::ESCAPE]));
    }

    /// Presses keys in a dialog until it is gone: one that has only just come may not take them yet.
    fn close_dialog(&self, title: &str, press: impl Fn(&mut Screen)) {
        let find = || Screen::connect(&self.display.name).find_window(title);
        self.wait_until(&format!("the dialog {title:?}"), || find().is_some());
        self.wait_until("the dialog gone", || {
            self.wait_for_rest();
            let Some(dialog) = find() else { return true };
            let mut screen = Screen::connect(&self.display.name);
            screen.focus(dialog);
            press(&mut screen);
            self.wait_for_rest();
            find().is_none()
        });
    }
}
