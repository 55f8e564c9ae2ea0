// Starts the page in the desktop window.

import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/source-serif-4/opsz.css';
import '@fontsource-variable/source-serif-4/opsz-italic.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './style/tokens.css';
import './style/base.css';
import './style/parts.css';
import './style/editor.css';
import './style/pdf.css';
import { mount } from 'svelte';
import App from './app.svelte';
import { tauri } from './backend/tauri';

const page = document.getElementById('page');
if (page) mount(App, { target: page, props: { backend: tauri } });
