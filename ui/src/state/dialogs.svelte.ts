// Questions put to the person before something is done. Whoever asks awaits the answer.

import type { Planned } from '../backend/bindings';

export interface Confirmation {
	title: string;
	text: string;
	/** What the button that agrees says. */
	action: string;
	dangerous?: boolean;
	/** Links that would change, to be looked at first. */
	plan?: Planned;
}

export class Dialogs {
	asked = $state.raw<Confirmation | null>(null);
	#answer: ((agreed: boolean) => void) | undefined;

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
}
