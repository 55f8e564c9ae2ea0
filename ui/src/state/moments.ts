// Points in time as the person's clock shows them.

import { formatDay, today } from './days';

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** The day of a moment, in milliseconds since 1970: `8 May`, with the year where it is not this one. */
export function dayHeading(ms: number): string {
	return formatDay(today(new Date(ms)), today());
}

/** The time of day of a moment, in milliseconds since 1970: `14:03:27`. */
export function timeOf(ms: number): string {
	return clock.format(new Date(ms));
}
