// What draws the graph, as the view knows it; canvas_renderer.ts is the one there is.

import type { NodeColours } from '../../state/graph_colours';
import type { GraphModel } from '../../state/graph_model';
import type { Colours } from '../colours';

/** Where the picture is: a place `(x, y)` of the layout is shown at `(x * k + this.x, y * k + this.y)`. */
export interface Camera {
	k: number;
	x: number;
	y: number;
}

/** How the person wants nodes and links to look. */
export interface Look {
	nodeSize: number;
	lineSize: number;
	arrows: boolean;
	/** From -3, names are seen early, to 3. */
	textFade: number;
	/** There is little room: names are cut sooner. */
	small?: boolean;
}

export interface GraphScene {
	model: GraphModel;
	/** x and y of each node in turn. */
	places: Float32Array;
	colours: NodeColours;
	look: Look;
	inks: Colours;
	/** The nodes that lead the eye; null where none do. */
	lit: readonly number[] | null;
	/** The node that is pointed at or that the keyboard is on; -1 for none. */
	focus: number;
	/** The focus is the keyboard's and is to be ringed. */
	ringed: boolean;
	/** It moves: what takes long may be left out. */
	isLive: boolean;
}

export interface Renderer {
	/** Takes the size of the view, in CSS pixels, and how many real pixels one of them is. */
	resize(width: number, height: number, ratio: number): void;
	/** Draws everything at once. */
	draw(scene: GraphScene, camera: Camera): void;
	/** Draws everything in steps, while what is shown stays; after the last step it is shown. */
	drawBeside(scene: GraphScene, camera: Camera): Generator<void>;
	/** Draws only what leads the eye anew. */
	drawFocus(scene: GraphScene, camera: Camera): void;
	/** Shows what is drawn already from elsewhere; false where it must be drawn anew to look right. */
	move(camera: Camera): boolean;
	/** How long the last whole drawing took, in milliseconds; 0 before the first. */
	readonly tookMs: number;
}
