//! Functions and fields of files and links.

use std::sync::Arc;

use super::Call;
use crate::path::fold_name;
use crate::query::bases::evaluate::{Evaluator, Failure, Outcome};
use crate::query::bases::value::{FileNumber, Link, Value, text_of};

const FIELDS: [&str; 15] = [
    "aliases",
    "backlinks",
    "basename",
    "ctime",
    "embeds",
    "ext",
    "file",
    "folder",
    "links",
    "mtime",
    "name",
    "path",
    "properties",
    "size",
    "tags",
];

/// Returns true for a field that every file has.
pub(in crate::query::bases) fn is_file_field(name: &str) -> bool {
    FIELDS.contains(&name)
}

/// Calls a function of a file; none where files have no such function.
pub(super) fn call(call: &Call<'_>, file: FileNumber) -> Outcome<Option<Value>> {
    let library = call.evaluator.library;
    Ok(Some(match call.name {
        "asLink" => {
            let display = call.arguments.first().map(|value| text_of(value, library));
            let display = display.filter(|text| !text.is_empty());
            let link = link_to(call.evaluator, file);
            Value::Link(Arc::new(Link { display: display.or(link.display), ..link }))
        }
        "asFile" => Value::File(file),
        "hasLink" | "linksTo" => Value::Bool(has_link(call.evaluator, file, call.argument(0)?)?),
        "hasTag" => {
            call.argument(0)?;
            let mut has = false;
            for at in 0..call.arguments.len() {
                has = has || library.has_tag(file, &call.text(at)?)?;
            }
            Value::Bool(has)
        }
        "hasProperty" => {
            let key = fold_name(&call.text(0)?);
            Value::Bool(library.properties.find(file, &key).is_some())
        }
        "inFolder" => Value::Bool(in_folder(call.evaluator, file, &call.text(0)?)),
        _ => return Ok(None),
    }))
}

/// Calls a function of a link; what a link has not, the file has where it leads.
pub(super) fn call_on_link(call: &Call<'_>, link: &Link) -> Outcome<Option<Value>> {
    match (call.name, link.file) {
        ("asFile", file) => Ok(Some(file.map_or(Value::Null, Value::File))),
        ("linksTo" | "hasLink" | "hasTag" | "hasProperty" | "inFolder", None) => {
            Ok(Some(Value::Bool(false)))
        }
        (_, Some(file)) => self::call(call, file),
        _ => Ok(None),
    }
}

/// Returns a link to a file, by its path from the vault.
pub(super) fn link_to(evaluator: &Evaluator<'_>, file: FileNumber) -> Link {
    let path = evaluator.library.files.find(file).map(|facts| &facts.path);
    let target = path.map_or("", |path| path.without_md()).to_owned();
    let display = path.map(|path| path.title().to_owned());
    Link { target, subpath: String::new(), display, file: Some(file) }
}

/// Finds the file that a file, link or text means.
pub(super) fn file_meant(evaluator: &Evaluator<'_>, value: &Value) -> Option<FileNumber> {
    match value {
        Value::File(file) => Some(*file),
        Value::Link(link) => link.file,
        Value::Text(text) => evaluator.library.link_of(evaluator.this, text).file,
        _ => None,
    }
}

fn has_link(evaluator: &Evaluator<'_>, file: FileNumber, to: &Value) -> Outcome<bool> {
    let links = evaluator.library.links_of(file)?;
    evaluator.spend(links.len() / 4)?;
    if let Some(wanted) = file_meant(evaluator, to) {
        return Ok(links.iter().any(|found| found.link.file == Some(wanted)));
    }
    let target = match to {
        Value::Link(link) => fold_name(&link.target),
        Value::Text(text) => fold_name(&evaluator.library.link_of(None, text).target),
        _ => return Ok(false),
    };
    let unresolved = |link: &Link| link.file.is_none() && fold_name(&link.target) == target;
    Ok(links.iter().any(|found| unresolved(&found.link)))
}

fn in_folder(evaluator: &Evaluator<'_>, file: FileNumber, folder: &str) -> bool {
    let wanted = fold_name(folder.trim_matches('/'));
    let Some(facts) = evaluator.library.files.find(file) else { return false };
    let parent = fold_name(facts.path.parent());
    wanted.is_empty()
        || parent
            .strip_prefix(wanted.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Returns a field of a file.
pub(in crate::query::bases) fn file_field(
    evaluator: &Evaluator<'_>,
    file: FileNumber,
    name: &str,
) -> Outcome {
    let library = evaluator.library;
    let Some(facts) = library.files.find(file) else { return Ok(Value::Null) };
    let path = &facts.path;
    let moment = |ms: i64| Value::Date(evaluator.now.moment_at(ms));
    Ok(match name {
        "name" => Value::text(path.file_name()),
        "basename" => Value::text(basename(path.file_name())),
        "path" => Value::text(path.as_str()),
        "folder" => Value::text(if path.parent().is_empty() { "/" } else { path.parent() }),
        "ext" => Value::text(&*path.extension()),
        "size" => Value::Number(facts.size as f64),
        "mtime" => moment(facts.modified),
        "ctime" => moment(library.created(facts)),
        "file" => Value::File(file),
        "tags" => Value::list(library.tags_of(file)?),
        "links" => links(evaluator, file, |_| true)?,
        "embeds" => links(evaluator, file, |embed| embed)?,
        "backlinks" => {
            let sources = library.backlinks_of(file)?;
            evaluator.spend(sources.len())?;
            Value::list(sources.iter().map(|source| Value::File(*source)).collect::<Vec<_>>())
        }
        "properties" => evaluator.properties(Some(file)),
        "aliases" => match library.properties.find(file, "aliases") {
            Some(Value::List(aliases)) => Value::List(Arc::clone(aliases)),
            Some(Value::Null) | None => Value::list(Vec::new()),
            Some(alias) => Value::list(vec![alias.clone()]),
        },
        _ => return Err(Failure::new(format!("a file has no field {name}"))),
    })
}

fn links(evaluator: &Evaluator<'_>, file: FileNumber, wanted: impl Fn(bool) -> bool) -> Outcome {
    let links = evaluator.library.links_of(file)?;
    evaluator.spend(links.len())?;
    let links = links.iter().filter(|link| wanted(link.embed));
    Ok(Value::list(links.map(|link| Value::Link(Arc::clone(&link.link))).collect::<Vec<_>>()))
}

fn basename(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}
