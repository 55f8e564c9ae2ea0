// The icon before a property: by what its name means in research notes, else by its type.
import AlignLeft from '@lucide/svelte/icons/align-left';
import Braces from '@lucide/svelte/icons/braces';
import Calendar from '@lucide/svelte/icons/calendar';
import Clock from '@lucide/svelte/icons/clock';
import CornerDownRight from '@lucide/svelte/icons/corner-down-right';
import Hash from '@lucide/svelte/icons/hash';
import Link from '@lucide/svelte/icons/link-2';
import List from '@lucide/svelte/icons/list';
import Sigma from '@lucide/svelte/icons/sigma';
import SquareCheck from '@lucide/svelte/icons/square-check';
import TrendingDown from '@lucide/svelte/icons/trending-down';
import TrendingUp from '@lucide/svelte/icons/trending-up';
import User from '@lucide/svelte/icons/user';
import type { PropertyKind } from '../backend/bindings';

const byName: Record<string, typeof Link> = {
	source: Link,
	url: Link,
	author: User,
	authors: User,
	supports: TrendingUp,
	contradicts: TrendingDown,
};

const byType: Record<PropertyKind, typeof Link> = {
	text: AlignLeft,
	list: List,
	number: Sigma,
	checkbox: SquareCheck,
	date: Calendar,
	datetime: Clock,
	tags: Hash,
	aliases: CornerDownRight,
	map: Braces,
};

/** The icon of a property. */
export function propertyIcon(name: string, type: PropertyKind) {
	return byName[name.toLowerCase()] ?? byType[type];
}
