// The menu key and Shift+F10: the context menu of what has the focus, where its cursor or its active row is.

/** Asks for the context menu by key; true where the key was one of the two. */
export function pressMenuKey(event: KeyboardEvent): boolean {
	const isMenuKey = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
	const focused = document.activeElement;
	if (!isMenuKey || event.defaultPrevented || !focused || focused.closest('[role="menu"]')) return false;
	const row = document.getElementById(focused.getAttribute('aria-activedescendant') ?? '');
	const target = row ?? focused;
	const { x, y } = placeOf(target, row !== null);
	// The system would ask once more.
	event.preventDefault();
	const init = { bubbles: true, cancelable: true, clientX: x, clientY: y };
	return !target.dispatchEvent(new MouseEvent('contextmenu', init));
}

function placeOf(target: Element, isRow: boolean): { x: number; y: number } {
	const box = target.getBoundingClientRect();
	const caret = isRow ? undefined : caretIn(target);
	if (caret) return { x: caret.left, y: caret.bottom };
	return { x: box.left + Math.min(24, box.width / 2), y: box.top + Math.min(box.height, 200) / 2 };
}

/** Where the cursor of an editor is, while it is in sight. */
function caretIn(target: Element): DOMRect | undefined {
	const selection = getSelection();
	if (!(target as HTMLElement).isContentEditable || !selection?.rangeCount || !target.contains(selection.anchorNode))
		return;
	const range = selection.getRangeAt(0);
	const drawn = target.parentElement?.parentElement?.querySelector('.cm-cursor-primary')?.getBoundingClientRect();
	return drawn ?? range.getClientRects()[0];
}
