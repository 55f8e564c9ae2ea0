//! One window per vault: a lock file that the system releases, and a way to raise whoever holds it.
//!
//! The lock is the truth and works without a session bus; a crash releases it. It keeps two windows
//! apart, not programs: `tl` and other editors may work in the same vault at any time.

#![allow(clippy::disallowed_methods, reason = "writes in the app's data folder, not in notes")]

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use vault::error::{Code, Error, Result};

/// Keeps other windows from opening the same vault for as long as it lives.
#[derive(Debug)]
pub(crate) struct WindowLock {
    _file: File,
}

/// The outcome of asking for a vault's window.
#[derive(Debug)]
pub(crate) enum Taken {
    /// No other window had the vault; now this process has it.
    Here(WindowLock),
    /// Another process shows it.
    Elsewhere(Holder),
}

/// The process whose window shows a vault.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Holder {
    process: u32,
}

/// Takes the window of the vault in `folder`, whose path must be canonical.
pub(crate) fn take(data: &Path, folder: &Path) -> Result<Taken> {
    let path = lock_path(data, folder);
    open_and_lock(&path).map_err(|error| {
        Error::new(Code::Failed, format!("the lock of the vault cannot be taken: {error}"))
            .with_hint("check that the folder can be written and that the disk is not full")
            .with_path(path.display())
    })
}

fn lock_path(data: &Path, folder: &Path) -> PathBuf {
    let name = blake3::hash(folder.as_os_str().as_encoded_bytes()).to_hex();
    data.join("windows").join(format!("{}.lock", name.get(..16).unwrap_or_default()))
}

fn open_and_lock(path: &Path) -> std::io::Result<Taken> {
    std::fs::create_dir_all(path.parent().unwrap_or(path))?;
    let mut file =
        OpenOptions::new().create(true).truncate(false).read(true).write(true).open(path)?;
    match file.try_lock() {
        Ok(()) => {
            file.set_len(0)?;
            file.rewind()?;
            write!(file, "{}", std::process::id())?;
            Ok(Taken::Here(WindowLock { _file: file }))
        }
        Err(TryLockError::WouldBlock) => {
            let mut text = String::new();
            file.read_to_string(&mut text)?;
            Ok(Taken::Elsewhere(Holder { process: text.trim().parse().unwrap_or(0) }))
        }
        Err(TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(target_os = "linux")]
mod raising {
    use std::io::{Read, Write};
    use std::net::Shutdown;
    use std::os::linux::net::SocketAddrExt;
    use std::os::unix::net::{SocketAddr, UnixListener, UnixStream};
    use std::time::Duration;

    const RAISED: &[u8] = b"raised";

    /// The most that another process may hand over, in bytes, and how long it may take.
    const MOST: u64 = 128 * 1024;
    const PATIENCE: Duration = Duration::from_secs(2);

    /// An address without a file, so that a crash leaves nothing behind.
    fn address(process: u32) -> std::io::Result<SocketAddr> {
        SocketAddr::from_abstract_name(format!("throughline-window-{process}"))
    }

    /// Calls `raise` whenever another process asks for this one's window, with the address that it
    /// hands over; an empty one where it has none.
    pub(crate) fn answer(raise: impl Fn(&str) + Send + 'static) -> std::io::Result<()> {
        let listener = UnixListener::bind_addr(&address(std::process::id())?)?;
        std::thread::Builder::new().name("raise".into()).spawn(move || {
            for mut asking in listener.incoming().flatten() {
                let mut address = String::new();
                let waits = asking.set_read_timeout(Some(PATIENCE));
                let read = (&mut asking).take(MOST).read_to_string(&mut address);
                // What did not arrive whole is not followed; the window comes up all the same.
                let is_whole = waits.is_ok() && read.is_ok();
                raise(if is_whole { &address } else { "" });
                // Whoever asked may be gone; the window is up all the same.
                let _ = asking.write_all(RAISED);
            }
        })?;
        Ok(())
    }

    pub(super) fn ask(process: u32, address_text: &str) -> std::io::Result<bool> {
        let mut holder = UnixStream::connect_addr(&address(process)?)?;
        holder.set_read_timeout(Some(PATIENCE))?;
        holder.write_all(address_text.as_bytes())?;
        holder.shutdown(Shutdown::Write)?;
        let mut answer = Vec::new();
        holder.read_to_end(&mut answer)?;
        Ok(answer == RAISED)
    }
}

#[cfg(not(target_os = "linux"))]
mod raising {
    /// Does nothing: only Linux has addresses without a file.
    pub(crate) fn answer(_raise: impl Fn(&str) + Send + 'static) -> std::io::Result<()> {
        Ok(())
    }

    pub(super) fn ask(_process: u32, _address: &str) -> std::io::Result<bool> {
        Ok(false)
    }
}

pub(crate) use raising::answer;

impl Holder {
    /// Brings the holder's window to the front and hands it an address, which may be empty; false
    /// when it does not answer.
    pub(crate) fn raise(&self, address: &str) -> bool {
        raising::ask(self.process, address).unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_window_is_told_who_has_the_vault() {
        let data = tempfile::tempdir().unwrap();
        let vault = Path::new("/some/vault");
        let Taken::Here(lock) = take(data.path(), vault).unwrap() else { panic!("not taken") };
        let Taken::Elsewhere(holder) = take(data.path(), vault).unwrap() else {
            panic!("taken twice")
        };
        assert_eq!(holder, Holder { process: std::process::id() });
        assert!(matches!(take(data.path(), Path::new("/other")).unwrap(), Taken::Here(_)));
        drop(lock);
        assert!(matches!(take(data.path(), vault).unwrap(), Taken::Here(_)));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_holder_is_raised_and_says_so() {
        let (raised, heard) = std::sync::mpsc::channel();
        answer(move |address| raised.send(address.to_owned()).unwrap()).unwrap();
        let holder = Holder { process: std::process::id() };
        assert!(holder.raise("throughline://daily") && holder.raise(""));
        assert_eq!(heard.recv().unwrap(), "throughline://daily");
        assert_eq!(heard.recv().unwrap(), "");
        assert!(!Holder { process: 0 }.raise(""));
    }
}
