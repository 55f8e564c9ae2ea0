// Which of the ties between clusters the map draws, and where the words of a gap have room. The table has them all.

import type { ClusterTie } from '../backend/bindings';
import type { ClusterMap } from './cluster_map';
import type { SeenDisc } from './cluster_names';

export type MapTie = ClusterMap['ties'][number];

/** A cluster has so many ties at most, unless one would be left without any. */
const mostTies = 2;
/** So many gaps are drawn of all, and so many of the cluster that is looked at. */
const mostGaps = 5;
const ownGaps = 8;

export const strengthOf = ({ links, evidence }: ClusterTie) => links + evidence;

/**
 * The ties that tell most: for each cluster its strongest, and the gaps between those that share most. A cluster that
 * is looked at (`focus`) shows all that it has.
 */
export function pickTies(ties: readonly MapTie[], focus?: string): MapTie[] {
	const order = (a: MapTie, b: MapTie) =>
		strengthOf(b.tie) - strengthOf(a.tie) || b.tie.share - a.tie.share || idOf(a).localeCompare(idOf(b));
	const counts = new Map<string, number>();
	const count = (id: string) => counts.get(id) ?? 0;
	const isOwn = ({ tie }: MapTie) => tie.a === focus || tie.b === focus;
	const drawn = new Set<MapTie>();
	for (const each of ties.filter(({ tie }) => !tie.gap).toSorted(order)) {
		const [one, other] = [count(each.tie.a), count(each.tie.b)];
		const isWanted = (one < mostTies && other < mostTies) || one === 0 || other === 0;
		if (!isWanted && !isOwn(each)) continue;
		drawn.add(each);
		if (!isWanted) continue;
		counts.set(each.tie.a, one + 1);
		counts.set(each.tie.b, other + 1);
	}
	// One word in common may be chance.
	const gaps = ties.filter(({ tie }) => tie.gap && tie.shared.length > 1).toSorted(order);
	for (const each of [...gaps.slice(0, mostGaps), ...gaps.filter(isOwn).slice(0, ownGaps)]) drawn.add(each);
	return ties.filter((each) => drawn.has(each));
}

export const idOf = ({ tie }: MapTie) => `${tie.a} ${tie.b}`;

/** A tie on the screen, from the edge of one disc to that of the other, in pixels. */
export interface SeenTie {
	id: string;
	tie: ClusterTie;
	names: [string, string];
	x1: number;
	y1: number;
	x2: number;
	y2: number;
}

/** The ties between the discs that are on the screen. */
export function seeTies(ties: readonly MapTie[], discs: ReadonlyMap<string, SeenDisc>): SeenTie[] {
	return ties.flatMap((each) => {
		const [a, b] = [discs.get(each.a.cluster.id), discs.get(each.b.cluster.id)];
		if (!a || !b) return [];
		const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
		const [right, down] = [(b.x - a.x) / length, (b.y - a.y) / length];
		return [
			{
				id: idOf(each),
				tie: each.tie,
				names: [a.name, b.name],
				x1: a.x + right * a.radius,
				y1: a.y + down * a.radius,
				x2: b.x - right * b.radius,
				y2: b.y - down * b.radius,
			},
		];
	});
}

/** Words along a line: their middle, and by how much they are turned, in degrees. */
export interface LineWords {
	x: number;
	y: number;
	turned: number;
}

interface Box {
	left: number;
	right: number;
	top: number;
	bottom: number;
}

/** Where the words of each gap stand along its line, where it is long enough and they cover nothing. */
export function placeGapWords(
	ties: readonly SeenTie[],
	width: number,
	discs: readonly SeenDisc[],
	taken: readonly Box[],
): Map<string, LineWords> {
	const placed = new Map<string, LineWords>();
	const spots: { x: number; y: number }[] = [];
	for (const { id, tie, x1, y1, x2, y2 } of ties) {
		const length = Math.hypot(x2 - x1, y2 - y1);
		if (!tie.gap || length < width + 12) continue;
		const [right, down] = [(x2 - x1) / length, (y2 - y1) / length];
		const isFree = (x: number, y: number) =>
			!discs.some((disc) => Math.hypot(disc.x - x, disc.y - y) < disc.radius + 8) &&
			!taken.some((box) => x > box.left - 6 && x < box.right + 6 && y > box.top - 6 && y < box.bottom + 6) &&
			!spots.some((spot) => Math.hypot(spot.x - x, spot.y - y) < 14);
		const slack = (length - width) / 2 - 4;
		for (const shift of [0, -0.5, 0.5, -1, 1]) {
			const middle = length / 2 + shift * slack;
			const steps = Math.ceil(width / 10);
			const along = Array.from({ length: steps + 1 }, (_, step) => middle - width / 2 + (step / steps) * width);
			const covered = along.map((at) => ({ x: x1 + right * at, y: y1 + down * at }));
			if (!covered.every(({ x, y }) => isFree(x, y))) continue;
			spots.push(...covered);
			const angle = (Math.atan2(down, right) * 180) / Math.PI;
			// Never upside down.
			const turned = angle > 90 ? angle - 180 : angle <= -90 ? angle + 180 : angle;
			placed.set(id, { x: x1 + right * middle, y: y1 + down * middle, turned });
			break;
		}
	}
	return placed;
}

/** How thick a tie is drawn, in pixels, given the strength of the strongest: none drowns the rest. */
export function widthOf(tie: ClusterTie, strongest: number): number {
	return tie.gap ? 1.25 : 1 + 2.5 * (strengthOf(tie) / Math.max(8, strongest));
}
