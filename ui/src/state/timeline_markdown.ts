// The timeline written out as Markdown: a table for each lane, in the order of the picture.

import type { TimelineLane } from '../backend/bindings';
import { formatSpan } from './days';
import { plainText } from './linked_text';
import { strings } from './strings';
import type { TimelineRow } from './timeline_rows';

/** The lanes as sections, each with its summary, its markers and its events. */
export function timelineMarkdown(lanes: readonly TimelineLane[], rows: readonly TimelineRow[]): string {
	const words = strings.timeline;
	const { lane: _, ...columns } = words.columns;
	const line = (cells: readonly string[]) =>
		`| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/\s+/g, ' ')).join(' | ')} |\n`;
	const head = line(Object.values(columns)) + line(Object.values(columns).map(() => '---'));
	const sections = lanes.map((lane, index) => {
		const markers = lane.markers.map((marker) => `- ${words.markers[marker.kind]}: ${marker.text}\n`).join('');
		const own = rows
			.filter((row) => row.lane === index)
			.map(({ event }) =>
				line([
					formatSpan(event),
					plainText(event.label),
					event.stance ? strings.stance.words[event.stance] : '',
					event.strength ?? '',
					event.basis_words,
				]),
			);
		return `## ${lane.title}\n\n${lane.summary}\n\n${markers}${markers ? '\n' : ''}${own.length > 0 ? head + own.join('') : ''}`;
	});
	return `# ${words.label}\n\n${sections.join('\n')}`;
}
