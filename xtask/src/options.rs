//! Reads the few options that commands take.

use anyhow::{Result, bail};

/// The arguments of a command, taken out one by one.
pub struct Options(Vec<String>);

impl Options {
    /// Takes the arguments after the command's name.
    pub fn new(arguments: &[String]) -> Self {
        Self(arguments.to_vec())
    }

    /// Takes out a switch, and says whether it was there.
    pub fn switch(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|argument| argument != name);
        self.0.len() < before
    }

    /// Takes out an option with its value, written `--name value` or `--name=value`.
    pub fn value(&mut self, name: &str) -> Result<Option<String>> {
        for (at, argument) in self.0.iter().enumerate() {
            if argument == name {
                if at + 1 >= self.0.len() {
                    bail!("{name} needs a value");
                }
                self.0.remove(at);
                return Ok(Some(self.0.remove(at)));
            }
            let given = argument.strip_prefix(name).and_then(|rest| rest.strip_prefix('='));
            if let Some(value) = given.map(str::to_owned) {
                self.0.remove(at);
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// Returns what is left; an option among it is a mistake.
    pub fn rest(self) -> Result<Vec<String>> {
        match self.0.iter().find(|argument| argument.starts_with('-')) {
            Some(option) => bail!("{option} is not an option here; see cargo xtask help"),
            None => Ok(self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn options_are_taken_out_and_the_rest_stays() {
        let given = ["--release", "notes", "--theme", "dark", "--size=900x700"];
        let mut options = Options::new(&given.map(str::to_owned));
        assert!(options.switch("--release") && !options.switch("--release"));
        assert_eq!(options.value("--theme").unwrap().as_deref(), Some("dark"));
        assert_eq!(options.value("--size").unwrap().as_deref(), Some("900x700"));
        assert_eq!(options.rest().unwrap(), ["notes"]);
    }

    #[test]
    fn a_missing_value_and_an_unknown_option_are_mistakes() {
        let mut options = Options::new(&["--theme".to_owned()]);
        assert!(options.value("--theme").is_err());
        assert!(Options::new(&["--fast".to_owned()]).rest().is_err());
    }
}
