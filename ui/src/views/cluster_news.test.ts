// What became of clusters: told once, listed until it is dismissed.
import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend';
import type { ClusterNews } from '../backend/bindings';
import News from '../panels/clusters/cluster_news.svelte';
import { AppState } from '../state/app_state.svelte';
import { tellClusterNews } from '../state/cluster_actions';
import InState from './test_in_state.svelte';

let app: AppState;
const split: ClusterNews = { kind: 'split', id: 'c1', text: '“A” split into “A” and “B”' };
const gone: ClusterNews = { kind: 'gone', id: 'c2', text: '“C” is no cluster any more' };
const renamed: ClusterNews = { kind: 'renamed', id: 'c3', text: '“D” is called “E” now' };

beforeEach(() => {
	app = new AppState({} as Backend);
});

describe('news of clusters', () => {
	it('are told as they happen, and not when they are old', () => {
		const { news } = app.desk;
		expect(news.take([split])).toEqual([]);
		expect(news.take([split])).toEqual([]);
		expect(news.take([gone, renamed])).toEqual([gone, renamed]);
		expect(news.lines).toEqual([gone, renamed, split]);
		tellClusterNews(app, [renamed]);
		expect(app.notices.list).toEqual([]);
		tellClusterNews(app, [gone, renamed, split]);
		expect(app.notices.list.map(({ text }) => text)).toEqual([
			'“C” is no cluster any more, and 1 more cluster changed.',
		]);
		app.notices.list[0]?.action?.run();
		expect(app.left).toBe('clusters');
	});

	it('stay away once they are dismissed, and come again when they happen again', () => {
		const { news } = app.desk;
		news.take([split]);
		news.dismiss(split.text);
		const kept = news.record();
		news.restore(kept);
		news.take([split]);
		expect(news.lines).toEqual([]);
		news.take([gone]);
		expect(news.take([split])).toEqual([split]);
		expect(news.lines).toEqual([split, gone]);
	});

	it('are a list whose lines open their cluster or go away', async () => {
		app.desk.news.take([]);
		app.desk.news.take([split, gone]);
		const { container } = render(InState, { props: { app, part: News, props: { ids: new Set(['c1']) } } as never });
		const list = within(screen.getByRole('region', { name: 'What changed' }));
		expect(list.getAllByRole('listitem')).toHaveLength(2);
		await userEvent.click(list.getByRole('button', { name: split.text }));
		expect(app.panes.activeTab?.place).toEqual({ view: 'cluster', id: 'c1' });
		expect(list.queryByRole('button', { name: gone.text })).toBeNull();
		expect((await axe.run(container)).violations).toEqual([]);
		await userEvent.click(list.getByRole('button', { name: `Dismiss: ${split.text}` }));
		expect(app.desk.news.lines).toEqual([gone]);
		await userEvent.click(list.getByRole('button', { name: `Dismiss: ${gone.text}` }));
		expect(screen.queryByRole('region', { name: 'What changed' })).toBeNull();
	});
});
