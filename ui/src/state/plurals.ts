// Numbers and counted nouns as the window writes them.

const number = new Intl.NumberFormat('en');
const plural = new Intl.PluralRules('en');

/** A number with its thousands apart. */
export function formatNumber(n: number): string {
	return number.format(n);
}

/** `1 note`, `5 notes`. */
export function count(n: number, one: string, other: string): string {
	return `${number.format(n)} ${plural.select(n) === 'one' ? one : other}`;
}
