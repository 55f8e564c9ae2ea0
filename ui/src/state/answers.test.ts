// Tests of answers: what it does, told by examples.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ask } from '../backend/backend';
import type { Stale, VaultEvent } from '../backend/bindings';
import { KeptAnswers } from './answers.svelte';
import { listStale, staleTable } from './stale';

const event = (stale: Stale[], changed: string[] = [], all = false): VaultEvent => ({
	ms: 0,
	revision: 1,
	fulltext_revision: 1,
	stale,
	changed,
	all,
});

describe('the stale table', () => {
	it('makes an answer about one note stale for the notes that changed', () => {
		const stale = listStale(event(['text'], ['a.md']));
		expect(stale.get('outline')).toEqual(new Set(['a.md']));
		expect(stale.get('backlinks')).toBe(true);
		expect(stale.has('files')).toBe(false);
	});

	it('makes it stale for every note when more changed than are named', () => {
		expect(listStale(event(['text'], [], true)).get('outline')).toBe(true);
	});

	it('has a row for everything the core can call stale, and no row is empty', () => {
		for (const row of Object.values(staleTable)) expect(row.all.length + row.own.length).toBeGreaterThan(0);
	});
});

describe('kept answers', () => {
	let asked: { request: { ask: string }; answer: (value: unknown) => Promise<void> }[];
	let answers: KeptAnswers;

	beforeEach(() => {
		vi.useFakeTimers();
		asked = [];
		const ask = ((request: { ask: string }) =>
			new Promise((resolve) => {
				asked.push({
					request,
					answer: async (value) => {
						resolve(value);
						await vi.advanceTimersByTimeAsync(2100);
					},
				});
			})) as unknown as Ask;
		answers = new KeptAnswers(ask, () => Date.now());
		return () => vi.useRealTimers();
	});

	it('asks once for all who show the same', async () => {
		const one = answers.show<'outline'>({ ask: 'outline', note: 'a.md' });
		const two = answers.show<'outline'>({ ask: 'outline', note: 'a.md' });
		expect(asked.length).toBe(1);
		await asked[0]?.answer([{ level: 1, text: 'A', line: 1 }]);
		expect(one.answer).toBe(two.answer);
		expect(two.answer.value?.[0]?.text).toBe('A');
	});

	it('asks again only for what is shown and stale', async () => {
		answers.show<'outline'>({ ask: 'outline', note: 'a.md' });
		const gone = answers.show<'outline'>({ ask: 'outline', note: 'b.md' });
		await asked[0]?.answer([]);
		await asked[1]?.answer([]);
		gone.hide();
		answers.accept(event(['text'], ['a.md', 'b.md']));
		answers.accept(event(['tags'], ['a.md']));
		expect(asked.length).toBe(3);
		expect(asked[2]?.request).toEqual({ ask: 'outline', note: 'a.md' });
		answers.show<'outline'>({ ask: 'outline', note: 'b.md' });
		expect(asked.length).toBe(4);
	});

	it('shows the former answer while the next is on its way, and asks again when it went stale meanwhile', async () => {
		const { answer } = answers.show<'outline'>({ ask: 'outline', note: 'a.md' });
		await asked[0]?.answer([{ level: 1, text: 'old', line: 1 }]);
		answers.accept(event(['text'], ['a.md']));
		expect(answer.value?.[0]?.text).toBe('old');
		answers.accept(event(['text'], ['a.md']));
		expect(asked.length).toBe(2);
		await asked[1]?.answer([{ level: 1, text: 'between', line: 1 }]);
		expect(asked.length).toBe(3);
		await asked[2]?.answer([{ level: 1, text: 'new', line: 1 }]);
		expect(answer.value?.[0]?.text).toBe('new');
		expect(asked.length).toBe(3);
	});

	it('drops an answer about a vault that was left', async () => {
		const { answer } = answers.show<'outline'>({ ask: 'outline', note: 'a.md' });
		answers.clear();
		await asked[0]?.answer([{ level: 1, text: 'late', line: 1 }]);
		expect(answer.value).toBeUndefined();
	});
});
