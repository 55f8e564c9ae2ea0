// How the page is built: static files in dist/, for the WebKit of the desktop window, with no inline script.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// PDF.js asks for this decoder of JPEG 2000 by its name, and only for documents that hold such pictures.
const decoder = 'openjpeg_nowasm_fallback.js';
const pdfDecoder = {
	name: 'pdf-decoder',
	generateBundle(this: { emitFile(file: { type: 'asset'; fileName: string; source: Uint8Array }): void }) {
		const path = createRequire(import.meta.url).resolve(`pdfjs-dist/wasm/${decoder}`);
		this.emitFile({ type: 'asset', fileName: `pdf/${decoder}`, source: readFileSync(path) });
	},
};

export default defineConfig({
	plugins: [svelte(), pdfDecoder],
	assetsInclude: ['**/*.bcmap', '**/*.pfb'],
	clearScreen: false,
	server: { port: 5173, strictPort: true, host: '127.0.0.1' },
	build: {
		outDir: 'dist',
		emptyOutDir: true,
		target: 'safari18',
		// The preload polyfill is an inline script, which the CSP forbids; fonts stay files for font-src 'self'.
		modulePreload: { polyfill: false },
		assetsInlineLimit: 0,
		chunkSizeWarningLimit: 1500,
	},
	// Vitest resolves Svelte for the server without this.
	resolve: process.env.VITEST ? { conditions: ['browser'] } : undefined,
	test: {
		environment: 'jsdom',
		include: ['src/**/*.test.ts'],
		setupFiles: ['./test_setup.ts'],
	},
});
