// The moment on the person's clock, as the core wants it.

/** As `2026-11-22T13:05:07.045+01:00`. */
export function localMoment(date = new Date()): string {
	const two = (n: number, digits = 2) => String(Math.abs(n)).padStart(digits, '0');
	const ahead = -date.getTimezoneOffset();
	const day = `${two(date.getFullYear(), 4)}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
	const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
	const offset = `${ahead < 0 ? '-' : '+'}${two(Math.trunc(ahead / 60))}:${two(ahead % 60)}`;
	return `${day}T${time}.${two(date.getMilliseconds(), 3)}${offset}`;
}
