// Values of properties: how they read, what a typed text means, and where links in them lead.
import type { JsonValue, NoteProperty, PropertyKind, PropertyRow } from '../backend/bindings';
import { strings } from '../state/strings';
import { readDestination, shownText } from './note_link';

/** A piece of a text property: plain, or a link. */
export interface ValueLink {
	kind: 'note' | 'external';
	target: string;
	text: string;
}

const wikilink = /^\[\[([^\]\n]+(?:\](?!\])[^\]\n]*)*)\]\]$/;
const markdownLink = /^\[([^\]\n]*)\]\(([^()\n]+)\)$/;
const address = /^(?:https?:\/\/\S+|mailto:\S+|[^\s@]+@[^\s@]+\.[^\s@]+)$/i;

/** The link that the whole of a text is, or null: text around a link makes it plain text, as in Obsidian. */
export function readLink(text: string): ValueLink | null {
	const inner = wikilink.exec(text.trim());
	if (inner) {
		const target = (inner[1] ?? '').split('|', 1)[0]?.trim() ?? '';
		return { kind: 'note', target, text: shownText(text.trim()) };
	}
	const written = markdownLink.exec(text.trim());
	if (written) return { ...readDestination(written[2] ?? ''), text: written[1] || (written[2] ?? '') };
	if (!address.test(text.trim())) return null;
	const target = text.includes('://') || text.startsWith('mailto:') ? text.trim() : `mailto:${text.trim()}`;
	return { kind: 'external', target, text: shortAddress(text.trim()) };
}

function shortAddress(url: string): string {
	const bare = url.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '');
	return bare.length > 60 ? `${bare.slice(0, 59)}…` : bare;
}

/** A value as text to be edited. */
export function valueText(value: JsonValue): string {
	if (value === null) return '';
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The items of a list; a single value is a list of one. */
export function valueItems(value: JsonValue): string[] {
	if (value === null || value === '') return [];
	return Array.isArray(value) ? value.map(valueText) : [valueText(value)];
}

/** Whether a value has a shape that a field can show: anything nested is left to the source. */
export function isEditable({ value }: Pick<NoteProperty, 'value'>): boolean {
	if (Array.isArray(value)) return value.every((item) => item === null || typeof item !== 'object');
	return value === null || typeof value !== 'object';
}

/** Whether a property is shown as a list. */
export function isList(type: PropertyKind): boolean {
	return type === 'list' || type === 'tags' || type === 'aliases';
}

/** What a fresh property of a type holds. */
export function emptyValue(type: PropertyKind): JsonValue {
	if (isList(type)) return [];
	return type === 'checkbox' ? false : null;
}

/** The types that a person can give to a name. */
export const assignableKinds: readonly PropertyKind[] = ['text', 'list', 'number', 'checkbox', 'date', 'datetime'];

/** Whether a name has the same type in every vault. */
export function hasFixedType(name: string): boolean {
	return ['tags', 'aliases', 'cssclasses'].includes(name.toLowerCase());
}

const kinds: readonly PropertyKind[] = ['list', 'number', 'checkbox', 'date', 'datetime'];

/** The type that a fresh property gets by what the vault holds under its name. */
export function kindFor(name: string, known: readonly PropertyRow[]): PropertyKind {
	const lower = name.toLowerCase();
	if (lower === 'tags' || lower === 'aliases') return lower;
	const row = known.find((other) => other.name.toLowerCase() === lower);
	return kinds.find((kind) => kind === row?.type) ?? 'text';
}

/** What a typed text means for a type; a `problem` says why it means nothing. */
export type ReadValue = { value: JsonValue } | { problem: string };

/** Reads what was typed into a field. Empty is no value. */
export function readValue(type: PropertyKind, text: string): ReadValue {
	const trimmed = text.trim();
	if (trimmed === '') return { value: null };
	if (type === 'number') return readNumber(trimmed);
	if (type === 'date') return isDate(trimmed) || isPartialDate(trimmed) ? { value: trimmed } : { problem: dateForms };
	if (type === 'datetime') return readDateTime(trimmed);
	return { value: text };
}

const dateForms = 'A date is written 2026-05-31, or 2026-05, 2026-Q2, 2026 where less is known';

function readNumber(text: string): ReadValue {
	const number = Number(text.replace(/^(-?\d+),(\d+)$/, '$1.$2'));
	return Number.isFinite(number) ? { value: number } : { problem: 'This is not a number' };
}

function readDateTime(text: string): ReadValue {
	const found = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text);
	const [, day = '', hour, minute, second = '00'] = found ?? [];
	if (!isDate(day) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
		return { problem: 'A time is written 2026-05-31 14:30' };
	}
	return { value: `${day}T${hour}:${minute}:${second}` };
}

function isDate(text: string): boolean {
	const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
	if (!found) return false;
	const date = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Whether a text is a month, a quarter, a year, or a range of dates: what is known of a day may be less than it. */
function isPartialDate(text: string): boolean {
	const ends = text.split('/');
	if (ends.length === 1) return partial.test(text);
	const isOpen = (end: string) => end === '' || end === '..';
	return (
		ends.length === 2 && !ends.every(isOpen) && ends.every((end) => isOpen(end) || isDate(end) || partial.test(end))
	);
}

const partial = /^\d{4}(?:-(?:0[1-9]|1[0-2]|Q[1-4]))?$/;

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** A date or time as a person reads it; anything else as it is written. */
export function shownDate(text: string): string {
	if (isPartialDate(text)) return shownPartial(text);
	const [date = '', time] = text.split(/[T ]/, 2);
	if (!isDate(date)) return text;
	const shown = day.format(new Date(`${date}T00:00:00Z`));
	return time ? `${shown}, ${time.slice(0, 5)}` : shown;
}

function shownPartial(text: string): string {
	const [from = '', to] = text.split('/', 2);
	if (to !== undefined) {
		if (from === '' || from === '..') return strings.dates.before(shownDate(to));
		return to === '' || to === '..' ? strings.dates.after(shownDate(from)) : `${shownDate(from)} – ${shownDate(to)}`;
	}
	const [year = '', part] = text.split('-', 2);
	if (part === undefined) return year;
	return part.startsWith('Q') ? `${part} ${year}` : month.format(new Date(`${text}-01T00:00:00Z`));
}
