// Tests of properties view: what it does, told by examples.
import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { NoteProperties, NoteProperty, Saved } from '../backend/bindings';
import PropertiesView from './properties_view.svelte';
import { isEditable, readLink, readValue, shownDate } from './property_values';
import { type TestAnswers, testHost } from './test_host';

afterEach(cleanup);

const saved: Saved = { outcome: 'saved', hash: 'after' };
const some: NoteProperties = {
	properties: [
		{ key: 'published', value: '2026-05-05', type: 'date', raw: 'published: 2026-05-05' },
		{ key: 'source', value: 'https://stratechery.com/2026/', type: 'text', raw: '' },
		{ key: 'author', value: '[[Ben Thompson]]', type: 'text', raw: '' },
		{ key: 'tags', value: ['amazon', 'ai'], type: 'tags', raw: '' },
		{ key: 'weight', value: 3, type: 'number', raw: '' },
		{ key: 'done', value: false, type: 'checkbox', raw: '' },
		{ key: 'nested', value: { a: 1 }, type: 'text', raw: 'nested:\n  a: 1' },
	],
	invalid: null,
};

function show(properties: NoteProperties, answers: TestAnswers = {}, host = {}) {
	const asked: Record<string, unknown>[] = [];
	const write = (request: Record<string, unknown>) => {
		asked.push(request);
		return saved;
	};
	const all: TestAnswers = {
		note_properties: properties,
		properties: [{ name: 'rating', type: 'number', notes: 3, values: 2 }],
		property_values: [],
		suggest_tags: [],
		set_property: write,
		remove_property: write,
		rename_property: write,
		...answers,
	};
	const props = {
		path: 'note.md',
		revision: 0,
		host: testHost(host, all),
		editable: true,
		beforeEdit: async () => 'seen',
		onsaved: vi.fn(),
		onsource: vi.fn(),
	};
	return { asked, props, ...render(PropertiesView, props) };
}

/** Opens the menu of types of a property, by keys. jsdom places nothing, so that menus stay invisible to roles. */
async function openTypes(name: string) {
	(await screen.findByRole('button', { name: `More for ${name}` })).focus();
	await userEvent.keyboard('{ArrowDown}');
	(await screen.findByText('Property type', {}, { timeout: 5000 })).focus();
	await userEvent.keyboard('{ArrowRight}');
}

describe('properties', () => {
	it('are a region with a field for each', async () => {
		show(some);
		const region = await screen.findByRole('region', { name: 'Properties' });
		expect(await within(region).findByRole('textbox', { name: 'published' })).toHaveValue('5 May 2026');
		expect(within(region).getByRole('link', { name: 'Ben Thompson' })).toBeInTheDocument();
		expect(within(region).getByRole('link', { name: 'stratechery.com/2026' })).toBeInTheDocument();
		expect(within(region).getByRole('checkbox', { name: 'done' })).not.toBeChecked();
		expect(within(region).getByText(/nested:/)).toBeInTheDocument();
	});

	it('lead from a date to its daily note, while daily notes are on', async () => {
		const openDay = vi.fn();
		show(some, {}, { openDay });
		await userEvent.click(await screen.findByRole('button', { name: 'Open the daily note of 5 May 2026' }));
		expect(openDay).toHaveBeenCalledWith('2026-05-05', 'here');
		cleanup();
		show(some);
		await screen.findByRole('textbox', { name: 'published' });
		expect(screen.queryByRole('button', { name: /daily note/ })).toBeNull();
	});

	it('show a checkbox of nothing as neither', async () => {
		show({ properties: [{ key: 'done', value: null, type: 'checkbox', raw: '' }], invalid: null });
		expect(await screen.findByRole('checkbox', { name: 'done' })).toBePartiallyChecked();
	});

	it('write one key, naming the hash that was seen', async () => {
		const { asked, props } = show(some);
		const field = await screen.findByRole('textbox', { name: 'weight' });
		await userEvent.clear(field);
		await userEvent.type(field, '4,5{Enter}');
		await waitFor(() => expect(props.onsaved).toHaveBeenCalledWith(saved));
		expect(asked).toEqual([{ ask: 'set_property', path: 'note.md', key: 'weight', value: 4.5, seen: 'seen' }]);
	});

	it('write nothing where nothing changed, and nothing that makes no sense', async () => {
		const { asked } = show(some);
		const field = await screen.findByRole('textbox', { name: 'published' });
		await userEvent.click(field);
		await userEvent.keyboard('{Enter}');
		await userEvent.click(field);
		await userEvent.clear(field);
		await userEvent.type(field, '2026-02-30{Enter}');
		expect(await screen.findByRole('alert')).toHaveTextContent('A date is written');
		expect(asked).toEqual([]);
	});

	it('toggle, add to and remove from lists, rename and remove', async () => {
		const { asked } = show(some);
		await userEvent.click(await screen.findByRole('checkbox', { name: 'done' }));
		await userEvent.type(screen.getByRole('combobox', { name: 'Add to tags' }), '#new{Enter}');
		await waitFor(() => expect(asked.length).toBe(2));
		await userEvent.click(screen.getByRole('button', { name: 'Remove amazon from tags' }));
		await userEvent.click(screen.getByRole('button', { name: 'Remove weight' }));
		const name = screen.getByRole('textbox', { name: 'Name of author' });
		await userEvent.clear(name);
		await userEvent.type(name, 'writer');
		await userEvent.tab();
		await waitFor(() => expect(asked.length).toBe(5));
		expect(asked.map(({ ask, key, value, to }) => [ask, key, value ?? to])).toEqual([
			['set_property', 'done', true],
			['set_property', 'tags', ['amazon', 'ai', 'new']],
			['set_property', 'tags', ['ai']],
			['remove_property', 'weight', undefined],
			['rename_property', 'author', 'writer'],
		]);
	});

	it('are added by name, with the type that the vault knows', async () => {
		const { asked } = show({ properties: [], invalid: null });
		await userEvent.click(await screen.findByRole('button', { name: 'Add property' }));
		await userEvent.type(screen.getByRole('combobox', { name: 'Name of the new property' }), 'rating{Enter}');
		await waitFor(() =>
			expect(asked).toEqual([{ ask: 'set_property', path: 'note.md', key: 'rating', value: null, seen: 'seen' }]),
		);
	});

	it('are given a type for the whole vault, which changes no value', async () => {
		const assigned: unknown[] = [];
		let answer: NoteProperties = some;
		const answers: TestAnswers = {
			note_properties: () => answer,
			set_property_type: (request) => {
				assigned.push(request);
				const [first, ...rest] = some.properties;
				answer = { ...some, properties: [{ ...first, type: 'text', misfit: 'number' } as NoteProperty, ...rest] };
				return null;
			},
		};
		const { asked } = show(some, answers, { propertyEverywhere() {} });
		await openTypes('published');
		expect(await screen.findByText('Date', {}, { timeout: 5000 })).toBeChecked();
		screen.getByText('Number').focus();
		await userEvent.keyboard('{Enter}');
		await waitFor(() => expect(assigned).toEqual([{ ask: 'set_property_type', name: 'published', to: 'number' }]));
		expect(await screen.findByRole('img', { name: /type “Number”, which does not fit/ })).toBeInTheDocument();
		expect(screen.getByRole('textbox', { name: 'published' })).toHaveValue('2026-05-05');
		expect(asked).toEqual([]);
	});

	it('of names that mean something to every vault keep their type', async () => {
		show(some, {}, { propertyEverywhere() {} });
		await openTypes('tags');
		expect(await screen.findByText('Tags', {}, { timeout: 5000 })).toHaveAttribute('aria-disabled', 'true');
		expect(screen.queryByText('Text')).toBeNull();
	});

	it('are left alone where they cannot be read', async () => {
		const { props } = show({ properties: [], invalid: { message: 'a key is there twice', line: 3 } });
		expect(await screen.findByRole('alert')).toHaveTextContent('Line 3: a key is there twice');
		expect(screen.queryByRole('button', { name: 'Add property' })).toBeNull();
		await userEvent.click(screen.getByRole('button', { name: 'Edit as source' }));
		expect(props.onsource).toHaveBeenCalledWith(3);
	});

	it('say what went wrong and show what the file says', async () => {
		const notice = vi.fn();
		const set_property = () => {
			throw { code: 'read_only', message: 'note.md cannot be written' };
		};
		show(some, { set_property }, { notice });
		await userEvent.click(await screen.findByRole('checkbox', { name: 'done' }));
		await waitFor(() => expect(notice).toHaveBeenCalledWith('note.md cannot be written'));
		await waitFor(() => expect(screen.getByRole('checkbox', { name: 'done' })).not.toBeChecked());
	});

	it('follow links', async () => {
		const followLink = vi.fn();
		show(some, {}, { followLink });
		await userEvent.click(await screen.findByRole('link', { name: 'Ben Thompson' }));
		expect(followLink).toHaveBeenCalledWith('Ben Thompson', 'here');
	});
});

describe('values', () => {
	it('are links only as a whole', () => {
		expect(readLink('[[A#B|c]]')).toEqual({ kind: 'note', target: 'A#B', text: 'c' });
		expect(readLink('see [[A]]')).toBeNull();
		expect(readLink('[t](My%20Note.md)')).toEqual({ kind: 'note', target: 'My Note.md', text: 't' });
		expect(readLink('a@b.c')).toEqual({ kind: 'external', target: 'mailto:a@b.c', text: 'a@b.c' });
		expect(readLink('javascript:alert(1)')).toBeNull();
	});

	it('are read by their type', () => {
		expect(readValue('number', '1e3')).toEqual({ value: 1000 });
		expect(readValue('number', 'x')).toHaveProperty('problem');
		expect(readValue('datetime', '2026-05-31 14:30')).toEqual({ value: '2026-05-31T14:30:00' });
		expect(readValue('datetime', '2026-05-31 25:00')).toHaveProperty('problem');
		expect(readValue('text', ' ')).toEqual({ value: null });
	});

	it('of dates may say less than a day', () => {
		for (const text of ['2026-05', '2026-Q2', '2026', '2026-03-24/2026-03-26', '2026-05/..', '/2026']) {
			expect(readValue('date', text)).toEqual({ value: text });
		}
		for (const text of ['2026-13', '2026-Q5', '202', '../..', '2026-05/May', 'spring']) {
			expect(readValue('date', text)).toHaveProperty('problem');
		}
		expect(['2026-05', '2026-Q2', '2026', '2026-03-24/2026-03-26', '2026-05/..', '/2026'].map(shownDate)).toEqual([
			'May 2026',
			'Q2 2026',
			'2026',
			'24 March 2026 – 26 March 2026',
			'after May 2026',
			'before 2026',
		]);
	});

	it('show dates in words and leave everything else', () => {
		expect(shownDate('2026-05-05')).toBe('5 May 2026');
		expect(shownDate('2026-05-05T14:30:00')).toBe('5 May 2026, 14:30');
		expect(shownDate('spring')).toBe('spring');
	});

	it('that are nested belong to the source', () => {
		expect(isEditable({ value: ['a', 1, null] })).toBe(true);
		expect(isEditable({ value: [['a']] })).toBe(false);
	});
});
