//! Which file a person means by a name.

use super::candidates::candidates;
use super::near_names::distance;
use crate::error::{Code, Error, Result};
use crate::index::Snapshot;
use crate::names::{FileId, Names, last_segment};
use crate::path::{FileKind, VaultPath, fold_name};
use crate::resolve::{LinkStyle, resolve};
use crate::text::fold::fold;

/// How many names an error offers.
const OFFERED: usize = 5;

/// Finds the file that a name or path given by a person means.
///
/// An exact path comes first; then the name is looked up as a link from the vault's root.
///
/// # Errors
/// `not_found` with near names as a hint; `ambiguous` with the paths where several files fit and
/// none stands at exactly that path.
pub fn find_note(snapshot: &Snapshot, name: &str) -> Result<(FileId, VaultPath)> {
    if let Ok(path) = VaultPath::new(name)
        && let Some(file) = snapshot.find_file(&path)?
    {
        return Ok((file, path));
    }
    let names = snapshot.names_for([name])?;
    let found = resolve(&names, &VaultPath::root(), name, LinkStyle::Shortest)
        .and_then(|file| Some((file, names.find_path(file)?.clone())));
    let Some((file, path)) = found else {
        return Err(not_found(snapshot, name)?);
    };
    let rivals = rivals(&names, name, &path);
    if rivals.len() > 1 && !is_exactly(&path, name) {
        return Err(ambiguous(name, &rivals));
    }
    Ok((file, path))
}

/// Lists the files that fit the name as well as the one found, that one included, by path.
fn rivals<'n>(names: &'n Names, name: &str, found: &VaultPath) -> Vec<&'n VaultPath> {
    let file_name = fold_name(found.file_name());
    let key = fold_name(name.trim());
    let found_key = found.key();
    // The found path ends with the name, with or without `.md` behind it.
    let end = if found_key.ends_with(&key) { key } else { format!("{key}.md") };
    let fits = |path: &&VaultPath| {
        path.key()
            .strip_suffix(end.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
    };
    names.named(&file_name).map(|(_, file)| &file.path).filter(fits).collect()
}

fn is_exactly(path: &VaultPath, name: &str) -> bool {
    let (path, name) = (path.key(), fold_name(name.trim().trim_start_matches('/')));
    path == name || path == format!("{name}.md")
}

fn ambiguous(name: &str, paths: &[&VaultPath]) -> Error {
    let shown: Vec<&str> = paths.iter().take(OFFERED).map(|path| path.as_str()).collect();
    let count = paths.len();
    Error::new(Code::Ambiguous, format!("{count} files are named {name:?}"))
        .with_hint(format!("name one by its path: {}", shown.join(", ")))
}

fn not_found(snapshot: &Snapshot, name: &str) -> Result<Error> {
    let error = Error::new(Code::NotFound, format!("no note is named {name:?}"));
    let typed = fold(last_segment(name));
    let typed = typed.strip_suffix(".md").unwrap_or(&typed);
    let candidates = candidates(snapshot)?;
    let notes = candidates.0.iter().filter(|candidate| candidate.kind == FileKind::Note);
    let mut near: Vec<(usize, &VaultPath)> = notes
        .filter_map(|candidate| {
            let names = std::iter::once(&candidate.name)
                .chain(candidate.aliases.iter().map(|(_, folded)| folded));
            let nearest = names.filter_map(|name| distance(typed, name)).min()?;
            Some((nearest, &candidate.path))
        })
        .collect();
    near.sort();
    if near.is_empty() {
        return Ok(error.with_hint("`tl switch TEXT` lists notes by parts of their names"));
    }
    let shown: Vec<&str> = near.iter().take(OFFERED).map(|(_, path)| path.as_str()).collect();
    Ok(error.with_hint(format!("did you mean: {}", shown.join(", "))))
}
