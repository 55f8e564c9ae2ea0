//! Shows attachments in the page by the `vault:` scheme: known media types only, never HTML.
//!
//! An address holds an id that the core gave out for a file, never a path. The type follows from
//! the file's extension and its first bytes together, and the page is told not to guess another.

#![allow(clippy::needless_pass_by_value, reason = "the signature is Tauri's")]

mod ranges;
mod types;

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use tauri::http::{Request, Response, StatusCode, header, response};
use tauri::{Manager, UriSchemeContext, UriSchemeResponder, Wry};
use vault::error::{Code, Error};

use self::ranges::Range;
use self::types::{HEAD, MediaType};
use crate::open_vaults::OpenVaults;

/// The largest file that is answered whole, in bytes.
const LARGEST: u64 = 512 << 20;

/// An SVG may draw and style itself; it runs nothing and loads nothing, wherever it is opened.
const SVG_POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// Answers one address of the `vault:` scheme beside the main thread.
pub(crate) fn answer(
    context: UriSchemeContext<'_, Wry>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let app = context.app_handle().clone();
    tauri::async_runtime::spawn_blocking(move || {
        let outcome = serve(&app.state::<OpenVaults>(), &request);
        responder.respond(outcome.unwrap_or_else(|error| refuse(&error)));
    });
}

fn serve(vaults: &OpenVaults, request: &Request<Vec<u8>>) -> Result<Response<Vec<u8>>, Error> {
    let id = request.uri().path().trim_start_matches('/');
    let (name, mut file) = vaults.current()?.open_attachment(id)?;
    let asked = request.headers().get(header::RANGE).and_then(|range| range.to_str().ok());
    respond(&name, &mut file, asked).map_err(|error| match error {
        Refusal::Type => Error::new(Code::Denied, format!("{name} is not shown in a note"))
            .with_hint("open it in the system's program"),
        Refusal::Disk(error) => Error::new(Code::Failed, format!("{name} cannot be read: {error}")),
    })
}

/// Why an attachment is not shown.
#[derive(Debug)]
enum Refusal {
    Type,
    Disk(std::io::Error),
}

impl From<std::io::Error> for Refusal {
    fn from(error: std::io::Error) -> Self {
        Self::Disk(error)
    }
}

/// Answers with the file, or with the range of it that was asked for.
fn respond(name: &str, file: &mut File, asked: Option<&str>) -> Result<Response<Vec<u8>>, Refusal> {
    let media = find_type(name, file)?.ok_or(Refusal::Type)?;
    let length = file.metadata()?.len();
    let builder = safe_headers(media);
    match ranges::parse(asked, length) {
        Range::Whole if length > LARGEST => {
            build(builder.status(StatusCode::PAYLOAD_TOO_LARGE), vec![])
        }
        Range::Whole => build(builder, read(file, 0, length)?),
        Range::Part { first, last } => {
            let bytes = read(file, first, last - first + 1)?;
            let range = format!("bytes {first}-{last}/{length}");
            build(
                builder.status(StatusCode::PARTIAL_CONTENT).header(header::CONTENT_RANGE, range),
                bytes,
            )
        }
        Range::Outside => {
            let range = format!("bytes */{length}");
            let builder = builder.status(StatusCode::RANGE_NOT_SATISFIABLE);
            build(builder.header(header::CONTENT_RANGE, range), vec![])
        }
    }
}

fn find_type(name: &str, file: &mut File) -> std::io::Result<Option<MediaType>> {
    let mut head = Vec::with_capacity(HEAD);
    file.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(types::find(name, &head))
}

fn read(file: &mut File, first: u64, length: u64) -> std::io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(first))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn safe_headers(media: MediaType) -> response::Builder {
    let builder = Response::builder()
        .header(header::CONTENT_TYPE, media.name)
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::ACCEPT_RANGES, "bytes");
    if media.name == types::SVG {
        builder.header(header::CONTENT_SECURITY_POLICY, SVG_POLICY)
    } else {
        builder
    }
}

fn build(builder: response::Builder, bytes: Vec<u8>) -> Result<Response<Vec<u8>>, Refusal> {
    builder.body(bytes).map_err(|error| Refusal::Disk(std::io::Error::other(error)))
}

fn refuse(error: &Error) -> Response<Vec<u8>> {
    let status = match error.code {
        Code::NotFound => StatusCode::NOT_FOUND,
        Code::Denied => StatusCode::FORBIDDEN,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    let mut response = Response::new(error.message.clone().into_bytes());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        header::HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, header::HeaderValue::from_static("nosniff"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\nrest of it";

    fn ask(name: &str, bytes: &[u8], range: Option<&str>) -> Result<Response<Vec<u8>>, Refusal> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::io::Write::write_all(&mut File::create(&path).unwrap(), bytes).unwrap();
        respond(name, &mut File::open(&path).unwrap(), range)
    }

    #[test]
    fn a_picture_is_answered_whole_and_its_type_is_fixed() {
        let response = ask("a.png", PNG, None).unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.body(), PNG);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "image/png");
        assert_eq!(response.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    }

    #[test]
    fn a_range_is_answered_with_its_place() {
        let response = ask("a.mp3", b"ID3456789", Some("bytes=3-5")).unwrap();
        assert_eq!(response.status(), StatusCode::PARTIAL_CONTENT);
        assert_eq!(response.body(), b"456");
        assert_eq!(response.headers()[header::CONTENT_RANGE], "bytes 3-5/9");
        let outside = ask("a.mp3", b"ID3456789", Some("bytes=9-")).unwrap();
        assert_eq!(outside.status(), StatusCode::RANGE_NOT_SATISFIABLE);
        assert_eq!(outside.headers()[header::CONTENT_RANGE], "bytes */9");
    }

    #[test]
    fn an_svg_comes_with_a_sandbox() {
        let response = ask("a.svg", b"<svg><script>alert(1)</script></svg>", None).unwrap();
        let policy = response.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("sandbox; default-src 'none'"), "{policy}");
    }

    #[test]
    fn html_is_never_answered() {
        for name in ["a.html", "a.png", "a.svg", "a.xhtml", "a"] {
            let answered = ask(name, b"<!doctype html><script>alert(1)</script>", None);
            assert!(matches!(answered, Err(Refusal::Type)), "{name}");
        }
        assert!(matches!(ask("a.html", PNG, None), Err(Refusal::Type)));
    }
}
