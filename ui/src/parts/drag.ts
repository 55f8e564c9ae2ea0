// Dragging with the pointer inside the window. The system's own drag and drop is left to files from outside.

export interface DragOptions {
	/** What moves with the pointer. */
	label: string;
	/** Called while dragging with what is below the pointer; answers what a drop would do, or null. */
	over(below: Element | null, event: PointerEvent): string | null;
	drop(below: Element | null, event: PointerEvent): void;
	/** Called at the end, dropped or not. */
	end(): void;
}

/** Pixels the pointer moves before a press becomes a drag. */
const threshold = 6;

/** Starts to drag when the pointer moves far enough; Escape ends it without a drop. */
export function drag(start: PointerEvent, options: DragOptions): void {
	if (start.button !== 0) return;
	let ghost: HTMLElement | undefined;

	const below = (event: PointerEvent) => document.elementFromPoint(event.clientX, event.clientY);
	const move = (event: PointerEvent) => {
		const far = Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > threshold;
		if (!ghost && !far) return;
		event.preventDefault();
		ghost ??= createGhost();
		ghost.textContent = options.over(below(event), event) ?? options.label;
		// At the right edge it stays where it can be read.
		const left = Math.min(event.clientX + 12, innerWidth - ghost.offsetWidth - 8);
		ghost.style.transform = `translate(${left}px, ${event.clientY + 8}px)`;
	};
	const up = (event: PointerEvent) => {
		const dragged = ghost !== undefined;
		end();
		if (!dragged) return;
		// The click that follows a drop is no click.
		addEventListener('click', swallow, { capture: true, once: true });
		setTimeout(() => removeEventListener('click', swallow, { capture: true }));
		options.drop(below(event), event);
	};
	const key = (event: KeyboardEvent) => {
		if (event.key !== 'Escape') return;
		event.preventDefault();
		event.stopPropagation();
		end();
	};
	const end = () => {
		ghost?.remove();
		removeEventListener('pointermove', move);
		removeEventListener('pointerup', up);
		removeEventListener('pointercancel', end);
		removeEventListener('keydown', key, { capture: true });
		options.end();
	};
	addEventListener('pointermove', move);
	addEventListener('pointerup', up);
	addEventListener('pointercancel', end);
	addEventListener('keydown', key, { capture: true });
}

function swallow(event: Event): void {
	event.preventDefault();
	event.stopPropagation();
}

function createGhost(): HTMLElement {
	const ghost = document.createElement('div');
	ghost.className = 'drag-ghost';
	ghost.setAttribute('aria-hidden', 'true');
	document.body.append(ghost);
	return ghost;
}
