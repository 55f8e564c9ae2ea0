// How the person looks at the graph, beside what graph.json keeps: colours, picture or table, what lies around a note.

import type { GraphSettings, LocalGraph } from '../backend/bindings';

export type ColourBy = 'groups' | 'thesis' | 'cluster';
export type GraphSection = 'filters' | 'groups' | 'display' | 'forces';

/** What the local graph shows. */
export interface LocalChoice extends Omit<LocalGraph, 'note'> {
	tags: boolean;
	attachments: boolean;
	existing_only: boolean;
}

/** What is remembered for one vault. Fields are only ever added. */
export interface GraphMemory {
	colour_by: ColourBy | null;
	options_open: boolean;
	sections: GraphSection[];
	local: LocalChoice;
}

const usualLocal: LocalChoice = {
	depth: 1,
	incoming: true,
	outgoing: true,
	neighbours: false,
	tags: false,
	attachments: false,
	existing_only: false,
};

export class GraphChoice {
	/** Null until the person chooses. */
	colourBy = $state<ColourBy | null>(null);
	view = $state<'picture' | 'table'>('picture');
	optionsOpen = $state(true);
	/** The sections of the options that are folded out. */
	sections = $state.raw<readonly GraphSection[]>(['filters']);
	local = $state.raw<LocalChoice>(usualLocal);
	/** Grows when the local graph is to take the focus. */
	localAsked = $state(0);

	/** What colours stand for: as chosen, else the groups where there are any, else theses. */
	colourOf({ colorGroups }: GraphSettings): ColourBy {
		return this.colourBy ?? (colorGroups.length > 0 ? 'groups' : 'thesis');
	}

	toggleSection(section: GraphSection): void {
		this.sections = this.sections.includes(section)
			? this.sections.filter((other) => other !== section)
			: [...this.sections, section];
	}

	record(): GraphMemory {
		return {
			colour_by: this.colourBy,
			options_open: this.optionsOpen,
			sections: [...this.sections],
			local: this.local,
		};
	}

	/** Takes up what was remembered. What is missing keeps its default. */
	restore(memory: Partial<GraphMemory> | undefined): void {
		this.colourBy = memory?.colour_by ?? null;
		this.optionsOpen = memory?.options_open ?? true;
		this.sections = memory?.sections ?? ['filters'];
		this.local = { ...usualLocal, ...memory?.local };
		this.view = 'picture';
	}
}
