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

/** A number in as few signs as tell it: `999`, `1.2k`, `34k`. */
export function shortNumber(n: number): string {
	if (n < 1000) return String(n);
	const thousands = n / 1000;
	return thousands < 9.95 ? `${thousands.toFixed(1).replace(/\.0$/, '')}k` : `${Math.round(thousands)}k`;
}

/** What the core counts in a sentence, with the thousands apart; years and days stay as they are. */
export function withThousands(text: string): string {
	const counted =
		/(?<![\d-])\d{4,}(?= (?:notes?|independent|for|against|context|proposed|roots|strong|to be|events?|bursts?|silences?|tensions?)\b)/g;
	return text.replace(counted, (digits) => formatNumber(Number(digits)));
}
