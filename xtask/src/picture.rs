//! Turns what Xvfb shows into a PNG.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// Positions of numbers in the header of the `xwd` format, each 4 bytes, big-endian.
const HEADER_BYTES: usize = 0;
const WIDTH: usize = 4;
const HEIGHT: usize = 5;
const BYTE_ORDER: usize = 7;
const BITS_PER_PIXEL: usize = 11;
const BYTES_PER_LINE: usize = 12;
const COLOURS: usize = 19;
/// The bytes of one entry of the colour table, which lies between header and pixels.
const COLOUR_BYTES: usize = 12;

/// Writes a picture in the format of `xwd`, 32 bits a pixel, as a PNG.
pub fn write_png(xwd: &[u8], path: &Path) -> Result<()> {
    let width = number(xwd, WIDTH)?;
    let height = number(xwd, HEIGHT)?;
    let file = File::create(path).with_context(|| path.display().to_string())?;
    let mut encoder =
        png::Encoder::new(BufWriter::new(file), u32::try_from(width)?, u32::try_from(height)?);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header()?.write_image_data(&pixels(xwd, width, height)?)?;
    Ok(())
}

/// Returns the pixels as red, green and blue bytes, line by line from the top.
fn pixels(xwd: &[u8], width: usize, height: usize) -> Result<Vec<u8>> {
    if number(xwd, BITS_PER_PIXEL)? != 32 || number(xwd, BYTE_ORDER)? != 0 {
        bail!("the picture of Xvfb is not of 32 bits, little-endian");
    }
    let start = number(xwd, HEADER_BYTES)? + number(xwd, COLOURS)? * COLOUR_BYTES;
    let line = number(xwd, BYTES_PER_LINE)?;
    let mut rgb = Vec::with_capacity(width * height * 3);
    for row in 0..height {
        let from = start + row * line;
        let bytes = xwd.get(from..from + width * 4).context("the picture of Xvfb is cut short")?;
        for pixel in bytes.chunks_exact(4) {
            rgb.extend([pixel[2], pixel[1], pixel[0]]);
        }
    }
    Ok(rgb)
}

fn number(xwd: &[u8], at: usize) -> Result<usize> {
    let bytes = xwd.get(at * 4..at * 4 + 4).context("the picture of Xvfb has no header")?;
    Ok(u32::from_be_bytes(bytes.try_into()?) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_are_read_past_the_colour_table() {
        let mut xwd = vec![0_u8; 100 + COLOUR_BYTES];
        for (at, value) in [(HEADER_BYTES, 100_u32), (WIDTH, 1), (HEIGHT, 2), (BITS_PER_PIXEL, 32)]
        {
            xwd[at * 4..at * 4 + 4].copy_from_slice(&value.to_be_bytes());
        }
        xwd[BYTES_PER_LINE * 4 + 3] = 8;
        xwd[COLOURS * 4 + 3] = 1;
        xwd.extend([3, 2, 1, 0, 9, 9, 9, 9, 6, 5, 4, 0, 9, 9, 9, 9]);
        assert_eq!(pixels(&xwd, 1, 2).unwrap(), [1, 2, 3, 4, 5, 6]);
        assert!(pixels(&xwd[..120], 1, 2).is_err());
    }
}
