//! Addresses that other programs hand over: which vault is meant, and the wait until the page asks.

use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use tauri::{AppHandle, Emitter, Manager};
use vault::api::address::{Address, Chosen, parse_address};
use vault::error::{Error, Result};

use crate::open_vaults::OpenVaults;

/// An address for the page, or why there is none.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Handed {
    pub address: Option<Address>,
    pub problem: Option<Error>,
}

/// The address that the app was started with, until the page has taken it.
#[derive(Debug, Default)]
pub(crate) struct Waiting(Mutex<Handed>);

impl Waiting {
    pub(crate) fn new(handed: Handed) -> Self {
        Self(Mutex::new(handed))
    }

    /// Hands the address over, once.
    pub(crate) fn take(&self) -> Handed {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Reads an address and finds the vault that it means among those opened before.
pub(crate) fn choose(text: &str, vaults: &OpenVaults) -> Result<Chosen> {
    parse_address(text)?.choose(&vaults.preferences.read().recent)
}

/// Gives an address from another process to the page, which asks the person.
pub(crate) fn hand_over(app: &AppHandle, text: &str) {
    let handed = match choose(text, &app.state::<OpenVaults>()) {
        Ok(chosen) => Handed { address: Some(chosen.address), problem: None },
        Err(error) => Handed { address: None, problem: Some(error) },
    };
    if let Err(error) = app.emit("address", handed) {
        eprintln!("warning: the window was not told of an address: {error}");
    }
}
