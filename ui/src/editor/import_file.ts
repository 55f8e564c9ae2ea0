// A file from outside, pasted or dropped: read in the page and written by the core where the vault keeps attachments.
import type { Backend } from '../backend/backend';

/** In bytes; the core takes no more. */
const largest = 64 * 1024 * 1024;

/** Writes a file into the vault for the note or canvas at `source`; answers where it is, and the link that embeds it. */
export async function importFile(
	ask: Backend['ask'],
	file: File,
	source: string,
): Promise<{ path: string; link: string }> {
	if (file.size > largest) throw new Error(`${file.name} is larger than 64 MB`);
	return ask({ ask: 'import_attachment', name: nameOf(file), base64: await toBase64(file), source });
}

/** The name a file gets: its own, or the time for a picture from the clipboard, which all have the same. */
export function nameOf(file: { name: string; type: string }, now = new Date()): string {
	if (file.name !== '' && !/^image\.\w+$/i.test(file.name)) return file.name;
	const two = (n: number) => String(n).padStart(2, '0');
	const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
	const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
	const extension = /^image\/(\w+)/.exec(file.type)?.[1]?.replace('jpeg', 'jpg') ?? 'png';
	return `Pasted image ${day}${time}.${extension}`;
}

async function toBase64(file: File): Promise<string> {
	const url = await new Promise<string>((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve(String(reader.result));
		reader.onerror = () => reject(reader.error ?? new Error(`${file.name} cannot be read`));
		reader.readAsDataURL(file);
	});
	return url.slice(url.indexOf(',') + 1);
}
