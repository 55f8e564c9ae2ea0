//! What leaves the app: web addresses, the file manager, other programs. Each is checked here.

use std::path::{Path, PathBuf};

use tauri::{AppHandle, State, Url};
use tauri_plugin_opener::OpenerExt;
use vault::error::{Code, Error, Result};
use vault::path::VaultPath;

use crate::api::on_pool;
use crate::open_vaults::OpenVaults;

/// Documents that other programs show. Whatever a program could run is not among them.
const DOCUMENTS: &[&str] = &[
    "pdf", "png", "jpg", "jpeg", "gif", "webp", "avif", "bmp", "svg", "tif", "tiff", "heic", "mp3",
    "wav", "ogg", "oga", "opus", "m4a", "flac", "mp4", "m4v", "mov", "webm", "ogv", "mkv", "md",
    "txt", "csv", "tsv", "json", "canvas", "base", "bib", "ris", "epub", "djvu", "odt", "ods",
    "odp", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "rtf",
];

/// The longest web address that is opened, in bytes.
const LONGEST: usize = 8192;

/// Opens a web or mail address in the system's program.
#[tauri::command]
pub(crate) async fn open_external(app: AppHandle, url: String) -> Result<()> {
    let url = check_address(&url)?;
    on_pool(move || {
        let opened = app.opener().open_url(url.as_str(), None::<&str>);
        opened.map_err(|error| refused(url.as_str(), &error))
    })
    .await
}

/// Shows a file of the vault in the file manager.
#[tauri::command]
pub(crate) async fn reveal(
    app: AppHandle,
    vaults: State<'_, OpenVaults>,
    path: String,
) -> Result<()> {
    let file = locate(&vaults, &path)?;
    on_pool(move || app.opener().reveal_item_in_dir(&file).map_err(|error| refused(&path, &error)))
        .await
}

/// Opens a document of the vault in the system's program; shows any other file in its folder.
#[tauri::command]
pub(crate) async fn open_in_system(
    app: AppHandle,
    vaults: State<'_, OpenVaults>,
    path: String,
) -> Result<()> {
    let file = locate(&vaults, &path)?;
    on_pool(move || {
        let opener = app.opener();
        let done = if is_document(&file) {
            opener.open_path(file.to_string_lossy(), None::<&str>)
        } else {
            opener.reveal_item_in_dir(&file)
        };
        done.map_err(|error| refused(&path, &error))
    })
    .await
}

fn locate(vaults: &OpenVaults, path: &str) -> Result<PathBuf> {
    vaults.current()?.locate(&VaultPath::new(path)?)
}

/// Parses an address; refuses what is not for a browser or a mail program.
fn check_address(address: &str) -> Result<Url> {
    let refuse = |why: &str| Error::new(Code::Denied, format!("the address was not opened: {why}"));
    if address.len() > LONGEST {
        return Err(refuse("it is too long"));
    }
    let url = Url::parse(address).map_err(|error| refuse(&error.to_string()))?;
    match url.scheme() {
        "http" | "https" | "mailto" => Ok(url),
        other => Err(refuse(&format!("{other}: is neither web nor mail"))),
    }
}

fn is_document(file: &Path) -> bool {
    let extension = file.extension().and_then(|extension| extension.to_str());
    let extension = extension.map(str::to_ascii_lowercase);
    file.is_file() && extension.is_some_and(|extension| DOCUMENTS.contains(&extension.as_str()))
}

fn refused(what: &str, error: &tauri_plugin_opener::Error) -> Error {
    Error::new(Code::Failed, format!("{what} cannot be opened: {error}"))
        .with_hint("check which program your system uses for it")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_and_mail_leave_the_app() {
        for good in ["https://example.org/a b", "http://x.org", "mailto:ines@example.org"] {
            assert!(check_address(good).is_ok(), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "file:///etc/passwd",
            "data:text/html,<script>",
            "vbscript:x",
            "smb://host/share",
            "ssh://host",
            "vault://localhost/0",
            "//example.org",
            "example.org",
            "",
        ] {
            assert_eq!(check_address(bad).unwrap_err().code, Code::Denied, "{bad}");
        }
    }

    #[test]
    fn programs_are_not_documents() {
        let folder = tempfile::tempdir().unwrap();
        for (name, expected) in [
            ("paper.PDF", true),
            ("run.sh", false),
            ("app.desktop", false),
            ("page.html", false),
            ("setup.exe", false),
            ("none", false),
        ] {
            let file = folder.path().join(name);
            std::fs::File::create(&file).unwrap();
            assert_eq!(is_document(&file), expected, "{name}");
        }
        assert!(!is_document(&folder.path().join("absent.pdf")));
    }
}
