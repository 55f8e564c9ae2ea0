//! Hands the bytes of a PDF document to the page, which draws its pages itself.

use std::io::Read;

use tauri::State;
use tauri::ipc::Response;
use vault::error::{Code, Error, Result};
use vault::path::VaultPath;
use vault::vault::Vault;

use crate::api::on_pool;
use crate::open_vaults::OpenVaults;

/// The largest document that is shown, in bytes.
const LARGEST: u64 = 256 << 20;

/// How far into a file its mark may stand; some programs write a few lines before it.
const HEAD: usize = 1024;

const MARK: &[u8] = b"%PDF-";

/// Answers with the bytes of one document of the open vault; nothing but a PDF is read.
#[tauri::command]
pub(crate) async fn read_document(vaults: State<'_, OpenVaults>, path: String) -> Result<Response> {
    let vault = vaults.current()?;
    on_pool(move || read(&vault, path)).await.map(Response::new)
}

fn read(vault: &Vault, path: String) -> Result<Vec<u8>> {
    let path = VaultPath::new(path)?;
    let url = vault.attachment_url(&path);
    let (_, file) = vault.open_attachment(url.rsplit('/').next().unwrap_or_default())?;
    let failed = |error: std::io::Error| {
        Error::new(Code::Failed, format!("{path} cannot be read: {error}")).with_path(&path)
    };
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Error::new(
            Code::Invalid,
            format!("{path} is larger than {} MB", LARGEST >> 20),
        )
        .with_path(&path)
        .with_hint("open it in the system's program"));
    }
    if is_pdf(&bytes) {
        return Ok(bytes);
    }
    Err(Error::new(Code::Denied, format!("{path} is no PDF document"))
        .with_path(&path)
        .with_hint("open it in the system's program"))
}

fn is_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    head.windows(MARK.len()).any(|window| window == MARK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_told_by_its_first_bytes() {
        assert!(is_pdf(b"%PDF-1.7\n") && is_pdf(b"\n\nbegin\n%PDF-1.4"));
        assert!(!is_pdf(b"<!doctype html><script>") && !is_pdf(b""));
        let late = [vec![b' '; HEAD], MARK.to_vec()].concat();
        assert!(!is_pdf(&late));
    }
}
