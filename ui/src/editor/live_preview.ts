// Live preview: hides the marks of Markdown away from the selection. Each feature is a rule for some nodes of the tree.
import type { Extension } from '@codemirror/state';
import { reveal } from './reveal';

/** The whole of live preview. */
export function livePreview(): Extension {
	return [reveal()];
}
