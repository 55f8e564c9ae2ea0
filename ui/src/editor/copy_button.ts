// The button that copies code to the clipboard.

/** Makes the button; the text is read when it is pressed. */
export function copyButton(text: () => string): HTMLButtonElement {
	const button = document.createElement('button');
	button.type = 'button';
	button.className = 'copy-button';
	button.textContent = 'Copy';
	button.setAttribute('aria-label', 'Copy code');
	button.addEventListener('mousedown', (event) => event.preventDefault());
	button.addEventListener('click', async () => {
		await navigator.clipboard.writeText(text());
		button.textContent = 'Copied';
		setTimeout(() => {
			button.textContent = 'Copy';
		}, 1500);
	});
	return button;
}
