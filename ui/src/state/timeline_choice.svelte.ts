// How the timeline is shown and what of it: kept while lanes and clocks change, and told to the core, so that the
// picture, its table and what is written out show the same.

import type {
	Day,
	EventFilter,
	Rating,
	Stance,
	TimelineClock,
	TimelineEventKind,
	TimelineFilter,
	TimelineLaneKind,
} from '../backend/bindings';
import { dayNumber } from './days';
import { strings } from './strings';

/** What groups of events the timeline shows. */
export type EventGroup = 'evidence' | 'confidence' | 'watch' | 'proposal';

/** Days from one to another, both with it. */
export interface DayRange {
	from: Day;
	to: Day;
}

/** A source or author, or a tag, with its shown name. */
export interface Named {
	key: string;
	title: string;
}

/** What is remembered for one vault. Fields are only ever added. */
export interface TimelineMemory {
	lane: TimelineLaneKind;
	clock: TimelineClock;
	thesis: string;
	range: DayRange | null;
	filters_open: boolean;
	hidden: EventGroup[];
	stances: Stance[];
	strengths: Rating[];
	source: Named | null;
	tag: Named | null;
	text: string;
}

/** Where in the picture somebody was: its zoom, how far it was scrolled, and the event at hand. */
export interface TimelineSight {
	k: number;
	/** The day in the middle, with its part. */
	middle: number;
	scroll: number;
	current: number;
	/** What was shown; another choice begins anew. */
	of: string;
}

const kinds: Record<EventGroup, TimelineEventKind[]> = {
	evidence: ['evidence'],
	confidence: ['confidence'],
	watch: ['watch_opened', 'watch_due', 'watch_resolved'],
	proposal: ['proposal'],
};

export class TimelineChoice {
	lane = $state<TimelineLaneKind>('thesis');
	clock = $state<TimelineClock>('published');
	view = $state<'picture' | 'table'>('picture');
	/** Only what bears on this thesis; empty shows all. */
	thesis = $state('');
	/** Only what could be known on this day; null is today. */
	knownOn = $state<Day | null>(null);
	/** Only these days; null shows all. */
	range = $state.raw<DayRange | null>(null);
	/** The row of filters is in sight. */
	filtersOpen = $state(false);
	hidden = $state.raw<ReadonlySet<EventGroup>>(new Set());
	/** None chosen shows all, here and below. */
	stances = $state.raw<ReadonlySet<Stance>>(new Set());
	strengths = $state.raw<ReadonlySet<Rating>>(new Set());
	source = $state.raw<Named | null>(null);
	tag = $state.raw<Named | null>(null);
	text = $state('');
	/** The days in sight of a picture that was zoomed; null where all are. */
	inSight = $state.raw<{ from: number; to: number } | null>(null);
	/** Where in the picture each tab was, as long as the window lives. */
	readonly sights = new WeakMap<object, TimelineSight>();

	/** How many of the filters leave something out, the days among them. */
	readonly count = $derived(
		[
			this.range !== null,
			this.hidden.size > 0,
			this.stances.size > 0,
			this.strengths.size > 0,
			this.source !== null,
			this.tag !== null,
			this.text.trim() !== '',
		].filter(Boolean).length,
	);

	/** What the core is asked for. */
	readonly filter = $derived.by((): TimelineFilter => {
		const filter: TimelineFilter = { lane: this.lane, clock: this.clock };
		if (this.thesis !== '') filter.thesis = this.thesis;
		if (this.knownOn !== null) filter.as_known_on = this.knownOn;
		if (this.range) Object.assign(filter, this.range);
		const only = this.#only();
		if (Object.keys(only).length > 0) filter.only = only;
		return filter;
	});

	#only(): EventFilter {
		const only: EventFilter = {};
		const groups = Object.entries(kinds) as [EventGroup, TimelineEventKind[]][];
		if (this.hidden.size > 0) {
			only.kinds = groups.filter(([group]) => !this.hidden.has(group)).flatMap(([, of]) => of);
		}
		if (this.stances.size > 0) only.stances = [...this.stances].sort();
		if (this.strengths.size > 0) only.strengths = [...this.strengths].sort();
		if (this.source) only.sources = [this.source.key];
		if (this.tag) only.tags = [this.tag.key];
		if (this.text.trim() !== '') only.text = this.text.trim();
		return only;
	}

	/** Hides a group of events, or shows it again. The last one stays: a timeline of nothing tells nothing. */
	toggle(group: EventGroup): void {
		const hidden = new Set(this.hidden);
		if (!hidden.delete(group)) hidden.add(group);
		if (hidden.size < Object.keys(kinds).length) this.hidden = hidden;
	}

	/** Shows the days between two, in whichever order they come; a day is the shortest. */
	choose(one: Day, other: Day): void {
		this.range = one <= other ? { from: one, to: other } : { from: other, to: one };
	}

	/** Takes all filters away, the thesis and the lanes apart. */
	clearFilters(): void {
		this.range = null;
		this.hidden = new Set();
		this.stances = new Set();
		this.strengths = new Set();
		this.source = null;
		this.tag = null;
		this.text = '';
	}

	/** A look back at what was known is not remembered: the next start begins today. */
	record(): TimelineMemory {
		return {
			lane: this.lane,
			clock: this.clock,
			thesis: this.thesis,
			range: this.range,
			filters_open: this.filtersOpen,
			hidden: [...this.hidden],
			stances: [...this.stances],
			strengths: [...this.strengths],
			source: this.source,
			tag: this.tag,
			text: this.text,
		};
	}

	/** Takes up what was remembered. What is missing or makes no sense keeps its default. */
	restore(memory: Partial<TimelineMemory> | undefined): void {
		this.clear();
		this.lane = laneKinds.find((lane) => lane === memory?.lane) ?? 'thesis';
		this.clock = clocks.find((clock) => clock === memory?.clock) ?? 'published';
		this.thesis = textOf(memory?.thesis);
		this.text = textOf(memory?.text);
		this.filtersOpen = memory?.filters_open === true;
		this.stances = keptOf(stances, memory?.stances);
		this.strengths = keptOf(ratings, memory?.strengths);
		this.source = namedOf(memory?.source);
		this.tag = namedOf(memory?.tag);
		const hidden = keptOf(Object.keys(kinds) as EventGroup[], memory?.hidden);
		if (hidden.size < Object.keys(kinds).length) this.hidden = hidden;
		if (isDay(memory?.range?.from) && isDay(memory.range.to)) this.choose(memory.range.from, memory.range.to);
	}

	/** Forgets what belongs to a vault. */
	clear(): void {
		this.clearFilters();
		this.filtersOpen = false;
		this.thesis = '';
		this.knownOn = null;
	}
}

const laneKinds = Object.keys(strings.timeline.lanes) as TimelineLaneKind[];
const clocks = Object.keys(strings.timeline.clocks) as TimelineClock[];
const stances = Object.keys(strings.stance.words) as Stance[];
const ratings = Object.keys(strings.timeline.ratings) as Rating[];

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

/** Those of all that a remembered list names. */
function keptOf<T>(all: readonly T[], remembered: unknown): Set<T> {
	return new Set(Array.isArray(remembered) ? all.filter((one) => remembered.includes(one)) : []);
}

function namedOf(value: Partial<Named> | null | undefined): Named | null {
	const [key, title] = [textOf(value?.key), textOf(value?.title)];
	return key === '' ? null : { key, title: title || key };
}

function isDay(value: unknown): value is Day {
	return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && Number.isFinite(dayNumber(value));
}
