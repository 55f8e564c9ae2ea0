//! A note as HTML.

use serde::Serialize;

use super::finding::resolve_in;
use crate::error::{Code, Error, Result};
use crate::index::Snapshot;
use crate::parse::{parse, parse_bytes};
use crate::path::{FileKind, VaultPath};
use crate::query::render::{Note, RenderContext, RenderOptions, render_part};
use crate::resolve::LinkStyle;
use crate::vault::Vault;

/// Safe HTML.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
pub struct Rendered {
    /// Sanitised; the page sanitises it again before it is mounted.
    pub html: String,
}

pub(super) fn render(
    vault: &Vault,
    note: String,
    text: Option<String>,
    subpath: String,
) -> Result<Rendered> {
    let path = vault.find_note(&note)?;
    let settings = vault.settings();
    let (text, facts) = match text {
        Some(text) => {
            let facts = parse(&text);
            (text, facts)
        }
        None => {
            let file = vault.read(&path)?;
            let (text, facts) = parse_bytes(&file.bytes);
            (text.into_owned(), facts)
        }
    };
    let context =
        Surroundings { vault, snapshot: vault.snapshot()?, style: settings.link_format().style };
    let options = RenderOptions { strict_line_breaks: settings.strict_line_breaks };
    let shown = Note { path: &path, text: &text, facts: &facts };
    let html = render_part(shown, &subpath, &context, options).ok_or_else(|| {
        Error::new(Code::NotFound, format!("{path} has no part {subpath:?}")).with_path(&path)
    })?;
    Ok(Rendered { html: html.into_string() })
}

/// What a note's rendering asks of the vault around it.
struct Surroundings<'v> {
    vault: &'v Vault,
    snapshot: Snapshot,
    style: LinkStyle,
}

impl RenderContext for Surroundings<'_> {
    fn resolve(&self, source: &VaultPath, target: &str) -> Option<VaultPath> {
        resolve_in(&self.snapshot, source, target, self.style).ok().flatten()
    }

    fn text(&self, path: &VaultPath) -> Option<String> {
        let file = self.snapshot.find_file(path).ok().flatten()?;
        self.snapshot.find_text(file).ok().flatten()
    }

    fn url(&self, path: &VaultPath) -> Option<String> {
        use FileKind::{Audio, Image, Pdf, Video};
        let shown = matches!(path.kind(), Image | Audio | Video | Pdf);
        shown.then(|| self.vault.attachment_url(path))
    }
}
