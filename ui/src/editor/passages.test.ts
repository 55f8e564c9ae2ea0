// Passages in the editor, told by examples.
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { describe, expect, it } from 'vitest';
import { passageWash, placePassages, showPassages } from './passages';

const why = 'links to the thesis';

const mark = { hue: '--h3', letter: 'R', title: 'Rails' };

describe('passages', () => {
	it('are washed, say why, and move with what is typed before them', () => {
		const view = new EditorView({ state: EditorState.create({ doc: 'own the rails', extensions: passageWash() }) });
		view.dispatch({ effects: showPassages.of({ passages: [{ from: 8, to: 13, why }], mark }) });
		view.dispatch({ changes: { from: 0, insert: 'They ' } });
		const washed = view.contentDOM.querySelector<HTMLElement>('.passage');
		expect(washed?.textContent).toBe('rails');
		expect(washed?.dataset.why).toBe(why);
		expect(washed?.style.getPropertyValue('--passage')).toBe('var(--h3)');
		view.dispatch({ effects: showPassages.of({ passages: [], mark }) });
		expect(view.contentDOM.querySelector('.passage')).toBeNull();
		view.destroy();
	});

	it('beyond the end of the text are left out', () => {
		const view = new EditorView({ state: EditorState.create({ doc: 'short', extensions: passageWash() }) });
		view.dispatch({ effects: showPassages.of({ passages: [{ from: 2, to: 99, why }], mark }) });
		expect(view.contentDOM.querySelector('.passage')).toBeNull();
		view.destroy();
	});

	it('of a file with Windows line ends stand where the editor has them', () => {
		const onDisk = '\uFEFFone\r\ntwo\r\nthree';
		const from = onDisk.indexOf('three');
		const [placed] = placePassages([{ from, to: from + 5, why }], onDisk);
		expect('one\ntwo\nthree'.slice(placed?.from, placed?.to)).toBe('three');
	});
});
