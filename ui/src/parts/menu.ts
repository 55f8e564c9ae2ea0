// What a menu offers, for both the context menu and the button menu.

import type { Component } from 'svelte';

export interface MenuItem {
	title: string;
	icon?: Component<{ size?: number; strokeWidth?: number }>;
	keys?: string;
	dangerous?: boolean;
	disabled?: boolean;
	/** For a choice: whether it is the one chosen. */
	checked?: boolean;
	/** It is turned on and off by itself, rather than being one of several. */
	toggle?: boolean;
	/** The menu stays open, for more than one choice of its list. */
	stays?: boolean;
	run: () => unknown;
}

/** A menu of its own that opens beside its title. */
export interface SubMenu {
	title: string;
	entries: MenuEntry[];
}

/** An item, a menu in the menu, or a rule between two groups. */
export type MenuEntry = MenuItem | SubMenu | 'rule';
