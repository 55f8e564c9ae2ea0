// A long answer comes in pieces, lines of JSON: the answer with its long lists empty, then what they hold, each line
// with where its list is. They are read with pauses, so that no answer holds up the window.

/** How long is read before the window has its turn, in milliseconds. */
const sliceMs = 8;
const lineEnd = 10;

type Step = string | number;

/** Puts an answer together; `pause` gives the window its turn. */
export async function joinPieces(
	bytes: Uint8Array,
	pause: () => Promise<void> = () => new Promise((resolve) => setTimeout(resolve)),
	now: () => number = () => performance.now(),
): Promise<unknown> {
	const decoder = new TextDecoder();
	let at = 0;
	const read = (): unknown => {
		const end = bytes.indexOf(lineEnd, at);
		const line = bytes.subarray(at, end < 0 ? bytes.length : end);
		at = end < 0 ? bytes.length : end + 1;
		return JSON.parse(decoder.decode(line));
	};
	let began = now();
	const whole = read();
	while (at < bytes.length) {
		if (now() - began >= sliceMs) {
			await pause();
			began = now();
		}
		const [place, items] = read() as [Step[], unknown[]];
		const list = place.reduce((value, step) => (value as Record<Step, unknown>)[step], whole) as unknown[];
		for (const item of items) list.push(item);
	}
	return whole;
}
