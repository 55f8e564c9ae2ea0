// Completion as a whole: its sources, and the list they share.
import { autocompletion } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { completeCommands } from './complete_commands';
import { completeEdgeWords, completeStrength, completeTheses, completionMark, quietEdgeWords } from './complete_edges';
import { completeLinks } from './complete_links';
import { completeTags } from './complete_tags';

/** Completes edges, links, tags and commands while the person types. */
export function completion(): Extension {
	return [
		quietEdgeWords(),
		autocompletion({
			// Where no thesis is called that, any note can be named.
			override: [
				async (context) => (await completeTheses(context)) ?? completeLinks(context),
				completeStrength,
				completeEdgeWords,
				completeTags,
				completeCommands,
			],
			addToOptions: [{ render: completionMark, position: 10 }],
			icons: false,
			activateOnTypingDelay: 40,
			maxRenderedOptions: 50,
		}),
	];
}
