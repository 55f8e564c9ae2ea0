// Where the links of a base lead; the cells find it by Svelte's context.

import { getContext, setContext } from 'svelte';
import type { RichBaseCell } from '../../backend/bindings';
import type { AppState } from '../../state/app_state.svelte';
import type { Where } from '../../state/tabs.svelte';

export interface BaseLinks {
	follow(event: MouseEvent, link: RichBaseCell & { kind: 'link' }): void;
	openWeb(url: string): void;
	openTag(tag: string): void;
}

const key = Symbol('links of a base');

/** Gives the cells below a component their links; `source` is the file that the base stands in. */
export function provideBaseLinks(app: AppState, source: () => string): void {
	setContext<BaseLinks>(key, {
		follow(event, { path, target }) {
			event.preventDefault();
			const where = whereOf(event);
			if (path !== null && !target.includes('#')) app.open(path, where);
			else void app.followLink(target, source(), where);
		},
		openWeb: (url) => void app.attempt(() => app.backend.openExternal(url)),
		openTag: (tag) => app.search(`tag:#${tag}`),
	});
}

export function useBaseLinks(): BaseLinks {
	return getContext<BaseLinks>(key);
}

function whereOf(event: MouseEvent): Where {
	if (!event.ctrlKey && !event.metaKey && event.button !== 1) return 'here';
	return event.altKey ? 'split' : 'tab';
}
