// PDF.js, loaded when the first document is shown: its worker and its tables come with the app, nothing from elsewhere.
import {
	GlobalWorkerOptions,
	getDocument,
	type PDFDocumentProxy,
	type PDFPageProxy,
	TextLayer,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

export { type PDFDocumentProxy, type PDFPageProxy, TextLayer };

GlobalWorkerOptions.workerSrc = workerUrl;

// Each table is a module of its own, as the window's rights let the page load programs but fetch nothing.
const tables = {
	cMapUrl: import.meta.glob<string>('../../node_modules/pdfjs-dist/cmaps/*.bcmap', {
		query: '?inline',
		import: 'default',
	}),
	standardFontDataUrl: import.meta.glob<string>('../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}', {
		query: '?inline',
		import: 'default',
	}),
};

/** Gives PDF.js the character maps and standard fonts that a document names. */
class BundledTables {
	async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
		const modules = tables[kind as keyof typeof tables] ?? {};
		const load = Object.entries(modules).find(([path]) => path.endsWith(`/${filename}`))?.[1];
		if (!load) throw new Error(`${filename} is not part of the app`);
		const address = await load();
		return Uint8Array.from(atob(address.slice(address.indexOf(',') + 1)), (letter) => letter.charCodeAt(0));
	}
}

/** Reads a document from its bytes; the caller destroys it. */
export function openPdf(bytes: ArrayBuffer): Promise<PDFDocumentProxy> {
	const task = getDocument({
		data: new Uint8Array(bytes),
		// No code of a document is run, and none is made from it.
		isEvalSupported: false,
		enableXfa: false,
		useWasm: false,
		wasmUrl: '/pdf/',
		BinaryDataFactory: BundledTables,
		cMapUrl: 'cmaps/',
		standardFontDataUrl: 'standard_fonts/',
	} as Parameters<typeof getDocument>[0]);
	return task.promise;
}
