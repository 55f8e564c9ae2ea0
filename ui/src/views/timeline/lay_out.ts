// Where the lanes of the timeline stand, in pixels, and which days are in sight. Nothing is drawn here.
import type { TimelineLane } from '../../backend/bindings';

/** Where days stand: x = offset + day * pixelsPerDay. */
export interface Camera {
	offset: number;
	pixelsPerDay: number;
}

export interface LanePlace {
	index: number;
	lane: TimelineLane;
	/** Its upper edge, counted from the first lane's. */
	top: number;
	height: number;
	/** Its line, from the same origin. */
	line: number;
}

export const titleHeight = 28;
const above = 60;
const below = 52;
const summaryHeight = 36;
const emptyHeight = 64;

export const xOf = (camera: Camera, day: number) => camera.offset + day * camera.pixelsPerDay;

/** The day at a place. */
export const dayAt = (camera: Camera, x: number) => Math.floor((x - camera.offset) / camera.pixelsPerDay);

/** The lanes, below each other. Lanes without an event are low. */
export function placeLanes(lanes: readonly TimelineLane[]): LanePlace[] {
	let top = 0;
	return lanes.map((lane, index) => {
		const empty = lane.events.length === 0;
		const place = {
			index,
			lane,
			top,
			height: empty ? emptyHeight : titleHeight + above + below + summaryHeight,
			line: top + titleHeight + (empty ? 2 : above),
		};
		top += place.height;
		return place;
	});
}

/** The height of all lanes. */
export function heightOf(places: readonly LanePlace[]): number {
	const last = places.at(-1);
	return last ? last.top + last.height : 0;
}

/** The camera that shows all days between two in a width. */
export function fit(first: number, last: number, width: number): Camera {
	const days = Math.max(14, last - first);
	const [left, right] = [48, 64];
	const pixelsPerDay = Math.max(0.001, (width - left - right) / days);
	return { pixelsPerDay, offset: left - first * pixelsPerDay };
}
