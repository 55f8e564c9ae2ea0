// The picture of the timeline as it is looked at: its camera, what is under the pointer and the keyboard, which days
// are being chosen. Nothing is drawn here.

import { type ZoomTransform, zoomIdentity } from 'd3-zoom';
import type { Timeline, TimelineLane, TimelineMarker } from '../../backend/bindings';
import { dayOf, numberOf } from '../../state/days';
import type { TimelineChoice } from '../../state/timeline_choice.svelte';
import { describeMarker } from '../../state/timeline_markers';
import { describeEvent, groupByLane, type TimelineRow } from '../../state/timeline_rows';
import { axisHeight, type Scene } from './draw';
import { type Camera, dayAt, fit, heightOf, type LanePlace, placeLanes, xOf } from './lay_out';
import {
	type BandPlace,
	findBand,
	findMark,
	findPile,
	inSight,
	type LaneMarks,
	type MarkPlace,
	type PilePlace,
	placeMarks,
	topOf,
} from './place_marks';

/** What is shown. */
export interface Shown {
	timeline: Timeline;
	lanes: readonly TimelineLane[];
	rows: readonly TimelineRow[];
	letters: ReadonlyMap<string, string>;
	/** Choosing days changes it. */
	choice: TimelineChoice;
	lit: Scene['lit'];
	/** The row that the keyboard is on; -1 for none. */
	current: number;
}

export class TimelineDesk {
	width = $state(0);
	height = $state(0);
	/** How far the lanes are scrolled. */
	scroll = $state(0);
	transform = $state.raw<ZoomTransform>(zoomIdentity);
	hovered = $state.raw<MarkPlace | null>(null);
	pile = $state.raw<PilePlace | null>(null);
	band = $state.raw<BandPlace | null>(null);
	/** The marker that the keyboard is on, by its place among all; -1 for none. */
	marked = $state(-1);
	/** What is being chosen with Shift held, in pixels from the left. */
	brush = $state.raw<{ from: number; to: number } | null>(null);
	focused = $state(false);

	readonly #today = $derived.by(() => numberOf(this.shown().timeline.today) ?? 0);
	readonly places = $derived.by(() => placeLanes(this.shown().lanes));
	readonly total = $derived(heightOf(this.places));
	readonly overflows = $derived(this.total + axisHeight > this.height);
	/** Where days stand before any zoom. It does not move while answers are renewed: only other days move it. */
	readonly base = $derived.by(() => {
		const { timeline, choice } = this.shown();
		const first = numberOf(choice.range?.from ?? timeline.first) ?? this.#today - 30;
		const last = choice.range
			? (numberOf(choice.range.to) ?? this.#today) + 1
			: Math.max(numberOf(timeline.last) ?? this.#today, this.#today) + 7;
		return fit(first, last, this.width);
	});
	readonly #pixelsPerDay = $derived(this.base.pixelsPerDay * this.transform.k);
	readonly camera = $derived<Camera>({
		pixelsPerDay: this.#pixelsPerDay,
		offset: this.base.offset * this.transform.k + this.transform.x,
	});
	readonly #rowsByLane = $derived.by(() => groupByLane(this.shown().rows));
	/** The markers of all lanes in their order, each with the place of its lane. */
	readonly #markers = $derived.by(() =>
		this.shown().lanes.flatMap(({ markers }, lane) => markers.map((marker) => ({ marker, lane }))),
	);
	readonly #marker = $derived<{ marker: TimelineMarker; lane: number } | undefined>(
		this.focused ? this.#markers[this.marked] : undefined,
	);
	/** What moving alone does not change is placed once. */
	readonly #placed = $derived.by(() => {
		const [grouped, scale, known] = [this.#rowsByLane, this.#pixelsPerDay, new Map<number, LaneMarks>()];
		return (place: LanePlace): LaneMarks => {
			const marks = known.get(place.index) ?? placeMarks(place, grouped.get(place.index) ?? [], scale);
			known.set(place.index, marks);
			return marks;
		};
	});
	readonly scene = $derived.by((): Scene => {
		const { letters, lit, current } = this.shown();
		const { width, height, scroll, camera } = this;
		const seen = this.places.filter(({ top, height: tall }) => top + tall > scroll && top < scroll + height);
		return {
			width,
			height,
			scroll,
			camera,
			today: this.#today,
			current: this.focused && !this.#marker ? current : -1,
			marker: this.#marker?.marker,
			knownOn: numberOf(this.shown().choice.knownOn),
			hovered: this.hovered?.row.index ?? this.pile?.rows[0]?.index ?? -1,
			lit,
			lanes: seen.map((place) => ({
				place,
				letter: letters.get(place.lane.key) ?? '',
				...inSight(this.#placed(place), camera, width),
			})),
		};
	});
	readonly #currentPlace = $derived.by(() => {
		const { rows, current } = this.shown();
		for (const lane of this.scene.lanes) {
			const mark = lane.marks.find(({ row }) => row.index === current);
			if (mark) return { row: mark.row, x: mark.x, y: mark.y };
			const holder = lane.piles.find((each) => each.rows.some(({ index }) => index === current));
			const row = rows[current];
			if (holder && row) return { row, x: holder.x + holder.width / 2, y: Math.max(topOf(holder), holder.line) };
		}
		return undefined;
	});
	/** The first and last day in sight; null where nothing was zoomed or moved. */
	readonly daysInSight = $derived.by(() => {
		const { transform, camera, width } = this;
		if (width === 0 || (transform.k === 1 && transform.x === 0)) return null;
		return { from: dayAt(camera, 0), to: dayAt(camera, width) };
	});
	/** The event that is told about, and where it stands. */
	readonly card = $derived(
		this.hovered ?? (this.focused && !this.pile && !this.band && !this.#marker ? this.#currentPlace : undefined),
	);
	/** The markers that are told about, and where: those under the pointer, or the one that the keyboard is on. */
	readonly markerCard = $derived.by(() => {
		const { band } = this;
		if (band)
			return {
				x: (Math.max(0, band.from) + Math.min(this.width, band.to)) / 2,
				y: band.line + 28,
				markers: band.markers,
			};
		const found = this.#marker;
		const bands = found ? this.scene.lanes.find(({ place }) => place.index === found.lane)?.bands : undefined;
		const at = found && bands?.find(({ markers }) => markers.includes(found.marker));
		if (!found || !at) return undefined;
		return { x: (Math.max(0, at.from) + Math.min(this.width, at.to)) / 2, y: at.line + 28, markers: [found.marker] };
	});
	/** The same for those who hear it. */
	readonly spoken = $derived.by(() => {
		const { rows, current, timeline } = this.shown();
		if (this.#marker) return describeMarker(this.#marker.marker, timeline.today);
		const row = rows[current];
		return row && this.focused ? describeEvent(row.event, timeline.today) : '';
	});

	constructor(readonly shown: () => Shown) {}

	/** The mark at a place of the lanes. */
	markAt(x: number, y: number): MarkPlace | null {
		return findMark(
			this.scene.lanes.flatMap(({ marks }) => marks),
			x,
			y,
		);
	}

	pileAt(x: number, y: number): PilePlace | null {
		return findPile(
			this.scene.lanes.flatMap(({ piles }) => piles),
			x,
			y,
		);
	}

	/** The pointer is at a place of the lanes; `free` where no button is held. */
	point(x: number, y: number, free: boolean): void {
		if (this.brush) this.brush = { ...this.brush, to: x };
		this.hovered = free ? this.markAt(x, y) : null;
		this.pile = free && !this.hovered ? this.pileAt(x, y) : null;
		const bands = free && !this.hovered && !this.pile ? this.scene.lanes.flatMap((lane) => lane.bands) : [];
		const band = findBand(bands, x, y);
		// Bands are made anew as the picture is; the card must not flicker for that.
		if (band?.markers[0] !== this.band?.markers[0]) this.band = band;
	}

	/** The pointer is elsewhere, or the keyboard leads. */
	unpoint(): void {
		[this.hovered, this.pile, this.band] = [null, null, null];
	}

	/** Takes the days that were chosen with Shift held; false where it was no more than a click. */
	takeBrush(): boolean {
		const { brush, camera } = this;
		this.brush = null;
		if (!brush || Math.abs(brush.to - brush.from) <= 4) return false;
		this.shown().choice.choose(dayOf(dayAt(camera, brush.from)), dayOf(dayAt(camera, brush.to)));
		return true;
	}

	/** Goes to the next marker; returns where it stands, so that it can be brought into sight. */
	stepMarker(by: 1 | -1): { lane: number; day: number } | null {
		const count = this.#markers.length;
		if (count === 0) return null;
		this.marked = this.marked < 0 && by < 0 ? count - 1 : (this.marked + by + count) % count;
		const found = this.#markers[this.marked];
		const day = numberOf(found?.marker.from ?? null);
		return found && day !== null ? { lane: found.lane, day } : null;
	}

	/** The days of the current event begin or end what is shown. */
	bound(end: 'from' | 'to'): void {
		const { rows, current, choice, timeline } = this.shown();
		const day = rows[current]?.event.from ?? rows[current]?.event.to;
		if (!day) return;
		const other = end === 'from' ? (choice.range?.to ?? timeline.last) : (choice.range?.from ?? timeline.first);
		choice.choose(day, other ?? day);
	}

	/** How far the lanes are to be scrolled, so that a row's lane is in sight. */
	scrollTo({ lane }: { lane: number }): number {
		const place = this.places[lane];
		const room = this.height - axisHeight;
		if (!place) return this.scroll;
		if (place.top < this.scroll) return place.top;
		return Math.max(this.scroll, place.top + place.height - room);
	}

	/** Where a row's day stands, in pixels from the left; null where it is in sight, or has no day. */
	outOfSight({ from, to }: { from: number | null; to: number | null }): number | null {
		const day = from ?? to;
		if (day === null) return null;
		const x = xOf(this.camera, day);
		return x < 48 || x > this.width - 48 ? x : null;
	}
}
