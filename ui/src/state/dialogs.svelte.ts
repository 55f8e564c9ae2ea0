// Questions put to the person before something is done. Whoever asks awaits the answer.

import type { Planned } from '../backend/bindings';

/** A list of which the person chooses some; whoever asks looks at `chosen` afterwards. */
export interface Choosable {
	label: string;
	items: readonly string[];
	chosen: ReadonlySet<string>;
}

export interface Confirmation {
	title: string;
	text: string;
	/** What the button that agrees says. */
	action: string;
	/** A text from elsewhere that it is about. */
	quote?: string;
	dangerous?: boolean;
	/** What may be done along with it; nothing of it is chosen at first. */
	also?: Choosable;
	/** Links that would change, to be looked at first. */
	plan?: Planned;
	/** What the list of changed lines is called, where they are no links. */
	planLabel?: string;
}

/** A question for a name, with what each name would change. */
export interface NameQuestion {
	title: string;
	/** What stands in the field first. */
	value: string;
	/** Said below the title; may be empty. */
	text: string;
	action: string;
	/** What would change; rejects with why the name cannot be. */
	plan(name: string): Promise<Planned>;
}

/** A question for a note. */
export interface NotePick {
	label: string;
	placeholder: string;
	/** A name that no note has makes a new one. */
	canCreate: boolean;
	/** A note that is not offered. */
	except: string;
}

/** A question for a folder to move something to. */
export interface FolderPick {
	label: string;
	placeholder: string;
	/** The file or folder that is to move; the folders that cannot take it are not offered. */
	moving: string;
}

/** A note that is there, or the name of one that is to be. */
export type PickedNote = { path: string } | { name: string };

/** Old versions to look through. */
export type HistoryAsked = { of: 'note'; path: string } | { of: 'deleted' };

export class Dialogs {
	asked = $state.raw<Confirmation | null>(null);
	naming = $state.raw<NameQuestion | null>(null);
	picking = $state.raw<NotePick | null>(null);
	pickingFolder = $state.raw<FolderPick | null>(null);
	/** The dialog of old versions is open. */
	history = $state.raw<HistoryAsked | null>(null);
	#answer: ((agreed: boolean) => void) | undefined;
	#name: ((name: string | null) => void) | undefined;
	#pick: ((picked: PickedNote | null) => void) | undefined;
	#folder: ((folder: string | null) => void) | undefined;

	/** Asks, and resolves with whether the person agreed. */
	confirm(confirmation: Confirmation): Promise<boolean> {
		this.answer(false);
		this.asked = confirmation;
		return new Promise((resolve) => {
			this.#answer = resolve;
		});
	}

	answer(agreed: boolean): void {
		this.asked = null;
		const answer = this.#answer;
		this.#answer = undefined;
		answer?.(agreed);
	}

	/** Asks for a name, and resolves with it; null where the person thought better of it. */
	name(question: NameQuestion): Promise<string | null> {
		this.answerName(null);
		this.naming = question;
		return new Promise((resolve) => {
			this.#name = resolve;
		});
	}

	answerName(name: string | null): void {
		this.naming = null;
		const answer = this.#name;
		this.#name = undefined;
		answer?.(name);
	}

	/** Asks for a note, and resolves with it; null where none was chosen. */
	pick(question: NotePick): Promise<PickedNote | null> {
		this.answerPick(null);
		this.picking = question;
		return new Promise((resolve) => {
			this.#pick = resolve;
		});
	}

	answerPick(picked: PickedNote | null): void {
		this.picking = null;
		const answer = this.#pick;
		this.#pick = undefined;
		answer?.(picked);
	}

	/** Asks for a folder, and resolves with its path, empty for the top of the vault; null where none was chosen. */
	pickFolder(question: FolderPick): Promise<string | null> {
		this.answerFolder(null);
		this.pickingFolder = question;
		return new Promise((resolve) => {
			this.#folder = resolve;
		});
	}

	answerFolder(folder: string | null): void {
		this.pickingFolder = null;
		const answer = this.#folder;
		this.#folder = undefined;
		answer?.(folder);
	}
}
