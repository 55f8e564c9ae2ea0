// Live preview: hides the marks of Markdown away from the selection. Each feature is a rule for some nodes of the tree.
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { liveBlocks } from './live_blocks';
import { liveCode } from './live_code';
import { liveEmbeds } from './live_embeds';
import { liveFrontmatter } from './live_frontmatter';
import { liveHeadings } from './live_headings';
import { liveImages } from './live_images';
import { liveLinks } from './live_links';
import { liveLists } from './live_lists';
import { liveMarks } from './live_marks';
import { liveMath } from './live_math';
import { liveQuiet } from './live_quiet';
import { liveQuotes } from './live_quotes';
import { liveDrawing } from './live_rule';
import { liveTables } from './live_tables';
import { reveal } from './reveal';

/** The whole of live preview. */
export function livePreview(): Extension {
	return [
		EditorView.editorAttributes.of({ class: 'is-live' }),
		reveal(),
		liveFrontmatter(),
		liveHeadings(),
		liveMarks(),
		liveImages(),
		liveEmbeds(),
		liveLinks(),
		liveLists(),
		liveQuotes(),
		liveCode(),
		liveMath(),
		liveTables(),
		liveQuiet(),
		liveDrawing(),
		liveBlocks(),
	];
}
