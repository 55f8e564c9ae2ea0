// Under which names edges are written: `supports` and its like, the person's own names first.
import type { SettingRow, Stance } from '../backend/bindings';
import type { EditorHost } from './editor_host';

const stances: readonly Stance[] = ['supports', 'contradicts', 'context'];

/** The names of each stance and of the strength; the first of them is the one that is written. */
export interface EdgeNames {
	stances: readonly { stance: Stance; names: readonly string[] }[];
	strength: string;
}

/** Asks under which names edges are written. */
export async function askEdgeNames(host: EditorHost): Promise<EdgeNames> {
	const rows = await host.ask({ ask: 'setting_rows' }).catch(() => []);
	return {
		stances: stances.map((stance) => ({ stance, names: [...ownNames(rows, stance), stance] })),
		strength: ownNames(rows, 'strength')[0] ?? 'strength',
	};
}

/** The stance that a field says; its name is read without case, and `-` as `_`. */
export function stanceOf(names: EdgeNames, field: string): Stance | undefined {
	return names.stances.find((each) => each.names.some((name) => fold(name) === fold(field)))?.stance;
}

function ownNames(rows: readonly SettingRow[], field: string): string[] {
	const row = rows.find(({ file, key }) => file === 'theses' && key === `properties.${field}`);
	return Array.isArray(row?.value) ? row.value.map((name) => name.trim()).filter(Boolean) : [];
}

function fold(name: string): string {
	return name.toLowerCase().replaceAll('-', '_');
}
