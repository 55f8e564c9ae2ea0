// The choices of the research desk that outlive a tab: how the timeline is shown, and which thesis leads the eye.

import type { Day, TimelineClock, TimelineLaneKind } from '../backend/bindings';

/** What groups of events the timeline shows. */
export type EventGroup = 'evidence' | 'confidence' | 'watch' | 'proposal';

/** How the timeline is shown. */
export class TimelineChoice {
	lane = $state<TimelineLaneKind>('thesis');
	clock = $state<TimelineClock>('published');
	view = $state<'picture' | 'table'>('picture');
	/** Only what bears on this thesis; empty shows all. */
	thesis = $state('');
	/** Only what could be known on this day; null is today. */
	knownOn = $state<Day | null>(null);
	hidden = $state.raw<ReadonlySet<EventGroup>>(new Set());

	toggle(group: EventGroup): void {
		const hidden = new Set(this.hidden);
		if (!hidden.delete(group)) hidden.add(group);
		this.hidden = hidden;
	}
}

export class Desk {
	readonly timeline = new TimelineChoice();
	/** Names of clusters by their id, as last told. */
	clusterNames = $state.raw<ReadonlyMap<string, string>>(new Map());
	/** How the list of theses is put in order. */
	thesisSort = $state<'name' | 'last' | 'confidence'>('name');
}
