// The map of clusters, told by examples.
import { describe, expect, it } from 'vitest';
import type { Cluster } from '../backend/bindings';
import { placeClusters, shareOf } from './cluster_map';

const cluster = (id: string, members: number, terms: string[]): Cluster => ({
	id,
	name: id,
	colour: 0,
	thesis: null,
	terms,
	entities: [],
	sources: [],
	span: null,
	signals: {},
	members: Array.from({ length: members }, (_, index) => ({
		path: `${id}${index}.md`,
		reasons: [],
		weight: 1,
		weakest: null,
	})),
	roots: members,
	promotable: false,
	named: false,
	pinned: false,
	activity: [],
});

describe('the map of clusters', () => {
	const clusters = [
		cluster('chips', 20, ['gpu', 'nitro']),
		cluster('power', 9, ['grid', 'permit']),
		cluster('debt', 4, ['gpu', 'nitro', 'bond']),
		...Array.from({ length: 40 }, (_, index) => cluster(`other${index}`, 3, [`word${index}`])),
	];
	const { discs, width, height } = placeClusters(clusters);

	it('covers nothing by something else, and stays within its edges', () => {
		for (const [index, a] of discs.entries()) {
			for (const b of discs.slice(index + 1)) {
				expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(a.radius + b.radius);
			}
			expect(a.x - a.radius).toBeGreaterThanOrEqual(0);
			expect(a.x + a.radius).toBeLessThanOrEqual(width);
			expect(a.y + a.radius).toBeLessThanOrEqual(height);
		}
	});

	it('puts what shares words near, the same way each time', () => {
		const of = (id: string) => discs.find((disc) => disc.cluster.id === id) ?? discs[0];
		const distance = (a: string, b: string) =>
			Math.hypot((of(a)?.x ?? 0) - (of(b)?.x ?? 0), (of(a)?.y ?? 0) - (of(b)?.y ?? 0));
		expect(distance('chips', 'debt')).toBeLessThan(distance('chips', 'other39'));
		expect(placeClusters(clusters.toReversed()).discs).toEqual(discs);
		expect(shareOf(cluster('a', 1, []), cluster('b', 1, []))).toBe(0);
	});

	it('draws links, evidence and gaps, and nothing between strangers', () => {
		const tie = { a: 'chips', b: 'debt', links: 2, evidence: 1, shared: ['gpu'], share: 0.4, gap: false };
		const gap = { ...tie, b: 'power', links: 0, evidence: 0, gap: true };
		const strangers = { ...gap, a: 'debt', share: 0.01 };
		const drawn = placeClusters(clusters, [tie, gap, strangers]).ties.map((each) => each.tie);
		expect(drawn).toEqual([tie, gap]);
	});

	it('of no cluster is empty', () => {
		expect(placeClusters([])).toEqual({ discs: [], ties: [], width: 0, height: 0 });
	});
});
