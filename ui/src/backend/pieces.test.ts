// Answers in pieces, as src-tauri/src/pieces.rs writes them.

import { expect, test, vi } from 'vitest';
import { joinPieces } from './pieces';

const bytes = (...lines: string[]) => new TextEncoder().encode(lines.join('\n'));

test('pieces are put together in order, a list before what is inside of its items', async () => {
	const pieces = bytes(
		'{"lanes":[],"first":"2026-05-04","days":[1]}',
		'[["lanes"],[{"key":"é","events":[]}]]',
		'[["lanes"],[{"key":"b","events":[9]}]]',
		'[["lanes",0,"events"],[1,2]]',
		'[["lanes",0,"events"],[3]]',
	);
	expect(await joinPieces(pieces)).toEqual({
		lanes: [
			{ key: 'é', events: [1, 2, 3] },
			{ key: 'b', events: [9] },
		],
		first: '2026-05-04',
		days: [1],
	});
});

test('an answer that is a list itself has no steps to it', async () => {
	expect(await joinPieces(bytes('[]', '[[],[1,2]]', '[[],["[,"]]'))).toEqual([1, 2, '[,']);
});

test('the window has its turn between pieces that take long', async () => {
	const pause = vi.fn(() => Promise.resolve());
	let time = 0;
	const slow = () => {
		time += 5;
		return time;
	};
	const lines = Array.from({ length: 20 }, (_, item) => `[[],[${item}]]`);
	expect(await joinPieces(bytes('[]', ...lines), pause, slow)).toHaveLength(20);
	expect(pause.mock.calls.length).toBeGreaterThan(5);
	pause.mockClear();
	await joinPieces(bytes('[]', ...lines), pause, () => 0);
	expect(pause).not.toHaveBeenCalled();
});
