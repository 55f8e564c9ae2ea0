// Changes to many notes at once: each is shown before it is made, is one step, and can be taken back.

import type { Asked, Question } from '../backend/backend';
import type { Mention, MentionToLink, OutgoingMention, Planned } from '../backend/bindings';
import type { AppState } from './app_state.svelte';
import { shownName } from './file_actions';
import { strings } from './strings';

/** The requests that answer with what changes, or did. */
type Change = Extract<
	Question,
	'rename_part' | 'rename_tag' | 'change_property_everywhere' | 'link_mentions' | 'merge_notes' | 'replace'
>;

/** How many files a plan changes. */
export function filesOf(planned: Pick<Planned, 'edits'>): number {
	return new Set(planned.edits.map((edit) => edit.path)).size;
}

/** What a line of a note names: a heading, or a block by the id at its end. */
export function namedPart(line: string): { subpath: string; text: string; kind: 'heading' | 'block' } | null {
	const heading = /^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/.exec(line)?.[1];
	if (heading) {
		const text = heading.replace(/[ \t]+\^[A-Za-z0-9-]+$/, '');
		return { subpath: `#${text}`, text, kind: 'heading' };
	}
	const id = /(?:^|[ \t])\^([A-Za-z0-9-]+)[ \t]*$/.exec(line)?.[1];
	return id ? { subpath: `#^${id}`, text: id, kind: 'block' } : null;
}

export class Refactorings {
	constructor(private app: AppState) {}

	/** Gives the heading on a 1-based line, or the block with the id there, another name. */
	async renamePart(note: string, line: number, text: string): Promise<void> {
		const part = namedPart(text);
		if (!part) return this.app.notices.problem(strings.changes.noHeading);
		const { subpath, kind } = part;
		const request = { ask: 'rename_part' as const, note, subpath, line: kind === 'heading' ? line : undefined };
		const title = kind === 'heading' ? strings.changes.heading(part.text) : strings.changes.block(part.text);
		await this.#rename(title, part.text, '', (to, dry_run) => this.#ask({ ...request, to, dry_run }));
	}

	/** Gives a tag, named without `#`, another name. */
	async renameTag(tag: string): Promise<void> {
		const text = strings.changes.tagNested;
		await this.#rename(strings.changes.tag(tag), tag, text, (to, dry_run) =>
			this.#ask({ ask: 'rename_tag', tag, to: to.replace(/^#/, ''), dry_run }),
		);
	}

	/** Gives a property another name in every note. */
	async renameProperty(name: string): Promise<void> {
		await this.#rename(strings.changes.property(name), name, '', (to, dry_run) =>
			this.#ask({ ask: 'change_property_everywhere', name, to, dry_run }),
		);
	}

	/** Removes a property from every note. */
	async removeProperty(name: string): Promise<void> {
		const change = (dry_run: boolean) =>
			this.#ask({ ask: 'change_property_everywhere' as const, name, to: null, dry_run });
		await this.#confirm(change, (plan) => ({
			title: strings.changes.removeProperty(name),
			text: strings.changes.lines(plan.edits.length, filesOf(plan)),
			action: strings.changes.remove,
			dangerous: true,
		}));
	}

	/** Makes links of mentions: one at once, several after they were looked at. */
	async link(mentions: readonly MentionToLink[]): Promise<void> {
		const change = (dry_run: boolean) => this.#ask({ ask: 'link_mentions' as const, mentions: [...mentions], dry_run });
		const done = () => strings.mentions.done(mentions.length);
		if (mentions.length === 1) {
			await this.app.attempt(async () => {
				await this.app.notes.flush();
				const planned = await change(false);
				for (const warning of planned.warnings) this.app.notices.problem(warning);
				if (planned.edits.length > 0) this.app.files.tellOf(done());
			});
			return;
		}
		await this.#confirm(
			change,
			(plan) => ({
				title: strings.mentions.linkAllTitle(mentions.length),
				text: strings.mentions.linkAllText(filesOf(plan)),
				action: strings.mentions.linkAllAction,
			}),
			done,
		);
	}

	/** Links every mention of a note that is no link yet. */
	async linkAllMentions(note: string): Promise<void> {
		await this.app.attempt(async () => {
			await this.app.notes.flush();
			const mentions = await this.app.ask<'mentions'>({ ask: 'mentions', note });
			if (mentions.length === 0) this.app.notices.done(strings.mentions.none);
			else await this.link(mentions.map((mention) => incomingLink(mention, note)));
		});
	}

	/** Moves a stretch of a note, in offsets of its text, to a note that the person picks. */
	async extract(note: string, from: number, until: number, suggested = ''): Promise<void> {
		const { app } = this;
		if (from === until) return app.notices.problem(strings.composer.nothing);
		const picked = await app.dialogs.pick({
			label: strings.composer.extractLabel,
			placeholder: suggested || strings.composer.extractPlaceholder,
			canCreate: true,
			except: note,
		});
		if (!picked) return;
		const request = {
			ask: 'extract' as const,
			note,
			from,
			until,
			to: 'path' in picked ? picked.path : picked.name,
			new: !('path' in picked),
			left: null,
		};
		await app.attempt(async () => {
			await app.notes.flush();
			const { path, planned } = await app.ask<'extract'>({ ...request, dry_run: true });
			const name = shownName(path);
			// A new note and a link in the place of the text are what was asked for; more is told first.
			if (filesOf(planned) > 1 || planned.warnings.length > 0) {
				const agreed = await app.dialogs.confirm({
					title: strings.composer.extractTitle(name),
					text: strings.changes.lines(planned.edits.length, filesOf(planned)),
					action: strings.composer.extractAction,
					plan: planned,
					planLabel: strings.rename.planned,
				});
				if (!agreed) return;
			}
			await app.ask<'extract'>({ ...request, dry_run: false });
			this.app.files.tellOf(strings.composer.extracted(name));
		});
	}

	/** Puts a note at the end of one that the person picks. */
	async merge(note: string): Promise<void> {
		const { app } = this;
		const picked = await app.dialogs.pick({
			label: strings.composer.mergeLabel,
			placeholder: strings.composer.mergePlaceholder,
			canCreate: false,
			except: note,
		});
		if (!picked || !('path' in picked)) return;
		const into = picked.path;
		const names = [shownName(note), shownName(into)] as const;
		const change = async (dry_run: boolean) => {
			const planned = await this.#ask({ ask: 'merge_notes' as const, note, into, dry_run });
			if (!dry_run) {
				app.notes.forget(note);
				app.panes.closePath(note);
				app.open(into);
			}
			return planned;
		};
		await this.#confirm(
			change,
			() => ({
				title: strings.composer.mergeTitle(...names),
				text: strings.composer.mergeText(names[0]),
				action: strings.composer.mergeAction,
			}),
			() => strings.composer.merged(...names),
		);
	}

	async #rename(
		title: string,
		value: string,
		text: string,
		change: (to: string, dry_run: boolean) => Promise<Planned>,
	): Promise<void> {
		const { app } = this;
		await app.attempt(async () => {
			// Unsaved links would be missing from the plan.
			await app.notes.flush();
			const name = await app.dialogs.name({
				title,
				value,
				text,
				action: strings.changes.rename,
				plan: (to) => change(to, true),
			});
			if (name === null) return;
			const planned = await change(name, false);
			this.app.files.tellOf(strings.changes.done(planned.edits.length, filesOf(planned)));
		});
	}

	async #confirm(
		change: (dry_run: boolean) => Promise<Planned>,
		question: (plan: Planned) => { title: string; text: string; action: string; dangerous?: boolean },
		done: (planned: Planned) => string = (planned) => strings.changes.done(planned.edits.length, filesOf(planned)),
	): Promise<void> {
		const { app } = this;
		await app.attempt(async () => {
			await app.notes.flush();
			const plan = await change(true);
			const agreed = await app.dialogs.confirm({ ...question(plan), plan, planLabel: strings.rename.planned });
			if (agreed) this.app.files.tellOf(done(await change(false)));
		});
	}

	#ask<K extends Change>(request: Asked<K> & { ask: K }): Promise<Planned> {
		return this.app.ask<K>(request) as Promise<Planned>;
	}
}

/** A mention of `note` in another note, as a link that is to be. */
export function incomingLink({ source, from, to, text }: Mention, note: string): MentionToLink {
	return { source, from, to, text, destination: note };
}

/** A mention of another note in this one, as a link that is to be. */
export function outgoingLink({ source, from, to, text, destination }: OutgoingMention): MentionToLink {
	return { source, from, to, text, destination };
}
