// Zoom and pan of the timeline's picture, by wheel, drag and trackpad.

import { select } from 'd3-selection';
import { type ZoomTransform, zoom, zoomIdentity } from 'd3-zoom';
import { xOf } from './lay_out';
import type { PilePlace } from './place_marks';
import type { TimelineDesk } from './timeline_desk.svelte';

export class TimelineZoom {
	readonly #zoomer = zoom<HTMLElement, unknown>()
		.scaleExtent([0.2, 400])
		.filter((event: MouseEvent) => {
			if (!(event instanceof WheelEvent)) return event.button === 0 && !event.shiftKey;
			return !isSideways(event) && (!this.desk.overflows || event.ctrlKey || event.metaKey);
		})
		.wheelDelta((event) => -event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.002))
		.on('zoom', (event: { transform: ZoomTransform; sourceEvent: Event | null }) => {
			this.desk.transform = event.transform;
			const source = event.sourceEvent;
			if (source instanceof MouseEvent && source.type === 'mousemove') this.scroller.scrollTop -= source.movementY;
		});

	constructor(
		private readonly desk: TimelineDesk,
		private readonly scroller: HTMLElement,
	) {
		select(scroller).call(this.#zoomer).on('dblclick.zoom', null);
	}

	/** However long a vault's time is, a day can be looked at. */
	reach(): void {
		this.#zoomer.scaleExtent([0.2, Math.max(400, 60 / this.desk.base.pixelsPerDay)]);
	}

	/** A trackpad pans sideways by itself, a wheel with Shift. */
	wheel(event: WheelEvent): void {
		if (!isSideways(event) || event.ctrlKey || event.metaKey) return;
		event.preventDefault();
		this.pan(-(event.deltaX || event.deltaY) * (event.deltaMode === 1 ? 20 : 1));
	}

	scale(by: number): void {
		select(this.scroller).call(this.#zoomer.scaleBy, by);
	}

	pan(by: number): void {
		select(this.scroller).call(this.#zoomer.translateBy, by / this.desk.transform.k, 0);
	}

	showAll(): void {
		select(this.scroller).call(this.#zoomer.transform, zoomIdentity);
	}

	/** Shows the days around one at a zoom. */
	showAround(k: number, day: number): void {
		const x = this.desk.width / 2 - k * xOf(this.desk.base, day);
		select(this.scroller).call(this.#zoomer.transform, zoomIdentity.translate(x, 0).scale(k));
	}

	/** Looks at the days of a pile from as near as they can be seen together. */
	lookInto({ days }: PilePlace): void {
		const { base, width } = this.desk;
		const wanted = (0.6 * width) / (days.to + 1 - days.from) / base.pixelsPerDay;
		this.showAround(Math.min(wanted, this.#zoomer.scaleExtent()[1]), (days.from + days.to + 1) / 2);
	}
}

function isSideways({ deltaX, deltaY, shiftKey }: WheelEvent): boolean {
	return shiftKey || Math.abs(deltaX) > Math.abs(deltaY);
}
