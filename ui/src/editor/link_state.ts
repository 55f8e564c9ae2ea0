// Which links of a note lead nowhere: asked once per target, and again when the vault changed.
import { type Extension, StateEffect } from '@codemirror/state';
import { type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { noteOf } from './editor_host';

/** The vault changed: what links lead to has to be asked again. */
export const linksChanged = StateEffect.define<null>();

/** Answers about targets have arrived. */
export const linksAnswered = StateEffect.define<null>();

type Answer = 'asked' | 'resolved' | 'unresolved';

class LinkState {
	private answers = new Map<string, Answer>();
	private told: ReturnType<typeof setTimeout> | undefined;

	constructor(private readonly view: EditorView) {}

	update(update: ViewUpdate) {
		const changed = update.transactions.some((transaction) =>
			transaction.effects.some((effect) => effect.is(linksChanged)),
		);
		if (changed) this.askAgain();
	}

	destroy() {
		clearTimeout(this.told);
	}

	isUnresolved(target: string): boolean {
		if (!this.answers.has(target)) this.ask(target, 'asked');
		return this.answers.get(target) === 'unresolved';
	}

	private ask(target: string, meanwhile: Answer) {
		this.answers.set(target, meanwhile);
		const { host, path } = noteOf(this.view.state);
		host.ask({ ask: 'destination', target, source: path }).then(
			(destination) => this.learn(target, destination.path === null ? 'unresolved' : 'resolved'),
			() => this.learn(target, 'resolved'), // Without an answer a link is not called broken.
		);
	}

	private learn(target: string, answer: Answer) {
		const before = this.answers.get(target);
		this.answers.set(target, answer);
		if (before === answer || (before === 'asked' && answer === 'resolved')) return;
		// Answers come in a bunch: one redraw for all of them.
		clearTimeout(this.told);
		this.told = setTimeout(() => this.view.dispatch({ effects: linksAnswered.of(null) }), 20);
	}

	private askAgain() {
		const known = this.answers;
		this.answers = new Map();
		// Targets out of sight are asked when they are drawn; a stale answer stays on screen until the new one is here.
		for (const [target, answer] of [...known].slice(-200)) this.ask(target, answer);
	}
}

const linkStatePlugin = ViewPlugin.fromClass(LinkState);

/** Whether a link's target is known to lead nowhere. Asks when it was never asked. */
export function isUnresolved(view: EditorView, target: string): boolean {
	return view.plugin(linkStatePlugin)?.isUnresolved(target) ?? false;
}

/** Keeps the answers about the note's links. */
export function linkState(): Extension {
	return linkStatePlugin;
}
