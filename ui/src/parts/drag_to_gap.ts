// Dragging a row of a list to the gap between two others.

import { drag } from './drag';

interface GapDrag {
	/** Told the index of the row that the gap is before, their number below the last; null outside the list. */
	over(before: number | null): void;
	drop(): void;
}

/** Starts to drag a row of `list`, whose rows name their index as `data-at`. */
export function dragToGap(event: PointerEvent, list: HTMLElement, label: string, to: GapDrag): void {
	const follow = (below: Element | null, at: PointerEvent) => to.over(gapAt(list, below, at.clientY));
	drag(event, {
		label,
		over(below, at) {
			follow(below, at);
			return null;
		},
		drop(below, at) {
			follow(below, at);
			to.drop();
			to.over(null);
		},
		end: () => to.over(null),
	});
}

/** The gap nearest to the pointer: above or below the middle of the row that it is on. */
function gapAt(list: HTMLElement, below: Element | null, y: number): number | null {
	const row = below?.closest<HTMLElement>('[data-at]');
	if (!row || !list.contains(row)) return null;
	const { top, height } = row.getBoundingClientRect();
	return Number(row.dataset.at) + (y < top + height / 2 ? 0 : 1);
}
