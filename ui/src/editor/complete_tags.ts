// Completion of tags after `#`, ranked by the core.
import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { isOutsideText } from './complete_place';
import { noteOf } from './editor_host';

const opened = /(?:^|\s)#([^\s'!"#$%&()*+,.:;<=>?@^`{|}~[\]\\\u2000-\u206f\u2e00-\u2e7f]*)$/;

/** Asks the core which tags begin like the text before the cursor. */
export async function completeTags(context: CompletionContext): Promise<CompletionResult | null> {
	const line = context.state.doc.lineAt(context.pos);
	const before = line.text.slice(0, context.pos - line.from);
	const found = opened.exec(before);
	const text = found?.[1] ?? '';
	// A lone `#` at the start of a line is on its way to be a heading.
	if (!found || (text === '' && before.trim() === '#' && !context.explicit)) return null;
	if (isOutsideText(context.state, context.pos - text.length - 1)) return null;
	const { host } = noteOf(context.state);
	const suggestions = await host.ask({ ask: 'suggest_tags', text }).catch(() => []);
	if (context.aborted || suggestions.length === 0) return null;
	return {
		from: context.pos - text.length,
		filter: false,
		options: suggestions.map(({ label, detail, insert }) => ({
			label: `#${label}`,
			detail,
			apply: insert,
			type: 'tag',
		})),
	};
}
