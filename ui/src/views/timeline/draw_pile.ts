// Draws events that stand too close to be told apart: a bar that points the way they push, as high as they are many.

import { shortNumber } from '../../state/plurals';
import { strings } from '../../state/strings';
import { type MarkLook, overlap, type Patch } from './draw_mark';
import type { Pen } from './pen';
import { type PilePlace, topOf } from './place_marks';

/** Draws a pile. */
export function drawPile(pen: Pen, pile: PilePlace, { colours, hue }: Pick<MarkLook, 'colours' | 'hue'>): void {
	const { side, x, width, line } = pile;
	const top = topOf(pile);
	const [left, right] = [x + 1, x + width - 1];
	pen.fillStyle = side === 'watch' ? hue : side === 'confidence' ? colours.accent : colours[side];
	pen.strokeStyle = pen.fillStyle;
	pen.beginPath();
	if (side === 'supports' || side === 'contradicts') {
		const shoulder = top + (top < line ? 6 : -6);
		pen.moveTo(left, line);
		pen.lineTo(left, shoulder);
		pen.lineTo((left + right) / 2, top);
		pen.lineTo(right, shoulder);
		pen.lineTo(right, line);
		pen.closePath();
	} else {
		pen.roundRect(left, line - 4, right - left, 8, side === 'context' ? 4 : 1.5);
	}
	// Lighter than a mark, so that a row of piles does not shout over everything else.
	const alpha = pen.globalAlpha;
	if (top !== line) pen.globalAlpha = alpha * 0.55;
	pen.fill();
	pen.globalAlpha = alpha;
	pen.stroke();
}

/** How many of the highest levels a number may be moved out to. */
const outward = 4;

/**
 * Writes how many there are at the outer end of each pile, the largest first: in full where there is room, else short,
 * and where its neighbours are in the way further out.
 */
export function drawPileNumbers(pen: Pen, piles: readonly PilePlace[], colours: MarkLook['colours']): void {
	pen.font = `11px ${colours.ui}`;
	pen.textAlign = 'left';
	pen.fillStyle = colours.ink2;
	const written: Patch[] = [];
	for (const pile of piles.toSorted((a, b) => b.rows.length - a.rows.length)) {
		const [full, short] = [strings.number(pile.rows.length), shortNumber(pile.rows.length)];
		const top = topOf(pile);
		const out = pile.side === 'contradicts' ? 1 : -1;
		const end = top === pile.line ? top - 10 : top;
		const places = [full, short].flatMap((text) => {
			const wide = pen.measureText(text).width;
			const beside = { text, wide, left: pile.x + pile.width + 3, middle: top === pile.line ? end : top - 5 * out };
			const above = Array.from({ length: outward }, (_, level) => ({
				text,
				wide,
				left: pile.x + pile.width / 2 - wide / 2,
				middle: end + out * (top === pile.line ? level * 11 : 8 + level * 11),
			}));
			return [beside, ...above];
		});
		const place = places.find(
			(patch) => !written.some((other) => overlap(patch, other)) && !isOnPile(patch, pile, piles),
		);
		if (!place) continue;
		pen.fillText(place.text, place.left, place.middle);
		written.push(place);
	}
}

function isOnPile({ left, middle, wide }: Patch, own: PilePlace, piles: readonly PilePlace[]): boolean {
	return piles.some((other) => {
		if (other === own || other.x + other.width < left - 1 || other.x > left + wide + 1) return false;
		const top = topOf(other);
		return middle > Math.min(top, other.line - 4) - 6 && middle < Math.max(top, other.line + 4) + 6;
	});
}
