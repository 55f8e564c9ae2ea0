// The map of clusters, told by examples.
import { describe, expect, it } from 'vitest';
import type { Cluster } from '../backend/bindings';
import { placeClusters, shareOf } from './cluster_map';
import { fitMap, placeNames, type SeenDisc, seeDiscs, wrapName } from './cluster_names';
import { pickTies, placeGapWords, seeTies } from './cluster_ties';

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

describe('the names on the map', () => {
	const disc = (id: string, x: number, y: number, radius: number): SeenDisc => ({ id, name: id, x, y, radius });
	const widthOf = (text: string) => text.length * 6.5;
	const clusters = Array.from({ length: 120 }, (_, n) =>
		cluster(`a cluster with a long name ${n}`, 3 + (n % 40), [`w${n % 9}`]),
	);
	const map = placeClusters(clusters);

	it('stand below or above their discs, and where both are taken inside, covering no other name and no letter', () => {
		const crowd = [disc('large', 100, 100, 40), disc('near', 100, 170, 20), disc('high', 100, 40, 12)];
		const names = placeNames(crowd, widthOf, 400);
		expect(names.get('large')).toMatchObject({ lines: ['large'], x: 100, y: 120 });
		expect(names.get('near')).toMatchObject({ lines: ['near'], x: 100, y: 205 });
		expect(names.get('high')?.y).toBeLessThan(40);
		expect(placeNames([disc('a', 100, 30, 20)], widthOf, 60).get('a')?.y).toBeLessThan(60);
		expect(placeNames([disc('at home', 100, 100, 60)], widthOf, 400).get('at home')?.y).toBe(120);
		const hidden = placeNames([...crowd, disc('crowded', 104, 122, 3)], widthOf, 400);
		expect([hidden.has('large'), hidden.has('crowded')]).toEqual([false, true]);
	});

	it('are as many as there is room for, more when one looks closer, and the highlighted one is always there', () => {
		const fitted = fitMap(map, { width: 900, height: 650 });
		const discs = seeDiscs(map, fitted);
		const names = placeNames(discs, widthOf, 650);
		const boxes = [...names.values()].map(({ lines, x, y }) => {
			const half = Math.max(...lines.map(widthOf)) / 2;
			return [x - half, x + half, y - 10, y + 3 + 14 * (lines.length - 1)] as const;
		});
		for (const [index, [left, right, top, bottom]] of boxes.entries()) {
			for (const other of boxes.slice(index + 1)) {
				expect(left < other[1] && other[0] < right && top < other[3] && other[2] < bottom).toBe(false);
			}
		}
		expect(names.size).toBeGreaterThan(24);
		expect(names.size).toBeLessThan(120);
		expect(names.has(discs[0]?.id ?? '')).toBe(true);
		const closer = seeDiscs(map, { k: fitted.k * 3, x: 0, y: 0 });
		expect(placeNames(closer, widthOf, 650).size).toBeGreaterThan(names.size);
		const last = discs.find(({ id }) => !names.has(id))?.id ?? '';
		expect(placeNames(discs, widthOf, 650, last).has(last)).toBe(true);
	});

	it('are on two lines where they are long', () => {
		expect(wrapName('short name')).toEqual(['short name']);
		expect(wrapName('Models commoditize, rails keep value')).toEqual(['Models commoditize,', 'rails keep value']);
		expect(wrapName('quarterly · nothing · landlords')).toEqual(['quarterly ·', 'nothing · landlords']);
		expect(wrapName('Donaudampfschifffahrtsgesellschaft')).toEqual(['Donaudampfschifffah…']);
		expect(wrapName('a name that goes on and on and on for quite a while')).toEqual([
			'a name that goes on',
			'and on and on for q…',
		]);
	});

	it('never make the map larger than it is drawn, and all of it fits', () => {
		expect(fitMap({ ...map, width: 100, height: 100 }, { width: 900, height: 650 })).toEqual({ k: 1, x: 400, y: 265 });
		for (const { x, y, radius } of seeDiscs(map, fitMap(map, { width: 900, height: 650 }))) {
			expect(x - radius).toBeGreaterThan(0);
			expect(x + radius).toBeLessThan(900);
			expect(y - radius).toBeGreaterThan(0);
			expect(y + radius).toBeLessThan(650);
		}
	});
});

describe('the ties that the map draws', () => {
	const clusters = Array.from({ length: 12 }, (_, n) => cluster(`c${String(n).padStart(2, '0')}`, 8, [`w${n}`]));
	const between = (a: number, b: number, links: number, gap = false, shared = ['x', 'y']) => ({
		a: clusters[a]?.id ?? '',
		b: clusters[b]?.id ?? '',
		links,
		evidence: 0,
		shared,
		share: 0.2 - 0.001 * (a + b),
		gap,
	});
	const pairs = clusters.flatMap((_, a) => clusters.slice(a + 1).map((_, b) => [a, a + 1 + b] as const));
	const everything = placeClusters(
		clusters,
		pairs.map(([a, b]) => between(a, b, (a + b) % 3 === 0 ? 0 : a + b, (a + b) % 3 === 0)),
	);
	const drawnAt = (ties: ReturnType<typeof pickTies>, id: string, gap: boolean) =>
		ties.filter(({ tie }) => tie.gap === gap && (tie.a === id || tie.b === id)).length;

	it('are the strongest, of which no cluster has none, and a few gaps', () => {
		const picked = pickTies(everything.ties);
		expect(picked.length).toBeLessThan(everything.ties.length / 2);
		expect(picked.filter(({ tie }) => tie.gap)).toHaveLength(5);
		for (const { id } of clusters) expect(drawnAt(picked, id, false)).toBeGreaterThan(0);
		const most = Math.max(...everything.ties.map(({ tie }) => tie.links));
		expect(picked.some(({ tie }) => tie.links === most)).toBe(true);
	});

	it('are all of the cluster that is looked at', () => {
		const picked = pickTies(everything.ties, 'c00');
		const all = (gap: boolean) => drawnAt(everything.ties, 'c00', gap);
		expect([drawnAt(picked, 'c00', false), drawnAt(picked, 'c00', true)]).toEqual([all(false), all(true)]);
	});

	it('leave out gaps of one word', () => {
		const map = placeClusters(clusters, [between(0, 1, 0, true, ['x']), between(2, 3, 0, true)]);
		expect(pickTies(map.ties).map(({ tie }) => tie.a)).toEqual(['c02']);
	});

	it('say that a gap is one along its line, the right way up, where that covers nothing', () => {
		const disc = (id: string, x: number, y: number): SeenDisc => ({ id, name: id, x, y, radius: 20 });
		const map = placeClusters(clusters, [between(0, 1, 0, true)]);
		const at = (discs: SeenDisc[], boxes: { left: number; right: number; top: number; bottom: number }[] = []) => {
			const ties = seeTies(map.ties, new Map(discs.map((each) => [each.id, each])));
			return [...placeGapWords(ties, 150, discs, boxes).values()];
		};
		expect(at([disc('c00', 400, 100), disc('c01', 100, 100)])).toEqual([{ x: 250, y: 100, turned: 0 }]);
		expect(at([disc('c00', 100, 100), disc('c01', 250, 100)])).toEqual([]);
		const name = { left: 200, right: 300, top: 90, bottom: 110 };
		expect(at([disc('c00', 400, 100), disc('c01', 100, 100)], [name])).toEqual([]);
		const far = at([disc('c00', 800, 100), disc('c01', 100, 100)], [{ ...name, left: 420, right: 480 }]);
		expect(far).toHaveLength(1);
		expect(Math.abs((far[0]?.x ?? 450) - 450)).toBeGreaterThan(100);
	});
});
