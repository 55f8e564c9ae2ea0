// Checks who may import whom in src/: the tiers of docs/architecture.md, and @tauri-apps in one file only.
// Usage: node tiers.js; exits 1 and names the file and the import on a breach.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** From a folder, the folders it may import. The root (main.ts, app.svelte) may import everything. */
const allowed = {
	backend: ['backend'],
	state: ['backend', 'state'],
	style: ['state', 'style'],
	editor: ['backend', 'state', 'editor', 'parts'],
	parts: ['backend', 'state', 'parts'],
	panels: ['backend', 'state', 'parts'],
	views: ['backend', 'state', 'editor', 'parts', 'panels', 'views'],
};

const root = path.join(import.meta.dirname, 'src');
const breaches = readdirSync(root, { recursive: true, withFileTypes: true })
	.filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
	.map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
	.flatMap(listBreaches);

for (const breach of breaches) process.stderr.write(`${breach}\n`);
process.exit(breaches.length > 0 ? 1 : 0);

function listBreaches(file) {
	const [tier, ...rest] = file.split(path.sep);
	return listImports(file).flatMap((target) => {
		if (target.startsWith('@tauri-apps/')) {
			return file === path.join('backend', 'tauri.ts') ? [] : [`${file}: only backend/tauri.ts may import ${target}`];
		}
		if (!target.startsWith('.') || rest.length === 0) return [];
		return isAllowed(tier, file, target) ? [] : [`${file}: ${tier} may not import ${target}`];
	});
}

/** A panel in a folder of its own may import its own files; no other panel's. */
function isAllowed(tier, file, target) {
	const imported = path.relative(root, path.resolve(root, path.dirname(file), target));
	const [tierOfImport] = imported.split(path.sep);
	const ownFolder = path.dirname(file) !== tier && path.dirname(imported) === path.dirname(file);
	return ownFolder || (allowed[tier] ?? []).includes(tierOfImport);
}

function listImports(file) {
	const text = readFileSync(path.join(root, file), 'utf8');
	return [...text.matchAll(/\b(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map((match) => match[1]);
}
