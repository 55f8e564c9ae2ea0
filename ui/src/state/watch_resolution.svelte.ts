// How a watch item is resolved: what came of it, in whose words, and the evidence that is made of it.

import type { Resolution, Stance, Strength, WatchOutcome, WatchRow } from '../backend/bindings';
import type { AppState } from './app_state.svelte';
import { today } from './days';
import { parentOf } from './file_tree.svelte';
import { strings } from './strings';

/** Where the edge is written: into a new note, the note that holds the item, or another. */
export type EvidencePlace = 'new' | 'here' | 'other';

export class WatchResolution {
	outcome = $state<WatchOutcome | ''>('');
	reason = $state('');
	day = $state(today());
	/** The thesis of the edge, by its path; empty writes none. */
	thesis = $state('');
	pillar = $state('');
	stance = $state<Stance>('supports');
	strength = $state<Strength | ''>('');
	place = $state<EvidencePlace>('new');
	/** The note that is evidence, where it is another. */
	other = $state('');
	/** What a new note is called, and the folder it comes into. */
	name = $state('');
	folder = $state('');
	#suggested = '';
	#asked = 0;

	constructor(
		private app: AppState,
		readonly item: WatchRow,
		private holderIsThesis: () => boolean,
	) {}

	/** The places that there are: a thesis is no evidence. */
	get places(): EvidencePlace[] {
		return this.holderIsThesis() || this.thesis === this.item.note ? ['new', 'other'] : ['here', 'new', 'other'];
	}

	/** Takes an outcome with the edge that its clause names. */
	choose(outcome: WatchOutcome): void {
		this.outcome = outcome;
		const clause = outcome === 'true' ? this.item.if_true : outcome === 'false' ? this.item.if_false : null;
		const isEdge = clause?.stance && clause.thesis && /\.md$/i.test(clause.thesis);
		this.thesis = isEdge ? (clause.thesis ?? '') : '';
		this.pillar = isEdge ? (clause.pillar ?? '') : '';
		this.stance = clause?.stance ?? 'supports';
		this.strength = clause?.strength ?? '';
		this.#settlePlace();
		void this.suggestName();
	}

	/** Takes another thesis; none writes no edge. */
	chooseThesis(path: string): void {
		this.thesis = path;
		this.pillar = '';
		this.#settlePlace();
		void this.suggestName();
	}

	/** Asks for the note that is evidence. */
	async pickNote(): Promise<void> {
		const { pick, pickPlaceholder: placeholder } = strings.watch.resolution;
		const picked = await this.app.dialogs.pick({ label: pick, placeholder, canCreate: false, except: this.thesis });
		if (!picked || !('path' in picked)) return;
		this.other = picked.path;
		this.place = 'other';
	}

	/** Why it cannot be kept yet; empty where it can. */
	get problem(): string {
		const words = strings.watch.resolution;
		if (this.outcome === '') return words.noOutcome;
		if (!/^\d{4}-\d\d-\d\d$/.test(this.day)) return words.noDay;
		if (!this.writesEdge) return '';
		if (this.place === 'other' && this.other === '') return words.noNote;
		return this.place === 'new' && this.name.trim() === '' ? words.noName : '';
	}

	get writesEdge(): boolean {
		return this.thesis !== '' && this.outcome !== 'cancelled' && this.outcome !== '';
	}

	/** Asks the core what a new note would be called; a name that the person typed stays. */
	async suggestName(): Promise<void> {
		const asked = ++this.#asked;
		if (!this.writesEdge) return;
		const written = await this.#ask({ ...this.#resolution(), new_note: '', dry_run: true }, null).catch(() => null);
		const made = written?.paths.find((path) => path !== this.item.note);
		if (asked !== this.#asked || made === undefined) return;
		this.folder = parentOf(made);
		const name = (made.split('/').pop() ?? '').replace(/\.md$/i, '');
		if (this.name === this.#suggested) this.name = name;
		this.#suggested = name;
	}

	/** Writes it, as one step. */
	async keep(): Promise<void> {
		await this.app.notes.flush();
		const other = this.writesEdge && this.place === 'other' ? this.other : null;
		const isNew = this.writesEdge && this.place === 'new';
		const written = await this.#ask({ ...this.#resolution(), ...(isNew && { new_note: this.name.trim() }) }, other);
		this.app.files.tellOf(strings.watch.done(written.paths.length));
	}

	#resolution(): Resolution {
		const { thesis, stance, pillar, strength } = this;
		const edge = { thesis, stance, reason: '', ...(pillar && { pillar }), ...(strength && { strength }) };
		const { reason, day } = this;
		return { day, reason: reason.trim(), dry_run: false, ...(this.writesEdge && { edge }) };
	}

	#ask(resolution: Resolution, evidence: string | null) {
		const { note, line } = this.item;
		const outcome = this.outcome || 'cancelled';
		return this.app.ask<'resolve_watch'>({ ask: 'resolve_watch', note, line, outcome, evidence, resolution });
	}

	#settlePlace(): void {
		if (!this.places.includes(this.place)) this.place = 'new';
		if (this.place === 'new' && this.places.includes('here')) this.place = 'here';
	}
}
