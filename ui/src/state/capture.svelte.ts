// Quick capture: the pasted text, the fields found in it, and what the person made of them. No DOM.
// It outlives its dialog, so that closing that loses nothing.

import type { Capture, CaptureEdge, CaptureField, CaptureToWrite, Stance, Strength } from '../backend/bindings';
import type { AppState } from './app_state.svelte';
import { placesOf } from './capture_lists';
import { shownName } from './file_actions';
import { strings } from './strings';

export type FieldName = keyof typeof strings.capture.names;
export const fieldNames = Object.keys(strings.capture.names) as FieldName[];

/** A thesis that the note will bear on. */
export interface EdgeChoice {
	thesis: string;
	stance: Stance;
	strength: Strength | '';
	reason: string;
}

/** A line that will be added, or left out. */
export interface LineChoice {
	value: string;
	kept: boolean;
}

/** A passage that a field was found in, in UTF-16 units of the text. */
export interface FoundPassage {
	from: number;
	to: number;
	why: string;
}

const empty = (): Record<FieldName, string> =>
	Object.fromEntries(fieldNames.map((name) => [name, ''])) as Record<FieldName, string>;

/** Milliseconds without typing after which the text is read. */
const readPause = 200;

export class CaptureForm {
	text = $state('');
	found = $state.raw<Capture | null>(null);
	fields = $state(empty());
	edges = $state<EdgeChoice[]>([]);
	watch = $state<LineChoice[]>([]);
	questions = $state<LineChoice[]>([]);
	saving = $state(false);
	/** Grows when the text was set from outside of its editor. */
	resets = $state(0);
	/** What the person has changed, and reading the text anew leaves alone. */
	#own = new Set<string>();
	/** The text that `found` was found in. */
	#read = $state.raw('');
	#timer: ReturnType<typeof setTimeout> | undefined;
	#asked = 0;

	constructor(private readonly app: AppState) {}

	/** The words that fields were found in. */
	passages: FoundPassage[] = $derived.by(() => listPassages(this.found, this.#read));

	/** The text as it is typed or pasted; it is read a moment later. */
	write(text: string): void {
		this.text = text;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.read(), readPause);
	}

	/** Reads the text, and fills in what the person has not filled in. */
	async read(): Promise<void> {
		const asked = ++this.#asked;
		if (this.text.trim() === '') {
			this.#accept(null);
			return;
		}
		await this.app.attempt(async () => {
			const { text } = this;
			const found = await this.app.ask<'capture'>({ ask: 'capture', text });
			if (asked !== this.#asked) return;
			this.#read = text;
			this.#accept(found);
		});
	}

	/** Where a list of the text stands, from its first word to its last; null where the text does not list it. */
	placeOfList(name: 'tags' | 'mentions'): { from: number; to: number } | null {
		const places = this.found ? placesOf(name, this.found[name], this.#read) : [];
		const first = places[0];
		return first ? { from: first.from, to: first.to } : null;
	}

	/** A field as the person wants it. */
	set(name: FieldName, value: string): void {
		this.#own.add(name);
		this.fields[name] = value;
	}

	/** The theses and lines are as the person wants them. */
	own(part: 'edges' | 'watch' | 'questions'): void {
		this.#own.add(part);
	}

	addEdge(thesis: string): void {
		this.own('edges');
		this.edges.push({ thesis, stance: 'supports', strength: '', reason: '' });
	}

	removeEdge(index: number): void {
		this.own('edges');
		this.edges.splice(index, 1);
	}

	/** Saves the note and says so; true when it is written. The form is empty afterwards. */
	async save(): Promise<boolean> {
		if (this.saving || this.text.trim() === '') return false;
		this.saving = true;
		let path = '';
		await this.app.attempt(async () => {
			({ path } = await this.app.ask<'save_capture'>({ ask: 'save_capture', capture: this.#toWrite() }));
		});
		this.saving = false;
		if (path === '') return false;
		const words = strings.capture;
		this.app.notices.done(words.saved(shownName(path)), { title: words.open, run: () => this.app.open(path) });
		this.clear();
		return true;
	}

	/** Begins anew. */
	clear(): void {
		clearTimeout(this.#timer);
		this.#asked++;
		this.#own.clear();
		this.text = '';
		this.resets++;
		this.#accept(null);
	}

	#accept(found: Capture | null): void {
		this.found = found;
		const next = fieldsOf(found);
		for (const name of fieldNames) if (!this.#own.has(name)) this.fields[name] = next[name];
		if (!this.#own.has('edges')) this.edges = (found?.edges ?? []).map(edgeOf);
		if (!this.#own.has('watch')) this.watch = linesOf(found?.watch);
		if (!this.#own.has('questions')) this.questions = linesOf(found?.questions);
	}

	#toWrite(): CaptureToWrite {
		const { title, folder, source, publisher, author, published, tags, mentions } = this.fields;
		const kept = (lines: LineChoice[]) => lines.filter((line) => line.kept).map((line) => line.value);
		return {
			text: this.text,
			folder: folder.trim(),
			title: title.trim() || firstWords(this.text),
			source,
			publisher,
			authors: listOf(author),
			published,
			tags: listOf(tags),
			mentions: listOf(mentions),
			edges: this.edges.map(({ thesis, stance, strength, reason }) => ({
				thesis,
				stance,
				reason,
				...(strength && { strength }),
			})),
			watch: kept(this.watch),
			questions: kept(this.questions),
		};
	}
}

function fieldsOf(found: Capture | null): Record<FieldName, string> {
	if (!found) return empty();
	return {
		title: found.title?.value ?? '',
		folder: found.folder,
		source: found.source?.value ?? '',
		publisher: found.publisher?.value ?? '',
		author: found.author?.value ?? '',
		published: found.published?.value ?? '',
		tags: found.tags.join(', '),
		mentions: found.mentions.join(', '),
	};
}

function edgeOf({ thesis, stance, strength, words }: CaptureEdge): EdgeChoice {
	return { thesis, stance, strength: strength ?? '', reason: words };
}

function linesOf(found: readonly CaptureField[] = []): LineChoice[] {
	return found.map(({ value }) => ({ value, kept: true }));
}

/** The parts of a list as typed; a comma inside of a link parts nothing. */
export function listOf(text: string): string[] {
	return (text.match(/(?:\[\[.*?\]\]|[^,])+/g) ?? []).map((part) => part.trim()).filter(Boolean);
}

/** A name for a text without a title: its first words. */
function firstWords(text: string): string {
	const line = text.split('\n').find((each) => /\p{L}/u.test(each) && each.trim() !== '---') ?? '';
	return line.trim().split(/\s+/).slice(0, 10).join(' ').slice(0, 80);
}

function listPassages(found: Capture | null, text: string): FoundPassage[] {
	if (!found) return [];
	const { names, edges, watch, questions, claims, why } = strings.capture;
	const single = (['title', 'source', 'publisher', 'author', 'published'] as const).flatMap((name) => {
		const field = found[name];
		return field ? [{ ...field, why: why(names[name], field.value) }] : [];
	});
	const lines = (title: string, list: readonly CaptureField[]) =>
		list.map((field) => ({ ...field, why: why(title, field.value) }));
	return [
		...single,
		...found.edges.map((edge) => ({ ...edge, why: why(edges, `${strings.stance.words[edge.stance]} ${edge.title}`) })),
		...(['tags', 'mentions'] as const).flatMap((name) =>
			placesOf(name, found[name], text).map((place) => ({ ...place, why: why(names[name], place.value) })),
		),
		...lines(watch, found.watch),
		...lines(questions, found.questions),
		...lines(claims, found.claims),
	].map(({ from, to, why }) => ({ from, to, why }));
}
