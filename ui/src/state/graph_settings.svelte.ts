// The graph's settings while the person turns them: shown at once, written to graph.json a moment later.

import type { Ask } from '../backend/backend';
import type { ColorGroup, GraphFilter, GraphSettings } from '../backend/bindings';

const writePause = 400;

/** What graph.json means where it says nothing. */
export const usualSettings: GraphSettings = {
	search: '',
	showTags: false,
	showAttachments: false,
	hideUnresolved: false,
	showOrphans: true,
	colorGroups: [],
	showArrow: false,
	textFadeMultiplier: 0,
	nodeSizeMultiplier: 1,
	lineSizeMultiplier: 1,
	centerStrength: 0.518713248970312,
	repelStrength: 10,
	linkStrength: 1,
	linkDistance: 250,
	scale: 1,
};

export class GraphSettingsState {
	value = $state.raw<GraphSettings>(usualSettings);
	#told: GraphSettings = usualSettings;
	#changes: Partial<GraphSettings> = {};
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** `mayWrite` is asked before every write; where it says no, changes last as long as the view. */
	constructor(
		private ask: Ask,
		private failed: (thrown: unknown) => void,
		private mayWrite: () => boolean = () => true,
	) {}

	/** What the file says; what the person has changed since stays on top. */
	accept(told: GraphSettings): void {
		this.#told = told;
		this.value = { ...told, ...this.#changes };
	}

	/** Shows a change at once, and writes it when no other has come for a moment. */
	set(changes: Partial<GraphSettings>): void {
		this.#changes = { ...this.#changes, ...changes };
		this.value = { ...this.value, ...changes };
		clearTimeout(this.#timer);
		if (this.mayWrite()) this.#timer = setTimeout(() => void this.flush(), writePause);
	}

	/** Writes what is not written yet: only the settings that were changed. */
	async flush(): Promise<void> {
		clearTimeout(this.#timer);
		const changes = this.#changes;
		if (Object.keys(changes).length === 0 || !this.mayWrite()) return;
		this.#changes = {};
		try {
			this.accept(await this.ask<'set_graph_settings'>({ ask: 'set_graph_settings', changes: changes as never }));
		} catch (thrown) {
			this.accept(this.#told);
			this.failed(thrown);
		}
	}
}

/** What the core is to draw by these settings. */
export function filterOf(settings: GraphSettings, byGroups: boolean): GraphFilter {
	return {
		search: settings.search.trim(),
		tags: settings.showTags,
		attachments: settings.showAttachments,
		existing_only: settings.hideUnresolved,
		orphans: settings.showOrphans,
		groups: byGroups ? settings.colorGroups.map(({ query }) => query) : [],
		forces: {
			centre: settings.centerStrength,
			repel: settings.repelStrength,
			link: settings.linkStrength,
			distance: settings.linkDistance,
		},
		local: null,
	};
}

/** A colour of graph.json as a field for colours wants it, `#rrggbb`. */
export function hexOf({ color }: ColorGroup): string {
	return `#${(color.rgb & 0xffffff).toString(16).padStart(6, '0')}`;
}

/** The group with another colour; all else of it stays. */
export function withColour(group: ColorGroup, hex: string): ColorGroup {
	return { ...group, color: { ...group.color, rgb: Number.parseInt(hex.slice(1), 16) } };
}

const firstColours = [0xe05252, 0x4a90d9, 0x5aa469, 0xc98a2b, 0x8e6bbf, 0x2a9d8f];

/** A new group, in a colour that the others do not have. */
export function newGroup(groups: readonly ColorGroup[]): ColorGroup {
	const taken = new Set(groups.map(({ color }) => color.rgb));
	const rgb = firstColours.find((colour) => !taken.has(colour)) ?? firstColours[0] ?? 0;
	return { query: '', color: { a: 1, rgb } };
}
