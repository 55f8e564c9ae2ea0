// The features that know Markdown, in live preview and source mode alike.
import { codeFolding } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { autoPairs } from './auto_pairs';
import { completion } from './completion';
import { linkClicks } from './follow_link';
import { noteHighlighting } from './highlight_style';
import { linkPreview } from './hover_preview';
import { linkState } from './link_state';
import { listKeys } from './list_keys';
import { smartPaste } from './paste';
import { noteLanguage } from './syntax';

/** Everything that reads the text as a note. */
export function noteFeatures(): Extension {
	return [
		noteLanguage(),
		noteHighlighting(),
		codeFolding(),
		linkState(),
		linkClicks(),
		linkPreview(),
		// Completion takes Enter and Tab before lists do.
		completion(),
		listKeys(),
		autoPairs(),
		smartPaste(),
	];
}
