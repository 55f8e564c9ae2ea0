// The keys of the timeline's picture.

import type { Where } from '../../state/tabs.svelte';
import { stepRow } from '../../state/timeline_rows';
import { axisHeight } from './draw';
import type { TimelineDesk } from './timeline_desk.svelte';
import type { TimelineZoom } from './timeline_zoom';

export interface TimelineActions {
	/** Goes to a row and brings it into sight. */
	walk(to: number): void;
	/** Goes to the next marker, or the one before. */
	mark(by: 1 | -1): void;
	/** Opens the current row. */
	open(where: Where): void;
	scrollBy(pixels: number): void;
}

/** Does what a key means; false where it means nothing here. */
export function pressKey(
	desk: TimelineDesk,
	zoom: TimelineZoom,
	event: KeyboardEvent,
	actions: TimelineActions,
): boolean {
	if (event.altKey) return false;
	const { rows, current, choice } = desk.shown();
	const page = desk.height - axisHeight;
	if (event.shiftKey && event.key === 'ArrowLeft') zoom.pan(80);
	else if (event.shiftKey && event.key === 'ArrowRight') zoom.pan(-80);
	else if (/^(Arrow|Home|End)/.test(event.key)) actions.walk(stepRow(rows, current, event.key));
	else if (event.key === '+' || event.key === '=') zoom.scale(1.5);
	else if (event.key === '-') zoom.scale(1 / 1.5);
	else if (event.key === '0') zoom.showAll();
	else if (event.key.toLowerCase() === 'm' && !event.ctrlKey && !event.metaKey) actions.mark(event.shiftKey ? -1 : 1);
	else if (event.key === '[') desk.bound('from');
	else if (event.key === ']') desk.bound('to');
	else if (event.key === 'PageDown') actions.scrollBy(page);
	else if (event.key === 'PageUp') actions.scrollBy(-page);
	else if (event.key === 'Escape' && (desk.brush || choice.range)) [desk.brush, choice.range] = [null, null];
	else if (event.key === 'Enter' && rows[current]) actions.open(event.ctrlKey || event.metaKey ? 'tab' : 'split');
	else return false;
	return true;
}
