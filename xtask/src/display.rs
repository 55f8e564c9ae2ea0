//! A display where there is none: Xvfb, whose picture lies in a file.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

/// An X server of our own; it ends with this value.
pub struct Display {
    server: Child,
    /// What `DISPLAY` must say.
    pub name: String,
    framebuffer: PathBuf,
}

impl Display {
    /// Starts a display of the given size, whose picture lies in `folder`.
    pub fn start(size: (u32, u32), folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        // Xvfb finds a free number itself and prints it once it accepts windows.
        let mut server = Command::new("Xvfb")
            // Nobody moves its pointer, which would stand in the middle of every picture.
            .args(["-displayfd", "1", "-nolisten", "tcp", "-nocursor", "-screen", "0"])
            .arg(format!("{}x{}x24", size.0, size.1))
            .arg("-fbdir")
            .arg(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("Xvfb cannot be started; install the package xvfb")?;
        let number = read_line(&mut server)?;
        let framebuffer = folder.join("Xvfb_screen0");
        Ok(Self { server, name: format!(":{number}"), framebuffer })
    }

    /// Reads the picture as it is now, in the format of `xwd`.
    pub fn capture(&self) -> Result<Vec<u8>> {
        std::fs::read(&self.framebuffer).context("the picture of Xvfb cannot be read")
    }
}

fn read_line(server: &mut Child) -> Result<String> {
    let mut line = String::new();
    if let Some(output) = server.stdout.take() {
        BufReader::new(output).read_line(&mut line)?;
    }
    if !line.ends_with('\n') {
        bail!("Xvfb ended before it had a display");
    }
    Ok(line.trim().to_owned())
}

impl Drop for Display {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is gone.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
