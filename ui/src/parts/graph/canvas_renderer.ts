// Draws the graph on two canvases: everything below, and above it what leads the eye while the rest steps back.
// Both reach over the edge of the view, so that panning moves what is drawn. A picture that takes long is drawn anew on a
// third canvas that nobody sees, over several frames, and takes the former one's place when it is whole.

import { atOnce, drawAll, drawLit, listLit } from './draw_graph';
import type { Camera, GraphScene, Renderer } from './renderer';

/** How far the canvases reach over each edge, in CSS pixels. */
const margin = 140;
/** How far the lower canvas steps back. */
const dimmed = '0.22';
/** Further away from the scale it was drawn at, a picture is drawn anew even while it moves. */
const mostScaled = 2.2;

export class CanvasRenderer implements Renderer {
	tookMs = 0;
	#width = 0;
	#height = 0;
	#ratio = 1;
	#drawn: Camera = { k: 1, x: 0, y: 0 };
	/** Where the next picture is drawn. */
	#beside = document.createElement('canvas');

	constructor(
		private all: HTMLCanvasElement,
		private lit: HTMLCanvasElement,
	) {}

	resize(width: number, height: number, ratio: number): void {
		if (width === this.#width && height === this.#height && ratio === this.#ratio) return;
		[this.#width, this.#height, this.#ratio] = [width, height, ratio];
		for (const canvas of [this.all, this.lit]) {
			canvas.width = Math.round((width + 2 * margin) * ratio);
			canvas.height = Math.round((height + 2 * margin) * ratio);
			canvas.style.width = `${width + 2 * margin}px`;
			canvas.style.height = `${height + 2 * margin}px`;
			canvas.style.left = canvas.style.top = `${-margin}px`;
		}
		[this.#beside.width, this.#beside.height] = [this.all.width, this.all.height];
	}

	draw(scene: GraphScene, camera: Camera): void {
		const pen = this.#penOf(this.all);
		if (!pen) return;
		const began = performance.now();
		atOnce(drawAll(pen, scene, this.#onSheet(camera), this.#sheet()));
		this.tookMs = performance.now() - began;
		this.#show(scene, camera);
	}

	*drawBeside(scene: GraphScene, camera: Camera): Generator<void> {
		const [pen, front] = [this.#penOf(this.#beside), this.#penOf(this.all)];
		if (!pen || !front) return;
		let took = 0;
		const steps = drawAll(pen, scene, this.#onSheet(camera), this.#sheet());
		for (;;) {
			const began = performance.now();
			const { done } = steps.next();
			took += performance.now() - began;
			if (done) break;
			yield;
		}
		this.tookMs = took;
		front.setTransform(1, 0, 0, 1, 0, 0);
		front.clearRect(0, 0, this.all.width, this.all.height);
		front.drawImage(this.#beside, 0, 0);
		this.#show(scene, camera);
	}

	/** What is drawn now is the picture from this camera. */
	#show(scene: GraphScene, camera: Camera): void {
		this.drawFocus(scene, camera);
		this.#drawn = camera;
		for (const canvas of [this.all, this.lit]) canvas.style.transform = '';
	}

	drawFocus(scene: GraphScene, camera: Camera): void {
		const pen = this.#penOf(this.lit);
		if (!pen) return;
		drawLit(pen, scene, this.#onSheet(camera), this.#sheet());
		const isLed = scene.focus >= 0 ? listLit(scene).length > 0 : scene.lit !== null;
		this.all.style.opacity = isLed ? dimmed : '1';
	}

	move(camera: Camera): boolean {
		const scale = camera.k / this.#drawn.k;
		const [x, y] = [this.#shift(camera.x, this.#drawn.x, scale), this.#shift(camera.y, this.#drawn.y, scale)];
		for (const canvas of [this.all, this.lit]) {
			canvas.style.transform = `matrix(${scale}, 0, 0, ${scale}, ${x}, ${y})`;
		}
		const right = x + (this.#width + 2 * margin) * scale;
		const bottom = y + (this.#height + 2 * margin) * scale;
		const covers = x <= margin && y <= margin && right >= this.#width + margin && bottom >= this.#height + margin;
		return covers && scale < mostScaled && scale > 1 / mostScaled;
	}

	/** Where the drawn sheet's corner comes to lie, counted from where it lies undisturbed. */
	#shift(now: number, drawn: number, scale: number): number {
		return now + margin - scale * (drawn + margin);
	}

	#onSheet({ k, x, y }: Camera): Camera {
		return { k, x: x + margin, y: y + margin };
	}

	#sheet() {
		return { width: this.#width + 2 * margin, height: this.#height + 2 * margin, margin };
	}

	#penOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
		const pen = canvas.getContext('2d');
		pen?.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
		return pen;
	}
}
