// The map of clusters as it stands on the screen: where its discs are at a zoom, and which names there is room for.

import type { ClusterMap } from './cluster_map';

/** From the map's units to pixels. */
export interface MapCamera {
	k: number;
	x: number;
	y: number;
}

/** A disc on the screen, in pixels. */
export interface SeenDisc {
	id: string;
	name: string;
	x: number;
	y: number;
	radius: number;
}

/** A name on the screen, on one line or two: its middle and its first baseline, in pixels. */
export interface SeenName {
	lines: string[];
	x: number;
	y: number;
	/** What it covers; known once it has its place. */
	box?: Box;
	/** It stands in its disc. */
	inside?: boolean;
}

export interface Box {
	left: number;
	right: number;
	top: number;
	bottom: number;
}

/** Around the map; names stand below. */
const margin = { side: 16, top: 16, below: 36 };
/** The longest name on one line, and the longest line of two, in characters. */
const [longestAlone, longest] = [25, 20];
/** The height of a line in pixels. */
export const lineHeight = 14;
/** Of a line of text above and below its baseline, a little air included. */
const [ascent, descent] = [11, 4];
/** What a letter takes in the middle of its disc. */
const letterRadius = 9;

/** The camera that shows the whole map, no larger than it is drawn. */
export function fitMap({ width, height }: ClusterMap, room: { width: number; height: number }): MapCamera {
	if (width === 0 || room.width === 0 || room.height === 0) return { k: 1, x: 0, y: 0 };
	const { side, top, below } = margin;
	const k = Math.min(1, (room.width - 2 * side) / width, (room.height - top - below) / height);
	return { k, x: (room.width - width * k) / 2, y: (room.height - below + top - height * k) / 2 };
}

/** Where the discs are on the screen, the largest first. */
export function seeDiscs({ discs }: ClusterMap, { k, x, y }: MapCamera): SeenDisc[] {
	return discs.map(({ cluster, ...disc }) => ({
		id: cluster.id,
		name: cluster.name,
		x: disc.x * k + x,
		y: disc.y * k + y,
		radius: disc.radius * k,
	}));
}

/** Where a name stands that has room for itself: below its disc. */
export function nameBelow({ name, x, y, radius }: SeenDisc): SeenName {
	return { lines: wrapName(name), x, y: y + radius + 15 };
}

/**
 * The names that there is room for, by id, those of the largest discs first: each in its disc where it fits in, else
 * below or above it, where it covers no other disc, else in it all the same, where it covers no other name and no
 * letter. None is cut off by the upper or lower edge. `first` comes before all others.
 */
export function placeNames(
	discs: readonly SeenDisc[],
	widthOf: (text: string) => number,
	height: number,
	first?: string,
): Map<string, SeenName> {
	const names = new Map<string, SeenName>();
	const taken: Box[] = [];
	for (const disc of [...discs.filter(({ id }) => id === first), ...discs.filter(({ id }) => id !== first)]) {
		const under = nameBelow(disc);
		const tall = (under.lines.length - 1) * lineHeight;
		const half = Math.max(...under.lines.map(widthOf)) / 2 + 3;
		const boxOf = ({ x, y }: { x: number; y: number }): Box => ({
			left: x - half,
			right: x + half,
			top: y - ascent,
			bottom: y + tall + descent,
		});
		const isFree = ({ x, y }: SeenName, reach: (other: SeenDisc) => number) => {
			const box = boxOf({ x, y });
			const isCut = (box.top < 0 || box.bottom > height) && disc.y > 0 && disc.y < height;
			const free =
				!isCut &&
				!taken.some((other) => overlap(box, other)) &&
				!discs.some((other) => other !== disc && covers(other, reach(other), box));
			if (free) taken.push(box);
			return free;
		};
		const outside = [under, { ...under, y: disc.y - disc.radius - 7 - tall }];
		const inside = { ...under, inside: true, y: disc.y + letterRadius + ascent };
		const fitsIn = half < disc.radius * 0.85 && tall + ascent + descent < disc.radius * 0.7;
		const place =
			[inside].find((name) => fitsIn && isFree(name, ({ radius }) => radius)) ??
			outside.find((name) => isFree(name, ({ radius }) => radius)) ??
			[inside].find((name) => isFree(name, ({ radius }) => Math.min(radius, letterRadius))) ??
			[inside].find((name) => disc.id === first && isFree(name, () => 0));
		if (place) names.set(disc.id, { ...place, box: boxOf(place) });
	}
	return names;
}

/** A name on one line, or on two where it is long; cut where even that is too short. */
export function wrapName(name: string): string[] {
	if (name.length <= longestAlone) return [name];
	// A sign between two words stays with the one before it.
	const spaces = [...name.matchAll(/ (?=[\p{L}\p{N}])/gu)].map(({ index }) => index);
	const fits = spaces.filter((at) => at <= longest);
	const middle = name.length / 2;
	const balanced = fits.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
	if (balanced === undefined) return [cut(name)];
	return [name.slice(0, balanced), cut(name.slice(balanced + 1))];
}

function cut(line: string): string {
	return line.length > longest ? `${line.slice(0, longest - 1).trimEnd()}…` : line;
}

function overlap(a: Box, b: Box): boolean {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function covers({ x, y }: SeenDisc, radius: number, box: Box): boolean {
	const [nearX, nearY] = [Math.min(Math.max(x, box.left), box.right), Math.min(Math.max(y, box.top), box.bottom)];
	return Math.hypot(nearX - x, nearY - y) < radius;
}
