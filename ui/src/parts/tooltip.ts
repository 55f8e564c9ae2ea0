// A tooltip on hover and on keyboard focus. One element serves the whole page; the accessible name is the control's own.

import type { Attachment } from 'svelte/attachments';

const delay = 500;
let element: HTMLElement | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows `text` beside the element after a moment. */
export function tooltip(text: string): Attachment<HTMLElement> {
	return (target) => {
		const plan = () => {
			clearTimeout(timer);
			timer = setTimeout(() => show(target, text), delay);
		};
		const focus = () => {
			if (target.matches(':focus-visible')) plan();
		};
		target.addEventListener('pointerenter', plan);
		target.addEventListener('focus', focus);
		for (const end of ['pointerleave', 'pointerdown', 'blur', 'keydown']) target.addEventListener(end, hide);
		return () => {
			hide();
			target.removeEventListener('pointerenter', plan);
			target.removeEventListener('focus', focus);
			for (const end of ['pointerleave', 'pointerdown', 'blur', 'keydown']) target.removeEventListener(end, hide);
		};
	};
}

function show(target: HTMLElement, text: string): void {
	element ??= create();
	element.textContent = text;
	element.hidden = false;
	const at = target.getBoundingClientRect();
	const own = element.getBoundingClientRect();
	const below = at.bottom + 6 + own.height < innerHeight;
	const beside = at.left < 60;
	const left = beside ? at.right + 8 : at.left + at.width / 2 - own.width / 2;
	const top = beside ? at.top + at.height / 2 - own.height / 2 : below ? at.bottom + 6 : at.top - own.height - 6;
	element.style.left = `${Math.max(6, Math.min(left, innerWidth - own.width - 6))}px`;
	element.style.top = `${Math.max(6, Math.min(top, innerHeight - own.height - 6))}px`;
}

function hide(): void {
	clearTimeout(timer);
	if (element) element.hidden = true;
}

function create(): HTMLElement {
	const made = document.createElement('div');
	made.className = 'tooltip';
	made.setAttribute('aria-hidden', 'true');
	document.body.append(made);
	return made;
}
