// A graph that comes to rest: the core is asked for its next places as long as it moves and somebody looks.

import type { Ask } from '../backend/backend';
import type { DrawnGraph, GraphPlaces, HeldNode } from '../backend/bindings';
import { decodePlaces, type GraphModel, modelOf } from './graph_model';

/** How long one asking should take, in milliseconds: a picture moves smoothly then. */
const wantedMs = 32;
const mostSteps = 60;
/** Without motion: the layout is brought to rest, and only its end is shown. */
const stepsAtOnce = 200;

export class LiveGraph {
	model = $state.raw<GraphModel | null>(null);
	/** x and y of each node in turn. */
	places = $state.raw<Float32Array>(new Float32Array());
	atRest = $state(true);
	#layout = -1;
	#held: HeldNode | null = null;
	#steps = 2;
	#running = false;
	#ended = false;

	/** `isStill` says that nothing may move before the eye; `frame` waits for the next picture on the screen. */
	constructor(
		private ask: Ask,
		private isStill: () => boolean = () => false,
		private frame: () => Promise<unknown> = () => new Promise((resolve) => requestAnimationFrame(resolve)),
	) {}

	/** Shows a graph as it was drawn, and goes on from there. */
	show(drawn: DrawnGraph): void {
		this.model = modelOf(drawn.picture);
		this.#layout = drawn.places.layout;
		this.#accept(drawn.places);
		void this.#run();
	}

	/** Holds a node where it is dragged to; the others give way. */
	hold(node: number, x: number, y: number): void {
		this.#held = { node, x, y };
		this.places = this.places.with(node * 2, x).with(node * 2 + 1, y);
		this.atRest = false;
		void this.#run();
	}

	release(): void {
		this.#held = null;
	}

	/** Asks for nothing more. */
	end(): void {
		this.#ended = true;
	}

	async #run(): Promise<void> {
		if (this.#running) return;
		this.#running = true;
		try {
			while (!this.atRest && !this.#ended) await this.#step();
		} catch {
			// The layout is no longer kept, or the vault was closed: the picture stays as it is.
			this.atRest = true;
		} finally {
			this.#running = false;
		}
	}

	async #step(): Promise<void> {
		const layout = this.#layout;
		const still = this.isStill() && this.#held === null;
		const began = performance.now();
		const steps = still ? stepsAtOnce : this.#steps;
		const places = await this.ask<'graph_step'>({ ask: 'graph_step', layout, steps, held: this.#held });
		const took = performance.now() - began;
		this.#steps = Math.max(1, Math.min(mostSteps, Math.round((this.#steps * wantedMs) / Math.max(took, 1))));
		// Another graph is shown since, or the vault was closed.
		if (layout !== this.#layout || this.#ended) return;
		if (!still || places.at_rest) this.#accept(places);
		if (!still) await this.frame();
	}

	#accept(places: GraphPlaces): void {
		const decoded = decodePlaces(places.base64);
		if (this.#held) {
			decoded[this.#held.node * 2] = this.#held.x;
			decoded[this.#held.node * 2 + 1] = this.#held.y;
		}
		this.places = decoded;
		this.atRest = places.at_rest;
	}
}
