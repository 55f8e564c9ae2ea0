// Completion as a whole: its sources, and the list they share.
import { autocompletion } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { completeCommands } from './complete_commands';
import { completeLinks } from './complete_links';
import { completeTags } from './complete_tags';

/** Completes links, tags and commands while the person types. */
export function completion(): Extension {
	return autocompletion({
		override: [completeLinks, completeTags, completeCommands],
		icons: false,
		activateOnTypingDelay: 40,
		maxRenderedOptions: 50,
	});
}
