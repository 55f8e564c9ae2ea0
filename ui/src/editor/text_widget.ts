// The smallest widget: a few characters that stand for others.
import { WidgetType } from '@codemirror/view';

/** Shows a text with a class. */
export class TextWidget extends WidgetType {
	constructor(
		private readonly text: string,
		private readonly className: string,
	) {
		super();
	}

	override eq(other: TextWidget): boolean {
		return other.text === this.text && other.className === this.className;
	}

	toDOM(): HTMLElement {
		const span = document.createElement('span');
		span.className = this.className;
		span.textContent = this.text;
		return span;
	}

	override ignoreEvent(): boolean {
		return false;
	}
}
