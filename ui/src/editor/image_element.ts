// An image of the vault as an element: its address comes from the window, its height is remembered from the last time.
import type { EditorHost } from './editor_host';
import type { ImageText } from './image_size';

const heights = new Map<string, number>();
const missingTargets = new Set<string>();

/** Whether an image could not be found when it was last looked for. */
export function isMissing(target: string): boolean {
	return missingTargets.has(target);
}

/** The height an image had when it was last on screen, in pixels, or -1. */
export function knownHeight(key: string): number {
	return heights.get(key) ?? -1;
}

/** What an image needs to be found. */
export interface ImageSource {
	/** The target as written. */
	target: string;
	/** Path of the note that holds it. */
	note: string;
	host: EditorHost;
}

/** Makes the element; `settled` is called when its height is known. */
export function imageElement(source: ImageSource, text: ImageText, settled: () => void): HTMLElement {
	if (/^https?:/i.test(source.target)) return remoteImage(source.target);
	const image = document.createElement('img');
	image.className = 'note-image';
	image.alt = text.alt || source.target;
	image.draggable = false;
	if (text.width !== null) image.width = text.width;
	if (text.height !== null) image.height = text.height;
	image.addEventListener('load', () => {
		heights.set(imageKey(source.target, text), image.getBoundingClientRect().height);
		settled();
	});
	const frame = document.createElement('span');
	frame.className = 'image-frame';
	frame.append(image);
	const lost = () => {
		missingTargets.add(source.target);
		frame.replaceChildren(missing(source.target));
		settled();
	};
	image.addEventListener('error', lost);
	findAddress(source).then((url) => {
		missingTargets.delete(source.target);
		image.src = url;
	}, lost);
	return frame;
}

/** The name under which an image's height is remembered. */
export function imageKey(target: string, text: ImageText): string {
	return `${target}|${text.width}x${text.height}`;
}

async function findAddress({ target, note, host }: ImageSource): Promise<string> {
	const destination = await host.ask({ ask: 'destination', target, source: note });
	if (destination.path === null) throw new Error(`no image ${target}`);
	return host.attachmentUrl(destination.path);
}

function missing(target: string): HTMLElement {
	const note = document.createElement('span');
	note.className = 'missing-image';
	note.textContent = `“${target}” is not in the vault`;
	return note;
}

/** What stands where an image of the web would be: notes fetch nothing by themselves. */
function remoteImage(url: string): HTMLElement {
	const note = document.createElement('span');
	note.className = 'remote-image';
	note.dataset.src = url;
	note.textContent = `Image from ${hostName(url)}, not loaded`;
	note.title = url;
	return note;
}

function hostName(url: string): string {
	return URL.canParse(url) ? new URL(url).host : 'the web';
}
