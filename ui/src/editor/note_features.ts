// The features that know Markdown, in live preview and source mode alike.
import { codeFolding } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { linkClicks } from './follow_link';
import { noteHighlighting } from './highlight_style';
import { linkState } from './link_state';
import { noteLanguage } from './syntax';

/** Everything that reads the text as a note. */
export function noteFeatures(): Extension {
	return [noteLanguage(), noteHighlighting(), codeFolding(), linkState(), linkClicks()];
}
