//! Carries `vault::api` to the page: decodes a request, asks once, encodes the answer.

use serde_json::Value;
use tauri::State;
use tauri::ipc::Response;
use vault::api::Request;
use vault::error::{Code, Error, Result};
use vault::vault::Vault;

use crate::open_vaults::OpenVaults;
use crate::pieces;

/// The most text a request may carry, in bytes: a note of the largest editable size, or a pasted
/// attachment in base64.
const LIMIT: usize = 256 * 1024 * 1024;

/// Answers one request of the page about the open vault.
#[tauri::command]
pub(crate) async fn ask(vaults: State<'_, OpenVaults>, request: Value) -> Result<Response> {
    let vault = vaults.current()?;
    on_pool(move || answer(&vault, request)).await
}

/// Runs `work` where it may block; a panic becomes an error, and the window lives on.
pub(crate) async fn on_pool<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    match tauri::async_runtime::spawn_blocking(work).await {
        Ok(outcome) => outcome,
        Err(_panicked) => Err(Error::new(Code::Failed, "the request met a fault in the app")
            .with_hint("your files are as they were; try again, and report it if it stays")),
    }
}

/// Answers as JSON; a long answer in pieces, which go as bytes, so that the page can tell.
fn answer(vault: &Vault, request: Value) -> Result<Response> {
    let whole = encode(&vault::api::ask(vault, decode(request)?)?)?;
    Ok(match pieces::cut(&whole) {
        Some(pieces) => Response::new(pieces.into_bytes()),
        None => Response::new(whole),
    })
}

fn decode(request: Value) -> Result<Request> {
    if text_bytes(&request) > LIMIT {
        return Err(Error::new(Code::Invalid, "the request carries more than 256 MB")
            .with_hint("copy large files into the vault's folder instead"));
    }
    serde_json::from_value(request)
        .map_err(|error| Error::new(Code::Invalid, format!("the request cannot be read: {error}")))
}

/// Encodes an answer as JSON.
pub(crate) fn encode(answer: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(answer)
        .map_err(|error| Error::new(Code::Failed, format!("the answer cannot be sent: {error}")))
}

/// Counts the bytes of all text in a value.
fn text_bytes(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(text_bytes).sum(),
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| name.len() + text_bytes(value)).sum()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}
