//! What the mode of a file lets this program do, worked out without asking the disk again.

use rustix::fs::Stat;

/// Who this program runs as.
#[derive(Debug)]
pub(super) struct Rights {
    user: u32,
    groups: Vec<u32>,
}

impl Rights {
    /// Returns who this program runs as.
    pub(super) fn of_this_program() -> Self {
        let mut groups: Vec<u32> = rustix::process::getgroups()
            .unwrap_or_default()
            .into_iter()
            .map(rustix::process::Gid::as_raw)
            .collect();
        groups.push(rustix::process::getegid().as_raw());
        Self { user: rustix::process::geteuid().as_raw(), groups }
    }

    /// Returns true where the mode lets this program read.
    pub(super) fn may_read(&self, stat: &Stat) -> bool {
        self.user == 0 || self.has(stat, 0o4)
    }

    /// Returns true where the mode lets this program write. A mode without any write bit is a
    /// mark that holds for the administrator too.
    pub(super) fn may_write(&self, stat: &Stat) -> bool {
        stat.st_mode & 0o222 != 0 && (self.user == 0 || self.has(stat, 0o2))
    }

    fn has(&self, stat: &Stat, bit: u32) -> bool {
        let class = if stat.st_uid == self.user {
            6
        } else if self.groups.contains(&stat.st_gid) {
            3
        } else {
            0
        };
        (stat.st_mode >> class) & bit != 0
    }
}
