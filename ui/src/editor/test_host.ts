// The window around an editor, for tests: answers what it is given and fails on every other question.
import type { Answers } from '../backend/bindings';
import type { EditorHost } from './editor_host';

/** Answers by the name of their question; a function is given the request. */
export type TestAnswers = {
	[K in keyof Answers]?: Answers[K] | ((request: Record<string, unknown>) => Answers[K]);
};

/** A host that answers from a table. */
export function testHost(parts: Partial<EditorHost> = {}, answers: TestAnswers = {}): EditorHost {
	const ask = async (request: { ask: keyof Answers }) => {
		const answer = answers[request.ask];
		if (answer === undefined) throw { code: 'failed', message: `nothing answers ${request.ask}` };
		return typeof answer === 'function' ? answer(request) : answer;
	};
	return {
		ask: ask as EditorHost['ask'],
		changed() {},
		followLink() {},
		openTag() {},
		openExternal() {},
		openUnseen() {},
		keys: () => [],
		attachmentUrl: async (path) => `vault://${path}`,
		readDocument: async (path) => {
			throw { code: 'failed', message: `nothing reads ${path}` };
		},
		notice() {},
		...parts,
	};
}

// jsdom lays nothing out; CodeMirror asks it where text stands and can live with no answer.
Range.prototype.getClientRects ??= () => Object.assign([], { item: () => null }) as unknown as DOMRectList;
Range.prototype.getBoundingClientRect ??= () => new DOMRect();
