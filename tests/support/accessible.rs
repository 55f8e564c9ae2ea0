//! Whether assistive programs can use what the window shows, as axe sees it in the real page.

use super::Window;
use super::vault::project;

/// Runs in the page behind axe itself: what the guidelines ask for, levels A and AA.
const CHECK: &str = r"
    const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations } = await axe.run(document, { runOnly, resultTypes: ['violations'] });
    return violations
        .map(({ id, nodes }) => `${id}: ${nodes.map((n) => `${n.html} ${n.failureSummary}`).join('\n  ')}`)
        .join('\n');
";

impl Window {
    /// Fails where axe finds anything that keeps a person from using the page.
    pub fn check_accessible(&self) {
        let axe = project().join("ui/node_modules/axe-core/axe.min.js");
        let axe = std::fs::read_to_string(axe).expect("axe-core is installed with the page");
        // The page's policy forbids scripts of others; what the driver runs is no part of it.
        let found = self.run_script(&format!("{axe};\n{CHECK}"));
        assert!(found.is_empty(), "axe complains\n{found}");
    }
}
