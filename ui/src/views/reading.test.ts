// While a vault is being read nothing is said to be missing.
import { render, screen } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';
import type { Ask, Backend } from '../backend/backend';
import type { VaultStatus } from '../backend/bindings';
import ClustersPanel from '../panels/clusters/clusters_panel.svelte';
import ThesesPanel from '../panels/theses_panel.svelte';
import { AppState } from '../state/app_state.svelte';
import ProposalsView from './proposals_view.svelte';
import InState from './test_in_state.svelte';
import TimelineView from './timeline/timeline_view.svelte';
import WatchlistView from './watchlist_view.svelte';

let app: AppState;
const status = (phase: VaultStatus['phase'], cluster_revision: number) =>
	({
		folder: '/v',
		phase,
		done: 1500,
		total: 6000,
		cluster_revision,
		read_only: false,
		notices: [],
	}) as unknown as VaultStatus;
const answers: Record<string, unknown> = {
	watch: { items: [], calibration: { resolved: 0, needed: 20, brier: null, rows: [] } },
	timeline: { lanes: [], days: [], first: null, last: null, today: '2026-05-04' },
};

beforeEach(() => {
	const ask = ((request: { ask: string }) => Promise.resolve(answers[request.ask] ?? [])) as Ask;
	app = new AppState({ ask, remember: async () => {} } as unknown as Backend);
});

const pages = [
	['theses', ThesesPanel, 'No note is a thesis yet.'],
	['clusters', ClustersPanel, 'No clusters yet.'],
	['timeline', TimelineView, 'Nothing stands on the timeline yet.'],
	['watchlist', WatchlistView, 'Nothing to watch yet.'],
	['proposals', ProposalsView, 'No proposals.'],
] as const;

it.each(pages)('%s say so, with how far it is, until it is read', async (_, part, none) => {
	app.vault = status('indexing', 0);
	const tab = app.panes.open({ view: 'empty' }, 'here');
	render(InState, { props: { app, part, props: { tab } } as never });
	await screen.findByText('Reading the vault…');
	screen.getByText('1,500 of 6,000');
	expect(screen.getByRole('progressbar')).toHaveProperty('value', 0.25);
	expect(screen.queryByText(none)).toBeNull();
	app.vault = status('ready', 3);
	await screen.findByText(none);
	expect(screen.queryByText('Reading the vault…')).toBeNull();
});

it('clusters are looked for after that', async () => {
	app.vault = status('ready', 0);
	render(InState, { props: { app, part: ClustersPanel, props: {} } as never });
	await screen.findByText('Finding clusters…');
});
