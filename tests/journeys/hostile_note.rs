//! A note from elsewhere: nothing in it runs, nothing leaves, and the window stays where it is.

use crate::support::{TestVault, Window, keys};

/// Ways to run a script or to leave the page, each of which would call `fired`.
const PAYLOADS: &str = r##"# <img src=x onerror="fired('heading')">

<script>fired('script')</script>
<img src=x onerror="fired('image')">
<svg onload="fired('svg')"><script>fired('svg script')</script></svg>
<iframe srcdoc="<script>parent.fired('frame')</script>"></iframe>
<details open ontoggle="fired('details')">x</details>
<a href="javascript:fired('link')" id="link">link</a>
<form action="javascript:fired('form')"><button autofocus onfocus="fired('focus')">b</button></form>
<math><mtext></mtext><a xlink:href="javascript:fired('math')">m</a></math>
<style>@import 'https://example.org/tracker.css';</style>
<meta http-equiv="refresh" content="0;url=https://example.org/">
<base href="https://example.org/">

[click](javascript:fired('markdown')) ![](javascript:fired('picture'))
[data](data:text/html,<script>fired('data')</script>)
> [!note] <img src=x onerror="fired('callout')">

| <img src=x onerror="fired('cell')"> |
|---|
| x |

$\href{javascript:fired('tex')}{x}$

```mermaid
graph TD; A["<img src=x onerror=fired('diagram')>"] --> B; click A "javascript:fired('node')"
```
"##;

#[test]
fn nothing_in_a_note_runs_or_leaves() {
    let vault = TestVault::empty();
    vault.write("Hostile.md", PAYLOADS);
    let window = Window::open(&vault);
    window.run_script("window.fires = []; window.fired = (what) => window.fires.push(what)");
    window.open_note("Hostile");
    window.go_to_end_of_note();
    window.press(&[keys::CONTROL, "e"]);
    window.find("region", "Hostile");
    std::thread::sleep(std::time::Duration::from_secs(1));
    assert_eq!(window.run_script("return window.fires.join()"), "", "a script in a note ran");
    assert_eq!(window.run_script("return location.origin"), "tauri://localhost");

    // The control: the canary does sing when the page itself calls it.
    assert_eq!(window.run_script("window.fired('control'); return fires.join()"), "control");
}

#[test]
fn the_page_has_no_rights_beyond_its_own() {
    let vault = TestVault::seed("linked");
    let window = Window::open(&vault);
    let tried = |script: &str| {
        let script = format!("try {{ {script}; return 'done' }} catch (e) {{ return 'refused' }}");
        window.run_script(&script)
    };
    assert_eq!(tried("new Function('return 1')()"), "refused", "text became a program");
    assert_eq!(tried("await fetch('https://example.org/')"), "refused", "a request left");
    assert_eq!(tried("await fetch('vault://localhost/../../etc/passwd')"), "refused");
    let commands = [
        "plugin:fs|read_text_file",
        "plugin:opener|open_url",
        "plugin:dialog|open",
        "plugin:window|create",
        "plugin:webview|create_webview_window",
    ];
    for command in commands {
        let call = format!("await window.__TAURI_INTERNALS__.invoke('{command}', {{}})");
        assert_eq!(tried(&call), "refused", "{command}");
    }
    window.run_script("location.href = 'https://example.org/'; return ''");
    window.run_script("window.open('https://example.org/'); return ''");
    window.open_note("Log");
}
