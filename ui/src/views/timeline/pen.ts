// What the drawings of the timeline have in common: lines, and texts that are cut to fit.

export type Pen = CanvasRenderingContext2D;

export function line(pen: Pen, x1: number, y1: number, x2: number, y2: number, colour: string): void {
	pen.beginPath();
	pen.moveTo(x1, y1);
	pen.lineTo(x2, y2);
	pen.strokeStyle = colour;
	pen.lineWidth = 1;
	pen.stroke();
}

/** A text that fits a width, cut with an ellipsis. */
export function cut(pen: Pen, text: string, width: number): string {
	const short = text.length > 200 ? `${text.slice(0, 200)}…` : text;
	if (pen.measureText(short).width <= width) return short;
	let [low, high] = [0, short.length];
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if (pen.measureText(`${short.slice(0, middle)}…`).width <= width) low = middle;
		else high = middle - 1;
	}
	return `${short.slice(0, low).trimEnd()}…`;
}
