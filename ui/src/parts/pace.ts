// How many rows of a long list come in one frame: as many as this machine draws without the window standing still.

/** The first frame makes what stands around the list as well. */
const [fewest, first, most] = [6, 8, 120];
/** A frame that takes longer had too many rows, and one that is shorter had room for more, in milliseconds. */
const [long, short] = [34, 20];

/** Frames tell it when they begin. */
export class Pace {
	/** The rows of the next frame. */
	rows = first;
	#began = Number.NaN;

	constructor(private now: () => number = () => performance.now()) {}

	/** A frame begins; the one before drew `rows`. */
	begin(): void {
		const now = this.now();
		const took = now - this.#began;
		this.#began = now;
		if (took > long) this.rows = Math.max(fewest, this.rows >> 1);
		else if (took < short) this.rows = Math.min(most, Math.ceil(this.rows * 1.5));
	}

	/** The next frame is the first of some. */
	rest(): void {
		this.#began = Number.NaN;
	}
}
