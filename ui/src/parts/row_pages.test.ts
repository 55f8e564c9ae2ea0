// A long table in pages: what is on a page, and where one is after the table has changed.
import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import PagesInTest from './row_pages_in_test.svelte';

const numbers = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
const rowsShown = () => screen.queryAllByRole('listitem').map((row) => Number(row.textContent));
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

async function expectRows(from: number, to: number) {
	await vi.waitFor(() => expect(rowsShown()).toEqual(numbers(to).slice(from - 1)), { timeout: 10_000 });
}

it('shows one page, says which rows it holds, and turns to the others', async () => {
	const onturn = vi.fn();
	render(PagesInTest, { rows: numbers(1234), key: 'a', onturn });
	await expectRows(1, 100);
	const turner = screen.getByRole('navigation', { name: 'Pages of Numbers' });
	expect(within(turner).getByRole('status')).toHaveTextContent('1–100 of 1,234');
	expect(screen.getByRole('button', { name: 'Page before' })).toBeDisabled();
	await press('Next page');
	await expectRows(101, 200);
	await press('Last page');
	await expectRows(1201, 1234);
	expect(within(turner).getByRole('status')).toHaveTextContent('1,201–1,234 of 1,234');
	expect(screen.getByRole('button', { name: 'Next page' })).toBeDisabled();
	await press('First page');
	await expectRows(1, 100);
	expect(onturn).toHaveBeenCalledTimes(3);
});

it('stays on its page while rows change, and begins anew with another choice', async () => {
	const { rerender } = render(PagesInTest, { rows: numbers(500), key: 'a', onturn: () => {} });
	await press('Last page');
	await expectRows(401, 500);
	await rerender({ rows: numbers(460) });
	await expectRows(401, 460);
	await rerender({ rows: numbers(150) });
	await expectRows(101, 150);
	await rerender({ rows: numbers(300), key: 'b' });
	await expectRows(1, 100);
});

it('has nothing to turn where all rows have room, or there is none', async () => {
	const { rerender } = render(PagesInTest, { rows: numbers(100), key: 'a', onturn: () => {} });
	await expectRows(1, 100);
	expect(screen.queryByRole('navigation')).toBeNull();
	await rerender({ rows: [] });
	await vi.waitFor(() => expect(rowsShown()).toEqual([]));
});
