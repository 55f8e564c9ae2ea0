// The marks of a time axis: days, weeks, months or years, as many as there is room for.

export interface Tick {
	/** Days since 1970-01-01. */
	at: number;
	label: string;
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const month = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' });
const room = 72;

/** The ticks between two days, given how many pixels a day takes. */
export function listTicks(from: number, to: number, pixelsPerDay: number): Tick[] {
	const enough = (days: number) => days * pixelsPerDay >= room;
	const days = [1, 2, 7, 14].find(enough);
	if (days) return listDays(from, to, days);
	const months = [1, 3, 6].find((n) => enough(n * 30));
	if (months) return listMonths(from, to, months);
	const years = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((n) => enough(n * 365)) ?? 5000;
	return listMonths(from, to, years * 12);
}

function listDays(from: number, to: number, step: number): Tick[] {
	const ticks: Tick[] = [];
	// 1970-01-05 was a Monday.
	const first = step < 7 ? Math.ceil(from / step) * step : 4 + Math.ceil((from - 4) / step) * step;
	for (let at = first; at <= to; at += step) {
		const date = new Date(at * 86_400_000);
		const newYear = ticks.length === 0 || date.getUTCFullYear() !== new Date((at - step) * 86_400_000).getUTCFullYear();
		ticks.push({ at, label: newYear ? `${day.format(date)} ${date.getUTCFullYear()}` : day.format(date) });
	}
	return ticks;
}

function listMonths(from: number, to: number, step: number): Tick[] {
	const ticks: Tick[] = [];
	const start = new Date(from * 86_400_000);
	const first = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step;
	for (let index = first; ; index += step) {
		const [year, of] = [Math.floor(index / 12), ((index % 12) + 12) % 12];
		// Date.UTC takes the years 0 to 99 for 1900 to 1999.
		const date = new Date(0);
		date.setUTCFullYear(year, of, 1);
		const at = Math.round(date.getTime() / 86_400_000);
		if (at > to) return ticks;
		if (at < from) continue;
		const withYear = step < 12 && (of === 0 || ticks.length === 0);
		ticks.push({
			at,
			label: step >= 12 ? String(year) : withYear ? `${month.format(date)} ${year}` : month.format(date),
		});
	}
}
