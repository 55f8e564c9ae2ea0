// A map of clusters: a disc for each, the larger the more notes, those that share words, names or sources near each
// other. The same clusters always lie the same way.

import type { Cluster, ClusterTie } from '../backend/bindings';

export interface Disc {
	cluster: Cluster;
	x: number;
	y: number;
	radius: number;
}

export interface ClusterMap {
	discs: Disc[];
	/** What lies between them: links and evidence, or a gap where much is shared and nothing leads across. */
	ties: { a: Disc; b: Disc; tie: ClusterTie }[];
	width: number;
	height: number;
}

/** More would be a crowd, not a map; the list has them all. */
export const mostMapped = 120;
/** Room for the names, in the map's units. */
const name = { width: 96, height: 40 };
const rings = 200;
const steps = 48;
/** Two that share less than this are no gap, only strangers. */
const near = 0.08;

/** Places the discs: the largest first, each as near as there is room to those it shares most with. */
export function placeClusters(clusters: readonly Cluster[], ties: readonly ClusterTie[] = []): ClusterMap {
	const bySize = (a: Cluster, b: Cluster) => b.members.length - a.members.length || a.id.localeCompare(b.id);
	const sorted = [...clusters].sort(bySize).slice(0, mostMapped);
	const words = sorted.map(wordsOf);
	const discs: Disc[] = [];
	for (const [at, cluster] of sorted.entries()) {
		const radius = 18 + Math.sqrt(cluster.members.length) * 9;
		const shares = discs.map((_, other) => shareOfWords(words[at], words[other]));
		discs.push({ cluster, radius, ...findPlace(discs, shares, radius) });
	}
	return centre(discs, ties);
}

/** The directions in which a place is looked for. Wider than high, as windows are. */
const directions = Array.from({ length: steps }, (_, step) => {
	const angle = (step / steps) * Math.PI * 2;
	return { x: Math.cos(angle) * 26, y: Math.sin(angle) * 18 };
});

function findPlace(discs: readonly Disc[], shares: readonly number[], radius: number): { x: number; y: number } {
	const pulling = discs.flatMap((disc, index) => (shares[index] ? [{ disc, share: shares[index] }] : []));
	let best = { x: 0, y: 0 };
	let lowest = Number.POSITIVE_INFINITY;
	// What is in the way of one place is often in the way of the next.
	let inWay = discs[0];
	for (let ring = 0; ring < rings && !(lowest < Number.POSITIVE_INFINITY && ring > 24); ring++) {
		for (const way of ring === 0 ? directions.slice(0, 1) : directions) {
			const place = { x: way.x * ring, y: way.y * ring };
			if (inWay && covers(inWay, place, radius)) continue;
			let pull = Math.hypot(place.x, place.y) * 0.05;
			for (const { disc, share } of pulling) {
				if (pull >= lowest) break;
				pull += share * Math.sqrt((disc.x - place.x) ** 2 + (disc.y - place.y) ** 2);
			}
			if (pull >= lowest) continue;
			const other = discs.find((disc) => covers(disc, place, radius));
			if (other) inWay = other;
			else [best, lowest] = [place, pull];
		}
	}
	return best;
}

/** Whether two discs, each with its name below, would cover each other. */
function covers(disc: Disc, place: { x: number; y: number }, radius: number): boolean {
	const reach = disc.radius + radius;
	const x = (disc.x - place.x) / (reach + name.width);
	const y = (disc.y - place.y) / (reach + name.height);
	return x * x + y * y < 1;
}

/** How much two clusters share of their words, names and sources, from 0 to 1. */
export function shareOf(a: Cluster, b: Cluster): number {
	return shareOfWords(wordsOf(a), wordsOf(b));
}

function wordsOf({ terms, entities, sources }: Cluster): Set<string> {
	return new Set([...terms, ...entities, ...sources]);
}

function shareOfWords(a: ReadonlySet<string> = new Set(), b: ReadonlySet<string> = new Set()): number {
	let common = 0;
	for (const word of a) if (b.has(word)) common += 1;
	const all = a.size + b.size - common;
	return all === 0 ? 0 : common / all;
}

function centre(discs: Disc[], between: readonly ClusterTie[]): ClusterMap {
	const edge = (of: (disc: Disc) => number, pick: (...values: number[]) => number) => pick(...discs.map(of));
	if (discs.length === 0) return { discs, ties: [], width: 0, height: 0 };
	const left = edge((disc) => disc.x - disc.radius, Math.min) - 40;
	const top = edge((disc) => disc.y - disc.radius, Math.min) - 16;
	const width = edge((disc) => disc.x + disc.radius, Math.max) + 40 - left;
	const height = edge((disc) => disc.y + disc.radius, Math.max) + 32 - top;
	for (const disc of discs) {
		disc.x -= left;
		disc.y -= top;
	}
	const byId = new Map(discs.map((disc) => [disc.cluster.id, disc]));
	const ties = between.flatMap((tie) => {
		const [a, b] = [byId.get(tie.a), byId.get(tie.b)];
		return a && b && (!tie.gap || tie.share >= near) ? [{ a, b, tie }] : [];
	});
	return { discs, ties, width, height };
}
