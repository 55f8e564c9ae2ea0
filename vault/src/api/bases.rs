//! Bases: `.base` files and the blocks of that name in notes.

use crate::error::{Code, Error, Result};
use crate::path::VaultPath;
use crate::query::bases::{BaseQuestion, BaseResult, BaseSort, show_base};
use crate::query::excluded::Excluded;
use crate::vault::Vault;

/// A base is written by hand; a file larger than this is none.
const LARGEST_BASE: usize = 1 << 20;

pub(super) fn base(
    vault: &Vault,
    path: String,
    view: Option<String>,
    this: Option<String>,
    sort: Option<BaseSort>,
    offset: Option<i32>,
) -> Result<BaseResult> {
    let path = vault.find_note(&path)?;
    if path.extension() != "base" {
        return Err(Error::new(Code::Invalid, format!("{path} is no base"))
            .with_path(&path)
            .with_hint("a base is a file whose name ends with .base"));
    }
    let this = match this {
        Some(this) => vault.find_note(&this)?,
        None => path.clone(),
    };
    let file = vault.read(&path)?;
    if file.bytes.len() > LARGEST_BASE {
        return Err(Error::new(Code::Invalid, format!("{path} is too large for a base"))
            .with_path(&path)
            .with_hint("a base has at most 1 MiB"));
    }
    let text = String::from_utf8_lossy(&file.bytes);
    ask(vault, &text, view, &this, sort, offset)
}

pub(super) fn base_block(
    vault: &Vault,
    note: String,
    text: String,
    view: Option<String>,
    sort: Option<BaseSort>,
    offset: Option<i32>,
) -> Result<BaseResult> {
    let this = vault.find_note(&note)?;
    if text.len() > LARGEST_BASE {
        return Err(Error::new(Code::Invalid, "this block is too large for a base")
            .with_path(&this)
            .with_hint("a base has at most 1 MiB"));
    }
    ask(vault, &text, view, &this, sort, offset)
}

fn ask(
    vault: &Vault,
    text: &str,
    view: Option<String>,
    this: &VaultPath,
    sort: Option<BaseSort>,
    offset: Option<i32>,
) -> Result<BaseResult> {
    let settings = vault.settings();
    let question = BaseQuestion {
        text,
        view: view.as_deref(),
        this: Some(this),
        sort: sort.as_ref(),
        now_ms: vault.now_ms(),
        offset: offset.unwrap_or(0),
        style: settings.link_format().style,
        types: &vault.property_types(),
        excluded: &Excluded::new(&settings.excluded),
        unknown: settings.show_unsupported_files,
        created: &|path| vault.created_ms(path),
    };
    show_base(&vault.snapshot()?, question)
}
