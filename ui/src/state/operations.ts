// Which questions change the vault as an operation of their own, which undo then takes back before any earlier one.

import type { Request } from '../backend/bindings';

const changing: ReadonlySet<Request['ask']> = new Set<Request['ask']>([
	'set_property',
	'remove_property',
	'rename_property',
	'name_block',
	'new_note',
	'create_linked',
	'new_canvas',
	'duplicate',
	'import_attachment',
	'daily_note',
	'unique_note',
	'capture',
	'restore',
	'rename_cluster',
	'pin_cluster',
	'refuse',
]);

/** True for a request that may have made one that no message tells of. */
export function isOperation({ ask }: Request): boolean {
	return changing.has(ask);
}
