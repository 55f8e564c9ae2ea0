// Why a passage is washed: after a moment over it, or by a command, a card beside it names the thesis or cluster and
// says what ties the passage to it. Escape, another key or leaving closes it.
import type { Extension } from '@codemirror/state';
import { type Command, EditorView, ViewPlugin } from '@codemirror/view';

const openAfter = 350;

let card: HTMLElement | null = null;

function close() {
	card?.remove();
	card = null;
	document.removeEventListener('keydown', onKey, true);
	document.removeEventListener('scroll', close, true);
}

function onKey(event: KeyboardEvent) {
	if (event.key === 'Escape') {
		event.stopPropagation();
		event.preventDefault();
	}
	if (!/^(?:Control|Meta|Alt|Shift)$/.test(event.key)) close();
}

/** Opens the card of a passage; `aloud` has it read out too. */
function open(passage: HTMLElement, aloud: boolean) {
	close();
	const { why = '', letter = '', title = '' } = passage.dataset;
	card = document.createElement('div');
	card.className = 'passage-card';
	card.setAttribute('role', aloud ? 'status' : 'tooltip');
	document.body.append(card);
	if (title !== '') card.append(headOf(title, letter, passage));
	card.appendChild(document.createElement('p')).textContent = why;
	place(passage, card);
	document.addEventListener('keydown', onKey, true);
	document.addEventListener('scroll', close, true);
}

function headOf(title: string, letter: string, passage: HTMLElement): HTMLElement {
	const head = document.createElement('p');
	head.className = 'passage-card-head';
	if (letter !== '') {
		const mark = head.appendChild(document.createElement('span'));
		mark.className = 'completion-mark';
		mark.style.background = passage.style.getPropertyValue('--passage');
		mark.textContent = letter;
		mark.ariaHidden = 'true';
	}
	head.append(title);
	return head;
}

// Below the passage where there is room, else above; never outside of the window.
function place(passage: HTMLElement, made: HTMLElement) {
	const at = passage.getClientRects()[0] ?? passage.getBoundingClientRect();
	const { width, height } = made.getBoundingClientRect();
	const below = at.bottom + 6;
	const top = below + height <= window.innerHeight - 8 ? below : Math.max(8, at.top - 6 - height);
	made.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - width - 8))}px`;
	made.style.top = `${top}px`;
}

/** Shows cards for the passages inside an element; the answer stops it. */
export function passageCards(dom: HTMLElement): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let over: HTMLElement | null = null;
	const leave = () => {
		clearTimeout(timer);
		over = null;
		close();
	};
	const move = (event: MouseEvent) => {
		const target = event.target instanceof Element ? event.target : null;
		const passage = target?.closest<HTMLElement>('.passage') ?? null;
		if (passage === over) return;
		leave();
		over = passage;
		// Over a link the note it leads to is shown.
		if (!passage || event.buttons !== 0 || target?.closest('[data-href]')) return;
		timer = setTimeout(() => passage.isConnected && open(passage, false), openAfter);
	};
	dom.addEventListener('mouseover', move);
	dom.addEventListener('mouseleave', leave);
	dom.addEventListener('mousedown', leave);
	return () => {
		leave();
		dom.removeEventListener('mouseover', move);
		dom.removeEventListener('mouseleave', leave);
		dom.removeEventListener('mousedown', leave);
	};
}

/** Shows cards for the passages of the editor. */
export function editorPassageCards(): Extension {
	return ViewPlugin.define((view) => ({ destroy: passageCards(view.contentDOM) }));
}

/** Says why the passage at the cursor is highlighted, else the next one in the note. */
export const explainPassage: Command = (view) => {
	const { head } = view.state.selection.main;
	const passages = [...view.contentDOM.querySelectorAll<HTMLElement>('.passage')];
	const ends = (each: HTMLElement) => view.posAtDOM(each) + (each.textContent?.length ?? 0);
	const passage = passages.find((each) => ends(each) >= head) ?? passages[0];
	if (!passage) return false;
	const at = view.posAtDOM(passage);
	const isInside = at <= head && head <= ends(passage);
	view.dispatch({
		...(!isInside && { selection: { anchor: at } }),
		effects: EditorView.scrollIntoView(at, { y: 'nearest' }),
	});
	// The editor scrolls with its next measure, and what scrolls closes the card.
	requestAnimationFrame(() => requestAnimationFrame(() => passage.isConnected && open(passage, true)));
	return true;
};
