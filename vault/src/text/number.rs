//! Numbers as sentences write them.

/// Writes a count with a comma between its thousands: `10,000`.
pub fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut written = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_stand_apart() {
        let written = [0, 7, 999, 1_000, 10_000, 1_234_567].map(grouped);
        assert_eq!(written, ["0", "7", "999", "1,000", "10,000", "1,234,567"]);
    }
}
