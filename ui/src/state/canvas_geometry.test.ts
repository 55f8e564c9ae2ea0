// Tests of where things stand on a canvas, told by examples.
import { describe, expect, it } from 'vitest';
import {
	anchor,
	around,
	arrowAt,
	boxBetween,
	type Camera,
	carried,
	contains,
	endsBetween,
	fitted,
	midpoint,
	resized,
	revealing,
	seen,
	sideToward,
	snap,
	toPlane,
	zoomAt,
	zoomRange,
} from './canvas_geometry';

const box = (x: number, y: number, width = 100, height = 100) => ({ x, y, width, height });
const whole: Camera = { x: 0, y: 0, k: 1 };

describe('the camera', () => {
	it('keeps the point below the pointer when it zooms', () => {
		const camera = { x: 30, y: -50, k: 0.5 };
		const at = { x: 200, y: 120 };
		const zoomed = zoomAt(camera, at, 1.7);
		expect(toPlane(zoomed, at).x).toBeCloseTo(toPlane(camera, at).x);
		expect(toPlane(zoomed, at).y).toBeCloseTo(toPlane(camera, at).y);
		expect(zoomAt(camera, at, 1e9).k).toBe(zoomRange.most);
		expect(zoomAt(camera, at, 0).k).toBe(zoomRange.least);
	});

	it('shows a box whole and never larger than life', () => {
		const large = box(-1000, 500, 4000, 900);
		expect(contains(seen(fitted(large, 800, 600), 800, 600), large)).toBe(true);
		expect(fitted(box(0, 0, 10, 10), 800, 600).k).toBe(1);
		expect(Number.isFinite(fitted(box(0, 0, 0, 0), 0, 0).x)).toBe(true);
	});

	it('moves no more than a box needs to be in sight', () => {
		expect(revealing(whole, box(100, 100), 800, 600)).toBe(whole);
		const right = revealing(whole, box(900, 100), 800, 600);
		expect([right.x, right.y]).toEqual([-240, 0]);
		expect(revealing(whole, box(0, -500, 50, 50), 800, 600).y).toBe(540);
		expect(revealing(whole, box(500, 0, 5000, 50), 800, 600).x).toBe(-460);
	});
});

describe('boxes', () => {
	it('stand on the grid when a handle moves them', () => {
		expect(resized(box(0, 0), { dx: 1, dy: 0 }, { x: 33, y: 33 }, true)).toEqual(box(0, 0, 140, 100));
		expect(resized(box(0, 0), { dx: -1, dy: -1 }, { x: -31, y: -8 }, true)).toEqual(box(-40, 0, 140, 100));
		expect(resized(box(0, 0), { dx: 1, dy: 1 }, { x: 3.4, y: 0 }, false)).toEqual(box(0, 0, 103, 100));
	});

	it('never turn inside out', () => {
		const small = resized(box(0, 0), { dx: -1, dy: 1 }, { x: 900, y: -900 }, true);
		expect(small).toEqual({ x: 20, y: 0, width: 80, height: 40 });
	});

	it('are put in one box, or none', () => {
		expect(around([box(0, 0), box(200, -50)])).toEqual(box(0, -50, 300, 150));
		expect(around([])).toBeNull();
		expect(boxBetween({ x: 5, y: 5 }, { x: -5, y: 10 })).toEqual({ x: -5, y: 5, width: 10, height: 5 });
		expect([snap(9), snap(-11), snap(30)]).toEqual([0, -20, 40]);
	});

	it('take along what lies wholly in a group', () => {
		const node = (name: string, at: ReturnType<typeof box>, isGroup = false) => ({ name, box: at, isGroup });
		const all = [
			node('group', box(0, 0, 500, 500), true),
			node('inner', box(50, 50, 200, 200), true),
			node('card', box(60, 60)),
			node('crossing', box(450, 60)),
			node('away', box(900, 0)),
		];
		expect(carried(all.slice(0, 1), all).map(({ name }) => name)).toEqual(['group', 'inner', 'card']);
		expect(carried(all.slice(2, 3), all).map(({ name }) => name)).toEqual(['card']);
	});
});

describe('edges', () => {
	it('leave by the side that is nearest to the other box', () => {
		expect(sideToward(box(0, 0), { x: 300, y: 60 })).toBe('right');
		expect(sideToward(box(0, 0, 1000, 10), { x: 600, y: 100 })).toBe('bottom');
		const [from, to] = endsBetween(box(0, 0), box(0, 400), null, null);
		expect([from.side, to.side]).toEqual(['bottom', 'top']);
		expect(endsBetween(box(0, 0), box(0, 400), 'left', null)[0]).toEqual({ x: 0, y: 50, side: 'left' });
	});

	it('have their label in the middle and their tip at the box', () => {
		expect(anchor(box(0, 0), 'bottom')).toEqual({ x: 50, y: 100 });
		expect(
			midpoint([
				{ x: 0, y: 0 },
				{ x: 0, y: 0 },
				{ x: 8, y: 8 },
				{ x: 8, y: 8 },
			]),
		).toEqual({ x: 4, y: 4 });
		expect(arrowAt({ x: 10, y: 0, side: 'left' }, 10)).toBe('M10,0L0,6L0,-6Z');
	});
});
