//! What every journey stands on: a vault of its own, a display, and the built app in a real window.

mod accessible;
mod dialogs;
mod screen;
mod vault;
mod webdriver;
mod window;

pub use vault::TestVault;
pub use webdriver::keys;
pub use window::Window;
