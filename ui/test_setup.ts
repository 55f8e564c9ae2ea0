// What jsdom lacks and every test needs.
import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/svelte';
import { afterEach } from 'vitest';

afterEach(() => cleanup());
// There is no layout, so nothing can be scrolled.
Element.prototype.scrollIntoView ??= () => {};
// Nor does anything change its size, or get drawn.
globalThis.ResizeObserver ??= class {
	observe() {}
	unobserve() {}
	disconnect() {}
};
HTMLCanvasElement.prototype.getContext = () => null;
// Nor does anything come into sight.
globalThis.IntersectionObserver ??= class {
	observe() {}
	unobserve() {}
	disconnect() {}
} as never;
