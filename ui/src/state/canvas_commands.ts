// The commands of a canvas. Its keys are listened to by the plane itself, where they mean nothing else.

import type { AppState } from './app_state.svelte';
import type { CanvasDesk } from './canvas_desk.svelte';
import type { Command } from './commands.svelte';
import { strings } from './strings';

const titles = strings.canvas;

/** Registers what can be done in a canvas, and making one. */
export function registerCanvasCommands(app: AppState): void {
	const writable = () => app.vault !== null && !app.vault.read_only;
	const shows = (id: string, title: string, run: (desk: CanvasDesk) => unknown): Command => ({
		id: `canvas.${id}`,
		title,
		when: () => app.canvas !== null,
		run: () => app.canvas && run(app.canvas),
	});
	const changes = (id: string, title: string, run: (desk: CanvasDesk) => unknown): Command => ({
		...shows(id, title, run),
		when: () => app.canvas?.canChange ?? false,
	});
	app.commands.register(
		{ id: 'canvas.new', title: titles.newCanvas, when: writable, run: () => app.files.newCanvas() },
		changes('add-card', titles.addCard, (desk) => desk.addCard()),
		changes('add-note', titles.addNote, (desk) => want(desk, 'note')),
		changes('add-media', titles.addMedia, (desk) => want(desk, 'media')),
		changes('add-link', titles.addLink, (desk) => want(desk, 'link')),
		changes('add-group', titles.addGroup, (desk) => desk.addGroup()),
		changes('remove', titles.remove, (desk) => desk.removeSelection()),
		changes('duplicate', titles.duplicate, (desk) => desk.duplicate()),
		changes('to-front', titles.toFront, (desk) => desk.toFront()),
		changes('to-back', titles.toBack, (desk) => desk.toBack()),
		changes('undo', titles.undo, (desk) => desk.canvas.undo()),
		changes('redo', titles.redo, (desk) => desk.canvas.redo()),
		shows('select-all', titles.selectAll, (desk) => desk.selectAll()),
		shows('fit', titles.fit, (desk) => desk.fit()),
		shows('fit-selection', titles.fitSelection, (desk) => desk.fitSelection()),
		shows('zoom-in', titles.zoomIn, (desk) => desk.zoomBy(1.25)),
		shows('zoom-out', titles.zoomOut, (desk) => desk.zoomBy(0.8)),
		shows('actual-size', titles.actualSize, (desk) => desk.zoomBy(1 / desk.camera.k)),
	);
}

function want(desk: CanvasDesk, wanted: CanvasDesk['wanted']): void {
	desk.wantedAt = null;
	desk.wanted = wanted;
}
