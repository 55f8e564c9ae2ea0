//! Keeps the window from staying blank where the graphics driver cannot do what WebKit asks.

#[cfg(not(target_os = "linux"))]
/// Does nothing: only WebKitGTK needs it.
pub fn work_around_broken_drivers() {}

#[cfg(target_os = "linux")]
pub use linux::work_around_broken_drivers;

#[cfg(target_os = "linux")]
mod linux {
    #![allow(clippy::disallowed_methods, reason = "reads the system's devices, not notes")]

    use std::ffi::OsString;
    use std::fs;
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    /// WebKit draws without the GPU when this is set.
    const SWITCH: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

    /// PCI vendors whose drivers leave WebKitGTK's window blank or abort it: NVIDIA, and the
    /// graphics of virtual machines (VMware, VirtualBox, virtio, QEMU, QXL, Hyper-V).
    const BROKEN: &[&str] = &["0x10de", "0x15ad", "0x80ee", "0x1af4", "0x1234", "0x1b36", "0x1414"];

    /// Starts this program over with WebKit's GPU rendering switched off, where no GPU is known to
    /// work and the person has not decided it.
    ///
    /// The program is replaced because the environment of a running one cannot be changed safely.
    pub fn work_around_broken_drivers() {
        if std::env::var_os(SWITCH).is_some() || vendors().iter().any(|vendor| works(vendor)) {
            return;
        }
        let Ok(program) = std::env::current_exe() else { return };
        let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
        let error = Command::new(program).args(arguments).env(SWITCH, "1").exec();
        eprintln!("warning: {SWITCH} cannot be set: {error}");
    }

    /// Lists the vendor of each GPU that programs can render with.
    fn vendors() -> Vec<String> {
        let Ok(devices) = fs::read_dir("/dev/dri") else { return Vec::new() };
        devices
            .flatten()
            .filter_map(|device| device.file_name().into_string().ok())
            .filter(|name| name.starts_with("renderD"))
            .map(|name| format!("/sys/class/drm/{name}/device/vendor"))
            .map(|vendor| fs::read_to_string(vendor).unwrap_or_default())
            .collect()
    }

    fn works(vendor: &str) -> bool {
        !BROKEN.contains(&vendor.trim())
    }

    #[cfg(test)]
    mod tests {
        use super::works;

        #[test]
        fn nvidia_and_virtual_machines_are_known_to_be_broken() {
            assert!(!works("0x10de\n"));
            assert!(!works("0x1af4\n"));
            assert!(works("0x8086\n"));
            assert!(works("0x1002\n"));
        }
    }
}
