//! Which media types are shown, told by extension and first bytes together.

/// How many bytes from the start of a file tell its type.
pub(super) const HEAD: usize = 4096;

/// The one type that is text and could carry a program.
pub(super) const SVG: &str = "image/svg+xml";

/// A media type that the page may show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MediaType {
    /// Its name as HTTP writes it.
    pub(super) name: &'static str,
}

/// What an extension promises; the first bytes must keep it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Promise {
    Picture,
    Drawing,
    Sound,
    Film,
}

/// Finds the type of a file by its name and its first bytes, up to [`HEAD`] of them.
///
/// A picture may be any picture: a PNG that is called `.jpg` is common and harmless.
pub(super) fn find(name: &str, head: &[u8]) -> Option<MediaType> {
    let (_, extension) = name.rsplit_once('.')?;
    let name = match find_promise(&extension.to_ascii_lowercase())? {
        Promise::Picture => find_picture(head),
        Promise::Drawing => is_svg(head).then_some(SVG),
        Promise::Sound => find_sound(head),
        Promise::Film => find_film(head),
    };
    name.map(|name| MediaType { name })
}

fn find_promise(extension: &str) -> Option<Promise> {
    Some(match extension {
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "bmp" | "ico" => Promise::Picture,
        "svg" => Promise::Drawing,
        "mp3" | "wav" | "ogg" | "oga" | "opus" | "m4a" | "flac" | "weba" | "3gp" => Promise::Sound,
        "mp4" | "m4v" | "mov" | "webm" | "ogv" | "mkv" => Promise::Film,
        _ => return None,
    })
}

fn find_picture(head: &[u8]) -> Option<&'static str> {
    let brand = head.get(8..12).unwrap_or_default();
    match head {
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', ..] if brand == b"WEBP" => Some("image/webp"),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] if matches!(brand, b"avif" | b"avis") => {
            Some("image/avif")
        }
        [b'B', b'M', ..] => Some("image/bmp"),
        [0, 0, 1, 0, ..] => Some("image/x-icon"),
        _ => None,
    }
}

fn find_sound(head: &[u8]) -> Option<&'static str> {
    match head {
        [b'I', b'D', b'3', ..] | [0xff, 0xe2..=0xff, ..] => Some("audio/mpeg"),
        [b'R', b'I', b'F', b'F', ..] if head.get(8..12) == Some(b"WAVE") => Some("audio/wav"),
        [b'O', b'g', b'g', b'S', ..] => Some("audio/ogg"),
        [b'f', b'L', b'a', b'C', ..] => Some("audio/flac"),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Some("audio/mp4"),
        [0x1a, 0x45, 0xdf, 0xa3, ..] => Some("audio/webm"),
        _ => None,
    }
}

fn find_film(head: &[u8]) -> Option<&'static str> {
    match head {
        [_, _, _, _, b'f', b't', b'y', b'p', ..] | [_, _, _, _, b'm', b'o', b'o', b'v', ..] => {
            Some("video/mp4")
        }
        [0x1a, 0x45, 0xdf, 0xa3, ..] => Some("video/webm"),
        [b'O', b'g', b'g', b'S', ..] => Some("video/ogg"),
        _ => None,
    }
}

/// Whether text begins as SVG does: with its root, after at most a prologue and comments.
fn is_svg(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    while let Some(after) = skip_prologue(rest) {
        rest = after.trim_start();
    }
    rest.strip_prefix("<svg").is_some_and(|after| after.starts_with([' ', '>', '\n', '\r', '\t']))
}

/// Skips one declaration, document type or comment.
fn skip_prologue(text: &str) -> Option<&str> {
    if let Some(comment) = text.strip_prefix("<!--") {
        return comment.split_once("-->").map(|(_, after)| after);
    }
    if text.starts_with("<?xml") || text.starts_with("<!DOCTYPE svg") {
        return text.split_once('>').map(|(_, after)| after);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name_of(name: &str, head: &[u8]) -> Option<&'static str> {
        find(name, head).map(|media| media.name)
    }

    #[test]
    fn extension_and_first_bytes_must_agree() {
        assert_eq!(name_of("a.PNG", b"\x89PNG\r\n\x1a\n"), Some("image/png"));
        assert_eq!(name_of("a.jpg", b"\x89PNG\r\n\x1a\n"), Some("image/png"));
        assert_eq!(name_of("a.webp", b"RIFF\x10\0\0\0WEBPVP8 "), Some("image/webp"));
        assert_eq!(name_of("a.wav", b"RIFF\x10\0\0\0WAVEfmt "), Some("audio/wav"));
        assert_eq!(name_of("a.webp", b"RIFF\x10\0\0\0WAVEfmt "), None);
        assert_eq!(name_of("a.m4a", b"\0\0\0\x20ftypM4A "), Some("audio/mp4"));
        assert_eq!(name_of("a.mp4", b"\0\0\0\x20ftypisom"), Some("video/mp4"));
        assert_eq!(name_of("a.png", b"%PDF-1.7"), None);
        assert_eq!(name_of("a.html", b"\x89PNG\r\n\x1a\n"), None);
        assert_eq!(name_of("png", b"\x89PNG\r\n\x1a\n"), None);
        assert_eq!(name_of("a.png", b""), None);
    }

    #[test]
    fn an_svg_has_svg_as_its_root() {
        for good in [
            "<svg xmlns='http://www.w3.org/2000/svg'/>",
            "\u{feff}<?xml version=\"1.0\"?>\n<!-- drawn -->\n<svg >",
            "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x\">\n<svg\nwidth='1'>",
        ] {
            assert_eq!(name_of("a.svg", good.as_bytes()), Some(SVG), "{good}");
        }
        for bad in ["<html><svg>", "<!doctype html><svg>", "<svgs>", "svg", "<!-- <svg>"] {
            assert_eq!(name_of("a.svg", bad.as_bytes()), None, "{bad}");
        }
    }
}
