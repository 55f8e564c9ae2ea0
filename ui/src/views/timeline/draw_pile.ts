// Draws events that stand too close to be told apart: a bar that points the way they push, as high as they are many.

import { strings } from '../../state/strings';
import type { MarkLook } from './draw_mark';
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

/** Writes how many there are beside the piles that stand alone; in a row of piles the height tells. */
export function drawPileNumbers(pen: Pen, piles: readonly PilePlace[], colours: MarkLook['colours']): void {
	pen.font = `11px ${colours.ui}`;
	pen.textAlign = 'left';
	pen.fillStyle = colours.ink2;
	for (const pile of piles) {
		const text = strings.number(pile.rows.length);
		const from = pile.x + pile.width + 3;
		const to = from + pen.measureText(text).width + 4;
		const crowded = piles.some((other) => other !== pile && other.x < to && other.x + other.width > pile.x - 8);
		if (crowded) continue;
		const top = topOf(pile);
		pen.fillText(text, from, top === pile.line ? top - 10 : top + (top < pile.line ? 5 : -5));
	}
}
