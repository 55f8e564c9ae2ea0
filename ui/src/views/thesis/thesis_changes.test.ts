// What is changed on a thesis page, and what becomes of it when the note is gone; the core's side answers from a table.
import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Ask, Backend } from '../../backend/backend';
import { AppState } from '../../state/app_state.svelte';
import { thesisPage } from '../../state/thesis_samples';
import InState from '../test_in_state.svelte';
import ThesisView from './thesis_view.svelte';

type Answer = (request: Record<string, unknown>) => unknown;

const at = (line: number) => ({ start: { line }, end: { line } });
let answers: Record<string, Answer>;
let asked: Record<string, unknown>[];
let app: AppState;

beforeEach(async () => {
	asked = [];
	answers = {
		thesis: () => thesisPage({ statement: 'The claim.' }),
		open: () => ({
			path: 'Theses/Rails.md',
			title: 'Rails',
			text: '# Rails\n\nThe claim.\n',
			hash: '1',
			editable: true,
		}),
		metadata: () => ({
			headings: [{ level: 1, position: at(0) }],
			sections: [
				{ type: 'heading', position: at(0) },
				{ type: 'paragraph', position: at(2) },
			],
		}),
		set_statement: () => ({ paths: ['Theses/Rails.md'], edits: [] }),
		set_property: () => ({ outcome: 'saved', hash: '2' }),
		log_confidence: () => ({ paths: ['Theses/Rails.md'], edits: [] }),
	};
	const ask = (async (request: { ask: string }) => {
		const answer = answers[request.ask];
		if (!answer) throw { code: 'failed', message: `no answer to ${request.ask}` };
		asked.push(request);
		return answer(request as never);
	}) as unknown as Ask;
	app = new AppState({ ask } as unknown as Backend);
	app.panes.open({ view: 'timeline' });
	const props = { tab: app.panes.activeTab, path: 'Theses/Rails.md' };
	render(InState, { props: { app, part: ThesisView, props } as never });
	await screen.findByRole('heading', { name: 'Rails' });
});

/** An answer that took long is asked for again only after a rest. */
const patience = { timeout: 5000 };
const notices = () => app.notices.list.map(({ text }) => text);
const of = (ask: string) => asked.filter((request) => request.ask === ask);
const changed = () =>
	app.answers.accept({
		revision: 2,
		fulltext_revision: 2,
		stale: ['tags'],
		changed: ['Theses/Rails.md'],
		all: false,
		ms: 1,
	});

describe('a thesis whose note is gone', () => {
	it('says so, and nothing of it can be changed', async () => {
		answers.thesis = () => {
			throw { code: 'not_found', message: 'no note "Theses/Rails.md"' };
		};
		changed();
		const alert = await screen.findByRole('alert', {}, patience);
		expect(alert).toHaveTextContent('“Rails” is not there any more.');
		expect(screen.queryByRole('combobox', { name: 'Status' })).toBeNull();
		expect(screen.queryByRole('button', { name: 'Edit the statement' })).not.toBeInTheDocument();
		answers.thesis = () => thesisPage({ statement: 'Back again.' });
		changed();
		await screen.findByText('Back again.', {}, patience);
	});

	it('that is a note still can be opened as one', async () => {
		answers.thesis = () => {
			throw { code: 'not_found', message: 'Theses/Rails.md is no thesis', path: 'Theses/Rails.md' };
		};
		changed();
		const alert = await screen.findByRole('alert', {}, patience);
		expect(alert).toHaveTextContent('“Rails” is no thesis any more.');
		expect(within(alert).getByRole('button', { name: 'Open as a note' })).toBeInTheDocument();
	});
});

describe('the status', () => {
	it('is told of when it is written, with a way back', async () => {
		await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Status' }), 'watch');
		await expect.poll(notices).toEqual(['Status is now “watch”.']);
		expect(app.notices.list[0]?.takesBack).toBe(true);
		expect(of('set_property')).toMatchObject([{ key: 'status', value: 'watch' }]);
	});

	it('goes back to that on disk when it could not be written', async () => {
		const select = screen.getByRole('combobox', { name: 'Status' });
		answers.set_property = () => {
			throw { code: 'denied', message: 'not allowed' };
		};
		await userEvent.selectOptions(select, 'watch');
		await expect.poll(notices).toEqual(['not allowed']);
		expect(select).toHaveValue('active');
		answers.set_property = () => ({ outcome: 'conflict', hash: '3', text: '' });
		await userEvent.selectOptions(select, 'broken');
		await expect.poll(() => of('set_property').length).toBe(2);
		await expect.poll(() => (select as HTMLSelectElement).value).toBe('active');
	});
});

describe('the statement', () => {
	const edit = () => screen.getByRole('button', { name: 'Edit the statement' });
	const box = () => screen.findByRole('textbox', { name: 'Statement' });

	it('is written over what was seen, told of, and the focus goes back', async () => {
		await userEvent.click(edit());
		await userEvent.type(await box(), ' And more.');
		await userEvent.keyboard('{Control>}{Enter}{/Control}');
		await expect.poll(notices).toEqual(['The statement was written.']);
		expect(of('set_statement')).toMatchObject([{ before: 'The claim.', after: 'The claim. And more.' }]);
		await expect.poll(() => document.activeElement).toBe(edit());
		expect(screen.queryByText(/kept as a draft/)).toBeNull();
	});

	it('stays as a draft after Escape, until it is taken up or dropped', async () => {
		await userEvent.click(edit());
		await userEvent.type(await box(), ' Half');
		await userEvent.keyboard('{Escape}');
		await expect.poll(() => document.activeElement).toBe(edit());
		await userEvent.click(screen.getByRole('button', { name: 'Go on writing' }));
		expect(await box()).toHaveValue('The claim. Half');
		await userEvent.keyboard('{Escape}');
		await userEvent.click(await screen.findByRole('button', { name: 'Drop the draft' }));
		expect(screen.queryByText(/kept as a draft/)).toBeNull();
		expect(of('set_statement')).toEqual([]);
	});

	it('is shown beside that in the note where the two have parted', async () => {
		answers.set_statement = () => {
			throw { code: 'conflict', message: 'no longer says' };
		};
		await userEvent.click(edit());
		await userEvent.type(await box(), ' Mine');
		answers.open = () => ({ path: 'Theses/Rails.md', title: 'Rails', text: '# Rails\n\nTheirs.\n', hash: '2' });
		await userEvent.click(screen.getByRole('button', { name: 'Keep' }));
		expect(await screen.findByText(/Theirs\./)).toBeInTheDocument();
		expect(await box()).toHaveValue('The claim. Mine');
		answers.set_statement = () => ({ paths: [], edits: [] });
		await userEvent.click(screen.getByRole('button', { name: 'Keep' }));
		await expect.poll(() => of('set_statement').at(-1)).toMatchObject({ before: 'Theirs.', after: 'The claim. Mine' });
	});
});

describe('the confidence', () => {
	const open = () => userEvent.click(screen.getByRole('button', { name: /Change your confidence/ }));

	it('asks for its reason where it is missing, and the focus goes back to its button', async () => {
		await open();
		const number = await screen.findByRole('textbox', { name: 'New confidence, in percent' });
		await userEvent.clear(number);
		await userEvent.type(number, '58{Enter}');
		const reason = screen.getByRole('textbox', { name: 'Why it changed' });
		expect(reason).toHaveFocus();
		expect(reason).toHaveAccessibleDescription(/Say why/);
		expect(of('log_confidence')).toEqual([]);
		await userEvent.type(reason, 'the queue moved{Enter}');
		await expect.poll(() => of('log_confidence')).toMatchObject([{ confidence: 0.58, reason: 'the queue moved' }]);
		await expect
			.poll(() => document.activeElement)
			.toBe(screen.getByRole('button', { name: /Change your confidence/ }));
	});

	it('is logged anew with the same number only as what it is', async () => {
		await open();
		await screen.findByText(/50% is your confidence already/);
		await userEvent.type(screen.getByRole('textbox', { name: 'Why it stays' }), 'looked again');
		await userEvent.click(screen.getByRole('button', { name: 'Log a review without change' }));
		await expect.poll(notices).toEqual(['A review without change was written into the log.']);
	});
});
