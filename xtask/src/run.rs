//! `cargo xtask run`: the app in a window, or a picture of it where there is no display.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use xtask::display::Display;
use xtask::picture;

use crate::options::Options;
use crate::setup::{self, For};
use crate::steps::{cargo, root, run as run_to_end, say, target};

/// How long the page may take until its first picture; a cold start on a slow machine.
const PATIENCE: Duration = Duration::from_secs(90);
/// How long the picture may take to come to rest, and how often it is looked at.
const SETTLING: Duration = Duration::from_secs(5);
const GLANCE: Duration = Duration::from_millis(300);

/// The note of the example that a picture shows.
const EXAMPLE_NOTE: &str = "06-reference/amazon durability.md";

/// What was asked for.
struct Wish {
    folder: Option<PathBuf>,
    note: Option<String>,
    theme: Option<String>,
    size: (u32, u32),
    sized: bool,
    release: bool,
    headless: bool,
}

/// Builds and starts the app.
pub fn run(arguments: &[String]) -> Result<()> {
    let wish = read(arguments)?;
    setup::prepare(if wish.headless { For::Picture } else { For::App })?;
    setup::build_page()?;
    let app = build(wish.release)?;
    if wish.headless { take_picture(&app, &wish) } else { start(&app, &wish) }
}

fn read(arguments: &[String]) -> Result<Wish> {
    let mut options = Options::new(arguments);
    let theme = options.value("--theme")?;
    if theme.as_deref().is_some_and(|theme| !["light", "dark", "system"].contains(&theme)) {
        bail!("--theme is light, dark or system");
    }
    let size = options.value("--size")?;
    let has_display = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    let note = options.value("--note")?;
    let headless = options.switch("--headless") || !has_display;
    let release = options.switch("--release");
    let sized = size.is_some();
    let size = parse_size(size.as_deref().unwrap_or("1280x800"))?;
    let folder = match options.rest()?.as_slice() {
        [] => None,
        [folder] => Some(fs::canonicalize(folder).with_context(|| folder.clone())?),
        _ => bail!("one folder can be opened at a time"),
    };
    Ok(Wish { folder, note, theme, size, sized, release, headless })
}

fn parse_size(text: &str) -> Result<(u32, u32)> {
    let parsed = text
        .split_once('x')
        .and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    parsed.with_context(|| format!("--size {text}: write it as 1280x800"))
}

/// Builds the app and returns its program.
pub fn build(release: bool) -> Result<PathBuf> {
    let mut build = cargo();
    build.args(["build", "--workspace", "--bin", "throughline"]);
    if release {
        build.arg("--release");
    }
    run_to_end(&mut build)?;
    Ok(target().join(if release { "release" } else { "debug" }).join("throughline"))
}

fn start(app: &Path, wish: &Wish) -> Result<()> {
    if wish.theme.is_some() || wish.note.is_some() {
        say("--theme and --note are for pictures; choose them in the window");
    }
    let mut command = Command::new(app);
    if wish.sized {
        command.arg("--size").arg(size_text(wish.size));
    }
    run_to_end(command.args(&wish.folder))
}

/// Starts the app on a display of its own with nobody's settings, and writes what it shows.
fn take_picture(app: &Path, wish: &Wish) -> Result<()> {
    let scratch = Scratch::make()?;
    let (folder, note) = match &wish.folder {
        Some(folder) => (folder.clone(), wish.note.clone()),
        None => {
            let note = wish.note.clone().unwrap_or_else(|| EXAMPLE_NOTE.to_owned());
            (copy_example(&scratch.0.join("Example"))?, Some(note))
        }
    };
    let theme = wish.theme.as_deref().unwrap_or("light");
    let preferences = preferences(theme, &folder, note.as_deref());
    write_preferences(&scratch.0.join("config/throughline"), &preferences)?;
    let display = Display::start(wish.size, &scratch.0.join("screen"))?;
    let ready = scratch.0.join("ready");
    let mut app = Running(
        Command::new(app)
            .arg("--size")
            .arg(size_text(wish.size))
            .arg(folder)
            .env("DISPLAY", &display.name)
            .env_remove("WAYLAND_DISPLAY")
            .env("XDG_CONFIG_HOME", scratch.0.join("config"))
            .env("XDG_CACHE_HOME", scratch.0.join("cache"))
            .env("XDG_DATA_HOME", scratch.0.join("data"))
            .env("THROUGHLINE_READY_FILE", &ready)
            // Neither accessibility nor settings services run beside a display of our own.
            .env("NO_AT_BRIDGE", "1")
            .env("GSETTINGS_BACKEND", "memory")
            // Else one is started for each run, and stays.
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .spawn()
            .context("the app cannot be started")?,
    );
    let milliseconds = wait_for(&ready, &mut app)?;
    say(&format!("the page was ready after {milliseconds} ms"));
    let path = root().join("screenshots");
    fs::create_dir_all(&path)?;
    let path = path.join(format!("throughline-{theme}-{}.png", size_text(wish.size)));
    picture::write_png(&settled(&display)?, &path)?;
    println!("{}", path.display());
    Ok(())
}

fn size_text((width, height): (u32, u32)) -> String {
    format!("{width}x{height}")
}

/// Waits for the page and returns the milliseconds it took, as the app counted them.
fn wait_for(ready: &Path, app: &mut Running) -> Result<String> {
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        match fs::read_to_string(ready) {
            Ok(milliseconds) if milliseconds.ends_with('\n') => {
                return Ok(milliseconds.trim().to_owned());
            }
            _ => std::thread::sleep(Duration::from_millis(50)),
        }
        if let Some(status) = app.0.try_wait()? {
            bail!("the app ended before its page was ready: {status}");
        }
    }
    bail!("the page was not ready after {} seconds", PATIENCE.as_secs())
}

/// Looks at the display until two glances agree: note, fonts, images and index have arrived.
fn settled(display: &Display) -> Result<Vec<u8>> {
    let started = Instant::now();
    std::thread::sleep(GLANCE * 3);
    let mut last = display.capture()?;
    loop {
        std::thread::sleep(GLANCE);
        let now = display.capture()?;
        if now == last || started.elapsed() > SETTLING {
            return Ok(now);
        }
        last = now;
    }
}

/// Returns what the app would remember of a window with this theme and this note in front.
fn preferences(theme: &str, folder: &Path, note: Option<&str>) -> String {
    let tabs = note.map_or_else(String::new, |note| {
        let place = format!(r#"{{"view": "note", "path": {}}}"#, json_string(note));
        let tab = format!(r#"{{"place": {place}, "mode": "live", "pinned": false}}"#);
        let panes = format!(r#"[{{"tabs": [{tab}], "active": 0}}]"#);
        let parent = note.rsplit_once('/').map(|(parent, _)| json_string(parent));
        format!(
            r#"{}: {{"tabs": {{"panes": {panes}, "active": 0}}, "expanded": [{}], "left": "files", "used": 1}}"#,
            json_string(&folder.to_string_lossy()),
            parent.unwrap_or_default()
        )
    });
    let theme = json_string(theme);
    format!(r#"{{"page": {{"theme": {theme}, "vaults": {{{tabs}}}}}}}"#)
}

fn json_string(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn write_preferences(config: &Path, preferences: &str) -> Result<()> {
    fs::create_dir_all(config)?;
    Ok(fs::write(config.join("preferences.json"), preferences)?)
}

/// Copies the example vault, so that trying things out changes nothing in the project.
fn copy_example(destination: &Path) -> Result<PathBuf> {
    copy(&root().join("src-tauri/example"), destination).context("the example vault")?;
    Ok(destination.to_owned())
}

fn copy(source: &Path, destination: &Path) -> Result<()> {
    fs::create_dir_all(destination)?;
    for entry in fs::read_dir(source)? {
        let entry = entry?;
        let copied = destination.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &copied)?;
        } else {
            fs::copy(entry.path(), copied)?;
        }
    }
    Ok(())
}

/// The app while it runs; it ends with this value.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is gone.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A folder for one run; it goes with this value.
struct Scratch(PathBuf);

impl Scratch {
    fn make() -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("throughline-run-{}", std::process::id()));
        fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What is left in the temporary folder does no harm.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_json() {
        assert_eq!(json_string(r#"a "b" \c"#), r#""a \"b\" \\c""#);
    }

    #[test]
    fn a_note_is_in_front_and_its_folder_is_open() {
        let written = preferences("dark", Path::new("/v"), Some("A/b.md"));
        assert!(written.contains(r#""theme": "dark""#), "{written}");
        assert!(written.contains(r#""path": "A/b.md""#), "{written}");
        assert!(written.contains(r#""expanded": ["A"]"#), "{written}");
        assert_eq!(written.matches('{').count(), written.matches('}').count());
        assert!(preferences("light", Path::new("/v"), None).ends_with(r#""vaults": {}}}"#));
    }
}
